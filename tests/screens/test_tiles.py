import pytest

from cms.presenting.tiles import PROVINCES, SICHUAN_CITIES, grid, ladder, legend, outside, shade
from taxonomy.tables import load_tables

REGIONS = load_tables().regions


@pytest.mark.parametrize("places", [SICHUAN_CITIES, PROVINCES])
def test_no_two_places_share_a_tile_and_every_code_is_known(places):
    assert len(set(places.values())) == len(places)
    assert all(code in REGIONS for code in places)


def test_all_cities_of_sichuan_and_all_provinces_have_a_tile():
    assert set(SICHUAN_CITIES) == {c for c in REGIONS.children("510000") if REGIONS[c].level == "city"}
    assert set(PROVINCES) == {code for code in REGIONS if REGIONS[code].level == "province"}


def test_a_posting_of_a_county_counts_for_its_city():
    shown = grid({"510321": 3, "510300": 1}, REGIONS)
    assert {tile.name: tile.count for tile in shown.tiles if tile.count} == {"自贡": 4}
    assert shown.within == "510000"


def test_postings_that_lie_mostly_elsewhere_are_shown_by_province():
    shown = grid({"510321": 1, "330100": 5}, REGIONS)
    assert shown.within == ""
    assert {tile.name: tile.count for tile in shown.tiles if tile.count} == {"四川": 1, "浙江": 5}


def test_what_lies_outside_the_grid_is_listed_with_its_count():
    assert outside({"510321": 3, "330100": 1, "500101": 2}, REGIONS, "510000") == [
        ("500000", 2),
        ("330000", 1),
    ]


def test_an_empty_site_shows_the_grid_with_zeros():
    shown = grid({}, REGIONS)
    assert len(shown.tiles) == 21
    assert {tile.shade for tile in shown.tiles} == {0}


@pytest.mark.parametrize("most", [0, 1, 7, 40, 96, 2046])
def test_the_legend_covers_every_count_with_one_wash(most):
    steps = ladder(most)
    rows = legend(steps)
    for count in range(most + 1):
        fits = [row.shade for row in rows if row.low <= count and (row.high is None or count <= row.high)]
        assert fits == [shade(count, steps)]
