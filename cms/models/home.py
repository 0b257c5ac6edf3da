from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult


class HomePage(Page):
    heading = models.CharField(_("heading"), max_length=40, blank=True)
    lead = models.TextField(_("lead"), max_length=300, blank=True)

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.OfficeIndexPage", "cms.NewsIndexPage", "cms.StandardPage"]
    content_panels = [*Page.content_panels, FieldPanel("heading"), FieldPanel("lead")]

    class Meta:
        verbose_name = _("home page")

    def route(self, request, path_components):
        """A published posting is found by its address in one query; Wagtail takes two for each level."""
        from cms.models.opportunity import OpportunityPage

        if len(path_components) == 3:
            address = f"{self.url_path}{'/'.join(path_components)}/"
            postings = OpportunityPage.objects.live().select_related("office")
            page = postings.filter(slug=path_components[-1], url_path=address).first()
            if page is not None:
                return RouteResult(page)
        return super().route(request, path_components)
