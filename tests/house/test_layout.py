"""Where things lie: the source roots, the top-level folders, the length of a file."""

import re
import subprocess

import pytest

from tests.house import APPS, ROOT, home, ours, shown

FOLDERS = {"platform", "cms", "search", "matching", "tests", "docs", "deploy", "benchmarks", ".ci"}
MODULES = {"docking", "taxonomy", "organisations", "jobs", "paperwork", "sheets", "workbench", "demo"}
LONGEST = 400  # lines; past 300 a file wants splitting
TEXT = {".py", ".html", ".css", ".js", ".toml", ".txt", ".in", ".yml", ".yaml", ".md", ".conf", ".cfg", ""}
# a package index by address ties the lock file to one mirror
REGISTRY = re.compile(
    r"(--(extra-)?index-url|--find-links|pypi\.(org|tuna)|files\.pythonhosted|registry\.npmjs)"
)


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]


def test_platform_is_a_plain_folder():
    """A package of that name would shadow the standard library's module and break Django and pytest."""
    assert not (ROOT / "platform" / "__init__.py").exists()
    import platform

    assert hasattr(platform, "python_version")


def test_top_level_folders_are_fixed():
    assert {name.split("/")[0] for name in tracked() if "/" in name} <= FOLDERS
    assert {name.split("/")[1] for name in tracked() if name.startswith("platform/")} <= MODULES


def test_every_folder_under_tests_is_a_package():
    bare = {
        shown(path.parent)
        for path in (ROOT / "tests").rglob("*.py")
        if not (path.parent / "__init__.py").exists() and "__pycache__" not in path.parts
    }
    assert not bare, "tests/matching would be imported as the app"


def test_files_are_short():
    long = {
        shown(path): lines
        for path in [*ours(".py", ".html", ".css", ".js"), *(ROOT / "tests").rglob("*.py")]
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > LONGEST
    }
    assert not long, f"longer than {LONGEST} lines; one idea a file"


def test_no_address_of_a_package_index():
    found = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name in tracked()
        if (ROOT / name).suffix in TEXT and not name.startswith("tests/house/")
        for number, line in enumerate((ROOT / name).read_text(errors="replace").splitlines(), 1)
        if REGISTRY.search(line.replace("--no-emit-index-url", "").replace("--no-emit-find-links", ""))
    ]
    assert not found


def test_every_app_has_a_front_door():
    assert [app for app in APPS if not (home(app) / "__init__.py").exists()] == []


def test_lock_files_carry_hashes():
    for name in ("requirements.txt", "requirements-dev.txt"):
        pins = re.findall(r"^[A-Za-z0-9].*==.*$", (ROOT / name).read_text(), re.M)
        assert pins
        assert all(line.endswith("\\") for line in pins), "each pin is followed by its hashes"
