"""The public pages, asked for as a visitor does."""

import datetime as dt
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.models import NewsIndexPage, NewsPage, StandardPage
from matching.models import Match
from tests.factories import (
    PASSWORD,
    make_contact,
    make_firm,
    make_home,
    make_office,
    make_office_page,
    make_opportunity,
    next_number,
)

pytestmark = pytest.mark.django_db

FINDING = {
    "feature": "industry",
    "points": 30.6,
    "weight": 34.0,
    "value": 0.9,
    "sentence": "两边写的是同一小类。",
    "sentence_en": "Both name the same class.",
    "left": "速冻食品制造",
    "right": "速冻食品制造",
}
SILENT = {
    **FINDING,
    "feature": "mode",
    "points": 0.0,
    "weight": 4.0,
    "value": None,
    "left": "",
    "right": "独资",
}


def make_news(**fields):
    make_home()
    index = NewsIndexPage.objects.get()
    defaults = {"title": "四季度项目册完成核实", "slug": f"n{next_number()}", "body": "<p>正文</p>"}
    return index.add_child(instance=NewsPage(**{**defaults, **fields}))


def read(url, *, client=None, english=False):
    client = client or Client()
    client.cookies["django_language"] = "en" if english else "zh-hans"
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def logged_in(user):
    client = Client()
    assert client.login(email=user.email, password=PASSWORD)
    return client


# --- one posting ------------------------------------------------------------------------------------------
def test_a_posting_never_shows_its_contact_to_anybody_on_its_public_page():
    page = make_opportunity(contact_name="罗秘密", contact_phone="0813-7654321", contact_title="股长秘密")
    firm = make_firm()
    for client in (Client(), logged_in(make_contact(firm))):
        text = read(page.url, client=client)
        assert "罗秘密" not in text
        assert "0813-7654321" not in text
        assert "股长秘密" not in text
        assert "双方同意后可见" in text


def test_a_posting_shows_each_amount_in_its_own_currency():
    text = read(make_opportunity(amount_wan=12000, minimum_wan=8000, currency="USD").url)
    assert re.search(r'value="12000">1\.2<small>亿美元</small>', text)
    assert re.search(r'value="8000">8,000<small>万美元</small>', text)


def test_what_a_posting_leaves_out_is_shown_as_left_out():
    text = read(make_opportunity(amount_wan=None, land_mu=None, modes=[]).url)
    assert text.count("未公布") >= 5  # amount, lowest, intensity, land, modes, period
    assert "未写" in text


def test_the_checklist_says_which_points_are_ready():
    text = read(make_opportunity(has_fixed_amount=True, has_chosen_site=True).url)
    assert "成熟度 2/6" in text
    assert text.count('<li class="on">') == 2


def test_a_posting_nobody_confirmed_for_long_says_so():
    page = make_opportunity()
    type(page).objects.filter(pk=page.pk).update(verified_on=timezone.localdate() - dt.timedelta(days=80))
    assert "80 天未核实" in read(page.url)


def test_a_closed_posting_says_that_it_takes_no_firms():
    page = make_opportunity()
    type(page).objects.filter(pk=page.pk).update(status="closed")
    assert "不再接受意向" in read(page.url)


def test_only_made_up_postings_carry_the_mark_of_a_demonstration():
    real, made_up = make_opportunity(), make_opportunity(is_demo=True)
    assert "演示" not in read(real.url)
    assert "演示" in read(made_up.url)


def test_a_firm_sees_its_score_as_a_sum_with_the_reasons():
    page, firm = make_opportunity(), make_firm()
    Match.objects.create(
        firm=firm,
        opportunity=page,
        score=30.6,
        band="send",
        findings=[FINDING, SILENT],
        scorer_version="1",
        firm_rank=1,
    )
    text = read(page.url, client=logged_in(make_contact(firm)))
    assert "两边写的是同一小类。" in text
    assert "<b>31</b>" in text
    assert "企业未填，最多 +4" in text
    other = read(page.url, client=logged_in(make_contact(make_firm())))
    assert "两边写的是同一小类。" not in other
    assert "两边写的是同一小类。" not in read(page.url)


def test_the_pages_text_is_escaped():
    text = read(make_opportunity(title="<script>alert(1)</script>", summary="<b>重</b>").url)
    assert "<script>alert(1)" not in text
    assert "<b>重</b>" not in text


# --- home -------------------------------------------------------------------------------------------------
def test_the_home_page_counts_what_is_open_and_nothing_else():
    make_opportunity()
    make_opportunity(status="paused")
    make_opportunity(live=False)
    old = make_opportunity()
    type(old).objects.filter(pk=old.pk).update(verified_on=timezone.localdate() - dt.timedelta(days=31))
    text = read("/")
    assert re.search(r"公开项目 <b>2</b>", text)
    assert re.search(r"近 30 日核实 <b>1</b>", text)
    assert re.search(r"发布部门 <b>2</b>", text)


