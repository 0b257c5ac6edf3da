"""From a file handed in to rows saved: who may, what is kept, and that nothing is half saved."""

import hashlib
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.models import OpportunityPage
from organisations.models import Firm
from paperwork import saving, services
from paperwork.models import Import
from tests import factories

from .conftest import HEADER, ROW
from .test_firms import HEADER as FIRM_HEADER
from .test_firms import ROW as FIRM_ROW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("taxonomy_rows")]


@pytest.fixture
def office():
    from cms.tree import ensure, office_page

    ensure()
    made = factories.make_office(region="510321")
    office_page(office=made)
    return made


@pytest.fixture
def secretary():
    return factories.make_secretary()


def handed_in(path, *, kind="booklet", office=None, actor):
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    return services.hand_in(file=upload, kind=kind, office=office, actor=actor)


def test_the_file_is_kept_with_its_hash(booklet, office, secretary):
    path = booklet(HEADER, ROW)
    entry = handed_in(path, actor=secretary)
    assert entry.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert entry.file.read() == path.read_bytes()


def test_nothing_is_saved_before_it_is_ordered(booklet, office, secretary):
    entry = services.read(entry=handed_in(booklet(HEADER, ROW), actor=secretary))
    assert entry.state == Import.State.READY
    assert sum(entry.report["counts"].values()) == 1
    assert not OpportunityPage.objects.exists()


def test_good_rows_become_drafts_under_the_office_and_faulty_ones_do_not(booklet, office, secretary):
    path = booklet(HEADER, ROW, ["坏项目", "荣县", "1371", -5, "x"])
    entry = services.read(entry=handed_in(path, actor=secretary))
    services.order_saving(entry=entry, actor=secretary)
    entry = services.save(entry=entry)
    page = OpportunityPage.objects.get()
    assert entry.report["saved"] == 1
    assert not page.live
    assert page.office == office
    assert page.amount_wan == Decimal(6500)
    assert [industry.pk for industry in page.industries.all()] == ["1371"]


def test_saving_twice_saves_once(booklet, office, secretary):
    entry = services.read(entry=handed_in(booklet(HEADER, ROW), actor=secretary))
    services.order_saving(entry=entry, actor=secretary)
    services.save(entry=entry)
    services.save(entry=entry)
    assert OpportunityPage.objects.count() == 1
    with pytest.raises(ValidationError):
        services.order_saving(entry=Import.objects.get(pk=entry.pk), actor=secretary)


def test_the_same_file_again_lists_every_row_as_a_repeat(booklet, office, secretary):
    path = booklet(HEADER, ROW)
    first = services.read(entry=handed_in(path, actor=secretary))
    services.order_saving(entry=first, actor=secretary)
    services.save(entry=first)
    second = services.read(entry=handed_in(path, actor=secretary))
    assert second.report["counts"]["repeated"] == 1
    assert services.earlier_saved(second).pk == first.pk


def test_when_one_row_cannot_be_written_none_is(booklet, office, secretary, monkeypatch):
    entry = services.read(entry=handed_in(booklet(HEADER, ROW, ["第二个项目", *ROW[1:]]), actor=secretary))
    services.order_saving(entry=entry, actor=secretary)
    real = saving.draft_opportunity

    def fails_on_the_second(**given):
        if given["fields"]["title"] == "第二个项目":
            raise OSError("disk full")
        return real(**given)

    monkeypatch.setattr(saving, "draft_opportunity", fails_on_the_second)
    with pytest.raises(OSError, match="disk full"):
        services.save(entry=entry)
    assert not OpportunityPage.objects.exists()
    assert Import.objects.get(pk=entry.pk).state == Import.State.SAVING


def test_a_file_that_is_no_table_is_told_and_kept(tmp_path, office, secretary):
    path = tmp_path / "booklet.xlsx"
    path.write_bytes(b"this is no workbook")
    entry = services.read(entry=handed_in(path, actor=secretary))
    assert entry.state == Import.State.UNUSABLE
    assert entry.report["unusable"]["cause"]
    assert entry.report["unusable"]["cure"]


def test_firms_come_in_with_their_regions_and_sectors(tmp_path, secretary):
    from tests.sheets.files import book

    path = book(tmp_path / "firms.xlsx", [FIRM_HEADER, FIRM_ROW])
    entry = services.read(entry=handed_in(path, kind="firms", actor=secretary))
    services.order_saving(entry=entry, actor=secretary)
    services.save(entry=entry)
    firm = Firm.objects.get()
    assert firm.business_region_id == "330110"
    assert firm.target_regions.count() == 5
    assert firm.sectors.exists()


def test_an_officer_brings_booklets_for_the_own_office_only(booklet, office):
    officer = factories.make_officer(office=office)
    other = factories.make_office(region="511025")
    path = booklet(HEADER, ROW)
    assert handed_in(path, office=office, actor=officer).pk
    for kind, given in (("booklet", other), ("booklet", None), ("firms", office)):
        with pytest.raises(PermissionDenied):
            handed_in(path, kind=kind, office=given, actor=officer)


def test_a_firm_brings_nothing(booklet, office):
    contact = factories.make_contact()
    with pytest.raises(PermissionDenied):
        handed_in(booklet(HEADER, ROW), office=office, actor=contact)
