"""WeasyPrint, kept to the portal's own files. Loading it takes a second or more, so only whoever makes a PDF does."""

import io
import mimetypes
from functools import cache
from pathlib import Path

import weasyprint
from django.contrib.staticfiles import finders
from fontTools.ttLib import woff2
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SCHEME = "static:"


class OwnFilesOnly(URLFetcher):
    """Serves `data:` and `static:`; whatever else a document asks for stops it: no file, no loopback, no network."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers=None) -> URLFetcherResponse:
        """The bytes behind an address. Raises FatalURLFetchingError for anything from outside."""
        if url.startswith(SCHEME):
            path = finders.find(url.removeprefix(SCHEME).lstrip("/"))
            if path is None:
                raise FatalURLFetchingError(f"no such static file: {url}")
            if path.endswith(".woff2"):
                return URLFetcherResponse(url, body=_unpacked(path), headers={"Content-Type": "font/ttf"})
            content_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return URLFetcherResponse(url, body=Path(path).read_bytes(), headers={"Content-Type": content_type})
        if url.startswith("data:"):
            return super().fetch(url, headers)
        raise FatalURLFetchingError(f"a PDF may not fetch {url.partition(':')[0]}: addresses")


@cache
def _unpacked(path: str) -> bytes:
    """A font as it is printed. WeasyPrint would unpack each one for each document: more than half of its time."""
    font = io.BytesIO()
    with Path(path).open("rb") as packed:
        woff2.decompress(packed, font)
    return font.getvalue()


def typeset(html: str, attachments: list[tuple[str, str, bytes]]) -> bytes:
    """The document as a PDF, with files inside it (name, description, content)."""
    document = weasyprint.HTML(string=html, base_url="static:/", url_fetcher=OwnFilesOnly())
    inside = [weasyprint.Attachment(string=text, name=name, description=about) for name, about, text in attachments]
    return document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, custom_metadata=True, attachments=inside or None)
