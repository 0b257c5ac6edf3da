"""Set up what is missing, then serve the site and do the background work until Ctrl-C."""

from __future__ import annotations

import os
import sys
import time
from importlib.util import find_spec

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connections

from docking import setup, supervisor
from docking.bootstrap import Problem, Step, port_problem


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []  # the database may not be there yet

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare-only", action="store_true", help="set up, then stop")
        parser.add_argument("--web-workers", type=int, default=2)

    def handle(self, *, host: str, port: int, prepare_only: bool, web_workers: int, **_: object) -> None:
        start = time.monotonic()
        line = None if prepare_only else port_problem(host, port)
        if line:
            raise Problem(line)
        # in a child: whatever threads and connections a step opens do not reach the servers forked later
        status = supervisor.in_child(prepare)
        if status or prepare_only:
            sys.exit(status)
        supervisor.serve(
            host=host, port=port, web_workers=web_workers, ready=lambda: announce(host, port, start)
        )


def prepare() -> int:
    """Do the steps that are needed; 0, or 1 after one line about what is wrong."""
    from docking.problems import database_problem

    try:
        line = database_problem()
        if line:
            raise Problem(line)
        for task in setup.tasks():
            if task.needed():
                with Step(task.title):
                    task.act()
                    task.after()
    except DatabaseError as error:
        print(Problem(database_problem(error)), file=sys.stderr)
        return 1
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    finally:
        connections.close_all()
    return 0


def announce(host: str, port: int, start: float) -> None:
    """The address, who may log in, and how to stop."""
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::") else host  # noqa: S104
    print(f"  {'ready':<34}{time.monotonic() - start:6.1f} s\n")
    site = f"http://{shown}:{port}/"
    print(f"  {site:<34}the site")
    print(f"  {site + 'admin/':<34}content and moderation\n")
    for role, email, password in logins():
        print(f"  {role:<14}{email:<40}{password}")
    print("\n  Ctrl-C stops everything.", flush=True)


def logins() -> list[tuple[str, str, str]]:
    """(role, e-mail, password) of the demonstration, as long as it is there."""
    if os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith("production") or not find_spec("demo.accounts"):
        return []
    from demo.accounts import LOGINS, PASSWORD

    return [(str(each.role), each.email, PASSWORD) for each in LOGINS]
