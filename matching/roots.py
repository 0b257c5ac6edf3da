"""`python -m matching.evaluation` works in a bare checkout: platform/ is the second source root (ADR 1).

manage.py, pytest, make and the Dockerfile put it on the path themselves; then this does nothing.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

if find_spec("taxonomy") is None:
    sys.path.append(str(Path(__file__).resolve().parents[1] / "platform"))
