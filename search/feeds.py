"""Any search as an Atom feed: the same address below /projects/feed/.

A feed is fetched by programs that do not log in, so it holds what everybody may see, newest first.
"""

from __future__ import annotations

import datetime as dt
from hashlib import blake2b
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from search import panel, services, wording
from search.document import Document
from search.engines.base import EngineError
from search.offices import Offices
from search.query import Query
from search.visibility import ANYONE
from taxonomy.tree import current as current_taxonomy

LENGTH = 50
FRESH = 300  # seconds a reader may keep it without asking
CHINA = ZoneInfo("Asia/Shanghai")


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """`/projects/feed/?q=…`: Atom, with ETag and Last-Modified."""
    taxonomy = current_taxonomy()
    offices = Offices.of_address(request.GET)
    query = Query.from_querydict(
        request.GET, taxonomy=taxonomy, offices=offices, offices_named=offices.named
    ).replace(sort="newest", page=1, page_size=LENGTH)
    try:
        found = services.find(query, viewer=ANYONE, facets=())
    except EngineError:
        return HttpResponse(status=503, headers={"Retry-After": "30"})
    documents = [hit.document for hit in found.hits]
    conditions = [chip.label for chip in panel.chips(query, taxonomy, offices.names)]
    atom = Atom1Feed(
        title=" · ".join([gettext("Projects"), *filter(None, [query.text]), *conditions]),
        link=request.build_absolute_uri(
            reverse("search:results") + query.replace(sort="relevance").to_address()
        ),
        description=gettext("Projects of this search, the last verified first"),
        feed_url=request.build_absolute_uri(),
        language=get_language(),
        author_name=gettext("Selected Government Resources Docking Platform"),
    )
    for document in documents:
        sectors = [one for one in document.sectors if one in taxonomy.crosswalk.sectors]
        atom.add_item(
            title=document.title,
            link=request.build_absolute_uri(document.url),
            description=document.summary,
            unique_id=f"tag:{request.get_host()},2025:{document.key}",
            pubdate=document.published,
            updateddate=updated(document),
            author_name=document.office_name or None,
            categories=[wording.value("sectors", one, taxonomy, {}) for one in sectors],
        )
    response = HttpResponse(atom.writeString("utf-8"), content_type=Atom1Feed.content_type)
    response["ETag"] = etag = f'"{blake2b(_same(documents, query), digest_size=12).hexdigest()}"'
    latest = int(max(updated(one) for one in documents).timestamp()) if documents else None
    if latest is not None:
        response["Last-Modified"] = http_date(latest)
    response["Cache-Control"] = f"max-age={FRESH}"
    return get_conditional_response(request, etag=etag, last_modified=latest, response=response) or response


def updated(document: Document) -> dt.datetime:
    """When the posting was last published or verified, the later of the two."""
    published = document.published or dt.datetime.fromtimestamp(0, tz=dt.UTC)
    if document.verified is None:
        return published
    return max(published, dt.datetime.combine(document.verified, dt.time(), tzinfo=CHINA))


def _same(documents: list[Document], query: Query) -> bytes:
    """What makes a feed another one: its search, its language, its entries and their state."""
    held = [(one.key, one.version, updated(one).isoformat()) for one in documents]
    return repr((query.to_address(), get_language(), held)).encode()
