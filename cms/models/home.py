from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class HomePage(Page):
    heading = models.CharField(_("heading"), max_length=40, blank=True)
    lead = models.TextField(_("lead"), max_length=300, blank=True)

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.OfficeIndexPage", "cms.NewsIndexPage", "cms.StandardPage"]
    content_panels = [*Page.content_panels, FieldPanel("heading"), FieldPanel("lead")]

    class Meta:
        verbose_name = _("home page")
