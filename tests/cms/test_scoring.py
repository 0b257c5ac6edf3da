import pytest

from cms.scoring import CRITERIA, Decision, decide, total


def marks(*four: int) -> dict[str, int]:
    return dict(zip(CRITERIA, four, strict=True))


@pytest.mark.parametrize(
    ("four", "decision"),
    [
        ((5, 5, 5, 5), Decision.PUBLISH),
        ((3, 3, 2, 2), Decision.PUBLISH),  # 10 is enough
        ((3, 2, 2, 2), Decision.HOLD),  # 9 is not
        ((2, 1, 1, 1), Decision.HOLD),  # 5 still is worth mending
        ((1, 1, 1, 1), Decision.REJECT),  # 4 is not
        ((0, 0, 0, 0), Decision.REJECT),
        ((5, 5, 5, 0), Decision.HOLD),  # a single nought never publishes
        ((0, 5, 5, 5), Decision.HOLD),
        ((0, 5, 0, 0), Decision.HOLD),
        ((0, 1, 1, 1), Decision.REJECT),  # too little altogether comes before a nought
        ((4, 0, 0, 0), Decision.REJECT),
    ],
)
def test_the_sum_decides_and_a_single_nought_never_publishes(four, decision):
    assert decide(marks(*four)) == decision


@pytest.mark.parametrize("wrong", [6, -1, 2.5, "3", True, None])
def test_a_mark_is_a_whole_number_from_0_to_5(wrong):
    with pytest.raises(ValueError, match="completeness"):
        total(marks(1, 1, 1, 1) | {"completeness": wrong})


def test_every_criterion_needs_a_mark_and_no_other_is_taken():
    with pytest.raises(ValueError, match="truth"):
        total({name: 3 for name in CRITERIA if name != "truth"})
    with pytest.raises(ValueError, match="charm"):
        total(marks(3, 3, 3, 3) | {"charm": 5})
