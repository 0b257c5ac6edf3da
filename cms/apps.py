from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        import matching.sources
        import search.sources
        from cms import documents, effects, opportunities

        search.sources.register("opportunity", documents=documents.documents, versions=documents.versions)
        matching.sources.register(opportunities=opportunities.opportunities)
        effects.connect()
