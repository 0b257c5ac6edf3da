"""How a row of a preview is laid out."""

from django import template
from django.utils.translation import get_language

from paperwork.reading import KINDS
from taxonomy.tree import current

register = template.Library()
CODED = {"region", "business_region", "hometown_region"}


@register.filter
def cause(problem: dict) -> str:
    return problem["cause"] if is_chinese() else problem["cause_en"]


@register.filter
def cure(problem: dict) -> str:
    return problem["cure"] if is_chinese() else problem["cure_en"]


@register.simple_tag
def preview_cells(row: dict, columns: list[str], kind: str) -> list[dict]:
    """For each column: what the file said, what was read, and what is wrong with it."""
    fields = {column.name: column for column in KINDS[kind].columns}
    return [
        {
            "name": name,
            "label": heading(fields[name]),
            "written": row["cells"].get(name, ""),
            "read": shown(name, row["values"].get(name)),
            "problems": [one for one in row["problems"] if one["field"] == fields[name].label],
            "remarks": [one for one in row["remarks"] if one["field"] == fields[name].label],
            "is_rewritten": any(
                one["field"] == fields[name].label and one["cause"].startswith("按") for one in row["remarks"]
            ),
        }
        for name in columns
    ]


@register.simple_tag
def other_problems(row: dict, columns: list[str], kind: str) -> list[dict]:
    """Problems and remarks of fields that the preview has no column for."""
    labels = {column.label for column in KINDS[kind].columns if column.name in columns}
    return [one for one in (*row["problems"], *row["remarks"]) if one["field"] not in labels]


@register.simple_tag
def headings(columns: list[str], kind: str) -> list[str]:
    fields = {column.name: column for column in KINDS[kind].columns}
    return [heading(fields[name]) for name in columns]


def heading(column) -> str:
    return column.label if is_chinese() else column.label_en.capitalize()


def shown(name: str, value) -> str:
    """A code with its name; a list joined; anything else as it is."""
    if value in (None, "", []):
        return ""
    taxonomy = current()
    if name in CODED:
        node = taxonomy.regions.get(value)
        return f"{value} {node.full_name if is_chinese() else node.name_en}" if node else str(value)
    if name == "industries":
        nodes = taxonomy.industries
        return "、".join(f"{code} {nodes[code].name}" if code in nodes else code for code in value)
    if name == "amount_wan":
        wan = float(value)
        return f"{wan / 10000:g} 亿元" if wan >= 10000 else f"{wan:,g} 万元"
    if name == "land_mu":
        return f"{float(value):,g}"
    return "、".join(value) if isinstance(value, list) else str(value)


def is_chinese() -> bool:
    return not (get_language() or "").startswith("en")
