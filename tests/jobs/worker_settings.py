"""For the workers of test_kill: the caller's database and broker, and one more app with a handler."""

from docking.settings.dev import *  # noqa: F403
from docking.settings.dev import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.jobs.killable"]
