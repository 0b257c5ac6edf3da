"""The ledger in the admin: the secretariat sees it and can run a job again; nobody writes a row by hand."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from jobs.models import Job, State
from organisations.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    """A browser of somebody with the ledger's permissions and no more."""
    user = User.objects.create_user("keeper@example.com", "secret-word-1")
    names = ("access_admin", "view_job", "change_job")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


@pytest.fixture
def failed():
    return Job.objects.create(kind="test.work", key="42", state=State.FAILED, error="OperationalError: gone")


def test_the_list_shows_the_reason_and_the_numbers(keeper, failed):
    Job.objects.create(kind="test.work", key="43", state=State.RUNNING, done=3, total=10)
    page = keeper.get(reverse("jobs:index")).content.decode()
    assert "OperationalError: gone" in page
    assert "3 / 10" in page
    assert reverse("jobs:again", args=[failed.pk]) in page
    assert "1 个失败" in page


def test_a_row_can_be_inspected(keeper, failed):
    assert keeper.get(reverse("jobs:inspect", args=[failed.pk])).status_code == 200


def test_a_failed_job_is_run_again_after_a_question(
    keeper, failed, on_kind, django_capture_on_commit_callbacks
):
    seen = on_kind()
    address = reverse("jobs:again", args=[failed.pk])
    assert "OperationalError: gone" in keeper.get(address).content.decode()
    assert seen == []
    with django_capture_on_commit_callbacks(execute=True):
        assert keeper.post(address).status_code == 302
    assert len(seen) == 1


@pytest.mark.parametrize("name", ["add", "edit", "delete"])
def test_no_row_is_written_by_hand(keeper, failed, name):
    address = reverse(f"jobs:{name}", args=[failed.pk] if name != "add" else [])
    assert keeper.get(address).status_code == 302, "sent away"
    assert Job.objects.count() == 1


@pytest.mark.parametrize("route", ["index", "again"])
def test_others_see_nothing_of_it(client, failed, route):
    officer = User.objects.create_user("officer@example.com", "secret-word-1")
    officer.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(officer)
    address = reverse(f"jobs:{route}", args=[failed.pk] if route == "again" else [])
    assert client.get(address).status_code in (302, 403)
    client.post(address)
    assert Job.objects.get().state == State.FAILED
