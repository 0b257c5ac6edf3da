import time
from dataclasses import replace
from datetime import timedelta
from functools import partial

from django.apps import AppConfig


class KillableConfig(AppConfig):
    name = "tests.jobs.killable"
    label = "killable"

    def ready(self) -> None:
        # seconds instead of a minute: the test has to see a message sent again
        from jobs import sweeping

        sweeping.PATIENCE = timedelta(seconds=2)
        from docking.celery import app

        app.conf.beat_schedule["sweep"]["schedule"] = 1
        app.conf.beat_max_loop_interval = 1

        import matching.jobs  # noqa: F401  (its handlers are there from here on)
        from jobs import registry

        for found in list(registry.handlers()):
            if found.kind.startswith("matching."):
                slow = partial(_slowly, found.function) if found.kind == "matching.part" else found.function
                registry._handlers[found.kind] = replace(found, lease=timedelta(seconds=5), function=slow)


def _slowly(function, job):
    """So that a kill finds parts undone."""
    time.sleep(0.2)
    function(job)
