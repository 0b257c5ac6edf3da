import pytest
from django.core.exceptions import ValidationError

from organisations.credit_code import check_character, fault_of
from organisations.models import Firm


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("91350100M000100Y43", None),  # the worked example of GB 32100-2015
        ("91350100M000100Y44", "check"),
        ("91350100M000100Y34", "check"),  # two neighbours swapped
        ("91350100M000100Y4", "length"),
        ("91350100M000100I43", "alphabet"),
        ("91350100m000100y43", "alphabet"),
        ("", "length"),
    ],
)
def test_a_code_is_judged_as_the_standard_says(code, fault):
    assert fault_of(code) == fault


def test_a_character_outside_the_alphabet_has_no_check_character():
    with pytest.raises(ValueError, match="substring"):
        check_character("9135010OM000100Y4")


def test_the_model_says_which_fault_it_is_and_accepts_small_letters():
    firm = Firm(name="x", credit_code=" 91350100m000100y43 ")
    firm.clean()
    assert firm.credit_code == "91350100M000100Y43"
    firm.credit_code = "91350100M000100Y44"
    with pytest.raises(ValidationError) as caught:
        firm.clean_fields(exclude=["name"])
    assert caught.value.error_dict["credit_code"][0].code == "credit_code_check"
