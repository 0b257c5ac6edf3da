"""The ledger's place in the Wagtail admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from jobs.models import Job
from jobs.viewsets import JobViewSet, ReadOnlyPolicy

register_permission_policy(Job, ReadOnlyPolicy(Job), exact_class=True)


@hooks.register("register_admin_viewset")
def ledger() -> JobViewSet:
    return JobViewSet()
