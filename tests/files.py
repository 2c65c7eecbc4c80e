"""Small files that are what their name says, to send along, and what stands in a PDF that came back."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def png(name: str = "plan.png") -> SimpleUploadedFile:
    """An upload of a picture of one point."""
    return SimpleUploadedFile(name, PNG, content_type="image/png")


def pdf(password: str = "", *, padding: int = 0) -> bytes:
    """A real PDF of one empty page, closed with the password when one is given, with so many zeros in it."""
    writer, content = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=595, height=842)
    if padding:
        zeros = StreamObject()
        zeros.set_data(bytes(padding))
        writer.root_object[NameObject("/Padding")] = writer._add_object(zeros)
    if password:
        writer.encrypt(password)
    writer.write(content)
    return content.getvalue()


def text_of_pdf(content: bytes) -> str:
    """The text of a PDF with its white space brought down to single spaces."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
