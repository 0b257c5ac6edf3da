"""Whatever answers at the address – a busy server, a proxy, rubbish, nobody, silence – the page goes on."""

import json
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import search
from search import degraded, services
from search.engines import elastic_writer
from search.engines.base import EngineError, MissingIndexError, UnreachableError
from search.engines.elastic_schema import new_name
from search.visibility import ANYONE
from tests.search.contract import ask
from tests.search.elastic_server import engine_at
from tests.search.small import ANALYZER, doc
from tests.search.test_degraded_scan import InMemory

IMPATIENT = {"read_timeout": 0.4, "write_timeout": 0.4}
GONE = {"error": {"type": "index_not_found_exception", "reason": "no such index"}, "status": 404}


class Fake(BaseHTTPRequestHandler):
    """Answers with what `server.answers(method, path)` gives: status, body, seconds to wait."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, said, pause = self.server.answers(self.command, self.path, body)
        time.sleep(pause)
        data = said if isinstance(said, bytes) else json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        if self.server.is_elastic:
            self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_POST = do_PUT = do_HEAD = do_DELETE = do_GET  # noqa: N815

    def log_message(self, *_args):
        pass


@contextmanager
def answering(answers, *, is_elastic=True):
    with ThreadingHTTPServer(("127.0.0.1", 0), Fake) as server:
        server.daemon_threads, server.block_on_close = True, False
        server.answers, server.is_elastic = answers, is_elastic
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def always(status, said, pause=0.0):
    return lambda _method, _path, _body: (status, said, pause)


BAD = {
    "too busy": always(429, {"error": {"type": "es_rejected_execution_exception"}, "status": 429}),
    "starting": always(503, {"error": {"type": "master_not_discovered_exception"}, "status": 503}),
    "a proxy that reaches nobody": always(502, b"<html>Bad gateway</html>"),
    "rubbish": always(200, b"\x00\xff not json"),
    "json of something else": always(200, {"hello": "world"}),
    "half an answer": always(200, {"hits": {"total": {"value": 3}}, "_shards": {"total": 1}}),
    "silence": always(200, {}, 3.0),
}


@pytest.fixture
def page_of_the_database(monkeypatch):
    scan = InMemory()
    scan.put([doc(1, "冷链"), doc(2, "竹笋")])
    monkeypatch.setattr(degraded, "engine", lambda: scan)


@pytest.mark.parametrize("answer", BAD.values(), ids=BAD)
def test_a_bad_answer_passes_by_itself_and_the_database_answers(answer, page_of_the_database, monkeypatch):
    with answering(answer) as url:
        engine = engine_at("x", url=url, **IMPATIENT)
        monkeypatch.setattr(search, "engine", lambda: engine)
        with pytest.raises(UnreachableError):
            engine.search(ask("冷链"), viewer=ANYONE)
        found = services.find(ask("冷链"), viewer=ANYONE)
        assert found.degraded
        assert [hit.id for hit in found.hits] == ["1"]
        assert not engine.is_current()


def test_what_is_not_elasticsearch_is_said(monkeypatch):
    with answering(always(200, {}), is_elastic=False) as url, pytest.raises(UnreachableError, match="is not"):
        engine_at("x", url=url, **IMPATIENT).count()


def test_nobody_at_the_address():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}"
        engine = engine_at("x", url=url, **IMPATIENT)
        for call in (
            engine.count,
            engine.about,
            lambda: engine.put([doc(1, "冷链")]),
            lambda: engine.rebuild([]),
        ):
            with pytest.raises(UnreachableError, match="does not answer"):
                call()


def test_a_wrong_password_names_the_setting():
    with answering(always(401, {"error": {"type": "security_exception"}, "status": 401})) as url:
        with pytest.raises(EngineError, match="ELASTICSEARCH_URL") as told:
            engine_at("x", url=url, **IMPATIENT).count()
        assert not isinstance(told.value, UnreachableError)


def test_a_server_without_the_index_asks_for_a_rebuild():
    with answering(always(404, GONE)) as url:
        engine = engine_at("x", url=url, **IMPATIENT)
        with pytest.raises(MissingIndexError, match="rebuild_search"):
            engine.search(ask("冷链"), viewer=ANYONE)
        with pytest.raises(MissingIndexError, match="rebuild_search"):
            engine.put([doc(1, "冷链")])


# --- writes ---


class Server:
    """Enough of a server to write to: an index behind the alias, no build, and the bulks as they are told."""

    def __init__(self, *bulks):
        self.bulks, self.asked = list(bulks), []
        self.index = new_name("x", ANALYZER.version)

    def __call__(self, _method, path, body):
        if path.startswith("/_bulk"):
            self.asked.append(body.decode().count('"external_gte"'))
            return (*self.bulks.pop(0), 0.0)
        if path.startswith("/_alias"):
            return 200, {self.index: {"aliases": {"x-write": {}}}}, 0.0
        if path.startswith("/x-builds"):
            return 404, {"found": False}, 0.0
        raise AssertionError(path)


def items(*statuses):
    done = [{"index": {"_id": f"opportunity:{n}", "status": status}} for n, status in enumerate(statuses, 1)]
    return 200, {"errors": True, "items": done}


BUSY = (429, {"error": {"type": "es_rejected_execution_exception"}, "status": 429})


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(elastic_writer, "FIRST_BACK_OFF", 0.01)


def test_a_bulk_that_finds_the_server_busy_is_sent_again(quick):
    server = Server(*[BUSY] * 5, items(201, 201))
    with answering(server) as url:
        assert engine_at("x", url=url).put([doc(1, "冷链"), doc(2, "冷链")]) == 2
    assert set(server.asked) == {2}


def test_of_a_bulk_only_what_was_refused_is_sent_again(quick):
    server = Server(items(201, 429), (200, {"errors": False, "items": [items(201)[1]["items"][0]]}))
    with answering(server) as url:
        assert engine_at("x", url=url).put([doc(1, "冷链"), doc(2, "冷链")]) == 2
    assert server.asked == [2, 1]


def test_a_server_that_stays_busy_is_told_to_the_job_which_tries_again(quick):
    server = Server(*[items(429)] * 30)
    with answering(server) as url, pytest.raises(UnreachableError, match="too busy"):
        engine_at("x", url=url).put([doc(1, "冷链")])


def test_a_document_the_server_does_not_take_is_named():
    refused = {
        "index": {"_id": "opportunity:1", "status": 400, "error": {"type": "strict", "reason": "no field"}}
    }
    answer = (200, {"errors": True, "items": [refused]})
    with answering(Server(answer)) as url, pytest.raises(EngineError, match="opportunity:1: strict no field"):
        engine_at("x", url=url).put([doc(1, "冷链")])
