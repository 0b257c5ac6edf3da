import subprocess
import sys

from taxonomy.tables import Taxonomy, load_tables


def test_the_tables_load_without_django():
    code = (
        "import sys; sys.path.insert(0, 'platform'); import taxonomy.tables, taxonomy.modes; "
        "taxonomy.tables.load_tables(); assert not any(n.split('.')[0] == 'django' for n in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_tables_are_read_once():
    assert load_tables() is load_tables()


def test_codes_come_sorted_and_unknown_codes_have_no_relatives(files: Taxonomy):
    codes = list(files.regions)
    assert codes == sorted(codes)
    assert len(codes) == len(files.regions)
    assert "999999" not in files.regions
    assert files.regions.get("999999") is None
    assert files.regions.ancestors("999999") == ()
    assert files.regions.children("999999") == ()
    assert files.regions.descendants("999999") == ()
    assert not files.regions.is_within("999999", "510000")


def test_a_node_is_among_its_own_ancestors_and_descendants(files: Taxonomy):
    assert files.regions.ancestors("510304") == ("510000", "510300", "510304")
    below = files.regions.descendants("510300")
    assert below[0] == "510300"
    assert "510304" in below
    assert files.regions.is_within("510304", "510304")


def test_synonyms_lead_from_a_word_to_others(files: Taxonomy):
    assert "太阳能" in files.synonyms["光伏"]
    assert len(files.synonyms) == 75
