"""Background work of the pages."""

from datetime import timedelta

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from jobs import handler


@handler("cms.publish_scheduled", title=_("Publish and withdraw what is due"), every=timedelta(minutes=1))
def publish_scheduled(job) -> None:
    """Wagtail's own command: idempotent, a page that was done is not due again."""
    call_command("publish_scheduled", verbosity=0)
