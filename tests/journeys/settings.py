"""A site of its own process for the journeys: as `make run` has it, but its jobs are done at commit.

Not on top of the test settings: those give each process a folder of its own, while here several share one.
"""

from docking.settings.dev import *  # noqa: F403

JOBS_INLINE = True  # a page shown after a click is a page after its work
ACCOUNT_RATE_LIMITS = False  # the same few people log in all the time
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
