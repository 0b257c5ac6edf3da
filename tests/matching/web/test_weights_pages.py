"""The weights in the admin: nothing is put into force unseen, and what was typed is never lost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobs.models import Job
from matching import services
from matching.models import Match, WeightSet
from matching.weighting import previews, versions
from matching.weighting.forms import DEDUCTION, POINTS, WeightsForm
from matching.weighting.models import WeightPreview
from tests import factories as make

pytestmark = pytest.mark.django_db
NEW = "/admin/weights/new/"


@pytest.fixture
def pair():
    make.make_home()
    firm = make.make_firm(name="浙江巴山食品科技有限公司", sectors=("agriculture",), industries=("1432",))
    make.make_intent(firm, industries=("1432",), target_regions=("510300",))
    page = make.make_opportunity(
        sectors=("agriculture",), industries=("1432",), region="510321", title="冷链"
    )
    services.match_all()
    return firm, page


@pytest.fixture
def client() -> Client:
    return secretary_client()


def secretary_client() -> Client:
    client = Client()
    client.force_login(make.make_secretary())
    client.cookies["django_language"] = "en"
    return client


def typed(action: str, note: str = "firms keep saying too far", seen: int = 0, **changed: float) -> dict:
    """The form with the weights in force but for `changed` (points by feature)."""
    active = versions.in_force()
    data = {**WeightsForm.initial_of(active.values), "note": note, "seen": seen or active.number}
    data |= {POINTS + name: str(active.points[name] / 100 + by) for name, by in changed.items()}
    return {**data, "draft_seen": "", "action": action}


def test_what_would_change_is_shown_before_anything_is_saved(client, pair) -> None:
    answer = client.post(NEW, typed("preview", note="", industry=-30, mode=30))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "What would change" in text
    assert "Put it into force" in text
    assert WeightSet.objects.count() == 1
    assert "Say why" not in text  # one may look before one says why


def test_a_sum_that_is_not_100_is_said_with_what_is_missing_and_keeps_what_was_typed(client, pair) -> None:
    answer = client.post(NEW, typed("preview", industry=-2.5))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "2.5 are missing" in text
    assert "firms keep saying too far" in text
    assert not WeightPreview.objects.exists()


def test_putting_it_into_force_matches_everything_anew(
    client, pair, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(NEW, typed("activate", industry=-3, size=3))
    assert answer.status_code == 302
    version = versions.in_force()
    assert (version.number, version.note) == (2, "firms keep saying too far")
    assert version.effect["firms"] == 1
    assert Match.objects.get().weights == version
    assert client.get(reverse("weights:version", args=[2])).status_code == 200


def test_a_draft_changes_nothing_and_is_gone_on_with(client, pair) -> None:
    answer = client.post(NEW, typed("draft", industry=-3, size=3))
    draft = WeightSet.objects.drafts().get()
    assert answer.url == reverse("weights:draft", args=[draft.pk])
    assert versions.in_force().number == 1
    page = client.get(answer.url).content.decode()
    assert "firms keep saying too far" in page
    data = typed("activate", industry=-3, size=3) | {"draft_seen": draft.updated_at.isoformat()}
    client.post(answer.url, data)
    assert not WeightSet.objects.drafts().exists()
    assert versions.in_force().pk == draft.pk
    assert client.get(answer.url).url == reverse("weights:version", args=[2])


def test_the_second_of_two_secretaries_is_told_and_keeps_her_text(client, pair) -> None:
    mine = typed("activate", note="my own words", industry=-3, size=3)
    secretary_client().post(NEW, typed("activate", note="faster", industry=-1, size=1))
    answer = client.post(NEW, mine)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "put version 2 into force while you were writing" in text
    assert "my own words" in text
    assert "What would change" in text
    again = client.post(NEW, {**mine, "seen": answer.context["form"].data["seen"]})
    assert again.status_code == 302
    assert versions.in_force().note == "my own words"


def test_going_back_makes_a_new_version_equal_to_the_old(client, pair) -> None:
    first = versions.in_force()
    client.post(NEW, typed("activate", industry=-3, size=3))
    page = client.get(f"{NEW}?from=1")
    assert "Go back to version 1" in page.content.decode()
    data = {**WeightsForm.initial_of(first.values), "note": "was better", "seen": 2, "action": "activate"}
    client.post(NEW, data)
    back = versions.in_force()
    assert (back.number, back.values) == (3, first.values)
    assert WeightSet.objects.get(number=1).state == "retired"


def test_a_note_is_asked_for_beside_the_field(client, pair) -> None:
    answer = client.post(NEW, typed("activate", note=" ", industry=-3, size=3))
    assert answer.status_code == 422
    assert answer.context["form"].errors["note"]
    assert versions.in_force().number == 1


def test_much_data_is_compared_by_a_job_and_the_page_says_so(
    client, pair, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    monkeypatch.setattr(previews, "AT_ONCE", 0)
    answer = client.post(NEW, typed("preview", industry=-3, size=3))
    assert "data-running" in answer.content.decode()
    refused = client.post(NEW, typed("activate", industry=-3, size=3))
    assert "Look first at what would change" in refused.content.decode()
    job = Job.objects.get(kind="matching.preview_weights")
    previews.run(job)
    assert "Put it into force" in client.post(NEW, typed("preview", industry=-3, size=3)).content.decode()


def test_a_preview_holds_only_for_the_lists_it_was_made_of(client, pair) -> None:
    client.post(NEW, typed("preview", industry=-3, size=3))
    services.match_firm(firm_id=pair[0].pk)
    client.post(NEW, typed("preview", industry=-3, size=3))
    assert WeightPreview.objects.count() == 2


def test_the_first_page_takes_the_same_queries_however_long_the_history(client, pair) -> None:
    def queries() -> int:
        client.get("/admin/weights/")
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/admin/weights/").status_code == 200
        return len(seen)

    client.post(NEW, typed("activate", industry=-1, size=1))
    few = queries()
    for _ in range(3):
        client.post(NEW, typed("activate", industry=-1, size=1))
    assert queries() == few


def test_the_form_has_a_field_for_everything_the_program_weighs(client) -> None:
    from matching.weights import DEFAULT

    form = client.get(NEW).context["form"]
    assert {n.removeprefix(POINTS) for n in form.fields if n.startswith(POINTS)} == set(DEFAULT.points)
    assert any(name.startswith(DEDUCTION) for name in form.fields)


@pytest.mark.parametrize("english", [True, False])
def test_how_matching_works_is_written_from_the_docstrings(english, db) -> None:
    from matching.features import DOCUMENTED, NAMES

    client = Client()
    client.cookies["django_language"] = "en" if english else "zh-hans"
    text = client.get(reverse("matching:how")).content.decode()
    for feature in DOCUMENTED:
        assert NAMES[feature][english].replace("'", "&#x27;") in text
    assert "企业做的和项目要的是不是一行" in text or english
    assert "版本" not in text or not english
