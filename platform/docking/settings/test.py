"""Fast, alone, no network.  DATABASE_URL points the same tests at PostgreSQL."""

import os
import tempfile
from pathlib import Path

_OWN = Path(tempfile.gettempdir()) / f"docking-test-{os.getpid()}"
os.environ.setdefault("VAR_DIR", str(_OWN))

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
