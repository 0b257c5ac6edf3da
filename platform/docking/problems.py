"""A database that cannot be used, told in one line with the cure."""

from pathlib import Path

from django.db import DatabaseError, connection

SMALL = 200_000_000  # bytes; a larger file is not read through at every start


def database_problem(error: DatabaseError | None = None) -> str | None:
    """What is wrong with the database (tried here, or seen in `error`) and the cure; None if it works."""
    if error is None:
        try:
            _look()
        except DatabaseError as found:
            error = found
        else:
            return None
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite":
        host = connection.settings_dict["HOST"] or "localhost"
        return f"The database {name} on {host} does not answer: {reason}. Start it, or correct DATABASE_URL."
    if "not a database" in reason or "malformed" in reason:
        return (
            f"The database {name} is damaged ({reason}). Put a backup in its place, "
            f"or start afresh: mv {name} {name}.damaged && make run"
        )
    if "locked" in reason:
        return f"The database {name} is held by another program ({reason}). Stop that one, then: make run"
    if "readonly" in reason or "unable to open" in reason:
        return (
            f"The database {name} cannot be written ({reason}). Give yourself the right to write "
            f"{Path(name).parent}, or choose another file: make run DATABASE_URL=sqlite:////tmp/docking.sqlite3"
        )
    return f"The database {name} failed: {reason}. Look at it with sqlite3, or move it away and start afresh."


def _look() -> None:
    """Open the database, read it through when it is small, and take the write lock once."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SELECT 1")
            return
        path = Path(str(connection.settings_dict["NAME"]))
        if path.exists() and path.stat().st_size < SMALL:
            cursor.execute("PRAGMA quick_check(1)")
            found = cursor.fetchone()[0]
            if found != "ok":
                raise DatabaseError(f"malformed: {found.splitlines()[0]}")
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("ROLLBACK")
