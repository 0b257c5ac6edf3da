"""What a file is read against, taken from the database."""

from cms.models import OpportunityPage
from organisations.models import Firm, InvestmentOffice
from paperwork.reading import Context
from paperwork.reading.booklet import key_of as posting_key
from paperwork.reading.firms import key_of as firm_key
from taxonomy.tree import current


def context_for(kind: str, office: InvestmentOffice | None) -> Context:
    """Three queries at most, whatever the size of the file."""
    offices = {
        region: (pk, name)
        for pk, name, region in InvestmentOffice.objects.active()
        .order_by("-pk")
        .values_list("pk", "name", "region_id")
    }
    return Context(
        taxonomy=current(),
        offices=offices,
        office=(office.pk, office.name, office.region_id) if office else None,
        known=known_postings() if kind == "booklet" else known_firms(),
    )


def known_postings() -> dict[str, str]:
    rows = OpportunityPage.objects.values_list("draft_title", "title", "region_id")
    return {
        posting_key(name, region): name for draft, title, region in rows for name in {draft, title} if name
    }


def known_firms() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, code in Firm.objects.values_list("name", "credit_code"):
        found[firm_key(name, None)] = name
        if code:
            found[code] = name
    return found
