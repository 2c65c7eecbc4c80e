"""PDFs are tagged, in Dutch, and fetch nothing from outside."""

import io

import pytest
from django.template import engines
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from pio_portal.documents import pdf


def test_render_gives_a_tagged_dutch_pdf():
    reader = PdfReader(io.BytesIO(pdf.render("pdf/base.html", {})))

    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "nl"
    assert catalog["/MarkInfo"]["/Marked"] is True or bool(catalog["/MarkInfo"]["/Marked"])
    assert reader.metadata.title == "PIO"


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "http://127.0.0.1:1/x.png", "https://voorbeeld.test/x.png", "static:bestaat-niet.png"],
)
def test_render_refuses_to_fetch(address, monkeypatch):
    html = (
        engines["django"]
        .from_string(f'<html lang="nl"><title>x</title><img alt="x" src="{address}"></html>')
        .render({})
    )
    monkeypatch.setattr(pdf, "render_to_string", lambda *_: html)

    with pytest.raises(FatalURLFetchingError):
        pdf.render("x", {})
