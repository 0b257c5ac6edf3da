"""Who gets what from which address: one row a route, one letter a role.

HOW TO ADD A ROUTE. `test_every_route_has_a_row` fails for any address of ours without a row. Add one below:

    row("workbench:pairs", "L F F F F F . .")

The letters stand for the roles in the order of ROLES:
    anonymous  visitor  contact  other firm's contact  officer  other office's officer  secretary  superuser
and say what that role gets:
    .  the page (200)                         F  refused (403)
    L  sent to log in                         N  there is no such thing for you (404)
    A  refused by the admin: sent to its front page with a message
    R  done, sent on to another page          C  conflict (409)
    M  this method is not offered (405)       B  cannot be understood (400) or is incomplete (422)

`at` names the object in the address ("firm", "intent", …: attributes of `world.World`), or maps the address's
parameters to them. All objects belong to the contact's firm or the officer's office, never to the others.
A row without `method` is a GET. Every request is undone before the next.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .world import ROLES, TOKEN, World

At = str | Callable[[World], dict[str, Any]] | None


@dataclass(frozen=True)
class Row:
    route: str
    expected: dict[str, str]
    at: At = None
    method: str = "GET"
    data: dict[str, Any] = field(default_factory=dict)
    query: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.route}{self.query}"

    def arguments(self, world: World) -> dict[str, Any]:
        if callable(self.at):
            return self.at(world)
        return {"pk": getattr(world, self.at).pk} if self.at else {}


def row(route: str, letters: str, at: At = None, method: str = "GET", query: str = "", **data: Any) -> Row:
    answers = letters.split()
    assert len(answers) == len(ROLES), f"{route}: one letter for each of {len(ROLES)} roles"
    return Row(route, dict(zip(ROLES, answers, strict=True)), at, method, data, query)


# Patterns that come again and again
#           anon visi cont oth. offi oth. secr root
PUBLIC = "    .    .    .    .    .    .    .    ."
MEMBERS = "   L    .    .    .    .    .    .    ."
IN_ADMIN = "  L    L    L    L    .    .    .    ."
SECRETARY = " L    L    L    L    A    A    .    ."
ROOT = "      L    L    L    L    A    A    A    ."
NOBODY = "    L    L    L    L    A    A    A    A"

WITH_PLACE = "L    F    .    .    .    .    .    ."  # at a firm, an office or the secretariat
OWN = "       L    F    .    N    N    N    N    N"  # the contact's own, kept by nobody else

FIRM = "      L    F    .    .    F    F    F    F"  # any contact, about the firm of their own
OF_FIRM = "   L    F    .    N    F    F    F    F"  # the contact of that firm only
POSTED = "    L    F    R    N    F    F    F    F"


def viewset(name: str, at: At, letters: dict[str, str]) -> list[Row]:
    """The routes of a Wagtail model view; `letters` by route, "" for those that are not named."""
    one = ("edit", "delete", "history", "history_results", "usage", "inspect", "copy")
    return [
        row(f"{name}:{route}", letters.get(route, letters[""]), at if route in one else None)
        for route in ("index", "index_results", "add", *one)
        if letters.get(route, letters[""]) != "-"
    ]


KEPT = {"": SECRETARY, "delete": NOBODY, "inspect": "-", "copy": "-"}  # added and changed, never deleted
RETIRED = KEPT  # switched off by a date or a mark, never deleted
LISTED = {"": SECRETARY, "inspect": "-", "copy": "-"}  # deleted too, while nothing uses them


def pair(world: World) -> dict[str, Any]:
    return {"firm_id": world.firm.pk, "opportunity_id": world.opportunity.pk}


def pick(world: World) -> dict[str, Any]:
    return {"pick_id": world.pick.pk}


def posting(world: World) -> dict[str, Any]:
    return {"opportunity_id": world.opportunity.pk}


def page(world: World) -> dict[str, Any]:
    return {"page_id": world.opportunity.pk}


def code(value: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": value}


def token_of(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"token": getattr(world, name).token}


ROWS: list[Row] = [
    # --- house ---
    row("wagtailadmin_home", IN_ADMIN),
    row("set_theme", "M M M M M M M M"),
    row("set_theme", "R R R R R R R R", method="POST", theme="dark"),
    row("healthz", PUBLIC),
    row("readyz", PUBLIC),
    # --- account ---
    row("account_login", ". R R R R R R R"),
    row("account_logout", "R . . . . . . ."),
    row("account_inactive", PUBLIC),
    row("account_signup", ". R R R R R R R"),
    row("account_reauthenticate", MEMBERS),
    row("account_email", MEMBERS),
    row("account_email_verification_sent", PUBLIC),
    row("account_change_password", MEMBERS),
    row("account_set_password", "L R R R R R R R"),  # for accounts that have none
    row("account_reset_password", PUBLIC),
    row("account_confirm_login_code", "R R R R R R R R"),  # log-in by code is off
    row("account_confirm_email", PUBLIC, lambda world: {"key": "x"}),
    row("account_reset_password_from_key_done", PUBLIC),
    row("account_reset_password_from_key", PUBLIC, lambda world: {"uidb36": "1", "key": "x"}),
    row("account_reset_password_done", PUBLIC),
    # --- search ---
    row("search:results", PUBLIC),
    row("search:suggest", PUBLIC, query="?q=x"),
    row("search:feed", PUBLIC),
    row("api:opportunities", PUBLIC, query="?q=x"),
    row("api:opportunities", "B B B B B B B B", query="?region=x"),
    row("api:suggest", PUBLIC, query="?q=x"),
    row("api:openapi-json", PUBLIC),
    row("api:api-root", "N N N N N N N N"),
    row("api_docs", PUBLIC),
    row("sitemap", PUBLIC),
    row("sitemap_section", PUBLIC, lambda world: {"section": "projects"}),
    row("sitemap_section", "N N N N N N N N", lambda world: {"section": "wrong"}),
    row("robots", PUBLIC),
    # --- saved searches: everybody with a place; each sees only their own ---
    row("alerts:list", WITH_PLACE),
    row("alerts:save", WITH_PLACE, query="?q=x"),
    row("alerts:save", "L F R R R R R R", None, "POST", "?q=x", name="x", frequency="daily"),
    row("alerts:save", "L F B B B B B B", None, "POST", "?q=x", name=""),
    row("alerts:caught", OWN, "saved"),
    row("alerts:edit", OWN, "saved"),
    row("alerts:edit", "L F R N N N N N", "saved", "POST", name="x", frequency="none"),
    row("alerts:pause", "M M M M M M M M", "saved"),
    row("alerts:pause", "L F R N N N N N", "saved", "POST"),
    row("alerts:resume", "M M M M M M M M", "saved"),
    row("alerts:resume", "L F R N N N N N", "saved", "POST"),
    row("alerts:delete", OWN, "saved"),
    row("alerts:delete", "L F R N N N N N", "saved", "POST"),
    # the links of an e-mail work for whoever holds it, and for nobody else
    row("alerts:stop_link", PUBLIC, token_of("saved")),
    row("alerts:stop_link", PUBLIC, token_of("saved"), "POST"),
    row("alerts:stop_link", "N N N N N N N N", lambda world: {"token": "wrong"}),
    row("alerts:pause_link", PUBLIC, token_of("saved")),
    row("alerts:pause_link", PUBLIC, token_of("saved"), "POST"),
    row("alerts:stop_all", PUBLIC, token_of("digest")),
    row("alerts:stop_all", PUBLIC, token_of("digest"), "POST"),
    row("alerts:stop_all", "N N N N N N N N", lambda world: {"token": "wrong"}),
    # --- organisations ---
    row("organisations:join", ". C C C C C C C", lambda world: {"token": TOKEN}),
    row("organisations:join", "B C C C C C C C", lambda world: {"token": TOKEN}, "POST"),
    row("organisations:join", "N N N N N N N N", lambda world: {"token": "wrong"}),
    row("organisations:account", MEMBERS),
    row("organisations:account", "L R R R R R R R", method="POST", name="x"),
    row("organisations:suggest", PUBLIC, query="?kind=region&q=x"),
    # --- workbench: everybody ---
    row("workbench:home", MEMBERS),
    row("workbench:seat", "M M M M M M M M"),
    row("workbench:seat", "L R R R R R R R", method="POST", seat="secretariat"),
    # --- workbench: firms ---
    row("workbench:matches", FIRM),
    row("workbench:answer", "M M M M M M M M", posting),
    row("workbench:answer", "L F R R F F F F", posting, "POST", verdict="interested"),
    row("workbench:firm_profile", FIRM),
    row("workbench:firm_profile", "L F B B F F F F", method="POST", name=""),
    row("workbench:intents", FIRM),
    row("workbench:intent_new", FIRM),
    row("workbench:intent_new", "L F R R F F F F", method="POST", title="x"),
    row("workbench:intent", OF_FIRM, "intent"),
    row("workbench:intent", POSTED, "intent", "POST", title="x"),
    row("workbench:intent_close", "M M M M M M M M", "intent"),
    row("workbench:intent_close", POSTED, "intent", "POST"),
    row("workbench:intent_reopen", "M M M M M M M M", "intent"),
    row("workbench:intent_reopen", POSTED, "intent", "POST"),
    row("workbench:why_not", FIRM),
    row("workbench:why_not", FIRM, query="?q=x"),
    # --- workbench: offices ---
    row("workbench:office_answer", "M M M M M M M M", pair),
    row("workbench:office_answer", "L F F F N N F F", pair, "POST", verdict="interested"),
    row("workbench:postings", "L F F F . . F F"),
    row("workbench:confirm", "M M M M M M M M", posting),
    row("workbench:confirm", "L F F F R N R R", posting, "POST"),
    row("workbench:opportunity_matches", "L F F F . N . .", posting),
    # --- workbench: secretariat ---
    row("workbench:pairs", "L F F F F F . ."),
    row("workbench:ruled_out", "L F F F F F . .", posting),
    row("workbench:pair", "L F . N N N . .", pair),
    row("workbench:set_aside", "M M M M M M M M", pair),
    row("workbench:set_aside", "L F F F F F R R", pair, "POST"),
    row("workbench:picks", "L F F F F F . ."),
    row("workbench:picks_draw", "M M M M M M M M"),
    row("workbench:picks_draw", "L F F F F F B B", method="POST", picks="0"),
    row("workbench:picks_release", "M M M M M M M M"),
    row("workbench:picks_release", "L F F F F F R R", method="POST"),
    row("workbench:pick_take_off", "M M M M M M M M", pick),
    row("workbench:pick_take_off", "L F F F F F R R", pick, "POST", because="x"),
    # --- paperwork ---
    row("paperwork:imports", "L F F F . . . ."),
    row("paperwork:template", "L F F F . . . .", lambda world: {"kind": "booklet"}),
    row("paperwork:template", "L F F F F F . .", lambda world: {"kind": "firms"}),
    row("paperwork:preview", "L F F F . N . .", "booklet"),
    row("paperwork:save", "L F F F M M M M", "booklet"),
    row("paperwork:save", "L F F F R N R R", "booklet", "POST"),
    row("paperwork:corrections", "L F F F N N N N", "booklet"),  # nothing was read of this file
    row("paperwork:original", "L F F F . N . .", "booklet"),
    # --- the admin: postings ---
    row("cms_pick", IN_ADMIN, lambda world: {"kind": "region"}),
    row("cms_confirm_valid", "L L L L M M M M", page),
    row("cms_confirm_valid", "L L L L R A R R", page, "POST"),
    row("cms_set_status", "L L L L M M M M", lambda world: {**page(world), "status": "paused"}),
    row("cms_set_status", "L L L L R A R R", lambda world: {**page(world), "status": "paused"}, "POST"),
    row("opportunities:index", IN_ADMIN),
    row("opportunities:index_results", IN_ADMIN),
    row("opportunities:choose_parent", "L L L L R R . ."),  # an office has one page only
    # --- the admin: members ---
    *viewset("firms", "firm", KEPT),
    *viewset("intents", "intent", KEPT),
    *viewset("offices", "office", KEPT),
    *viewset("memberships", "membership", KEPT),
    *viewset("invitations", "invitation", {**KEPT, "edit": NOBODY, "usage": NOBODY}),
    row("invitations:resend", SECRETARY, "invitation"),
    row("invitations:resend", "L L L L A A R R", "invitation", "POST"),
    row("invitations:revoke", SECRETARY, "invitation"),
    row("invitations:revoke", "L L L L A A R R", "invitation", "POST"),
    *viewset("accounts", "membership", {**KEPT, "add": NOBODY}),
    *viewset("group_members", "group_member", LISTED),
    *viewset("committees", "committee", LISTED),
    *viewset(
        "wagtailusers_users",
        "membership",
        {"": ROOT, "inspect": "-"},
    ),
    # --- the admin: taxonomy ---
    *viewset("regions", code("510321"), RETIRED),
    *viewset("aliases", "alias", RETIRED),
    *viewset("region-groups", "region_group", RETIRED),
    *viewset("industries", code("1432"), RETIRED),
    *viewset("sectors", code("agriculture"), RETIRED),
    *viewset("crosswalk", "crosswalk", RETIRED),
    *viewset("synonyms", "synonym", RETIRED),
    # --- how matching works, for everybody ---
    row("matching:how", PUBLIC),
    # --- the admin: weights of the matching ---
    row("weights:index", SECRETARY),
    row("weights:new", SECRETARY),
    row("weights:new", "L L L L A A B B", method="POST", action="preview"),
    row("weights:version", SECRETARY, lambda world: {"number": 1}),
    row("weights:draft", SECRETARY, "weights_draft"),
    row("weights:discard", "L L L L M M M M", "weights_draft"),
    row("weights:discard", "L L L L A A R R", "weights_draft", "POST"),
    row("weights:proposals", SECRETARY),
    row("weights:look", "L L L L M M M M"),
    row("weights:look", "L L L L A A R R", method="POST"),
    row("weights:proposal", SECRETARY, "weights_proposal"),
    row("weights:accept", "L L L L M M M M", "weights_proposal"),
    row("weights:accept", "L L L L A A R R", "weights_proposal", "POST"),
    row("weights:decline", "L L L L M M M M", "weights_proposal"),
    row("weights:decline", "L L L L A A B B", "weights_proposal", "POST"),
    # --- the admin: background work ---
    *viewset(
        "jobs",
        "job",
        {"": NOBODY, "index": SECRETARY, "index_results": SECRETARY, "inspect": SECRETARY, "copy": "-"},
    ),
    row("jobs:again", SECRETARY, "job"),
    row("jobs:again", "L L L L A A R R", "job", "POST"),
]
