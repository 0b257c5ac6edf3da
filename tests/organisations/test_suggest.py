import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "region", "q": "自贡"}, 'data-pick="四川省自贡市"'),
        ({"kind": "region", "target_regions": "成都、zigong"}, 'data-pick="四川省自贡市"'),
        ({"kind": "industry", "q": "速冻"}, 'data-pick="1432 速冻食品制造"'),
    ],
)
def test_it_offers_what_the_last_word_may_become(client, query, expected):
    page = client.get(reverse("organisations:suggest"), query)
    assert page.status_code == 200
    assert expected in page.text


def test_nothing_typed_offers_nothing_and_nonsense_is_said(client):
    address = reverse("organisations:suggest")
    assert client.get(address, {"kind": "region", "q": ""}).text.strip() == ""
    page = client.get(address, {"kind": "region", "q": "<b>哪里也不是"})
    assert "<b>" not in page.text
    assert "哪里也不是" in page.text


def test_an_unknown_kind_and_a_post_are_refused(client):
    address = reverse("organisations:suggest")
    assert client.get(address, {"kind": "user"}).status_code == 400
    assert client.post(address, {"kind": "region"}).status_code == 405


def test_a_very_long_text_is_answered_quickly(client):
    page = client.get(reverse("organisations:suggest"), {"kind": "region", "q": "大" * 5000})
    assert page.status_code == 200
