"""The folder transport, with messages that appear whole.

Kombu's own opens the message file under its final name and writes afterwards. A reader that comes between
takes an empty file, fails to decode it, and the worker ends. Here a message is written beside and renamed
into place, and a file that is no message (a disk that ran full, a crash) is dropped: the ledger sends the
work again.
"""

import logging
import os
import uuid
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: dict[str, Any], **_: Any) -> None:
        folder = Path(self.data_folder_out)
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        part = folder / f"{name}.part"  # readers look for names that end in .msg
        part.write_bytes(dumps(payload).encode())
        os.replace(part, folder / name)

    def _get(self, queue: str) -> dict[str, Any]:
        try:
            return super()._get(queue)
        except ValueError:
            logger.warning("a file in the queue folder was no message and has been dropped", exc_info=True)
            raise Empty from None


class Transport(filesystem.Transport):
    Channel = Channel


def use() -> None:
    """Have `filesystem://` mean this transport in this process."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
