"""Two questions a supervisor asks: is the process alive (/healthz), and can it do its work (/readyz)?"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as requests are answered; touches nothing else: a slow database restarts no web server."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database and broker answer, otherwise 503; says which part (the log says why).

    Without its index a server still answers, from the database: that is told, and takes no server out of use.
    """
    parts = {name: _works(name, test) for name, test in PARTS.items()}
    needed = all(works for name, works in parts.items() if name not in SPARED)
    return JsonResponse(parts, status=200 if needed else 503)


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _index() -> None:
    import search

    search.engine().count()


def _broker() -> None:
    if settings.CELERY_BROKER_URL.startswith(("filesystem", "memory")):
        return
    from docking.celery import app

    with app.connection_for_write(connect_timeout=2) as link:
        link.ensure_connection(max_retries=1, timeout=2)


PARTS: dict[str, Callable[[], None]] = {"database": _database, "index": _index, "broker": _broker}
SPARED = ("index",)


def _works(name: str, test: Callable[[], None]) -> bool:
    try:
        test()
    except Exception:
        logger.warning("health: %s does not answer", name, exc_info=True)
        return False
    return True
