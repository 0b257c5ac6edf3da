"""What every page carries: the navigation, the footer, and the style sheets in their order."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import stamp
from cms.kept import Kept

STYLESHEETS = (
    "css/tokens.css",
    "css/base.css",
    *(
        f"css/components/{name}.css"
        for name in (
            "furniture",
            "patterns",
            "small",
            "strip",
            "leaf",
            "opportunity",
            "introduction",
            "search",
            "tiles",
            "forms",
            "workbench",
            "matches",
            "pages",
            "posting",
            "adapt",
        )
    ),
)

_kept = Kept(most=64)


def site(request: HttpRequest) -> dict[str, Any]:
    """`nav`, `footer_links`, `operator`, `stylesheets`. The first two are kept: a small query."""
    links = SimpleLazyObject(lambda: _links_here(request))
    return {
        "nav": SimpleLazyObject(lambda: links["nav"]),
        "footer_links": SimpleLazyObject(lambda: links["footer"]),
        "operator": operator(),
        "stylesheets": STYLESHEETS,
    }


def operator() -> dict[str, Any]:
    """Who answers for the site: `settings.OPERATOR`, a mapping with any of the keys below.

    The law asks for the three numbers: one that is not set yet is shown as a blank to be filled in.
    """
    said = getattr(settings, "OPERATOR", {})
    labels = (
        ("host", _("Hosted by")),
        ("run_by", _("Run by")),
        ("website_code", _("Website code")),
        ("icp", _("ICP filing")),
        ("police", _("Public security filing")),
    )
    usual = {
        "host": _("Sichuan Chamber of Commerce in Zhejiang"),
        "run_by": _("Secretariat, meetings and business department"),
    }
    rows = [{"label": label, "value": said.get(key) or usual.get(key, "")} for key, label in labels]
    return {"host": rows[0]["value"], "rows": rows}


def _links_here(request: HttpRequest) -> dict[str, list[dict[str, Any]]]:
    """The links, and which of them the reader is at."""
    key = (stamp.read(request), get_language(), request.get_host())
    links = _kept.get(key, lambda: _links(request))
    nav = [{**item, "current": request.path.startswith(item["url"])} for item in links["nav"]]
    _claim_postings(request, nav)
    return {"nav": nav, "footer": links["footer"]}


def _links(request: HttpRequest) -> dict[str, list[dict[str, Any]]]:
    """The children of the home page, sorted into navigation and footer by what they are."""
    nav: list[dict[str, Any]] = []
    footer: list[dict[str, Any]] = []
    with suppress(NoReverseMatch):
        nav.append(_link(_("Projects"), reverse("search:results")))
        footer.append(_link(_("How matching works"), reverse("matching:how")))
    named = {"officeindexpage": _("Offices"), "newsindexpage": _("News")}
    known = {
        "accessibility": _("Accessibility"),
        "privacy": _("Personal data"),
    }
    later: list[dict[str, Any]] = []
    for page in Page.objects.live().public().filter(depth=3).select_related("content_type").order_by("path"):
        url = page.get_url(request)
        if not url:
            continue
        model = page.content_type.model
        if model in named:
            nav.append(_link(named[model], url, name=model))
        elif page.slug == "about":
            later.append(_link(_("About"), url))
        elif model == "standardpage":
            label = known.get(page.slug)
            footer.append(_link(label or page.title, url, lang="" if label else "zh-Hans"))
    return {"nav": nav + later, "footer": footer}


def _claim_postings(request: HttpRequest, nav: list[dict[str, Any]]) -> None:
    """A posting lies below its office's page but belongs under 项目: move the mark there."""
    projects, offices = (
        next((item for item in nav if item["name"] == name), None) for name in ("", "officeindexpage")
    )
    if projects and offices and request.path.removeprefix(offices["url"]).strip("/").count("/") == 1:
        projects["current"], offices["current"] = offices["current"], False


def _link(label: str, url: str, *, name: str = "", lang: str = "") -> dict[str, Any]:
    return {"label": label, "url": url, "lang": lang, "name": name}
