"""`make run` on one machine: nothing to install, nothing to configure.  Never for the internet."""

from docking.settings.base import *  # noqa: F403
from docking.settings.base import env

DEBUG = env.bool("DEBUG", default=False)  # on only when somebody debugs: the demonstration should behave as the product
SECRET_KEY = "for-development-only-" + "0" * 40  # noqa: S105
ALLOWED_HOSTS = ["*"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(env.str("EMAIL_FILE_PATH", default="")) or __import__("docking.settings.base", fromlist=["VAR"]).VAR / "mail"
