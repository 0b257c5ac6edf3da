"""The production form, read as data: no Docker engine is needed to see it closed, pinned and watched."""

import os
import re
import secrets
import subprocess
import sys

import pytest
import yaml

from tests.house import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("web", "worker", "beat", "prepare")
DOCKERFILE = (ROOT / "Dockerfile").read_text()
NGINX = (ROOT / "deploy" / "nginx.conf.template").read_text()


def test_every_part_is_there():
    assert set(SERVICES) == {*OURS, "proxy", "postgres", "rabbitmq", "redis", "elasticsearch"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"prepare"}))
def test_every_server_is_asked_whether_it_is_well_and_started_again(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", sorted(set(SERVICES) - set(OURS)))
def test_images_are_pinned_to_a_full_version(name):
    assert re.search(r":\d+\.\d+(\.\d+)?(-[a-z]+)?$", SERVICES[name]["image"])


def test_only_the_proxy_is_reached_from_outside_and_data_stay_inside():
    assert [name for name, each in SERVICES.items() if "ports" in each] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name in ("postgres", "rabbitmq", "redis", "elasticsearch"):
        assert SERVICES[name]["networks"] == ["inside"]


def test_secrets_come_from_the_environment_and_a_missing_one_stops_the_start():
    text = (ROOT / "docker-compose.yml").read_text()
    used = re.findall(r"\$\{([A-Z_]+)(:?[-?])?", text)
    secret = re.compile(r"PASSWORD|SECRET|EMAIL_URL|TLS|SITE_HOST")
    assert {name for name, _ in used if secret.search(name)} >= {"SECRET_KEY", "POSTGRES_PASSWORD", "TLS_DIR"}
    assert not [name for name, mark in used if secret.search(name) and mark != ":?"]


def test_data_live_in_volumes():
    for name in ("postgres", "rabbitmq", "redis", "elasticsearch"):
        assert SERVICES[name]["volumes"][0].split(":")[0] == name
        assert name in COMPOSE["volumes"]
    assert {"media", "index"} <= set(COMPOSE["volumes"])


@pytest.mark.parametrize("name", OURS)
def test_our_containers_run_without_rights(name):
    each = SERVICES[name]
    assert each["read_only"]
    assert each["cap_drop"] == ["ALL"]
    assert each["security_opt"] == ["no-new-privileges:true"]


def test_servers_start_after_the_database_was_prepared():
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["prepare"]["condition"] == "service_completed_successfully"
    assert all(each["condition"] == "service_healthy" for each in SERVICES["prepare"]["depends_on"].values())


def test_the_image_is_pinned_staged_and_not_root():
    stages = re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)
    assert len(stages) == 2
    assert set(stages) == {"python:3.11.14-slim-bookworm"}
    assert re.search(r"^USER 10001:10001$", DOCKERFILE, re.M)
    assert "--require-hashes" in DOCKERFILE
    assert "HEALTHCHECK" in DOCKERFILE


def test_what_the_image_copies_is_let_through():
    let = set((ROOT / ".dockerignore").read_text().split())
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.M):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert f"!{source.split('/')[0]}" in let


def test_the_proxy_speaks_tls_and_hides_what_is_private():
    assert "return 301 https://" in NGINX
    assert "TLSv1.2 TLSv1.3" in NGINX
    assert "proxy_set_header X-Forwarded-Proto https;" in NGINX
    assert re.search(r"location /media/ \{ return 404; \}", NGINX)


GOOD = {
    "SECRET_KEY": secrets.token_urlsafe(48),
    "ALLOWED_HOSTS": "docking.example.cn",
    "SITE_URL": "https://docking.example.cn",
    "DATABASE_URL": "postgres://docking:x@localhost/docking",
    "CELERY_BROKER_URL": "amqp://docking:x@localhost//",
    "REDIS_URL": "redis://localhost/0",
    "EMAIL_URL": "smtp+tls://user:x@localhost:587",
}


ELASTIC = {"SEARCH_ENGINE": "elastic", "ELASTICSEARCH_URL": "http://elastic:x@elasticsearch:9200"}


def check(tmp_path, **change):
    """`manage.py check --deploy` under production settings; a value of None leaves the variable out."""
    values = {key: value for key, value in {**GOOD, **change}.items() if value is not None}
    plain = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "docking.settings.production",
    }
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "ERROR"],
        cwd=ROOT, env={**plain, **values}, capture_output=True, text=True,
    )  # fmt: skip


def test_production_passes_django_s_own_deployment_check(tmp_path):
    done = check(tmp_path)
    assert done.returncode == 0, done.stderr
    assert set(re.findall(r"\(([a-z]+\.[WE]\d+)\)", done.stderr)) <= {"security.W019"}, (
        "frames: for the preview"
    )


def test_production_passes_with_elasticsearch_too(tmp_path):
    done = check(tmp_path, **ELASTIC)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is shorter"),
        ({"DATABASE_URL": None}, "DATABASE_URL is not set"),
        ({"SEARCH_ENGINE": "solr"}, "docking.E001"),
        ({"SEARCH_ENGINE": "elastic"}, "ELASTICSEARCH_URL is not set"),
        ({"SEARCH_ENGINE": "elastic", "ELASTICSEARCH_URL": "elasticsearch:9200"}, "docking.E002"),
        ({**ELASTIC, "ELASTICSEARCH_INDEX": "Docking-*"}, "docking.E006"),
        ({"CELERY_BROKER_URL": "redis://localhost"}, "docking.E003"),
        ({"SITE_URL": "https://localhost"}, "docking.E005"),
    ],
)
def test_a_wrong_setting_is_named_with_its_cure(tmp_path, change, said):
    done = check(tmp_path, **change)
    assert done.returncode != 0
    assert said in done.stderr
