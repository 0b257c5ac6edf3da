"""Sector ↔ GB/T 4754 ↔ everyday terms."""

import pytest

from taxonomy.tables import Taxonomy

TWELVE = {
    "construction": "房地产及建筑建材",
    "manufacturing": "制造商贸",
    "finance": "金融",
    "agriculture": "现代农业",
    "energy": "新能源",
    "health": "医药及大健康产业",
    "logistics": "运输物流",
    "education": "教育培训",
    "culture": "文创",
    "hospitality": "餐饮酒店",
    "foreign_trade": "外贸",
    "services": "现代服务行业",
}


def test_the_twelve_sectors_in_the_chambers_order(files: Taxonomy):
    assert {code: sector.name for code, sector in files.crosswalk.sectors.items()} == TWELVE
    assert list(files.crosswalk.sectors) == list(TWELVE)
    assert all(sector.name_en for sector in files.crosswalk.sectors.values())


def test_every_row_names_a_sector_and_an_industry_or_a_term(files: Taxonomy):
    numbers = [row.number for row in files.crosswalk.rows]
    assert numbers == sorted(set(numbers))
    for row in files.crosswalk.rows:
        assert row.sector in TWELVE
        assert row.industry or row.term
        assert row.industry is None or row.industry in files.industries


def test_each_sector_has_industries_and_at_least_twenty_terms(files: Taxonomy):
    for code in TWELVE:
        rows = files.crosswalk.rows_of_sector(code)
        assert sum(row.term is None for row in rows) >= 1
        assert sum(row.term is not None for row in rows) >= 20, code


@pytest.mark.parametrize(
    ("industry", "first"),
    [
        ("1512", "manufacturing"),
        ("3841", "energy"),
        ("0153", "agriculture"),
        ("5930", "logistics"),
        ("6130", "hospitality"),
        ("2710", "health"),
        ("8336", "education"),
        ("6621", "finance"),
        ("7861", "culture"),
        ("4812", "construction"),
        ("5181", "foreign_trade"),
        ("6513", "services"),
    ],
)
def test_the_narrowest_row_names_the_first_sector(files: Taxonomy, industry, first):
    assert files.crosswalk.sectors_of_industry(industry)[0] == first


def test_every_section_but_the_international_belongs_to_a_sector(files: Taxonomy):
    without = [c for c in files.industries.roots() if not files.crosswalk.sectors_of_industry(c)]
    assert without == ["T"]


def test_rows_of_an_industry_are_those_above_and_below_it(files: Taxonomy):
    industries = files.industries
    rows = files.crosswalk.rows_of_industry("384")
    assert {"C", "38", "384", "3841"} <= {row.industry for row in rows}
    for row in rows:
        assert industries.is_within(row.industry, "384") or industries.is_within("384", row.industry)


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("energy", "energy"),
        ("新能源", "energy"),
        ("新能源产业", "energy"),
        ("New energy", "energy"),
        ("医药", "health"),
        ("大健康", "health"),
        ("房地产", "construction"),
        ("餐饮", "hospitality"),
        ("现代服务业", "services"),
        ("物流", "logistics"),
        ("农业", "agriculture"),
        ("不存在的行业", None),
        ("", None),
    ],
)
def test_a_sector_is_found_by_its_name_or_a_near_form(files: Taxonomy, text, sector):
    assert files.crosswalk.sector_by_name(text) == sector


def test_terms_in_a_text_name_their_sectors_and_rows(files: Taxonomy):
    found = files.crosswalk.sectors_of_text("建设高纯晶硅生产线，配套储能电站与冷链物流园")
    assert [(sector, row.term) for sector, row in found] == [
        ("energy", "晶硅"),
        ("manufacturing", "生产线"),
        ("energy", "储能电站"),
        ("logistics", "冷链物流"),
    ]


def test_a_term_inside_a_longer_one_is_not_counted_twice(files: Taxonomy):
    assert [row.term for _, row in files.crosswalk.sectors_of_text("动力电池")] == ["动力电池"]


def test_a_latin_term_is_not_found_inside_a_word(files: Taxonomy):
    assert not files.crosswalk.sectors_of_text("the pcbs of Said")
    assert [row.term for _, row in files.crosswalk.sectors_of_text("PCB 生产")] == ["PCB"]
