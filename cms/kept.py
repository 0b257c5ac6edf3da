"""What a process keeps of what it has drawn: the parts of public pages that are the same for every reader.

The key must name all that the value depends on; what is not in it (the taxonomy) empties the keeper.
Nothing that belongs to one reader may be kept.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any


class Kept:
    """The values used last, `most` of them, until the taxonomy changes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._taxonomy: Any = None
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The value kept under `key`, or the one `make` gives."""
        from taxonomy.tree import current

        taxonomy = current()
        with self._lock:
            if self._taxonomy is not taxonomy:
                self._held.clear()
                self._taxonomy = taxonomy
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        value = make()  # without the lock: twice at worst
        with self._lock:
            if self._taxonomy is taxonomy:
                self._held[key] = value
                while len(self._held) > self._most:
                    self._held.popitem(last=False)
        return value

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._held.clear()
