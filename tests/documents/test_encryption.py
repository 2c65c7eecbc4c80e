"""Whether a PDF asks a password is read where it stands, also in unusual and in broken files."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from pio_portal.documents.encryption import is_encrypted
from tests.files import pdf


class Counting(io.BytesIO):
    """Counts the bytes that are read."""

    came = 0

    def read(self, size=-1, /):
        data = super().read(size)
        self.came += len(data)
        return data


def large(password: str = "") -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    page.merge_page(page)
    writer.add_attachment("bijlage.bin", bytes(3_000_000))
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def weasy(password: str = "") -> bytes:
    """With a compressed table of contents (PDF 1.5), as most programs write it."""
    import weasyprint

    written = weasyprint.HTML(string="<p>Dag</p>").write_pdf(pdf_version="1.7", full_fonts=False)
    if not password:
        return written
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(written)))
    writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "encrypted"),
    [(pdf(), False), (pdf("x"), True), (large(), False), (large("x"), True), (weasy(), False), (weasy("x"), True)],
)
def test_is_encrypted(content, encrypted):
    assert is_encrypted(io.BytesIO(content), len(content)) is encrypted


@pytest.mark.parametrize("password", ["", "x"])
def test_a_large_file_is_not_read(password):
    content = large(password)
    stream = Counting(content)
    is_encrypted(stream, len(content))
    assert stream.came < 300_000 < len(content)


@pytest.mark.parametrize("password", ["", "x"])
def test_a_file_with_rubbish_behind_it_or_a_wrong_pointer_is_read_patiently(password):
    content = pdf(password)
    broken = content[: content.rindex(b"startxref")] + b"startxref\n7\n%%EOF\n"
    for odd in (broken, content + b"\0" * 3000):
        assert is_encrypted(io.BytesIO(odd), len(odd)) is bool(password)


@pytest.mark.parametrize("content", [b"%PDF-1.7 onzin", b"%PDF-1.7\nxref\nstartxref\n9\n%%EOF"])
def test_what_is_no_pdf_inside_is_an_error(content):
    with pytest.raises((PyPdfError, ValueError)):
        is_encrypted(io.BytesIO(content), len(content))
