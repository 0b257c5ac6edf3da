from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.forms.office import OfficePageForm


class OfficeIndexPage(Page):
    max_count = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.OfficePage"]

    class Meta:
        verbose_name = _("offices")


class OfficePage(Page):
    """The public page of an investment office. Its subtree is all that its people may edit."""

    office = models.OneToOneField(
        "organisations.InvestmentOffice",
        models.PROTECT,
        related_name="page",
        verbose_name=_("investment office"),
    )
    lead = models.TextField(_("lead"), max_length=500, blank=True)

    parent_page_types = ["cms.OfficeIndexPage"]
    subpage_types = ["cms.OpportunityPage"]
    base_form_class = OfficePageForm
    content_panels = [*Page.content_panels, FieldPanel("office"), FieldPanel("lead")]

    class Meta:
        verbose_name = _("office page")

    def clean(self):
        """Whose page it is is settled once: the postings below carry the same office."""
        super().clean()
        before = type(self).objects.filter(pk=self.pk).values_list("office_id", flat=True).first()
        if before is not None and before != self.office_id:
            raise ValidationError(
                {
                    "office": _(
                        "The page of one office cannot become that of another. Make a page for the other."
                    )
                },
                code="other_office",
            )
