"""The taxonomy for the web: the type of `taxonomy.tables`, built from the database.

Built once for each process and kept until a row changes; then the next caller builds it anew. Within one
request the stamp is compared once (one query), outside of requests at each call. Until `load_taxonomy` has
run, the files of the project speak.
"""

from threading import Lock

from taxonomy import models, stamp, tables

_lock = Lock()
_held: tuple[int, tables.Taxonomy] | None = None


def current() -> tables.Taxonomy:
    """Return the taxonomy as it is now; the same object as long as nothing changed."""
    global _held
    held = _held
    if held is not None and stamp.is_fresh():
        return held[1]
    number, loaded = stamp.read()
    if not loaded:
        return tables.load_tables()
    if held is None or held[0] != number:
        with _lock:
            if _held is None or _held[0] != number:
                _held = (number, from_database())
            held = _held
    stamp.compared()
    return held[1]


def from_database() -> tables.Taxonomy:
    """Build the taxonomy from the rows, in seven queries."""
    rows = [
        tables.CrosswalkRow(number, sector, industry, term or None, note)
        for number, sector, industry, term, note in models.CrosswalkRow.objects.current().values_list(
            "number", "sector_id", "industry_id", "term", "note"
        )
    ]
    return tables.build(
        regions=_regions(),
        groups=tables.grouped(
            models.RegionGroup.objects.current()
            .filter(members__isnull=False)
            .values_list("name", "members__code")
        ),
        industries=_industries(tables.term_codes(rows)),
        sectors=[
            tables.Sector(*row)
            for row in models.Sector.objects.current().values_list("code", "name", "name_en")
        ],
        rows=rows,
        synonyms={
            head: tuple(terms)
            for head, terms in models.SynonymGroup.objects.current().values_list("head", "terms")
        },
    )


def _regions() -> list[tables.Region]:
    aliases = tables.grouped(models.RegionAlias.objects.current().values_list("region_id", "alias"))
    return [
        tables.Region(
            code=code,
            name=name,
            full_name=full_name,
            level=level,
            parent=parent,
            pinyin=pinyin,
            lon=lon,
            lat=lat,
            aliases=tuple(sorted(aliases.get(code, ()))),
            name_en=name_en,
            retired=retired,
            successor=successor,
        )
        for code, name, full_name, level, parent, pinyin, lon, lat, name_en, retired, successor in (
            models.Region.objects.values_list(
                "code",
                "name",
                "full_name",
                "level",
                "parent_id",
                "pinyin",
                "lon",
                "lat",
                "name_en",
                "is_retired",
                "successor_id",
            )
        )
    ]


def _industries(terms: dict[str, tuple[str, ...]]) -> list[tables.Industry]:
    return [
        tables.Industry(
            code=code,
            name=name,
            name_en=name_en,
            level=level,
            parent=parent,
            aliases=terms.get(code, ()),
            retired=retired,
        )
        for code, name, name_en, level, parent, retired in models.Industry.objects.values_list(
            "code", "name", "name_en", "level", "parent_id", "is_retired"
        )
    ]
