"""Load the demonstration data, all or nothing; a second call adds only what is missing."""

from django.db import transaction
from django.utils import timezone

from demo.members import load_firms, load_people
from demo.pages import load_news, load_offices, load_postings
from demo.tables import rows
from demo.voices import hold_one, load_reactions
from jobs.services import suspended
from organisations.models import Firm, InvestmentOffice


def is_loaded() -> bool:
    """Whether every demonstration firm and office is there: two counts, no comparison of their fields."""
    return InvestmentOffice.objects.filter(is_demo=True).count() >= len(
        rows("offices")
    ) and Firm.objects.filter(is_demo=True).count() >= len(rows("firms"))


@transaction.atomic
@suspended()  # the caller rebuilds index and matches afterwards, once
def load() -> dict[str, int]:
    """Create offices, firms, people, postings, news and what people said. Returns how many, by kind."""
    today = timezone.localdate()
    before = InvestmentOffice.objects.count()
    offices = load_offices()
    return {
        "offices": len(offices) - before if before < len(offices) else 0,
        "firms": load_firms(today),
        "people": load_people(offices),
        "postings": load_postings(offices, today),
        "news": load_news(today),
        "reactions": load_reactions(today),
        "held": hold_one(),
    }
