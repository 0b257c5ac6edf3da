"""The content security policy: strict for what we wrote, looser for the Wagtail admin and nothing else."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from docking.policy import ADMIN


def in_admin(path: str) -> bool:
    return path.startswith(settings.ADMIN_PREFIX)


class CSPByAreaMiddleware(CSPMiddleware):
    """Our own host only everywhere; ADMIN's directives below /admin/."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and in_admin(request.path_info):
            parts.replace = {**ADMIN, **(parts.replace or {})}
        return parts
