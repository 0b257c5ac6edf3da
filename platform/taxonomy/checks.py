"""Start-up check: the tables are there. Runs with the database checks (`check --database default`)."""

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError


@register(Tags.database)
def tables_are_loaded(databases: list[str] | None = None, **_: object) -> list[CheckMessage]:
    """Warn when the taxonomy was never loaded."""
    from taxonomy import stamp

    if not databases:
        return []
    try:
        loaded = stamp.read()[1]
    except DatabaseError:  # not migrated yet: the migration check speaks
        return []
    if loaded:
        return []
    return [
        Warning(
            "The tables of regions, industries and sectors are empty.",
            hint="Run: python manage.py load_taxonomy",
            id="taxonomy.W001",
        )
    ]
