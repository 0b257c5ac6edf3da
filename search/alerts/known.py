"""What a saved search finds at the moment it is saved is known to its owner, and never told as new."""

from __future__ import annotations

from django.utils import timezone

from search import services
from search.alerts.addresses import offices_in, read
from search.alerts.owners import viewers_of
from search.models import SavedSearch, Sighting
from search.query import DEEPEST, Query
from search.visibility import Viewer
from taxonomy.tree import current as current_taxonomy

JOB = "search.alerts_known"
_PAGE = 500


def note_known(search_id: int) -> int:
    """Write down what the search finds that was published before it was saved; returns how many.

    Until this is done `SavedSearch.takes_as_known` answers by the day of publication alone. No more than the
    10,000 newest are written down. Raises EngineError.
    """
    search = SavedSearch.objects.filter(pk=search_id, known_at=None).first()
    if search is None:
        return 0
    reading = read(
        search.kind, search.address, taxonomy=current_taxonomy(), offices=offices_in([search.address])
    )
    viewer = viewers_of([search.owner_id]).get(search.owner_id)
    keys = _found(reading.query, viewer, search) if viewer is not None and not reading.missing else []
    state = Sighting.State.KNOWN
    Sighting.objects.bulk_create(
        [Sighting(search=search, key=key, state=state, found_at=search.since) for key in keys],
        ignore_conflicts=True, batch_size=500,
    )  # fmt: skip
    SavedSearch.objects.filter(pk=search.pk, since=search.since).update(known_at=timezone.now())
    return len(keys)


def _found(query: Query, viewer: Viewer, search: SavedSearch) -> list[str]:
    keys: list[str] = []
    for page in range(1, DEEPEST // _PAGE + 1):
        # words still decide what is found; the order is one without ties, so that pages do not overlap
        wanted = query.replace(sort="newest", page=page, page_size=_PAGE)
        results = services.find(wanted, viewer=viewer, facets=(), strict=True)
        if results.relaxed:
            break
        keys += [
            hit.key
            for hit in results.hits
            if hit.document.published is None or hit.document.published < search.since
        ]
        if len(results.hits) < _PAGE:
            break
    return keys
