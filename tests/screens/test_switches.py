"""Language and appearance: forms that work without script and bring the reader back."""

import pytest
from django.test import Client

from tests.factories import make_home

pytestmark = pytest.mark.django_db


def test_the_language_switch_keeps_the_address():
    make_home()
    client = Client()
    response = client.post("/i18n/setlang/", {"language": "en", "next": "/?a=1"})
    assert response.url == "/?a=1"
    assert '<html lang="en"' in client.get("/").content.decode()


def test_without_a_choice_the_page_is_chinese_whatever_the_browser_prefers():
    make_home()
    text = Client(headers={"accept-language": "en-GB,en;q=0.9"}).get("/").content.decode()
    assert '<html lang="zh-Hans"' in text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_appearance_is_on_the_root_element_and_auto_takes_it_away(theme):
    make_home()
    client = Client()
    client.post("/theme/", {"theme": theme, "next": "/"})
    text = client.get("/").content.decode()
    assert f'data-theme="{theme}"' in text
    assert f'value="{theme}" aria-pressed="true"' in text
    client.post("/theme/", {"theme": "auto", "next": "/"})
    assert "data-theme" not in client.get("/").content.decode()
