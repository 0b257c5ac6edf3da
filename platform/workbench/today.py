"""What the first pages count and list. Reads only; every list in a constant number of queries."""

import datetime as dt
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from cms.models import OpportunityPage
from cms.presenting.dates import STALE_AFTER_DAYS
from jobs.models import Job
from matching.disclosure import Counted, Silhouette, counted, open_to_office, silhouette
from matching.models import Match, MatchQuerySet, Pick, PickWeek, Reaction, Run
from matching.picks.services import this_monday
from organisations.completeness import Hint, firm_hints, intent_hints
from organisations.models import Firm, Intent, InvestmentOffice
from workbench.cards import Card, cards
from workbench.postings import Posting, listed

SHOWN = 5
TOP_BAND = "introduce"


@dataclass(frozen=True, slots=True)
class SecretariatWork:
    in_review: int
    waiting: list[OpportunityPage]
    review_url: str
    interested: int
    interests: list[Card]
    top: int
    best: list[Card]
    stale: int
    stale_postings: list[OpportunityPage]
    failed_jobs: int
    jobs_url: str
    run: Run | None
    picks: PickWeek | None  # this week's, drawn or released


def for_secretariat(request: HttpRequest) -> SecretariatWork:
    in_review = OpportunityPage.objects.in_review()
    pairs = Match.objects.to_introduce().select_related("firm")
    said_yes = Reaction.objects.interests()
    interests = _interests(said_yes, SHOWN)
    stale = OpportunityPage.objects.unverified_since(stale_day()).order_by("verified_on", "pk")
    return SecretariatWork(
        in_review=in_review.count(),
        waiting=list(in_review.with_details().order_by("latest_revision_created_at")[:SHOWN]),
        review_url=f"{reverse('opportunities:index')}?state=in_review",
        interested=said_yes.count(),
        interests=cards(interests, request=request),
        top=pairs.filter(band=TOP_BAND).order_by().count(),
        best=cards(pairs[:SHOWN], request=request),
        stale=stale.count(),
        stale_postings=list(stale.with_details()[:SHOWN]),
        failed_jobs=Job.objects.failed().count(),
        jobs_url=_first_address("jobs:index"),
        run=Run.objects.filter(pk=1, finished_at__isnull=False).first(),
        picks=PickWeek.objects.filter(monday=this_monday()).first(),
    )


def _interests(reactions, count: int) -> list[Match]:
    """The matches firms said yes to, the latest word first."""
    latest = list(reactions.values_list("firm_id", "opportunity_id")[:count])
    rows = Match.objects.filter(
        firm__in={firm for firm, _page in latest}, opportunity__in={page for _firm, page in latest}
    ).select_related("firm")
    by_pair = {(row.firm_id, row.opportunity_id): row for row in rows}
    return [by_pair[pair] for pair in latest if pair in by_pair]


def stale_day() -> dt.date:
    """Postings last verified before this day are stale."""
    return timezone.localdate() - timedelta(days=STALE_AFTER_DAYS)


def _first_address(*names: str) -> str:
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


@dataclass(frozen=True, slots=True)
class Interest:
    """A firm that said it is interested, as its office may see it."""

    match: Match
    page: OpportunityPage
    firm: Silhouette


@dataclass(frozen=True, slots=True)
class OfficeWork:
    page_id: int | None
    postings: list[Posting]
    more: int
    counts: dict[str, int]
    firms: int
    by_sector: Counted
    by_province: Counted
    interests: list[Interest]
    add_url: str
    import_url: str


def for_office(office: InvestmentOffice) -> OfficeWork:
    own = OpportunityPage.objects.of_office(office)
    live = own.live()
    matched = Match.objects.of_opportunities(live.order_by().values("pk")).fitting()
    page = getattr(office, "page", None)
    return OfficeWork(
        page_id=page.pk if page else None,
        postings=listed(own.order_by("-latest_revision_created_at", "-pk"))[:SHOWN],
        more=max(own.count() - SHOWN, 0),
        counts={
            "live": live.count(),
            "in_review": own.in_review().count(),
            "held": own.held().count(),
            "draft": own.filter(first_published_at=None).count(),
            "stale": own.unverified_since(stale_day()).count(),
        },
        **divided(matched),
        interests=interests_in(live),
        add_url=reverse("wagtailadmin_pages:add", args=["cms", "opportunitypage", page.pk]) if page else "",
        import_url=_first_address("paperwork:imports"),
    )


def firms_in(matched: MatchQuerySet) -> int:
    return matched.order_by().values("firm").distinct().count()


def divided(matched: MatchQuerySet) -> dict[str, Any]:
    """How many firms, by sector and by province, as an office may see it."""
    firms = firms_in(matched)
    return {
        "firms": firms,
        "by_sector": counted(matched.firm_counts_by_sector(), firms),
        "by_province": counted(matched.firm_counts_by_province(), firms),
    }


def interests_in(pages) -> list[Interest]:
    """Who is interested in these postings, masked; the best first."""
    by_id = {page.pk: page for page in pages.select_related("region")}
    rows = open_to_office(by_id).order_by("-score", "pk")
    rows = rows.select_related("firm__business_region").prefetch_related("firm__sectors")
    return [Interest(row, by_id[row.opportunity_id], silhouette(row.firm)) for row in rows]


@dataclass(frozen=True, slots=True)
class FirmWork:
    firm: Firm
    matches: MatchQuerySet
    picked: list[Match]
    listed: int
    fitting: int
    interested: int
    hints: list[Hint]
    intents: list[tuple[Intent, list[Hint]]]

    @property
    def rest(self) -> int:
        """How many of the list are for reference only."""
        return self.listed - self.fitting


def picked(firm: Firm) -> list[Match]:
    """This week's picks that still stand on a list, best first; none before their release."""
    chosen = Pick.objects.shown_to(firm.pk).values("opportunity")
    rows = Match.objects.filter(firm=firm, opportunity__in=chosen).undismissed()
    return list(rows.order_by("-score", "opportunity_id"))


def for_firm(firm: Firm) -> FirmWork:
    row = Firm.objects.with_details().get(pk=firm.pk)
    matches = Match.objects.of_firm(firm.pk)
    current = Intent.objects.current().filter(firm=firm).with_details()
    return FirmWork(
        firm=row,
        matches=matches,
        picked=picked(firm),
        listed=matches.count(),
        fitting=matches.fitting().count(),
        interested=Reaction.objects.interests().filter(firm=firm).count(),
        hints=firm_hints(row),
        intents=[(intent, intent_hints(intent)) for intent in current],
    )
