"""The background app: the same tasks over a folder (one machine) or over RabbitMQ (several).

One machine:      celery -A docking worker -B -P threads -c 4     (worker and clock in one)
Several machines: celery -A docking worker …   and exactly one   celery -A docking beat
"""

import os
from pathlib import Path
from typing import Any

from celery import Celery
from django.conf import settings

from docking import folder
from jobs.registry import SWEEP_SECONDS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "docking.settings.dev")


def folder_transport(place: Path) -> dict[str, Any]:
    """Transport options for `filesystem://`: one folder both ways, looked into twenty times a second."""
    for name in ("queue", "control"):
        (place / name).mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(place / "queue"),
        "data_folder_out": str(place / "queue"),
        "control_folder": str(place / "control"),
        "store_processed": False,
        "polling_interval": 0.05,
    }


def make_app() -> Celery:
    app = Celery("docking")
    by_folder = settings.CELERY_BROKER_URL.startswith("filesystem")
    folder.use()
    options = folder_transport(Path(settings.CELERY_FOLDER)) if by_folder else {"confirm_publish": True}
    app.conf.update(
        broker_url="filesystem://localhost"
        if by_folder
        else settings.CELERY_BROKER_URL,  # kombu wants a host
        broker_transport_options=options,
        broker_connection_retry_on_startup=True,
        broker_connection_timeout=4,
        task_publish_retry_policy={"max_retries": 1, "interval_start": 0, "interval_step": 0.1},
        task_default_queue="docking",
        task_ignore_result=True,
        task_acks_late=not by_folder,  # RabbitMQ gives the message to another when a worker dies
        task_reject_on_worker_lost=not by_folder,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_enable_remote_control=not by_folder,
        worker_send_task_events=False,
        timezone=settings.TIME_ZONE,
        beat_schedule={"sweep": {"task": "jobs.sweep", "schedule": SWEEP_SECONDS}},
        beat_scheduler="celery.beat:Scheduler",  # in memory: the ledger knows when what was done
        beat_max_loop_interval=SWEEP_SECONDS,
    )
    app.autodiscover_tasks(["jobs"])
    return app


app = make_app()
