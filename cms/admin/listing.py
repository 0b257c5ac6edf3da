"""招商项目: all postings somebody may see in one list, with the filters people ask for."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets import AdminDateInput

from cms.models import OpportunityPage
from cms.models.opportunity import OpportunityStatus
from cms.plausibility import spoken
from organisations.models import InvestmentOffice
from taxonomy.models import Region, Sector

REVIEW_STATES = {
    "in_review": _("waiting for the secretariat"),
    "held": _("held"),
    "live": _("published"),
    "draft": _("never published"),
}


class OpportunityFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("Where it stands"),
        choices=list(REVIEW_STATES.items()),
        method="by_state",
        widget=forms.RadioSelect,
    )
    office = django_filters.ModelMultipleChoiceFilter(
        label=_("Office"),
        queryset=lambda request: InvestmentOffice.objects.filter(
            pk__in=visible(request).order_by().values("office_id")
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    region = django_filters.ModelChoiceFilter(
        label=_("Province or city"),
        queryset=lambda request: Region.objects.filter(
            level__in=("province", "city"), pk__in=_codes_in_use(request)
        ),
        method="by_region",
    )
    sectors = django_filters.ModelMultipleChoiceFilter(
        label=_("Sector"),
        queryset=Sector.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        method="by_sectors",
    )
    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=OpportunityStatus.choices, widget=forms.CheckboxSelectMultiple
    )
    maturity = django_filters.ChoiceFilter(
        label=_("Maturity at least"), choices=[(str(n), str(n)) for n in range(1, 7)], method="by_maturity"
    )
    verified_before = django_filters.DateFilter(
        label=_("Last verified before"), method="by_verified", widget=AdminDateInput
    )

    class Meta:
        model = OpportunityPage
        fields: list[str] = []

    def by_state(self, rows, name, value):
        return {
            "in_review": rows.in_review,
            "held": rows.held,
            "live": rows.live,
            "draft": lambda: rows.filter(first_published_at=None),
        }[value]()

    def by_region(self, rows, name, value):
        return rows.filter(region__path__contains=f"/{value.pk}/")

    def by_sectors(self, rows, name, value):
        return (
            rows.filter(pk__in=OpportunityPage.objects.filter(sectors__in=value).values("pk"))
            if value
            else rows
        )

    def by_maturity(self, rows, name, value):
        return rows.with_maturity().filter(maturity_points__gte=int(value))

    def by_verified(self, rows, name, value):
        return rows.unverified_since(value)


def visible(request):
    """The postings whose list this person may see."""
    from wagtail.permissions import policy_registry

    policy = policy_registry.get_by_type(OpportunityPage)
    return OpportunityPage.objects.filter(pk__in=policy.explorable_instances(request.user).values("pk"))


def _codes_in_use(request) -> set[str]:
    paths = visible(request).order_by().values_list("region__path", flat=True).distinct()
    return {code for path in paths for code in path.split("/") if code}


class AmountColumn(Column):
    def get_value(self, instance):
        return spoken(instance.amount_wan) if instance.amount_wan is not None else "—"


class DayColumn(Column):
    """A day as it is written in a register; "six hours ago" says nothing about a day."""

    def get_value(self, instance):
        day = getattr(instance, self.name)
        return day.isoformat() if day else "—"


class OpportunityIndexView(IndexView):
    def get_base_queryset(self):
        rows = super().get_base_queryset()
        return rows.select_related("office", "region", for_specific_subqueries=True)


class OpportunityListing(PageListingViewSet):
    model = OpportunityPage
    index_view_class = OpportunityIndexView
    name = "opportunities"
    icon = "site"
    menu_label = _("Opportunities")
    menu_name = "opportunities"
    menu_order = 110
    add_to_admin_menu = True
    filterset_class = OpportunityFilterSet
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Project name"), sort_key="title", classname="title"),
        Column("office", label=_("Office"), accessor="office.name", sort_key="office__name"),
        Column("region", label=_("Place"), accessor="region", sort_key="region_id"),
        AmountColumn("amount", label=_("Amount"), sort_key="amount_wan"),
        Column("maturity", label=_("Maturity"), accessor="maturity"),
        DayColumn("verified_on", label=_("Last verified"), sort_key="verified_on"),
        PageStatusColumn("status", label=_("Publication"), sort_key="live"),
    ]


opportunity_listing = OpportunityListing("opportunities")
