"""Two servers as children of one foreground process: gunicorn for the web, Celery for the work.

Each child leads a process group of its own, so that stopping means stopping the group: Celery's embedded beat
is a process that would outlive a killed worker.  Should the parent be killed, the kernel tells the children.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
import time
import traceback
import warnings
from collections.abc import Callable

GRACE = 10.0  # seconds a child has for finishing what it is at
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1


def in_child(function: Callable[[], int]) -> int:
    """Run `function` in a fork and return its exit status, 128 + n when signal n ended it."""
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        _exit_with(function)
    try:
        _, status = os.waitpid(pid, 0)
    except KeyboardInterrupt:
        _, status = os.waitpid(pid, 0)
        return 130
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def serve(*, host: str, port: int, web_workers: int, ready: Callable[[], None]) -> None:
    """Run both servers until a signal asks to stop or one of them ends.  Exits; with 0 after a signal."""
    stop: list[int] = []
    for number in STOP_SIGNALS:
        signal.signal(number, lambda got, frame: stop.append(got))
    children = {
        "web": _start(lambda: run_web(host=host, port=port, workers=web_workers)),
        "background work": _start(run_worker),
    }
    ended = None
    try:
        announced = False
        while not stop and ended is None:
            ended = next((name for name, pid in children.items() if _has_ended(pid)), None)
            if not announced and _answers(host, port):
                announced = True
                ready()
            time.sleep(0.3 if announced else 0.05)
    finally:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        stop_groups(list(children.values()))
    if ended:
        sys.exit(f"docking: {ended} ended by itself; its last words are above.")
    sys.stdout.write("\n  stopped\n")
    sys.stdout.flush()
    sys.exit(0)


def run_web(*, host: str, port: int, workers: int) -> int:
    """gunicorn on the Django that is already loaded."""
    from gunicorn.app.base import BaseApplication

    from docking import warm

    class Web(BaseApplication):
        def load_config(self) -> None:
            address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
            options = {
                "bind": address, "workers": workers, "threads": 4, "worker_class": "gthread",
                "preload_app": True,
                "graceful_timeout": 5, "timeout": 120, "keepalive": 30, "loglevel": "warning",
                "control_socket_disable": True, "post_worker_init": lambda _worker: warm.soon(),
            }  # fmt: skip
            for key, value in options.items():
                if key in self.cfg.settings:
                    self.cfg.set(key, value)

        def load(self) -> object:
            from django.core.wsgi import get_wsgi_application

            return get_wsgi_application()

    Web().run()
    return 0


def run_worker() -> int:
    """Celery's worker and clock in one, over whatever broker the settings name."""
    from docking.celery import app

    warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")
    options = ["-B", "-P", "threads", "-c", "4", "-l", "WARNING", "--without-gossip", "--without-mingle"]
    app.worker_main(["-q", "worker", *options])
    return 0


def stop_groups(pids: list[int], *, grace: float = GRACE) -> None:
    """SIGTERM to each group, SIGKILL to what is left after `grace` seconds; waits for the children."""
    for pid in pids:
        _signal_group(pid, signal.SIGTERM)
    end = time.monotonic() + grace
    alive = list(pids)
    while alive and time.monotonic() < end:
        alive = [pid for pid in alive if not _has_ended(pid)]
        time.sleep(0.05)
    for pid in pids:  # also the groups whose leader went: a beat may be left
        _signal_group(pid, signal.SIGKILL)
    for pid in alive:
        _has_ended(pid, wait=True)


def _start(function: Callable[[], int]) -> int:
    sys.stdout.flush()
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    os.setpgid(0, 0)
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    _die_with_parent(parent)
    _exit_with(function)
    raise AssertionError("unreachable")


def _exit_with(function: Callable[[], int]) -> None:
    code = 1
    try:
        code = function()
    except SystemExit as error:
        if isinstance(error.code, str):
            sys.stderr.write(f"{error.code}\n")
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
    except KeyboardInterrupt:
        code = 130
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _die_with_parent(parent: int) -> None:
    """Linux: SIGTERM when the parent goes, however it goes."""
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    except (OSError, AttributeError):
        return
    if os.getppid() != parent:  # it went in between
        os._exit(1)


def _has_ended(pid: int, *, wait: bool = False) -> bool:
    try:
        return os.waitpid(pid, 0 if wait else os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


def _signal_group(pid: int, number: int) -> None:
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1" if host == "0.0.0.0" else host, port), timeout=0.2):  # noqa: S104
            return True
    except OSError:
        return False
