"""Every kind of page there is, who looks at it, and its address on a demonstration site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from demo.accounts import LOGINS

SECRETARIAT, OFFICER, FIRM = (
    next(each for each in LOGINS if each.role == role) for role in ("secretariat", "officer", "firm")
)
ROLES = {"secretariat": SECRETARIAT, "officer": OFFICER, "firm": FIRM}

# One query each, with the models of the site at hand; the values fill the addresses below.
PLACES = f"""{{
    'opportunity': OpportunityPage.objects.get(title__startswith='荣县双古现代食品').url,
    'opportunity_id': OpportunityPage.objects.get(title__startswith='荣县双古现代食品').pk,
    'office': OfficePage.objects.get(office__name='荣县投资促进局').url,
    'news': NewsPage.objects.first().url,
    'standard': StandardPage.objects.first().url,
    'firm_id': Firm.objects.get(name='{FIRM.place}').pk,
    'intent_id': Intent.objects.filter(firm__name='{FIRM.place}').first().pk,
    'offices': OfficeIndexPage.objects.first().url,
    'news_index': NewsIndexPage.objects.first().url,
}}"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page. `role` is a key of ROLES or "" for a visitor; `address` is filled from PLACES."""

    name: str
    address: str
    role: str = ""
    status: int = 200

    def path(self, places: dict[str, Any]) -> str:
        return self.address.format(**places)


KINDS = (
    Kind("home", "/"),
    Kind("search", "/projects/?q=冷链"),
    Kind("search-facets", "/projects/?sector=manufacturing&region=510000&mode=joint_venture"),
    Kind("search-empty", "/projects/?q=量子潜艇"),
    Kind("opportunity", "{opportunity}"),
    Kind("offices", "{offices}"),
    Kind("office", "{office}"),
    Kind("news-index", "{news_index}"),
    Kind("news", "{news}"),
    Kind("standard", "{standard}"),
    Kind("how-matching-works", "/matching/how/"),
    Kind("login", "/account/login/"),
    Kind("password-reset", "/account/password/reset/"),
    Kind("not-found", "/no-such-page/", status=404),
    Kind("join-closed", "/members/join/no-such-link/", status=404),
    Kind("secretariat-home", "/workbench/", "secretariat"),
    Kind("secretariat-pairs", "/workbench/pairs/", "secretariat"),
    Kind("secretariat-pair", "/workbench/pairs/{firm_id}/{opportunity_id}/", "secretariat"),
    Kind("secretariat-firms", "/workbench/postings/{opportunity_id}/matches/", "secretariat"),
    Kind("secretariat-opportunity", "{opportunity}", "secretariat"),
    Kind("secretariat-imports", "/paperwork/", "secretariat"),
    Kind("secretariat-ruled-out", "/workbench/postings/{opportunity_id}/ruled-out/", "secretariat"),
    Kind("officer-home", "/workbench/", "officer"),
    Kind("officer-postings", "/workbench/postings/", "officer"),
    Kind("officer-firms", "/workbench/postings/{opportunity_id}/matches/", "officer"),
    Kind("officer-opportunity", "{opportunity}", "officer"),
    Kind("imports", "/paperwork/", "officer"),
    Kind("firm-home", "/workbench/", "firm"),
    Kind("firm-profile", "/workbench/firm/", "firm"),
    Kind("intents", "/workbench/firm/intents/", "firm"),
    Kind("intent-new", "/workbench/firm/intents/new/", "firm"),
    Kind("intent", "/workbench/firm/intents/{intent_id}/", "firm"),
    Kind("matches", "/workbench/matches/", "firm"),
    Kind("firm-pair", "/workbench/pairs/{firm_id}/{opportunity_id}/", "firm"),
    Kind("firm-why-not", "/workbench/matches/why-not/?q=冷链", "firm"),
    Kind("firm-opportunity", "{opportunity}", "firm"),
    Kind("firm-search", "/projects/?q=预制菜", "firm"),
    Kind("account", "/members/account/", "firm"),
    Kind("password-change", "/account/password/change/", "firm"),
    Kind("logout", "/account/logout/", "firm"),
)
