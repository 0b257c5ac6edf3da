"""招商项目: one opportunity, with the fields the official forms share. Amounts in 万元, land in 亩."""

from copy import copy

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import PAGE_TEMPLATE_VAR, Orderable, Page, PageManager, PageQuerySet, WorkflowState

from cms.forms.opportunity import OpportunityForm
from cms.panels.opportunity import opportunity_edit_handler
from cms.slugs import free_slug
from organisations.models.intent import validate_modes


class OpportunityStatus(models.TextChoices):
    OPEN = "open", _("open")
    PAUSED = "paused", _("paused")
    CLOSED = "closed", _("closed")


class LandUse(models.TextChoices):
    INDUSTRIAL = "industrial", _("industrial")
    COMMERCIAL = "commercial", _("commercial")
    LOGISTICS = "logistics", _("logistics and storage")
    RESIDENTIAL = "residential", _("residential")
    AGRICULTURAL = "agricultural", _("agricultural")
    PUBLIC = "public", _("public service")
    MIXED = "mixed", _("mixed")
    READY = "ready", _("ready buildings, no land")


class Currency(models.TextChoices):
    CNY = "CNY", _("yuan")
    USD = "USD", _("US dollar")
    EUR = "EUR", _("euro")
    HKD = "HKD", _("Hong Kong dollar")


# The checklist of maturity, one point each, in the order in which offices tick it.
MATURITY_CHECKS = (
    "has_fixed_amount",
    "has_chosen_site",
    "has_planning_opinion",
    "has_eia_outlook",
    "has_benefit_estimate",
    "has_clear_supply",
)


# Given to a firm with the introduction and to nobody before.
CONTACT = ("contact_name", "contact_title", "contact_phone")


class OpportunityQuerySet(PageQuerySet):
    def open(self):
        """Live postings that still take firms."""
        return self.live().filter(status=OpportunityStatus.OPEN)

    def findable(self):
        """Live and not behind a view restriction: what a stranger may see."""
        return self.live().public()

    def of_office(self, office):
        return self.filter(office=office)

    def in_review(self):
        """Waiting for the secretariat to score them."""
        return self.filter(pk__in=_pages_with("in_progress"))

    def held(self):
        """Sent back with a reason, to be mended and submitted again."""
        return self.filter(pk__in=_pages_with("needs_changes"))

    def unverified_since(self, day):
        """Live postings that nobody has confirmed since `day`."""
        return self.live().filter(models.Q(verified_on__isnull=True) | models.Q(verified_on__lt=day))

    def with_maturity(self):
        """Annotated with `maturity_points`, 0–6, for filters and sorting."""
        points = [
            models.Case(models.When(**{name: True}, then=1), default=0, output_field=models.IntegerField())
            for name in MATURITY_CHECKS
        ]
        return self.annotate(maturity_points=sum(points[1:], points[0]))

    def with_details(self):
        """With everything a row of a list shows, in a constant number of queries."""
        return self.select_related("region", "office__region").prefetch_related("sectors", "industries")


def _pages_with(status: str):
    """Ids of the pages whose workflow is in a state."""
    return (
        WorkflowState.objects.filter(status=status)
        .annotate(page_id=models.functions.Cast("object_id", models.IntegerField()))
        .values("page_id")
    )


