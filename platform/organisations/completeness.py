"""What a firm has not said yet, and what saying it would help. Missing counts neither for nor against."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organisations.models import Firm, Intent


@dataclass(frozen=True, slots=True)
class Hint:
    field: str
    label: str | Promise
    helps: str | Promise


def firm_hints(firm: Firm) -> list[Hint]:
    """In the order in which they weigh. Uses `firm.with_details()` where it was prefetched."""
    hints = (
        (
            not firm.sectors.all(),
            "sectors",
            _("Sectors"),
            _("What is compared first."),
        ),
        (
            not firm.industries.all(),
            "industries",
            _("Industries"),
            _("A code tells frozen food from farm machines; a sector alone does not."),
        ),
        (
            not firm.target_regions.all(),
            "target_regions",
            _("Where it would invest"),
            _("Opportunities there come first."),
        ),
        (
            not firm.hometown_region_id,
            "hometown_region",
            _("Where its people come from"),
            _("Opportunities at home are named as such."),
        ),
        (
            not firm.business_region_id,
            "business_region",
            _("Where it works"),
            _("Tells how near an opportunity is, and counts the firm in the statistics of its province."),
        ),
        (
            len(firm.profile.strip()) < 20,
            "profile",
            _("What the firm does"),
            _("Two sentences are enough to find words in common with a posting."),
        ),
        (
            not firm.credit_code,
            "credit_code",
            _("Unified social credit code"),
            _("Identifies the firm beyond doubt, in imports and on certificates."),
        ),
        (
            not (firm.contact_name and (firm.contact_phone or firm.contact_email)),
            "contact_name",
            _("Contact"),
            _("Shown to an office only after both sides agreed; without it nobody can call."),
        ),
    )
    return [Hint(field, label, helps) for missing, field, label, helps in hints if missing]


def intent_hints(intent: Intent) -> list[Hint]:
    hints = (
        (
            not (intent.sectors.all() or intent.industries.all()),
            "industries",
            _("Industries sought"),
            _("Without them only the firm's own sectors are compared."),
        ),
        (
            intent.budget_max_wan is None and intent.budget_min_wan is None,
            "budget_min_wan",
            _("Budget"),
            _("Postings that are far too large or too small then sink."),
        ),
        (
            not intent.target_regions.all(),
            "target_regions",
            _("Regions wanted"),
            _("Opportunities there come first."),
        ),
        (not intent.modes, "modes", _("Modes of cooperation"), _("Offices often take only some of them.")),
        (
            len(intent.text.strip()) < 20,
            "text",
            _("In the firm's own words"),
            _("Two sentences are enough to find words in common with a posting."),
        ),
        (
            intent.valid_until is None,
            "valid_until",
            _("Valid until"),
            _("An intent with a last day is trusted more: it is known to be fresh."),
        ),
    )
    return [Hint(field, label, helps) for missing, field, label, helps in hints if missing]
