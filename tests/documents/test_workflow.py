"""What may be kept, and that bytes and row appear together."""

import hashlib
import io
import zipfile
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError

from pio_portal.change import Refused
from pio_portal.documents.models import Document
from pio_portal.documents.workflow import attach, file_bytes, remove
from tests.factories.ground import AT, organisation, user
from tests.files import PNG, pdf

pytestmark = pytest.mark.django_db


def office(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def keep(name: str, content: bytes, **changes) -> Document:
    fields = {"owner": organisation(), "kind": "bijlage", "by": user(), "at": AT} | changes
    return attach(upload=SimpleUploadedFile(name, content), **fields)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", pdf()),
        ("PLAN.PDF", pdf()),
        ("nota.docx", office("[Content_Types].xml", "word/document.xml")),
        ("lijst.xlsx", office("xl/workbook.xml")),
        ("tekst.odt", office("content.xml")),
        ("foto.png", PNG),
    ],
)
def test_attach_keeps_a_good_file_with_its_hash(name, content):
    document = keep(name, content)

    assert document.read() == content
    assert (document.sha256, document.size, document.filename) == (
        hashlib.sha256(content).hexdigest(),
        len(content),
        name,
    )


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("virus.exe", b"MZ", "Kies een van deze soorten"),
        ("zonder", b"x", "zegt niet welk soort"),
        ("leeg.pdf", b"", "leeg"),
        ("hernoemd.pdf", b"MZ\x90 een programma", "geen PDF"),
        ("hernoemd.docx", pdf(), "geen DOCX"),
        ("rekenblad.docx", office("xl/workbook.xml"), "geen DOCX"),
        ("macro.docx", office("word/document.xml", "word/vbaProject.bin"), "macro"),
        ("geheim.pdf", pdf("wachtwoord"), "wachtwoord"),
        ("foto.png", b"GIF89a" + b"\0" * 50, "geen PNG"),
    ],
)
def test_attach_bad_file_is_refused_with_advice_and_keeps_nothing(name, content, advice):
    with pytest.raises(Refused, match=advice) as refused:
        keep(name, content)

    assert refused.value.field == "file"
    assert Document.objects.count() == 0


def test_attach_too_large_file_says_how_large_it_may_be(monkeypatch):
    monkeypatch.setattr("pio_portal.documents.kinds.MAX_SIZE", 100)

    with pytest.raises(Refused, match="hoogstens"):
        keep("groot.pdf", pdf())


def test_name_on_disk_holds_nothing_of_what_was_typed():
    document = keep("../../etc/passwd.pdf", pdf())

    assert document.filename == "passwd.pdf"
    assert "passwd" not in document.file.name
    assert ".." not in document.file.name


def test_row_that_cannot_be_kept_leaves_no_bytes():
    with (
        mock.patch.object(Document, "save", side_effect=DatabaseError("full")),
        mock.patch("django.core.files.storage.FileSystemStorage.delete") as delete,
        pytest.raises(DatabaseError),
    ):
        keep("plan.pdf", pdf())

    assert delete.call_count == 1


def test_remove_keeps_the_row_for_the_history():
    document = keep("plan.pdf", pdf())

    remove(document=document, by=user(), at=AT)

    assert Document.objects.of(document.owner).count() == 0
    assert Document.objects.get().removed_at == AT


def test_file_bytes_keeps_what_the_portal_made():
    document = file_bytes(
        owner=organisation(), kind="brief", title="Brief", filename="brief.pdf", content=b"%PDF-x", at=AT
    )

    assert (document.read(), document.created_by) == (b"%PDF-x", None)
