"""Rules of the house that no tool knows."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    "docking",
    "demo",
    "workbench",
    "paperwork",
    "cms",
    "matching",
    "search",
    "organisations",
    "sheets",
    "taxonomy",
    "jobs",
)


def home(app: str) -> Path:
    """The folder of one of our packages."""
    return ROOT / app if app in ("cms", "matching", "search") else ROOT / "platform" / app


def ours(*suffixes: str) -> list[Path]:
    """Every file of our packages with one of the suffixes, tests left out."""
    return sorted(p for app in APPS for p in home(app).rglob("*") if p.suffix in suffixes and p.is_file())


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))
