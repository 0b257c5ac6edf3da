"""Finding one of 3,600 regions or 1,971 industries by name, pinyin, initials, code or alias."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Replace

from taxonomy.models import Industry, Region

LIMIT = 30
KINDS = {"region": Region, "industry": Industry}


def find(kind: str, text: str, *, within: str = "", limit: int = LIMIT) -> list[dict[str, str]]:
    """Up to `limit` options {"code", "label", "path"}, best first.  KeyError for an unknown kind.

    Empty text gives a place to start: the region `within` and its children, otherwise the top of the tree.
    """
    rows = KINDS[kind].objects.current()
    asked = text.strip()
    if asked:
        rows = _regions(rows, asked) if kind == "region" else rows.filter(_industries(asked))
        rows = rows.annotate(fit=_fit(kind, asked)).order_by("fit", "code")
    elif within and kind == "region":
        rows = rows.filter(Q(pk=within) | Q(parent=within)).order_by("code")
    else:
        rows = rows.filter(parent=None).order_by("code")
    found = list({row.pk: row for row in reversed(rows[: limit * 3])}.values())[::-1]  # aliases repeat a row
    found.sort(key=lambda row: bool(within) and within not in row.ancestor_codes)
    return describe(kind, found[:limit])


def describe(kind: str, rows: list) -> list[dict[str, str]]:
    """Options for rows, with the names above each: one query for all of them."""
    codes = {code for row in rows for code in row.ancestor_codes[:-1]}
    names = {row.pk: row.label for row in KINDS[kind].objects.filter(pk__in=codes)}
    return [
        {
            "code": row.pk,
            "label": row.label,
            "path": " › ".join(names[code] for code in row.ancestor_codes[:-1] if code in names),
        }
        for row in rows
    ]


def _names(asked: str) -> Q:
    return Q(name__icontains=asked) | Q(name_en__icontains=asked) | Q(code__istartswith=asked)


def _industries(asked: str) -> Q:
    found = _names(asked) | Q(crosswalk__term__icontains=asked) | Q(initials__istartswith=asked)
    if asked[:1].isalpha() and asked[1:].isdigit():
        found |= Q(code__startswith=asked[1:])  # C1371 is written for 1371
    return found


def _regions(rows: QuerySet, asked: str) -> QuerySet:
    letters = asked.lower().replace(" ", "").replace("'", "")
    rows = rows.annotate(spelling=Replace("pinyin", Value(" "), Value("")))
    return rows.filter(
        _names(asked)
        | Q(full_name__contains=asked)
        | Q(aliases__alias__contains=asked)
        | Q(initials__istartswith=letters)
        | Q(spelling__istartswith=letters)
    )


def _fit(kind: str, asked: str) -> Case:
    """0 for the very thing, 1 for its beginning, 2 for the rest."""
    same = Q(name=asked) | Q(code=asked)
    if kind == "region":
        same |= Q(full_name=asked) | Q(aliases__alias=asked) | Q(initials__iexact=asked)
    return Case(
        When(same, then=Value(0)),
        When(Q(name__startswith=asked) | Q(code__startswith=asked), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
