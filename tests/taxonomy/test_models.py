import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import translation

from taxonomy.models import CrosswalkRow, Industry, Region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def test_within_gives_a_node_and_everything_below_it():
    codes = set(Region.objects.within("510300").values_list("code", flat=True))
    assert {"510300", "510321", "510303Z01"} <= codes
    assert "510400" not in codes
    assert Region.objects.within("510300").current().count() == Region.objects.within("510300").count()
    assert "510124" not in Region.objects.within("510100").current().values_list("code", flat=True)


@pytest.mark.parametrize("text", ["自贡", "zi g", "zg", "Zigo", "5103"])
def test_a_place_is_found_by_what_people_type(text):
    assert Region.objects.named_like(text).filter(code="510300").exists()


def test_a_name_is_shown_in_the_readers_language():
    region, industry = Region.objects.get(code="510300"), Industry.objects.get(code="15")
    assert (region.label, industry.label) == ("自贡市", "酒、饮料和精制茶制造业")
    with translation.override("en"):
        assert region.label == "Zigong"
        assert industry.label.startswith("Manufacture of")


def test_a_crosswalk_row_that_says_nothing_is_refused():
    with pytest.raises(ValidationError, match="neither says nothing|等于没说"):
        CrosswalkRow(number=20_000, sector_id="energy").full_clean()


@pytest.mark.parametrize("industry", ["3825", None])
def test_a_crosswalk_row_is_not_written_twice(industry):
    CrosswalkRow.objects.create(number=20_001, sector_id="energy", industry_id=industry, term="钙钛矿")
    twin = CrosswalkRow(number=20_002, sector_id="energy", industry_id=industry, term="钙钛矿")
    with pytest.raises(ValidationError, match="already has a row|已有"):
        twin.full_clean()


def test_a_place_that_is_pointed_to_cannot_be_deleted():
    with pytest.raises(ProtectedError):
        Region.objects.get(code="510300").delete()
