"""How the kernels are compiled, and where the result is kept.

What numba keeps names types of the source it was made from, and to read it after that source changed is an
error.  So each state of the kernels has a folder of its own, under VAR_DIR (default: var/ beside the code).
Where nothing can be written, each process compiles for itself.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numba

_HERE = Path(__file__).resolve()
SOURCES = ("arrays.py", "pairs.py", "kernels.py", "entering.py", "fusing.py")


def folder() -> Path | None:
    """Where compiled kernels are kept; None where no such folder can be made."""
    stamp = hashlib.blake2b(
        b"".join((_HERE.parent / name).read_bytes() for name in SOURCES), digest_size=6
    ).hexdigest()
    root = Path(os.environ.get("VAR_DIR") or _HERE.parents[2] / "var")
    place = root / "kernels" / f"{stamp}-{numba.__version__}"
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return place if os.access(place, os.W_OK) else None


_folder = folder()
if _folder is not None:
    setattr(numba.config, "CACHE_DIR", str(_folder))  # noqa: B010 - a name numba makes as it starts
compiled = numba.njit(nogil=True, cache=_folder is not None, error_model="numpy")


def ready(kernel: str = "kernels.rank") -> bool:
    """The kernel was compiled before, here or by another process, and need only be read."""
    return _folder is not None and any(_folder.rglob(f"{kernel}-*.nbc"))
