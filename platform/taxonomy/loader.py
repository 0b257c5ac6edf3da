"""Bringing the database in line with the files under `data/`.

Rows are added and updated; a row the files no longer hold is retired, never deleted. A row the secretariat
added or changed carries `is_edited` and is left exactly as it is, also when the files change or drop it.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import models as db
from django.db import transaction

from taxonomy import models, stamp, tables

BATCH = 500


@dataclass(frozen=True, slots=True)
class Counts:
    """What happened to the rows of one table; `kept` are the edited rows an update would have changed."""

    added: int = 0
    updated: int = 0
    retired: int = 0
    kept: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """Counts by table, in loading order."""

    tables: Mapping[str, Counts] = field(default_factory=dict)

    @property
    def changed(self) -> int:
        """Return how many rows were written."""
        return sum(c.added + c.updated + c.retired for c in self.tables.values())


def content_hash() -> str:
    """Return the SHA-256 of the data files."""
    digest = hashlib.sha256()
    for path in sorted(tables.DATA.glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_current() -> bool:
    """Say whether the database was loaded from exactly these files. One query; no file is parsed."""
    return stamp.read()[1] == content_hash()


@transaction.atomic
def load() -> Report:
    """Load all tables and return what was done. Running it again changes nothing."""
    done = {
        "regions": _sync(models.Region, "code", _regions()),
        "region aliases": _sync(models.RegionAlias, ("region_id", "alias"), _aliases()),
        "region groups": _sync_groups(),
        "industries": _sync(models.Industry, "code", _industries()),
        "sectors": _sync(models.Sector, "code", _sectors()),
        "crosswalk rows": _sync(models.CrosswalkRow, "number", _crosswalk(), same=_same_meaning),
        "synonym groups": _sync(models.SynonymGroup, "head", _synonyms()),
    }
    stamp.renew(content_hash=content_hash())
    return Report(done)


def _sync(
    model: type[db.Model],
    key: str | tuple[str, ...],
    wanted: Iterable[dict],
    *,
    same: Callable[[dict, list], bool] | None = None,
) -> Counts:
    """Bring one table in line; `same` says that a wanted row is already there under another key, edited."""
    names = (key,) if isinstance(key, str) else key
    rows = {tuple(getattr(row, name) for name in names): row for row in model.objects.all()}
    edited = [row for row in rows.values() if row.is_edited]
    added, updated, kept, seen = [], [], 0, set()
    for values in wanted:
        values = {"is_retired": False, **values}
        identity = tuple(values[name] for name in names)
        seen.add(identity)
        row = rows.get(identity)
        if row is None:
            if same is not None and same(values, edited):
                kept += 1
            else:
                added.append(model(**values))
            continue
        changes = {name: value for name, value in values.items() if getattr(row, name) != value}
        if row.is_edited:
            kept += bool(changes)
        elif changes:
            for name, value in changes.items():
                setattr(row, name, value)
            updated.append(row)
    gone = [r for k, r in rows.items() if k not in seen and not r.is_edited and not r.is_retired]
    for row in gone:
        row.is_retired = True
    model.objects.bulk_create(added, batch_size=BATCH)
    if updated or gone:
        fields = [f.name for f in model._meta.concrete_fields if not f.primary_key and f.name != "is_edited"]
        model.objects.bulk_update([*updated, *gone], fields, batch_size=BATCH)
    total = len(rows) + len(added)
    return Counts(added=len(added), updated=len(updated), retired=len(gone), kept=kept, total=total)


def _sync_groups() -> Counts:
    wanted = tables.grouped((row["group"], row["region"]) for row in tables.read("region_groups"))
    counts = _sync(models.RegionGroup, "name", ({"name": name} for name in wanted))
    link = models.RegionGroup.members.through
    there = tables.grouped(link.objects.values_list("regiongroup_id", "region_id"))
    plain = set(models.RegionGroup.objects.filter(is_edited=False).values_list("name", flat=True))
    changed = [n for n in wanted if n in plain and set(there.get(n, ())) != set(wanted[n])]
    kept = sum(1 for n in wanted if n not in plain and set(there.get(n, ())) != set(wanted[n]))
    if changed:
        link.objects.filter(regiongroup_id__in=changed).delete()
        link.objects.bulk_create(link(regiongroup_id=n, region_id=c) for n in changed for c in wanted[n])
    updated = counts.updated + len(changed) - counts.added
    return Counts(counts.added, max(updated, 0), counts.retired, counts.kept + kept, counts.total)


def _paths(nodes: Iterable[tables.Region] | Iterable[tables.Industry]) -> dict[str, str]:
    tree = tables.Tree(nodes)
    return {code: path_of(tree.ancestors(code)) for code in tree}


def path_of(codes: Iterable[str]) -> str:
    """Return "/51.../5103.../" for the codes from the root down."""
    return f"/{'/'.join(codes)}/"


def initials_of(pinyin: str) -> str:
    """Return "zg" for "zi gong"."""
    return "".join(syllable[0] for syllable in pinyin.split())[:60]


def _regions() -> Iterable[dict]:
    nodes = tables.read_regions()
    paths = _paths(nodes)
    for node in nodes:
        yield {
            "code": node.code,
            "name": node.name,
            "name_en": node.name_en,
            "full_name": node.full_name,
            "level": node.level,
            "parent_id": node.parent,
            "path": paths[node.code],
            "pinyin": node.pinyin,
            "initials": initials_of(node.pinyin),
            "lon": node.lon,
            "lat": node.lat,
            "is_retired": node.retired,
            "successor_id": node.successor,
        }


def _aliases() -> Iterable[dict]:
    for row in tables.read("region_aliases"):
        yield {"region_id": row["region"], "alias": row["alias"], "kind": row["kind"]}


def _industries() -> Iterable[dict]:
    nodes = tables.read_industries({})
    paths = _paths(nodes)
    spelling = {row["code"]: row["pinyin"] for row in tables.read("industries")}
    for node in nodes:
        yield {
            "code": node.code,
            "name": node.name,
            "name_en": node.name_en,
            "level": node.level,
            "parent_id": node.parent,
            "path": paths[node.code],
            "pinyin": spelling[node.code],
            "initials": initials_of(spelling[node.code]),
        }


def _sectors() -> Iterable[dict]:
    for order, node in enumerate(tables.read_sectors()):
        yield {"code": node.code, "name": node.name, "name_en": node.name_en, "order": order}


def _crosswalk() -> Iterable[dict]:
    for row in tables.read_crosswalk():
        yield {
            "number": row.number,
            "sector_id": row.sector,
            "industry_id": row.industry,
            "term": row.term or "",
            "note": row.note,
        }


def _same_meaning(values: dict, edited: list) -> bool:
    said = (values["sector_id"], values["industry_id"], values["term"])
    return any((row.sector_id, row.industry_id, row.term) == said for row in edited)


def _synonyms() -> Iterable[dict]:
    heads = tables.grouped((row["head"], row["term"]) for row in tables.read("synonyms"))
    for head, terms in heads.items():
        yield {"head": head, "terms": list(terms)}