def test_the_home_page_of_an_empty_site_has_no_dead_end():
    make_home()
    text = read("/")
    assert "眼下没有公开的项目" in text
    assert "example" not in text


def test_the_example_pair_is_made_of_demonstration_data_only_and_names_no_firm():
    page, firm = make_opportunity(is_demo=True), make_firm(name="巴山食品", is_demo=True)
    match = Match.objects.create(
        firm=firm,
        opportunity=page,
        score=30.6,
        band="send",
        findings=[FINDING],
        scorer_version="1",
        firm_rank=1,
    )
    text = read("/")
    assert "一份推荐长这样" in text
    assert "巴山食品" not in text
    type(firm).objects.filter(pk=match.firm_id).update(is_demo=False)
    assert "一份推荐长这样" not in read("/")


# --- English ----------------------------------------------------------------------------------------------
def test_the_switch_turns_fixed_words_and_names_to_english_and_marks_the_rest_as_chinese():
    text = read(make_opportunity(title="冷链项目", amount_wan=12000).url, english=True)
    assert '<html lang="en"' in text
    assert "Total investment" in text
    assert "million yuan" in text
    assert "Zigong" in text
    assert re.search(r'<h1 class="words" lang="zh-Hans">', text)


@pytest.mark.parametrize("english", [False, True])
def test_no_page_holds_inline_style_or_script(english):
    page = make_opportunity()
    news = make_news()
    for url in (
        "/",
        page.url,
        page.get_parent().url,
        news.url,
        "/account/login/",
        "/account/password/reset/",
    ):
        text = read(url, english=english)
        assert not re.search(r"\sstyle=", text)
        assert not re.search(r"<style|\son\w+=", text)
        assert not re.search(r"<script(?![^>]*\ssrc=)", text)
        assert 'href="#"' not in text


# --- lists ------------------------------------------------------------------------------------------------
def test_an_office_shows_its_open_postings_and_not_its_telephone():
    office = make_office(phone="0813-1112223")
    make_opportunity(office, title="甲项目")
    make_opportunity(office, title="乙项目", status="closed")
    text = read(make_office_page(office).url)
    assert "甲项目" in text
    assert "乙项目" not in text
    assert "0813-1112223" not in text


def test_a_page_number_that_does_not_exist_shows_a_page_that_does():
    page = make_office_page()
    for number in ("0", "-1", "99", "x"):
        read(f"{page.url}?page={number}")


def test_the_index_of_offices_counts_their_open_postings():
    office = make_office()
    make_opportunity(office)
    make_opportunity(office, live=False)
    assert re.search(r"<b>1</b> 个公开项目", read(make_office_page(office).get_parent().url))


def test_news_stand_newest_first():
    make_news(title="旧闻", date=dt.date(2025, 1, 1))
    make_news(title="另一条新的", date=dt.date(2025, 2, 1))
    text = read(NewsIndexPage.objects.get().url).replace("<wbr>", "")
    assert text.index("另一条新的") < text.index("旧闻")


def test_a_text_page_shows_its_text_and_the_footer_leads_to_it():
    make_home()
    StandardPage.objects.filter(slug="accessibility").update(body="<p>怎样用键盘</p>")
    assert "怎样用键盘" in read("/accessibility/")
    assert 'href="/accessibility/"' in read("/")


# --- constant queries -------------------------------------------------------------------------------------
def queries(url, client=None):
    client = client or Client()
    client.get(url)  # what is kept between requests
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_no_page_asks_more_of_the_database_when_there_is_more_to_show():
    call_command("load_taxonomy", verbosity=0)
    office = make_office()
    first, _another = (make_opportunity(office, industries=("1432",)) for _ in range(2))
    news = make_news()
    firm = make_firm()
    Match.objects.create(
        firm=firm,
        opportunity=first,
        score=30.6,
        band="send",
        findings=[FINDING],
        scorer_version="1",
        firm_rank=1,
    )
    client = logged_in(make_contact(firm))
    office_url, index_url = first.get_parent().url, first.get_parent().get_parent().url
    urls = ["/", first.url, office_url, index_url, news.get_parent().url, news.url]
    before = [queries(url) for url in urls] + [queries(first.url, client)]
    for code in ("510321", "510300", "510100", "330300"):
        other = make_office(region=code)
        make_opportunity(other, region=code, sectors=("energy", "health"), industries=("1432", "5930"))
        make_opportunity(office, sectors=("energy", "finance"))
        make_news()
    after = [queries(url) for url in urls] + [queries(first.url, client)]
    assert after == before
    assert max(before) <= 25


def test_the_foot_names_the_operator_and_leaves_blanks_for_what_is_not_set(settings):
    make_home()
    settings.OPERATOR = {"icp": "浙ICP备2026000001号-1", "police": ""}
    foot = read("/").partition('<footer class="foot">')[2]
    assert "浙ICP备2026000001号-1" in foot
    assert "浙江省四川商会" in foot
    assert foot.count('class="blank"') == 2
