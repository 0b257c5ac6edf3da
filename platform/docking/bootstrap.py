"""From a bare machine to a running platform: `python3 platform/docking/bootstrap.py run|env|dev`.

Run by whatever Python is there, so: standard library only, and syntax that an old Python can read.
  env  .venv with requirements.txt      dev  and requirements-dev.txt      run  env, then `manage.py up`
What is there is left alone: a file's SHA-256 beside the environment says that it has been installed.
"""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NEEDED = (3, 11)
CANDIDATES = ("python3.11", "python3.12", "python3.13")


class Problem(SystemExit):
    """One line: what is wrong, and the cure."""

    def __init__(self, line):
        super().__init__("docking: " + line)


def python_problem(version):
    """The line about a Python that is too old, or None."""
    if tuple(version[:2]) >= NEEDED:
        return None
    return (
        "Python %d.%d is too old, 3.11 or newer is needed. Install it, then: make run PYTHON=python3.11"
        % tuple(version[:2])
    )


def port_problem(host, port):
    """The line about a port that cannot be had, or None."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except PermissionError:
            return "Port %d needs root. Choose another: make run PORT=8000" % port
        except OSError as error:
            return "Port %d is in use (%s). Stop the other program, or: make run PORT=%d" % (
                port,
                error.strerror,
                port + 1,
            )
    return None


class Step:
    """Prints a step's name and, when it ends, the time it took."""

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        self.start = time.monotonic()
        print("  %-34s" % self.name, end="", flush=True)
        return self

    def __exit__(self, kind, *rest):
        print("failed" if kind else "%6.1f s" % (time.monotonic() - self.start), flush=True)


def check_python():
    """Go on with a newer Python when this one is too old and a newer is there."""
    line = python_problem(sys.version_info)
    if line is None:
        return
    for name in CANDIDATES:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])
    raise Problem(line)


def make_environment():
    """Create .venv unless its Python answers; without ensurepip the system's pip will fill it."""
    if PYTHON.exists() and subprocess.run([str(PYTHON), "-c", ""], capture_output=True).returncode == 0:
        return
    with Step("virtual environment"):
        shutil.rmtree(VENV, ignore_errors=True)
        base = [sys.executable, "-m", "venv", str(VENV)]
        if subprocess.run(base, capture_output=True).returncode:  # Debian's Python without python3-venv
            shutil.rmtree(VENV, ignore_errors=True)
            bare = subprocess.run([*base, "--without-pip"], capture_output=True, text=True)
            if bare.returncode:
                reason = (bare.stderr or bare.stdout).strip().splitlines()[-1:]
                raise Problem("no virtual environment: %s. Cure: apt install python3-venv" % " ".join(reason))


def pip():
    """The command of the environment's pip, or of the system's pip working on the environment."""
    if subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return [str(PYTHON), "-m", "pip"]
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    raise Problem("no pip. Cure: apt install python3-pip python3-venv")


def fingerprint(files):
    return "\n".join(hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in files)


def install(name, files):
    """Install pinned files, each package checked by its hash, unless these very files have been installed."""
    stamp = VENV / (".installed-" + name)
    wanted = fingerprint(files)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with Step("install " + " ".join(files)):
        command = [
            *pip(),
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
            "--require-hashes",
        ]
        for each in files:
            command += ["-r", str(ROOT / each)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            sys.stderr.write("\n" + done.stdout[-2000:] + done.stderr[-4000:])
            raise Problem(
                "the packages could not be installed (above: pip's reason). Check the network, run it again."
            )
        stamp.write_text(wanted)


def main(arguments):
    check_python()
    what, rest = (arguments[0] if arguments else "run"), arguments[1:]
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if what == "run":
        if not port.isdigit() or not 0 < int(port) < 65536:
            raise Problem("PORT=%s is no port. Choose a number from 1 to 65535: make run PORT=8000" % port)
        line = port_problem(host, int(port))
        if line:
            raise Problem(line)
    make_environment()
    install("run", ["requirements.txt"])
    if what == "dev":
        install("dev", ["requirements.txt", "requirements-dev.txt"])
    if what == "run":
        os.execv(
            str(PYTHON), [str(PYTHON), str(ROOT / "manage.py"), "up", "--host", host, "--port", port, *rest]
        )


if __name__ == "__main__":
    main(sys.argv[1:])
