"""What `make run` says when it cannot: one line, with the cure."""

import socket
import sqlite3
import subprocess
import sys

import pytest

from docking import bootstrap
from tests.house import ROOT

BOOT = ROOT / "platform" / "docking" / "bootstrap.py"


def test_an_old_python_is_told_what_to_do():
    assert bootstrap.python_problem((3, 11, 4)) is None
    assert bootstrap.python_problem((3, 13, 0)) is None
    line = bootstrap.python_problem((3, 9, 2))
    assert "3.9" in line
    assert "make run PYTHON=python3.11" in line
    assert "\n" not in line


def test_the_bootstrap_is_read_by_an_old_python():
    """No syntax that came after 3.8, no import from outside the standard library."""
    import ast

    tree = ast.parse(BOOT.read_text(), feature_version=(3, 8))
    names = {
        a.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names
    }
    names |= {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= set(sys.stdlib_module_names)


@pytest.fixture
def taken():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def boot(port):
    return subprocess.run(
        [sys.executable, str(BOOT), "run"],
        env={"PORT": str(port), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, timeout=30,
    )  # fmt: skip


def test_a_port_in_use_is_told_before_anything_is_installed(taken):
    done = boot(taken)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert f"make run PORT={taken + 1}" in done.stderr


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_a_port_that_is_none_is_told(port):
    assert "is no port" in boot(port).stderr


def up(database, tmp_path):
    return subprocess.run(
        [sys.executable, "manage.py", "up", "--prepare-only"],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
        env={
            "PATH": "/usr/bin:/bin", "DATABASE_URL": database, "VAR_DIR": str(tmp_path / "var"),
            "DJANGO_SETTINGS_MODULE": "docking.settings.dev",
        },
    )  # fmt: skip


@pytest.mark.slow
def test_a_damaged_database_is_told_in_one_line(tmp_path):
    path = tmp_path / "broken.sqlite3"
    path.write_bytes(b"this is not a database at all " * 200)
    done = up(f"sqlite:///{path}", tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"mv {path} {path}.damaged && make run" in done.stderr


@pytest.mark.slow
def test_a_database_damaged_inside_is_told_too(tmp_path):
    path = tmp_path / "half.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE t (x)")
        database.executemany("INSERT INTO t VALUES (?)", [("x" * 500,)] * 200)
    database.close()
    content = bytearray(path.read_bytes())
    content[4096:12288] = b"\xff" * 8192
    path.write_bytes(content)
    done = up(f"sqlite:///{path}", tmp_path)
    assert done.returncode == 1
    assert "is damaged" in done.stderr


@pytest.mark.slow
def test_a_database_that_cannot_be_opened_is_told(tmp_path):
    done = up(f"sqlite:///{tmp_path}/no/such/folder/x.sqlite3", tmp_path)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "DATABASE_URL=" in done.stderr


@pytest.mark.slow
def test_a_database_server_that_is_away_is_told(tmp_path):
    done = up("postgres://nobody@127.0.0.1:1/none", tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "does not answer" in done.stderr
