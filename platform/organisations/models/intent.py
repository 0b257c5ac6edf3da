"""意向: what a firm seeks. A firm may have several; each is matched on its own."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from taxonomy.modes import MODES


def validate_modes(value: object) -> None:
    """A list of codes of `taxonomy.modes`."""
    if not isinstance(value, list) or any(code not in MODES for code in value):
        raise ValidationError(_("Choose modes of cooperation from the list."), code="modes")


class IntentQuerySet(models.QuerySet):
    def current(self, on=None):
        """Intents that are switched on and not past their last day (`on`: a date; today where left out)."""
        day = on or timezone.localdate()
        return self.filter(is_active=True).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))

    def with_details(self):
        return self.select_related("firm").prefetch_related(
            "sectors", "industries", "target_regions", "excluded_regions", "excluded_industries"
        )


class Intent(models.Model):
    class State(models.TextChoices):
        CURRENT = "current", _("being matched")
        EXPIRED = "expired", _("past its last day")
        CLOSED = "closed", _("closed")

    firm = models.ForeignKey(
        "organisations.Firm", models.CASCADE, related_name="intents", verbose_name=_("firm")
    )
    title = models.CharField(_("in one line"), max_length=80)
    sectors = models.ManyToManyField(
        "taxonomy.Sector", blank=True, related_name="+", verbose_name=_("sectors")
    )
    industries = models.ManyToManyField(
        "taxonomy.Industry", blank=True, related_name="+", verbose_name=_("industries sought")
    )
    target_regions = models.ManyToManyField(
        "taxonomy.Region", blank=True, related_name="+", verbose_name=_("regions wanted")
    )
    excluded_regions = models.ManyToManyField(
        "taxonomy.Region", blank=True, related_name="+", verbose_name=_("regions ruled out")
    )
    excluded_industries = models.ManyToManyField(
        "taxonomy.Industry", blank=True, related_name="+", verbose_name=_("industries ruled out")
    )
    budget_min_wan = models.DecimalField(
        _("budget from (10,000 yuan)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    budget_max_wan = models.DecimalField(
        _("budget to (10,000 yuan)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    land_min_mu = models.DecimalField(
        _("land from (mu)"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    land_max_mu = models.DecimalField(
        _("land to (mu)"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    modes = models.JSONField(_("modes of cooperation"), default=list, blank=True, validators=[validate_modes])
    text = models.TextField(_("in the firm's own words"), blank=True)
    dislikes = models.TextField(_("what it does not want"), blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = IntentQuerySet.as_manager()

    class Meta:
        verbose_name = _("intent")
        verbose_name_plural = _("intents")
        ordering = ["-updated_at", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> "Intent.State":
        """What `current()` says of this one, and why."""
        if not self.is_active:
            return self.State.CLOSED
        if self.valid_until and self.valid_until < timezone.localdate():
            return self.State.EXPIRED
        return self.State.CURRENT

    @property
    def mode_labels(self) -> list[str]:
        """The modes in the reader's language."""
        english = (get_language() or "").startswith("en")
        modes = [MODES[code] for code in self.modes if code in MODES]
        return [mode.name_en if english else mode.name for mode in modes]

    def clean(self) -> None:
        faults = {}
        for low, high, field in (
            (self.budget_min_wan, self.budget_max_wan, "budget_max_wan"),
            (self.land_min_mu, self.land_max_mu, "land_max_mu"),
        ):
            for value, name in ((low, field.replace("max", "min")), (high, field)):
                if value is not None and value < 0:
                    faults[name] = _("This cannot be below zero.")
            if field not in faults and low is not None and high is not None and high < low:
                faults[field] = _("The upper end lies below the lower end. Swap the two.")
        if faults:
            raise ValidationError(faults)
