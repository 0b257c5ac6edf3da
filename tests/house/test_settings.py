"""What every page carries, and what the first lines of a visit decide."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_our_pages_may_load_from_our_own_host_only(client):
    policy = client.get("/account/login/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy


def test_the_admin_s_looser_policy_ends_with_the_admin(admin_client):
    policy = admin_client.get("/admin/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "unsafe" not in admin_client.get("/administration/").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("cookie", "accept", "language"),
    [("", "en-US,en", "zh-hans"), ("en", "zh-CN", "en"), ("xx", "", "zh-hans"), ("zh-hans", "en", "zh-hans")],
)
def test_the_language_is_the_visitor_s_choice_or_chinese(client, cookie, accept, language):
    if cookie:
        client.cookies["django_language"] = cookie
    page = client.get("/account/login/", headers={"accept-language": accept})
    assert page.headers["Content-Language"] == language
    assert "Cookie" in page.headers["Vary"]


def test_the_language_is_switched_by_a_form(client):
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "/account/login/"})
    assert answer.headers["Location"] == "/account/login/"
    assert client.get("/account/login/").headers["Content-Language"] == "en"


@pytest.mark.parametrize(("chosen", "kept"), [("dark", "dark"), ("light", "light"), ("neon", "")])
def test_the_theme_is_kept_in_a_cookie(client, chosen, kept):
    answer = client.post("/theme/", {"theme": chosen, "next": "/projects/"})
    assert answer.headers["Location"] == "/projects/"
    assert client.cookies["theme"].value == kept


def test_a_theme_does_not_lead_to_another_host(client):
    assert (
        client.post("/theme/", {"theme": "dark", "next": "https://evil.example/"}).headers["Location"] == "/"
    )


def test_nobody_signs_up_uninvited(client):
    before = client.get("/account/signup/")
    assert b"password1" not in before.content
    client.post(
        "/account/signup/", {"email": "a@b.cn", "password1": "long-secret-1", "password2": "long-secret-1"}
    )
    from organisations.models import User

    assert not User.objects.filter(email="a@b.cn").exists()


def test_health_is_answered_without_the_database_and_readiness_with_it(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok"
    assert set(client.get("/readyz").json()) == {"database", "index", "broker"}


def test_a_part_that_is_away_is_named_and_nothing_else(client, monkeypatch):
    from docking import health

    def away():
        raise ConnectionError("secret-host:5432 refused")

    monkeypatch.setitem(health.PARTS, "broker", away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["broker"] is False
    assert b"secret-host" not in answer.content


def test_without_its_index_a_server_is_told_of_and_stays_in_use(client, monkeypatch):
    from docking import health

    def away():
        raise ConnectionError

    monkeypatch.setitem(health.PARTS, "index", away)
    monkeypatch.setitem(health.PARTS, "broker", lambda: None)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["index"] is False


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_sqlite_is_in_write_ahead_mode_and_waits_for_locks():
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] == 20000
    assert connection.transaction_mode == "IMMEDIATE"


def test_documents_and_other_files_have_no_bare_address(client):
    assert client.get("/media/documents/secret.pdf").status_code == 404
    assert client.get("/media/images/../documents/secret.pdf").status_code in (400, 404)
