"""The import in the browser: hand in, look, save, take the faulty rows home."""

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.models import OpportunityPage
from paperwork.models import Import
from tests import factories
from tests.sheets.files import with_part

from .conftest import HEADER, LABELS, ROW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("taxonomy_rows")]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.fixture
def secretary(client):
    from cms.tree import ensure, office_page

    ensure()
    office_page(office=factories.make_office(region="510321"))
    user = factories.make_secretary()
    client.force_login(user)
    return user


def hand_in(client, django_capture_on_commit_callbacks, content, name="booklet.xlsx", **fields):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            reverse("paperwork:imports"),
            {"kind": "booklet", "office": "", "file": SimpleUploadedFile(name, content), **fields},
        )
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def test_the_whole_way(client, secretary, booklet, django_capture_on_commit_callbacks):
    path = booklet(HEADER, ROW, ["坏项目", "荣县", "1371", -5, "建设厂房"])
    url = hand_in(client, django_capture_on_commit_callbacks, path.read_bytes())
    page = client.get(url).content.decode()
    assert "净菜加工项目" in page
    assert "金额是负数" in page
    assert not OpportunityPage.objects.exists()

    entry = Import.objects.get()
    book = openpyxl.load_workbook(
        io.BytesIO(b"".join(client.get(reverse("paperwork:corrections", args=[entry.pk])).streaming_content))
    )
    rows = list(book.active.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][0] == 3
    assert "金额是负数" in rows[1][1]
    assert rows[1][rows[0].index(LABELS["title"])] == "坏项目"

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("paperwork:save", args=[entry.pk]))
    assert OpportunityPage.objects.get().title == "净菜加工项目"
    assert Import.objects.get().state == Import.State.SAVED


@pytest.mark.parametrize(
    "content",
    [
        b"hello",
        OLE,
        b"PK\x03\x04broken",
        "项目名称,所在区县,投资总额（万元）\n甲,荣县,5".encode("gbk"),
    ],
    ids=["text named xlsx", "password or xls", "broken zip", "gbk csv"],
)
def test_a_file_of_no_use_is_answered_with_cause_and_cure(
    client, secretary, content, django_capture_on_commit_callbacks
):
    name = "booklet.csv" if b"," in content else "booklet.xlsx"
    page = client.get(hand_in(client, django_capture_on_commit_callbacks, content, name))
    assert page.status_code == 200
    entry = Import.objects.get()
    if name.endswith("csv"):
        assert entry.state == Import.State.READY
        assert entry.report["total"] == 1
    else:
        assert entry.state == Import.State.UNUSABLE
        assert entry.report["unusable"]["cure"] in page.content.decode()


def test_a_macro_workbook_and_a_zip_bomb_are_refused(
    client, secretary, booklet, tmp_path, django_capture_on_commit_callbacks
):
    plain = booklet(HEADER, ROW)
    macro = with_part(plain, tmp_path / "macro.xlsx", "xl/vbaProject.bin", b"\0" * 64)
    hand_in(client, django_capture_on_commit_callbacks, macro.read_bytes())
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", "<Types/>")
        out.writestr("xl/workbook.xml", "<workbook/>")
        with out.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(64):
                part.write(b" " * (1 << 20))
    hand_in(client, django_capture_on_commit_callbacks, bomb.getvalue())
    assert {entry.state for entry in Import.objects.all()} == {Import.State.UNUSABLE}


def test_an_empty_form_is_answered_beside_the_fields(client, secretary):
    answer = client.post(reverse("paperwork:imports"), {"kind": "booklet", "office": ""})
    assert answer.status_code == 422
    assert 'class="err"' in answer.content.decode()


@pytest.mark.parametrize("kind", ["booklet", "firms"])
def test_the_template_has_drop_downs_and_can_be_read_back(client, secretary, kind):
    content = b"".join(client.get(reverse("paperwork:template", args=[kind])).streaming_content)
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert page.data_validations.dataValidation
    assert page.cell(1, 1).value.endswith("*")


def test_a_list_of_imports_costs_the_same_number_of_queries_however_long(
    client, secretary, django_assert_max_num_queries
):
    def queries():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("paperwork:imports"))
        return len(caught)

    make = {"kind": "booklet", "original_name": "a.xlsx", "sha256": "0" * 64, "uploaded_by": secretary}
    Import.objects.create(**make)
    client.get(reverse("paperwork:imports"))
    few = queries()
    Import.objects.bulk_create(Import(**make) for _ in range(15))
    assert queries() == few


def test_an_officer_sees_the_imports_of_the_own_office_only(client, secretary):
    office = factories.make_office(region="511025")
    entry = Import.objects.create(kind="booklet", original_name="a.xlsx", sha256="0" * 64)
    client.force_login(factories.make_officer(office=office))
    assert client.get(reverse("paperwork:preview", args=[entry.pk])).status_code == 404
    assert client.get(reverse("paperwork:template", args=["firms"])).status_code == 403


def test_the_command_tells_saves_and_ends_with_the_agreed_status(secretary, booklet, capsys, tmp_path):
    from django.core.management import call_command

    path = booklet(HEADER, ROW, ["坏项目", "荣县", "1371", -5, "建设厂房"])
    with pytest.raises(SystemExit) as ended:
        call_command("import_workbook", "booklet", str(path), "--as", secretary.email, "--save")
    assert ended.value.code == 1
    assert OpportunityPage.objects.count() == 1
    shown = capsys.readouterr().out
    assert "faulty 1" in shown
    assert "row 3" in shown
