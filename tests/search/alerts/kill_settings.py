"""For the processes of test_kill: the caller's database, and mail that is written to a folder."""

from docking.settings.dev import *  # noqa: F403

EMAIL_BACKEND = "tests.search.alerts.kill_mail.Backend"
