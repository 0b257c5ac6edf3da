"""On the internet.  Every secret and address comes from the environment; a missing one stops the start."""

from docking.settings.base import *  # noqa: F403
from docking.settings.base import env

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
