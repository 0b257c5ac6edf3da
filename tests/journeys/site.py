"""A whole site in a folder of its own: set up as `make run` does, served by gunicorn in a second process.

Jobs run inline at commit, so that a page shown after a click is a page after its work.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
START = 60  # seconds the server may take to answer


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@dataclass
class Site:
    """`folder` holds database, index, mail and pictures; `database` is a DATABASE_URL, SQLite when empty."""

    folder: Path
    database: str = ""
    port: int = field(default_factory=free_port)
    server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "VAR_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform'}",
            "SITE_URL": self.url,
            "DATABASE_URL": self.database or f"sqlite:///{self.folder / 'docking.sqlite3'}",
        }
        return {**os.environ, **own}

    def manage(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """`manage.py …` on this site. Raises AssertionError with what it printed when it fails."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, **options
        )
        assert done.returncode == 0, f"{' '.join(arguments)}:\n{done.stdout}{done.stderr}"
        return done

    def build(self) -> None:
        """Everything `make run` does before it serves: tables, taxonomy, demonstration, index, matches."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.manage("up", "--prepare-only")

    def ask(self, expression: str) -> Any:
        """What a Python expression gives on the site, with the models at hand (see `asking.py`)."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.journeys.asking", expression],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def start(self) -> None:
        log = (self.folder / "server.log").open("ab")
        self.server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "docking.wsgi:application"),
                *("--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--threads", "6", "--preload"),
                *("--worker-class", "gthread", "--log-level", "warning", "--keep-alive", "30"),
                "--no-control-socket",
            ],
            env=self.environment,
            cwd=ROOT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        end = time.monotonic() + START
        while time.monotonic() < end and self.server.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise RuntimeError(f"the server did not start: {self.errors()}")

    def stop(self) -> None:
        """Stop the server and all it started."""
        if self.server is None:
            return
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.server.pid, number)
            except ProcessLookupError:
                break
            try:
                self.server.wait(5)
                break
            except subprocess.TimeoutExpired:
                continue
        self.server = None

    def errors(self) -> str:
        """What the server wrote: warnings and tracebacks."""
        return (self.folder / "server.log").read_text(errors="replace")[-6000:]

    def mails(self) -> list[str]:
        """The mails sent so far, newest last, decoded."""
        from email import message_from_bytes, policy

        found = []
        for path in sorted((self.folder / "mail").glob("*.log"), key=lambda each: each.stat().st_mtime_ns):
            for raw in path.read_bytes().split(b"-" * 79):
                if raw.strip():
                    mail = message_from_bytes(raw.strip(), policy=policy.default)
                    found.append(mail.get_body(("plain",)).get_content())
        return found
