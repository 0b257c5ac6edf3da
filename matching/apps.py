from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = _("Matching")

    def ready(self) -> None:
        from django.db.models.signals import post_migrate, pre_delete
        from wagtail.models import Page

        from organisations.hooks import firm_changed
        from organisations.models import Firm

        firm_changed.connect(_match_firm, dispatch_uid="matching.match_firm")
        post_migrate.connect(_adopt_weights, sender=self, dispatch_uid="matching.adopt_weights")
        pre_delete.connect(_forget, sender=Page, dispatch_uid="matching.page_deleted")
        pre_delete.connect(_forget, sender=Firm, dispatch_uid="matching.firm_deleted")


def _match_firm(*, firm_id: int, **signal: Any) -> None:
    """A firm or one of its intents was saved: its list is brought up to date after that transaction."""
    from matching.services import enqueue_firm

    enqueue_firm(firm_id)


def _adopt_weights(*, using: str = "default", **signal: Any) -> None:
    """The weights of a newer program become a version, or wait as a draft beside the secretariat's own."""
    from django.db import connections

    from matching.weighting.versions import adopt_shipped

    if "matching_weightset" in connections[using].introspection.table_names():
        adopt_shipped()


def _forget(*, instance: Any, **signal: Any) -> None:
    """The rows of a deleted page or firm go with it, and nobody could tell who moves up elsewhere."""
    from matching.services import mark_stale

    if instance.matches.exists():
        mark_stale()
