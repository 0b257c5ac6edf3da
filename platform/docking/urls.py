"""Every address of the site.  An app adds its own by the module named in APPS, once that is there."""

from importlib.util import find_spec

from django.conf import settings
from django.conf.urls.static import static
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from docking.theme import set_theme

APPS = {  # module: prefix
    "search.urls": "projects/",
    "workbench.urls": "workbench/",
    "matching.urls": "matching/",
    "organisations.urls": "members/",
    "paperwork.urls": "paperwork/",
    "cms.urls": "",
}


def urls_of_apps() -> list[URLPattern | URLResolver]:
    """The apps' own addresses, in the order of APPS."""
    return [path(prefix, include(module)) for module, prefix in APPS.items() if find_spec(module)]


urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("account/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("theme/", set_theme, name="set_theme"),
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap),
    *urls_of_apps(),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    path("", include(wagtail_urls)),  # last: any address that is left belongs to a page
]
