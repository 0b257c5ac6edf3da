"""Dependencies point one way."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import APPS, ROOT, home, shown

BELOW = {"sheets": set(), "taxonomy": set(), "jobs": set(), "organisations": {"sheets", "taxonomy", "jobs"}}
BELOW["search"] = {"organisations", "sheets", "taxonomy", "jobs"}
BELOW["matching"] = BELOW["search"] | {"search"}
BELOW["cms"] = BELOW["search"] | {"search", "matching"}
BELOW["paperwork"] = BELOW["cms"] | {"cms"}
BELOW["workbench"] = BELOW["paperwork"] | {"paperwork"}
BELOW["demo"] = BELOW["workbench"]
BELOW["docking"] = set(APPS)

CORE_FREE_OF_DJANGO = {
    "taxonomy": ["taxonomy.tables", "taxonomy.modes"],
    "matching": ["matching.types", "matching.scorer", "matching.engine"],
    "search": ["search.document", "search.query", "search.results", "search.analysis"],
}


def imports(path: Path) -> set[str]:
    """Top-level names a module imports when it runs; what only a type checker sees does not count."""
    found: set[str] = set()

    class Visitor(ast.NodeVisitor):
        def visit_If(self, node):
            if not (isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"):
                self.generic_visit(node)

        def visit_Import(self, node):
            found.update(alias.name.split(".")[0] for alias in node.names)

        def visit_ImportFrom(self, node):
            if node.level == 0 and node.module:
                found.add(node.module.split(".")[0])

    Visitor().visit(ast.parse(path.read_text()))
    return found


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_only_what_lies_below_it(app):
    allowed = BELOW[app] | {app}
    wrong = {
        shown(path): sorted(above)
        for path in home(app).rglob("*.py")
        if "migrations" not in path.parts and (above := imports(path) & set(APPS) - allowed)
    }
    assert not wrong, f"{app} may import {', '.join(sorted(BELOW[app])) or 'none of ours'}"


@pytest.mark.parametrize("app", CORE_FREE_OF_DJANGO)
def test_the_core_loads_without_django(app):
    code = f"import sys, {', '.join(CORE_FREE_OF_DJANGO[app])}; sys.exit('django' in sys.modules)"
    path = f"{ROOT}:{ROOT / 'platform'}"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": path}, cwd="/", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr or f"{app}'s core loads Django"
