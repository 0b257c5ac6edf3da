"""Fast, alone, no network.  DATABASE_URL points the same tests at PostgreSQL."""

import os
import tempfile
from pathlib import Path

# Each test process has a folder of its own, also where it inherited the one of the process that started it.
_PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "alone")
if os.environ.get("VAR_DIR_OF") != _PROCESS:
    os.environ["VAR_DIR"] = str(Path(tempfile.gettempdir()) / f"docking-test-{os.getpid()}")
    os.environ["VAR_DIR_OF"] = _PROCESS

from docking.settings.base import *  # noqa: E402,F403
from docking.settings.base import DATABASES, VAR  # noqa: E402

SECRET_KEY = "for-tests-only-" + "0" * 40
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
JOBS_INLINE = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = False
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # a file, not memory: two connections then behave as two processes do
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
