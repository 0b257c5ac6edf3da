"""From a published page to a hit, through the job of the ledger."""

import datetime as dt

import pytest

import search
from search import services
from search.visibility import ANYONE
from tests import factories
from tests.search.contract import ask
from tests.search.test_embedded import engine_in

pytestmark = pytest.mark.django_db
CONTACT = {"contact_name": "欧阳修", "contact_phone": "13900000000"}


@pytest.fixture
def engine(tmp_path, monkeypatch):
    engine = engine_in(tmp_path / "index", today=dt.date.today)
    monkeypatch.setattr(search, "engine", lambda: engine)
    return engine


def titles(engine, text: str = "") -> set[str]:
    return {hit.document.title for hit in engine.search(ask(text), viewer=ANYONE).hits}


def test_a_posting_is_found_once_it_is_published_and_no_longer_when_it_is_withdrawn(
    engine, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = factories.make_opportunity(title="荣县竹笋罐头生产线")
        factories.make_opportunity(title="未发布的竹笋项目", live=False)
    assert titles(engine, "竹笋") == {"荣县竹笋罐头生产线"}
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert titles(engine) == set()


def test_contacts_never_enter_the_index(engine):
    factories.make_opportunity(title="荣县竹笋罐头生产线", **CONTACT)
    services.rebuild()
    assert titles(engine, "“欧阳修”") == titles(engine, "13900000000") == set()
    (hit,) = engine.search(ask("竹笋"), viewer=ANYONE).hits
    assert "欧阳修" not in hit.document.to_json().decode()


def test_the_result_page_leads_to_the_posting(engine, client):
    page = factories.make_opportunity(title="荣县竹笋罐头生产线")
    services.rebuild()
    html = client.get("/projects/?q=竹笋").content.decode()
    assert f'href="{page.url}"' in html
    assert client.get(page.url).status_code == 200
