"""What every page of the workbench keeps to: the navigation knows where one is, Chinese is marked as such."""

import re

import pytest
from django.urls import reverse

from matching import services

pytestmark = pytest.mark.django_db


def current(html: str) -> list[str]:
    nav = re.search(r'<nav class="nav".*?</nav>', html, re.S)[0]
    return re.findall(r'aria-current="page"[^>]*>([^<]+)<', nav)


def test_a_pair_belongs_to_the_list_its_reader_came_from(bench) -> None:
    services.react(
        firm_id=bench.firm.pk,
        opportunity_id=bench.page.pk,
        verdict="interested",
        actor=bench.people["contact"],
    )
    pair = reverse("workbench:pair", args=[bench.firm.pk, bench.page.pk])
    who = reverse("workbench:opportunity_matches", args=[bench.page.pk])
    for role, url, entry in (
        ("contact", pair, "Matches"),
        ("officer", pair, "Postings"),
        ("secretary", pair, "Pairs"),
        ("officer", who, "Postings"),
        ("secretary", who, "Pairs"),
    ):
        assert current(bench.client(role).get(url).text) == [entry], (role, url)


def test_chinese_in_an_english_page_is_marked(bench) -> None:
    for role, name in (
        ("contact", "home"),
        ("contact", "matches"),
        ("contact", "intents"),
        ("secretary", "home"),
        ("secretary", "pairs"),
        ("officer", "home"),
    ):
        html = bench.client(role).get(reverse(f"workbench:{name}")).text
        main = html[html.index("<main") : html.index("</main>")]
        bare = re.sub(r'<(\w+)[^>]* lang="zh-Hans"[^>]*>[^<]*</\1>', "", main)
        bare = re.sub(r"<[^>]+>", "", bare)
        assert not re.search("[\u4e00-\u9fff]+", bare), (role, name, re.findall("[\u4e00-\u9fff]+", bare))


def test_counts_agree_in_number(bench) -> None:
    html = bench.client("contact").get(reverse("workbench:home")).text
    assert re.search(r"<b>1</b> intent being matched", html)
    assert re.search(r"<b>\d+</b> fits? well, of \d+ on the list", html)
