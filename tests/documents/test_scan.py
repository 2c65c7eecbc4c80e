"""Uploads and the virus scanner: closed until it looked, open when it is clean, told when it is not."""

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from post_office.models import Email

from calls.application.writing import attach_file
from pio_portal.accounts.enums import Role
from pio_portal.audit.workflow import timeline
from pio_portal.change import Refused
from pio_portal.correspondence.models import OutboxTask
from pio_portal.correspondence.tasks import run_task
from pio_portal.documents.models import Document, Scan
from pio_portal.documents.scan import TEST_VIRUS, ScannerAway, virus_in
from pio_portal.documents.tasks import scan, scan_what_waits
from pio_portal.documents.workflow import attach, file_bytes
from tests.documents.clamd import clamd
from tests.factories import calls as make
from tests.factories.ground import AT, member, organisation, user
from tests.files import pdf

pytestmark = pytest.mark.django_db
HOUR = make.DAY / 24


def office(content: bytes) -> bytes:
    """A Word document; what is compressed in it only a scanner sees."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", content)
    return out.getvalue()


@pytest.fixture
def socket_path():
    with tempfile.TemporaryDirectory(prefix="clamd-", dir="/tmp") as folder:
        yield Path(folder) / "clamd.ctl"


@pytest.fixture
def scanner(socket_path, settings):
    with clamd(socket_path) as (address, received):
        settings.CLAMD_SOCKET = address
        yield received


def keep(content: bytes = b"", name: str = "plan.pdf", **fields) -> Document:
    fields = {"owner": organisation(), "kind": "bijlage", "by": user(), "at": AT} | fields
    return attach(upload=SimpleUploadedFile(name, content or pdf()), **fields)


def work() -> None:
    """What the worker does with the outbox."""
    for row in OutboxTask.objects.filter(done_at=None):
        run_task(row.pk)


def infected(document: Document) -> Document:
    """The file as it would be when a virus had slipped in: the portal itself refuses the only one that tests may use."""
    Path(document.file.path).write_bytes(b"%PDF-1.7 " + TEST_VIRUS)
    work()
    document.refresh_from_db()
    return document


# The protocol


@pytest.mark.parametrize("content", [b"", b"kort", b"x" * 300_000])
def test_a_clean_stream_arrives_whole_and_has_no_virus(socket_path, content):
    with clamd(socket_path) as (address, received):
        assert virus_in(io.BytesIO(content), address) == ""
    assert received == [content]


def test_a_virus_is_named(socket_path):
    with clamd(socket_path) as (address, _received):
        assert virus_in(io.BytesIO(b"..." + TEST_VIRUS), address) == "Eicar-Test-Signature"


def test_the_scanner_may_be_on_another_host():
    with clamd() as (address, _received):
        assert virus_in(io.BytesIO(TEST_VIRUS), address) == "Eicar-Test-Signature"


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: "])
def test_no_verdict_is_not_clean(socket_path, answer):
    with (
        clamd(socket_path, says=lambda _received: answer) as (address, _received),
        pytest.raises(ScannerAway, match="no verdict"),
    ):
        virus_in(io.BytesIO(b"x"), address)


@pytest.mark.parametrize("address", ["/no/such/clamd.ctl", "127.0.0.1:1"])
def test_a_scanner_that_is_away_says_so(address):
    with pytest.raises(ScannerAway, match="does not answer"):
        virus_in(io.BytesIO(b"x"), address)


# The life of an upload


def test_without_a_scanner_an_upload_is_open_and_waits_for_nobody():
    document = keep()
    assert (document.scan, document.is_open, OutboxTask.objects.count()) == (Scan.NONE, True, 0)


def test_a_clean_upload_opens_when_it_was_scanned(scanner):
    document = keep()
    assert (document.scan, document.is_open) == (Scan.PENDING, False)
    with time_machine.travel(AT + HOUR, tick=False):
        work()
    document.refresh_from_db()
    assert (document.scan, document.scanned_at, document.is_open) == (Scan.CLEAN, AT + HOUR, True)
    assert scanner == [document.read()]


def test_what_the_portal_makes_is_not_scanned(scanner):
    made = file_bytes(owner=organisation(), kind="brief", title="Brief", filename="b.pdf", content=b"%PDF-x", at=AT)
    assert (made.scan, OutboxTask.objects.count()) == (Scan.NONE, 0)


def test_an_infected_upload_stays_closed_and_its_uploader_and_pio_are_told(scanner):
    by, lead, _staff = user(), user(Role.LEAD), user(Role.STAFF)
    document = infected(keep(by=by))
    assert (document.scan, document.is_open) == (Scan.INFECTED, False)
    assert sorted(mail.to[0] for mail in Email.objects.all()) == sorted([by.email, lead.email])
    assert "vond een virus (Eicar-Test-Signature) in het bestand “plan.pdf”" in Email.objects.first().message


def test_an_infected_file_is_told_in_its_application_and_to_its_handler(scanner):
    handler, lead, by = user(Role.STAFF), user(Role.LEAD), member()
    draft = make.application(of=by.organisations.get(), by=by)
    draft.handler = handler
    draft.save()
    document = infected(attach_file(application=draft, upload=SimpleUploadedFile("plan.pdf", pdf()), by=by, at=AT))
    lines = [line.sentence for line in timeline(draft, public_only=True)]
    assert "In “plan.pdf” werd een virus gevonden. Het bestand is gesloten." in lines
    assert sorted(mail.to[0] for mail in Email.objects.all()) == sorted([by.email, handler.email])
    assert lead.email not in [mail.to[0] for mail in Email.objects.all()]
    assert document.scan == Scan.INFECTED


def test_scanning_twice_tells_once(scanner):
    document = infected(keep(by=user()))
    told = Email.objects.count()
    scan(document=str(document.pk))
    assert (told, Email.objects.count()) == (1, 1)


def test_a_scanner_that_is_away_keeps_the_file_closed_and_is_asked_again(socket_path, settings):
    settings.CLAMD_SOCKET = str(socket_path)
    document = keep()
    work()
    row = OutboxTask.objects.get()
    assert (row.done_at, "does not answer" in row.error) == (None, True)
    with clamd(socket_path):
        work()
    document.refresh_from_db()
    assert document.scan == Scan.CLEAN


def test_what_waits_for_more_than_an_hour_is_given_to_the_scanner_anew(scanner):
    document = keep()
    OutboxTask.objects.update(failed_at=AT, error="ScannerAway")
    for moment in (AT + HOUR, AT + HOUR * 1.01, AT + HOUR * 1.02):
        scan_what_waits(moment)
    assert OutboxTask.objects.filter(failed_at=None).count() == 1
    work()
    document.refresh_from_db()
    assert document.scan == Scan.CLEAN


def test_what_waits_is_as_never_scanned_when_the_scanner_is_taken_out(scanner, settings):
    document = keep()
    settings.CLAMD_SOCKET = ""
    work()
    document.refresh_from_db()
    assert (document.scan, document.is_open) == (Scan.NONE, True)


# The test virus, which every portal refuses


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("eicar.pdf", TEST_VIRUS),
        ("eicar.png", b"\x89PNG" + TEST_VIRUS),
        ("begin.pdf", TEST_VIRUS + pdf()),
        ("einde.pdf", pdf() + TEST_VIRUS),
        ("grens.pdf", b"%PDF-1.7" + b"0" * (65536 - 8 - 30) + TEST_VIRUS + b"0" * 100),
        ("eicar.docx", office(TEST_VIRUS)),
    ],
)
def test_the_test_virus_is_refused_at_upload(name, content):
    with pytest.raises(Refused, match="In dit bestand zit een virus") as refused:
        keep(content, name)
    assert (refused.value.field, Document.objects.count()) == ("file", 0)
