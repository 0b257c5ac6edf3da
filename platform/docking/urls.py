"""Every address of the site.  An app adds its own by the module named in APPS, once that is there."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.crawling import robots, sitemap
from docking.health import healthz, readyz
from docking.theme import set_theme

APPS = {  # module: prefix
    "search.urls": "projects/",
    "search.api.urls": "api/",
    "search.alerts.urls": "searches/",
    "workbench.urls": "workbench/",
    "matching.urls": "matching/",
    "organisations.urls": "members/",
    "paperwork.urls": "paperwork/",
    "cms.urls": "",
}


def urls_of_apps() -> list[URLPattern | URLResolver]:
    """The apps' own addresses, in the order of APPS."""
    return [path(prefix, include(module)) for module, prefix in APPS.items() if find_spec(module)]


def pictures() -> list[URLPattern]:
    """Pictures in the sizes the pages ask for.  Nothing else of the media folder has an address: a document
    goes through its view, which asks who wants it.  In production the reverse proxy serves this very folder.
    """
    if not settings.SERVE_PICTURES:
        return []
    folder = settings.MEDIA_ROOT / "images"
    return [path("media/images/<path:path>", serve, {"document_root": folder})]


urlpatterns = [
    # one door for everybody, with its limits on guessing; Wagtail's own would have none
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/", include(wagtailadmin_urls)),
    path("account/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", healthz),
    path("readyz", readyz),
    path("theme/", set_theme, name="set_theme"),
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap, name="sitemap_section"),
    path("robots.txt", robots, name="robots"),
    *urls_of_apps(),
    *pictures(),
    path("", include(wagtail_urls)),  # last: any address that is left belongs to a page
]
