"""A mail backend that writes files, and dies with its process where a test says."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from django.core.mail.backends.base import BaseEmailBackend


class Backend(BaseEmailBackend):
    """KILL_MAIL names the folder; the file `before` or `after` in it makes the next sending the last."""

    def send_messages(self, messages):
        folder = Path(os.environ["KILL_MAIL"])
        self._die(folder / "before")
        for message in messages:
            name = f"{message.extra_headers['Message-ID'].strip('<>')}-{os.urandom(4).hex()}.eml"
            (folder / name).write_bytes(message.message().as_bytes())
        self._die(folder / "after")
        return len(messages)

    @staticmethod
    def _die(mark: Path) -> None:
        if mark.exists():
            mark.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
