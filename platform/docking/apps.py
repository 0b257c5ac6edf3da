from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DockingConfig(AppConfig):
    name = "docking"
    verbose_name = _("Docking")

    def ready(self) -> None:
        # checks register themselves; without the app in every process, messages go to the default broker
        from docking import celery, checks  # noqa: F401
