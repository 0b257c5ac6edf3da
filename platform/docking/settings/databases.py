"""SQLite for several processes: write-ahead log, a wait instead of an error, write locks taken at once."""

from typing import Any

INIT = (
    "PRAGMA journal_mode=WAL;"  # readers never wait for the writer
    "PRAGMA synchronous=NORMAL;"  # safe with the log; a power cut may lose the last commits, never the file
    "PRAGMA busy_timeout=20000;"
    "PRAGMA cache_size=-32000;"  # 32 MB
    "PRAGMA temp_store=MEMORY;"
)


def with_sqlite_options(database: dict[str, Any]) -> dict[str, Any]:
    """The same database settings; for SQLite with the pragmas above.

    `transaction_mode` IMMEDIATE takes the write lock at BEGIN: a deferred transaction that reads and then
    writes fails at once with "database is locked" when another writer came between, whatever the timeout.
    """
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = {
            **database.get("OPTIONS", {}),
            "init_command": INIT,
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        }
    return database
