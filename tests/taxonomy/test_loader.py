import csv
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from taxonomy import checks, loader, tables
from taxonomy.editing.services import row_save
from taxonomy.models import CrosswalkRow, Industry, Region, RegionAlias, RegionGroup, Sector, SynonymGroup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


@pytest.fixture
def changed_files(tmp_path: Path, monkeypatch) -> Path:
    """A copy of the files that a test may change."""
    folder = tmp_path / "data"
    shutil.copytree(tables.DATA, folder)
    monkeypatch.setattr(tables, "DATA", folder)
    return folder


def _rewrite(folder: Path, name: str, change) -> None:
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows = change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def test_loading_fills_every_table(empty):
    report = loader.load()
    assert Region.objects.count() == report.tables["regions"].added > 3600
    assert Industry.objects.count() == 1971
    assert Sector.objects.count() == 12
    assert RegionGroup.objects.get(name="川南").members.count() == 4
    assert RegionAlias.objects.filter(alias="蓉", region="510100").exists()
    assert CrosswalkRow.objects.filter(term="白酒", industry="1512", sector="manufacturing").exists()
    assert "太阳能" in SynonymGroup.objects.get(head="光伏").terms
    county = Region.objects.get(code="510304")
    assert county.path == "/510000/510300/510304/"
    assert county.initials == "da"


def test_loading_again_changes_nothing():
    report = loader.load()
    assert report.changed == 0
    assert all(counts.kept == 0 for counts in report.tables.values())


def test_what_was_loaded_is_known_by_its_hash(empty, changed_files):
    assert not loader.is_current()
    loader.load()
    assert loader.is_current()
    _rewrite(
        changed_files, "sectors", lambda rows: [{**row, "name_en": row["name_en"] + "!"} for row in rows]
    )
    assert not loader.is_current()


def test_a_row_missing_from_the_files_is_retired_and_comes_back_with_them(changed_files):
    whole = (changed_files / "crosswalk.csv").read_text(encoding="utf-8")
    _rewrite(changed_files, "crosswalk", lambda rows: [row for row in rows if row["term"] != "白酒"])
    _rewrite(changed_files, "region_aliases", lambda rows: [row for row in rows if row["alias"] != "蓉"])
    report = loader.load()
    assert report.tables["crosswalk rows"].retired == 1
    assert CrosswalkRow.objects.get(term="白酒").is_retired
    assert RegionAlias.objects.get(alias="蓉").is_retired
    (changed_files / "crosswalk.csv").write_text(whole, encoding="utf-8")
    assert loader.load().tables["crosswalk rows"].updated == 1
    assert not CrosswalkRow.objects.get(term="白酒").is_retired


def test_an_updated_row_is_updated(changed_files):
    _rewrite(
        changed_files,
        "regions",
        lambda rows: [{**r, "name_en": "Salt City"} if r["code"] == "510300" else r for r in rows],
    )
    assert loader.load().tables["regions"].updated == 1
    assert Region.objects.get(code="510300").name_en == "Salt City"


def test_what_the_secretariat_edited_outlives_an_update(changed_files):
    row = CrosswalkRow.objects.get(term="白酒")
    row.note = "含酒庄"
    row_save(row=row)
    region = Region.objects.get(code="510300")
    region.name_en = "Zigong City"
    row_save(row=region)
    _rewrite(changed_files, "crosswalk", lambda rows: [r for r in rows if r["term"] != "白酒"])
    report = loader.load()
    row.refresh_from_db()
    region.refresh_from_db()
    assert (row.note, row.is_retired) == ("含酒庄", False)
    assert region.name_en == "Zigong City"
    assert report.tables["regions"].kept == 1
    assert report.changed == 0


def test_a_row_the_secretariat_added_stays_and_is_not_added_twice(changed_files):
    sector = Sector.objects.get(code="energy")
    own = row_save(row=CrosswalkRow(sector=sector, industry_id="3849", term="铝空气电池"))
    assert own.number > 10_000
    extra = {"number": "9000", "sector": "energy", "industry": "3849", "term": "铝空气电池", "note": ""}
    _rewrite(changed_files, "crosswalk", lambda rows: [*rows, extra])
    report = loader.load()
    assert report.tables["crosswalk rows"].kept == 1
    assert CrosswalkRow.objects.filter(term="铝空气电池").count() == 1
    own.refresh_from_db()
    assert not own.is_retired


def test_a_row_the_secretariat_retired_stays_retired():
    alias = RegionAlias.objects.get(alias="蓉")
    alias.is_retired = True
    row_save(row=alias)
    loader.load()
    alias.refresh_from_db()
    assert alias.is_retired


def test_the_members_of_a_group_follow_the_files_unless_edited(changed_files):
    _rewrite(
        changed_files,
        "region_groups",
        lambda rows: [r for r in rows if (r["group"], r["region"]) != ("川南", "510300")],
    )
    loader.load()
    group = RegionGroup.objects.get(name="川南")
    assert group.members.count() == 3
    group.members.add("510300")
    row_save(row=group)
    report = loader.load()
    assert group.members.count() == 4
    assert report.tables["region groups"].kept == 1


def test_moving_a_node_moves_the_paths_below_it():
    county = Region.objects.get(code="510303")
    county.parent_id = "510100"
    county = Region(**{f.attname: getattr(county, f.attname) for f in Region._meta.concrete_fields})
    county._state.adding = False
    row_save(row=county)
    assert Region.objects.get(code="510303Z01").path == "/510000/510100/510303/510303Z01/"


def test_the_command_prints_counts_and_time_and_can_be_skipped(empty):
    out = StringIO()
    call_command("load_taxonomy", stdout=out)
    assert "1971 added" in out.getvalue()
    assert "taxonomy loaded in" in out.getvalue()
    out = StringIO()
    call_command("load_taxonomy", "--if-needed", stdout=out)
    assert "up to date" in out.getvalue()


def test_an_empty_database_is_told_with_its_cure(empty):
    (warning,) = checks.tables_are_loaded(databases=["default"])
    assert warning.id == "taxonomy.W001"
    assert "load_taxonomy" in warning.hint
    loader.load()
    assert checks.tables_are_loaded(databases=["default"]) == []
