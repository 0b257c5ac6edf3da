import pytest

from taxonomy.modes import MODES, modes_of_text


def test_the_eight_modes():
    assert {code: mode.name for code, mode in MODES.items()} == {
        "wholly_owned": "独资",
        "joint_venture": "合资",
        "cooperation": "合作",
        "lease": "租赁",
        "acquisition": "并购",
        "ppp": "PPP",
        "bot": "BOT",
        "operation": "委托运营",
    }


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("独资", ("wholly_owned",)),
        ("合作/合资、独资", ("wholly_owned", "joint_venture", "cooperation")),
        ("ppp", ("ppp",)),
        ("ＰＰＰ", ("ppp",)),
        ("政府和社会资本合作", ("ppp",)),
        ("运营招商", ("operation",)),
        ("wholly_owned, bot", ("wholly_owned", "bot")),
        ("Joint venture", ("joint_venture",)),
        ("robot", ()),
        ("面议", ()),
        ("总投资由企业投资，限备案类企业投资项目", ()),  # who pays, not how
        ("", ()),
    ],
)
def test_modes_are_found_in_a_text(text, codes):
    assert modes_of_text(text) == codes
