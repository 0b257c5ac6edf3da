"""The content security policy: two policies, one for what we wrote and one for the Wagtail admin."""

from csp.middleware import CSPMiddleware


class CSPByAreaMiddleware(CSPMiddleware):
    """Everything from our own host only; looser below /admin/ where Wagtail needs it."""
