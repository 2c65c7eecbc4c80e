"""An import or a report that cannot be made ends, with a sentence for who waits and a signal for the administrator."""

import tracemalloc
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.utils import timezone

from pio_portal.accounts.enums import Role
from pio_portal.correspondence.models import OutboxTask
from pio_portal.correspondence.tasks import sweep_outbox
from reporting import workflow
from reporting.enums import ImportStatus, ReportStatus
from reporting.importing.faults import Unreadable
from reporting.importing.readers import sheets
from reporting.models import ImportRun, Report
from tests.factories.ground import user

pytestmark = pytest.mark.django_db

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CONTENTS = f'<?xml version="1.0"?><Types xmlns="{TYPES}"></Types>'
WAITING = 'hx-trigger="load delay:1s"'
GIVEN_UP = "Dit is misgelopen door een fout in het portaal."
NO_WORKBOOK, TOO_LARGE = "Dit bestand is geen Excel-werkboek", "dat veel te groot is"
MEGABYTE = 1024 * 1024


def packed(**parts):
    """A zip with these parts; a number is as many megabytes of one letter, or of whatever it is asked to repeat."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, (first, times, again) in parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(first.encode())
                for _time in range(times):
                    part.write(again * (MEGABYTE // len(again)))
    return file.getvalue()


def whole(text):
    return (text, 0, b"")


SHEET, TEXTS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
CONTENT = {"[Content_Types].xml": whole(CONTENTS)}
WRONG = {
    "no workbook": (lambda: packed(**{"brief.txt": whole("Beste")}), NO_WORKBOOK),
    "no workbook in it": (lambda: packed(**CONTENT), NO_WORKBOOK),
    "no zip": (lambda: b"MZ" + bytes(500), "Dit bestand is beschadigd"),
    "cut off": (lambda: packed(**CONTENT)[:-30], "Dit bestand is beschadigd"),
    "a long text": (lambda: packed(**CONTENT, **{TEXTS: ("<sst><si><t>", 300, b"a")}), TOO_LARGE),
    "a long cell": (lambda: packed(**CONTENT, **{SHEET: ("<sheetData><row><c><is><t>", 300, b"a")}), TOO_LARGE),
    "a long row": (lambda: packed(**CONTENT, **{SHEET: ("<sheetData><row>", 20, b"<c/>")}), TOO_LARGE),
    "rows without end": (lambda: packed(**CONTENT, **{SHEET: ("<sheetData>", 20, b"<row></row>")}), TOO_LARGE),
    "styles without end": (lambda: packed(**CONTENT, **{STYLES: ("<styleSheet>", 20, b"<font/>")}), TOO_LARGE),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_no_workbook_or_too_large_is_refused_with_a_sentence_in_little_memory(kind, tmp_path):
    make, sentence = WRONG[kind]
    (tmp_path / "tabellen.xlsx").write_bytes(make())
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable, match=sentence):
            list(sheets(tmp_path / "tabellen.xlsx"))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 16 * MEGABYTE


@pytest.fixture
def uploaded(desk):
    """A run that waits to be checked."""
    content = packed(**{"brief.txt": whole("Beste")})
    desk.post("/beheer/rapporten/import/", {"files": SimpleUploadedFile("tabellen.xlsx", content)})
    return ImportRun.objects.get()


def text_of(client, run):
    return client.get(run.get_absolute_url()).content.decode()


def test_an_upload_that_is_no_workbook_ends_with_its_fault(desk, uploaded):
    assert WAITING in text_of(desk, uploaded)

    sweep_outbox()

    assert NO_WORKBOOK in text_of(desk, uploaded)
    assert WAITING not in text_of(desk, uploaded)
    assert not OutboxTask.objects.filter(failed_at__isnull=False).exists()


@pytest.fixture
def broken(monkeypatch):
    """An import that nobody foresaw, until it is mended."""
    with monkeypatch.context() as patch:
        patch.setattr(workflow, "import_programme", lambda **_: {}["tables"])
        yield patch


def test_a_fault_of_the_portal_ends_the_run_at_once(desk, uploaded, broken, caplog):
    sweep_outbox()
    sweep_outbox()

    uploaded.refresh_from_db()
    assert uploaded.status == ImportStatus.FAILED
    assert GIVEN_UP in text_of(desk, uploaded)
    assert WAITING not in text_of(desk, uploaded)
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [KeyError]


def test_the_administrator_sees_it_tries_it_again_and_then_it_is_gone(desk, uploaded, broken, client):
    sweep_outbox()
    client.force_login(user(Role.ADMINISTRATOR))
    row = OutboxTask.objects.get()
    address = f"/admin/correspondence/outboxtask/{row.pk}/change/"
    assert address in client.get("/beheer/").content.decode()
    assert "KeyError" in client.get(address).content.decode()

    broken.undo()
    client.post("/admin/correspondence/outboxtask/", {"action": "try_again", "_selected_action": [row.pk]})
    sweep_outbox()

    uploaded.refresh_from_db()
    assert uploaded.status == ImportStatus.FAULTY
    assert address not in client.get("/beheer/").content.decode()


def test_others_do_not_see_it_on_vandaag(desk, uploaded, broken):
    sweep_outbox()

    assert "Een taak is mislukt" not in desk.get("/beheer/").content.decode()


def test_a_database_that_was_away_is_no_end(uploaded, monkeypatch):
    def away(**_):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(workflow, "import_programme", away)
    sweep_outbox()

    uploaded.refresh_from_db()
    assert (uploaded.status, OutboxTask.objects.get().failed_at) == (ImportStatus.CHECKING, None)


def test_an_import_that_kills_its_worker_comes_to_an_end(desk, uploaded, monkeypatch):
    def kill(**_):
        raise SystemExit  # the worker is gone, and keeps nothing

    monkeypatch.setattr(workflow, "import_programme", kill)
    for _time in range(3):
        with pytest.raises(SystemExit):
            sweep_outbox()
    sweep_outbox()

    uploaded.refresh_from_db()
    assert uploaded.status == ImportStatus.FAILED
    assert OutboxTask.objects.get().error == "The worker was killed while it did this."


def test_a_report_that_cannot_be_made_says_so_and_may_be_tried_again(client, monkeypatch):
    client.force_login(user(Role.MANAGEMENT))
    client.post("/beheer/rapporten/maken/", {"van": "2024", "tot": "2025", "stand": "2026-01-15"})
    report = Report.objects.get()
    monkeypatch.setattr(workflow, "build_report", lambda **_: {}["figures"])
    sweep_outbox()

    report.refresh_from_db()
    assert (report.status, report.error) == (ReportStatus.FAILED, workflow.GIVEN_UP)
    assert GIVEN_UP in text_of(client, report)

    monkeypatch.setattr(workflow, "build_report", lambda **_: (b"%PDF-1.7", {}))
    OutboxTask.objects.update(failed_at=None, attempts=0, not_before=timezone.now())
    sweep_outbox()
    report.refresh_from_db()
    assert (report.status, report.error) == (ReportStatus.DONE, "")
