"""Stopping: whatever the signal, nothing is left behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from tests.house import ROOT

# Two children as the real ones are: one ends on SIGTERM, the other has a child that does not listen.
PROGRAM = textwrap.dedent(
    """
    import os, signal, sys, time
    from docking import supervisor
    port = int(sys.argv[1])

    def web(**_):
        import http.server
        handler = http.server.BaseHTTPRequestHandler
        http.server.HTTPServer(("127.0.0.1", port), handler).serve_forever()

    def worker():
        if os.fork() == 0:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(600)
        if len(sys.argv) > 2:
            raise RuntimeError("worker broke")
        time.sleep(600)

    supervisor.run_web, supervisor.run_worker, supervisor.GRACE = web, worker, 2
    ready = lambda: print("ready", flush=True)
    supervisor.serve(host="127.0.0.1", port=port, web_workers=1, ready=ready)
    """
)


def descendants(pid):
    """Every live process below pid, by /proc."""
    children = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = Path(f"/proc/{name}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if fields[0] != "Z":
            children.setdefault(int(fields[1]), []).append(int(name))
    found, queue = set(), [pid]
    while queue:
        for child in children.get(queue.pop(), []):
            found.add(child)
            queue.append(child)
    return found


def alive(pids):
    return {
        pid
        for pid in pids
        if os.path.exists(f"/proc/{pid}") and " Z " not in open(f"/proc/{pid}/stat").read()
    }


@pytest.fixture
def start(tmp_path, unused_port):
    script = tmp_path / "program.py"
    script.write_text(PROGRAM)
    path = {"PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}", "PATH": os.environ["PATH"]}

    def run(*extra):
        return subprocess.Popen(
            [sys.executable, str(script), str(unused_port), *extra],
            env=path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip

    return run


def left_of(pids, within=5.0):
    """Those that still live after `within` seconds: the kernel takes a moment to end what was killed."""
    end = time.monotonic() + within
    while alive(pids) and time.monotonic() < end:
        time.sleep(0.05)
    return alive(pids)


@pytest.fixture
def unused_port():
    import socket

    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_the_parent_ends_all(start, number):
    parent = start()
    assert parent.stdout.readline() == "ready\n"
    below = descendants(parent.pid)
    assert len(below) == 3
    parent.send_signal(number)
    parent.wait(timeout=15)
    assert parent.returncode == 0
    assert not left_of(below)


def test_a_key_pressed_at_the_terminal_ends_all(start):
    """Ctrl-C reaches every process of the foreground group."""
    parent = start()
    parent.stdout.readline()
    below = descendants(parent.pid)
    os.killpg(parent.pid, signal.SIGINT)
    parent.wait(timeout=15)
    assert parent.returncode == 0
    assert not left_of(below)


def test_a_child_that_ends_by_itself_ends_all_and_says_so(start):
    parent = start("break")
    _, said = parent.communicate(timeout=20)
    assert parent.returncode == 1
    assert "background work ended by itself" in said
    assert "worker broke" in said


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells the children on Linux only")
def test_a_killed_parent_does_not_leave_its_servers_behind(start):
    parent = start()
    parent.stdout.readline()
    direct = {pid for pid in descendants(parent.pid) if os.getpgid(pid) == pid}
    below = descendants(parent.pid)
    parent.kill()
    parent.wait()
    left = left_of(direct, within=10)
    for pid in alive(below):
        os.kill(pid, signal.SIGKILL)
    assert not left
