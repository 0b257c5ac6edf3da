"""Facts of GB/T 4754-2017, and how a written industry becomes a code."""

import pytest

from taxonomy.tables import Taxonomy


def test_the_four_levels_are_complete(files: Taxonomy):
    levels = [industry.level for industry in files.industries.values()]
    assert [levels.count(level) for level in (1, 2, 3, 4)] == [20, 97, 473, 1381]


@pytest.mark.parametrize(
    ("code", "name", "level", "parent"),
    [
        ("C", "制造业", 1, None),
        ("15", "酒、饮料和精制茶制造业", 2, "C"),
        ("151", "酒的制造", 3, "15"),
        ("1512", "白酒制造", 4, "151"),
        ("3841", "锂离子电池制造", 4, "384"),
        ("5930", "低温仓储", 4, "593"),
        ("97", "国际组织", 2, "T"),
    ],
)
def test_known_classes(files: Taxonomy, code, name, level, parent):
    node = files.industries[code]
    assert (node.name, node.level, node.parent) == (name, level, parent)


def test_a_class_knows_what_stands_above_and_below(files: Taxonomy):
    assert files.industries.ancestors("1512") == ("C", "15", "151", "1512")
    assert files.industries.children("151") == ("1511", "1512", "1513", "1514", "1515", "1519")
    assert files.industries.is_within("1512", "C")
    assert not files.industries.is_within("C", "1512")
    assert files.industries.section("1512") == "C"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("C", "C"),
        ("c", "C"),
        ("13", "13"),
        ("C13", "13"),
        ("C137", "137"),
        ("C1371", "1371"),
        ("1371", "1371"),
        ("Ｃ１３７１", "1371"),
        ("制造业", "C"),
        ("蔬菜加工", "1371"),
        ("酒、饮料和精制茶制造业", "15"),
        ("酒饮料和精制茶制造业", "15"),
        ("C15 酒、饮料和精制茶制造业", "15"),
        ("物业管理", "7020"),
        ("教育", "83"),
        ("白酒", "1512"),
        ("光伏", "3825"),
        ("冷链", "5930"),
        ("预制菜", "1432"),
        ("猕猴桃", "0159"),
        ("柑橘", "0153"),
        ("锂电池", "3841"),
        ("养老", "8514"),
        ("民宿", "6130"),
        ("跨境电商", "5193"),
        ("PCB", "3982"),
        ("pcb", "3982"),
        ("Mining", "B"),
    ],
)
def test_an_industry_is_found(files: Taxonomy, text, code):
    answer = files.industries.resolve(text)
    assert (answer.code, answer.exact) == (code, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("白酒产业", "1512"),
        ("半导体产业园", "397"),
        ("高纯晶硅项目", "3985"),
        ("酿酒/白酒", "1512"),
        ("畜牧业、生猪", "0313"),
        ("肉牛养殖", "0311"),
    ],
)
def test_a_loose_text_is_found_but_not_exactly(files: Taxonomy, text, code):
    answer = files.industries.resolve(text)
    assert (answer.code, answer.exact) == (code, False)


def test_a_text_of_several_industries_gives_candidates(files: Taxonomy):
    answer = files.industries.resolve("白酒/光伏")
    assert answer.code is None
    assert answer.candidates == ("1512", "3825")


def test_a_code_beside_another_industrys_name_is_not_believed(files: Taxonomy):
    answer = files.industries.resolve("1512 光伏")
    assert answer.code is None
    assert set(answer.candidates) == {"1512", "3825"}


@pytest.mark.parametrize("text", ["", "  ", "A1371", "9999", "0000", "Z", "完全不相干的词"])
def test_what_is_no_industry_is_unknown(files: Taxonomy, text):
    answer = files.industries.resolve(text)
    assert (answer.code, answer.candidates) == (None, ())


def test_every_class_is_found_by_its_code_with_and_without_its_letter(files: Taxonomy):
    for code in files.industries:
        assert files.industries.resolve(code).code == code
        if code.isdigit():
            assert files.industries.resolve(files.industries.section(code) + code).code == code


def test_every_name_is_found_as_its_own_class_or_the_one_link_below(files: Taxonomy):
    for industry in files.industries.values():
        answer = files.industries.resolve(industry.name)
        assert answer.code is not None, industry
        assert files.industries[answer.code].name == industry.name
        assert files.industries.is_within(answer.code, industry.code)
