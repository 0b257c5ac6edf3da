"""`make run` on one machine: nothing to install, nothing to configure.  Never for the internet."""

from docking.settings.base import *  # noqa: F403
from docking.settings.base import VAR, env

# on only when somebody debugs: the demonstration should behave as the product does
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = "for-development-only-" + "0" * 40
ALLOWED_HOSTS = ["*"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(VAR / "mail")
