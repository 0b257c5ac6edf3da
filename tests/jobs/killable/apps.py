from datetime import timedelta

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
