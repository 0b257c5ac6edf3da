"""The quality gate: four marks make one decision.  Pure; see docs/adr/0030."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

LOWEST, HIGHEST = 0, 5
PUBLISH_FROM = 10
REJECT_BELOW = 5

# What a mark is given for, in the order of the form.  Each is something the office can improve by itself.
CRITERIA = {
    "completeness": (
        _("Completeness"),
        _("Amount, place, land, mode and conditions are given: a firm can judge without asking back."),
    ),
    "feasibility": (
        _("Feasibility"),
        _("Site, planning, environmental outlook and supply are settled as far as the checklist says."),
    ),
    "member_fit": (
        _("Fit with members"),
        _("There are member firms for which sector, size and way of cooperating could be right."),
    ),
    "truth": (
        _("True and current"),
        _("The figures agree, the source is official, and the office has verified it lately."),
    ),
}


class Decision(models.TextChoices):
    PUBLISH = "publish", _("publish")
    HOLD = "hold", _("hold")
    REJECT = "reject", _("reject")


def total(marks: Mapping[str, int]) -> int:
    """0–20.  Raises ValueError unless there is a whole mark from 0 to 5 for each criterion and no other."""
    if set(marks) != set(CRITERIA):
        raise ValueError(
            f"Marks are needed for exactly {', '.join(CRITERIA)}; got {', '.join(sorted(marks))}."
        )
    for name, mark in marks.items():
        if isinstance(mark, bool) or not isinstance(mark, int) or not LOWEST <= mark <= HIGHEST:
            raise ValueError(f"{name}: {mark!r} is no whole mark from {LOWEST} to {HIGHEST}.")
    return sum(marks.values())


def decide(marks: Mapping[str, int]) -> Decision:
    """Below 5 reject; otherwise hold when the sum is below 10 or any single mark is 0; otherwise publish.

    The rule of the Enterprise Europe Network.  Too little altogether comes before a single nought: a posting
    with 0, 1, 1, 1 has nothing to wait for.  Raises ValueError like `total`.
    """
    points = total(marks)
    if points < REJECT_BELOW:
        return Decision.REJECT
    if points < PUBLISH_FROM or LOWEST in marks.values():
        return Decision.HOLD
    return Decision.PUBLISH