class OpportunityPage(Page):
    office = models.ForeignKey(
        "organisations.InvestmentOffice",
        models.PROTECT,
        related_name="opportunities",
        editable=False,
        verbose_name=_("responsible office"),
    )
    number = models.CharField(_("project number"), max_length=40, blank=True, db_index=True)
    statistics_name = models.CharField(_("name in the statistics"), max_length=120, blank=True)
    summary = models.TextField(_("in one sentence"), max_length=300)
    content_and_scale = models.TextField(_("content and scale"), blank=True)

    region = models.ForeignKey(
        "taxonomy.Region", models.PROTECT, related_name="opportunities", verbose_name=_("place")
    )
    township = models.CharField(_("township"), max_length=60, blank=True)
    address = models.CharField(_("planned address"), max_length=160, blank=True)
    sectors = ParentalManyToManyField(
        "taxonomy.Sector", related_name="opportunities", verbose_name=_("sectors")
    )
    industries = ParentalManyToManyField(
        "taxonomy.Industry", blank=True, related_name="opportunities", verbose_name=_("industries")
    )
    chain = models.CharField(_("industrial chain"), max_length=60, blank=True)

    modes = models.JSONField(_("modes of cooperation"), default=list, blank=True, validators=[validate_modes])
    undertaker = models.CharField(_("undertaking unit"), max_length=80, blank=True)
    amount_wan = models.DecimalField(
        _("total investment (10,000 yuan)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, default=Currency.CNY)
    minimum_wan = models.DecimalField(
        _("lowest investment taken (10,000 yuan)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    intensity_wan_per_mu = models.DecimalField(
        _("investment intensity (10,000 yuan per mu)"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    land_mu = models.DecimalField(_("land (mu)"), max_digits=10, decimal_places=2, null=True, blank=True)
    plot_ratio = models.DecimalField(_("plot ratio"), max_digits=5, decimal_places=2, null=True, blank=True)
    land_use = models.CharField(_("land use"), max_length=16, choices=LandUse.choices, blank=True)
    build_months = models.PositiveSmallIntegerField(_("construction period (months)"), null=True, blank=True)

    conditions = models.TextField(_("conditions on site"), blank=True)
    guarantees = models.TextField(_("water, power, gas, logistics"), blank=True)
    policies = models.TextField(_("preferential policies"), blank=True)
    benefits = models.TextField(_("benefit analysis"), blank=True)
    progress = models.TextField(_("preparatory work so far"), blank=True)
    requirements = models.TextField(_("what the investor must bring"), blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("location or plan"),
    )

    has_fixed_amount = models.BooleanField(_("amount fixed"), default=False)
    has_chosen_site = models.BooleanField(_("site chosen"), default=False)
    has_planning_opinion = models.BooleanField(_("planning opinion given"), default=False)
    has_eia_outlook = models.BooleanField(_("environmental outlook clear"), default=False)
    has_benefit_estimate = models.BooleanField(_("benefit estimated"), default=False)
    has_clear_supply = models.BooleanField(_("raw material or market clear"), default=False)

    contact_name = models.CharField(_("contact"), max_length=40, blank=True)
    contact_title = models.CharField(_("position"), max_length=40, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=30, blank=True)

    status = models.CharField(
        _("status"),
        max_length=8,
        choices=OpportunityStatus.choices,
        default=OpportunityStatus.OPEN,
        db_index=True,
    )
    verified_on = models.DateField(_("last verified"), null=True, blank=True, editable=False)
    deadline = models.DateField(_("open until"), null=True, blank=True)
    is_demo = models.BooleanField(_("demonstration data"), default=False, editable=False)

    objects = PageManager.from_queryset(OpportunityQuerySet)()

    parent_page_types = ["cms.OfficePage"]
    subpage_types: list[str] = []
    base_form_class = OpportunityForm
    edit_handler = opportunity_edit_handler

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")

    def clean(self):
        self._take_free_slug()
        super().clean()
        self._check_office()

    def minimal_clean(self):
        """What Wagtail asks of a draft, which it does not clean in full."""
        self._take_free_slug()
        super().minimal_clean()
        self._check_office()

    def _take_free_slug(self):
        """The next free address when another page has taken this one meanwhile, while nobody can know it yet.

        Two requests may create a posting of one title at the same moment; both had seen the address free.
        """
        if not self.path or not self.slug or self.first_published_at:
            return
        parent = self.get_parent()
        if parent.get_children().exclude(pk=self.pk).filter(slug=self.slug).exists():
            self.slug = free_slug(self.title, parent=parent, but=self.pk)

    def _check_office(self):
        """The office is the one whose page this stands under.  Form and services set it; this makes sure."""
        parent = self.get_parent() if self.path else None
        owner = getattr(parent.specific, "office_id", None) if parent else None
        if owner is not None and self.office_id != owner:
            raise ValidationError(
                _("A posting belongs to the office under whose page it stands. Move or create it there."),
                code="wrong_office",
            )

    def get_context(self, request, *args, **kwargs):
        """What a template of the public page gets: the page without its contact."""
        context = super().get_context(request, *args, **kwargs)
        shown = copy(self)
        for name in CONTACT:
            setattr(shown, name, "")
        return {**context, PAGE_TEMPLATE_VAR: shown, "self": shown}

    def can_move_to(self, parent) -> bool:
        """Only under a page of the same office, so in practice nowhere: a posting does not change hands."""
        return super().can_move_to(parent) and parent.specific.office_id == self.office_id

    @property
    def maturity(self) -> int:
        """0–6: how many points of the checklist are ticked."""
        return sum(getattr(self, name) for name in MATURITY_CHECKS)


class OpportunityPlan(Orderable):
    """A location map or plan drawing that goes with a posting."""

    page = ParentalKey(OpportunityPage, related_name="plans")
    picture = models.ForeignKey(
        "wagtailimages.Image", models.CASCADE, related_name="+", verbose_name=_("picture")
    )
    caption = models.CharField(_("caption"), max_length=120, blank=True)
