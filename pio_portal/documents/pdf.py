"""PDFs from templates: tagged (PDF/UA-1), in Dutch, and fetching nothing but the portal's own files."""

import mimetypes
import re
from pathlib import Path

import weasyprint
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SCHEME = "static:"
TITLE = re.compile(r"(?<=<title>).*?(?=</title>)", re.DOTALL)


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
            content_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return URLFetcherResponse(url, body=Path(path).read_bytes(), headers={"Content-Type": content_type})
        if url.startswith("data:"):
            return super().fetch(url, headers)
        raise FatalURLFetchingError(f"a PDF may not fetch {url.partition(':')[0]}: addresses")


def render(template: str, context: dict, *, attachments: list[weasyprint.Attachment] | None = None) -> bytes:
    """The template as a PDF. In it, files of the portal are named `static:path` (fonts, stylesheet)."""
    html = TITLE.sub(_on_one_line, render_to_string(template, context), count=1)
    document = weasyprint.HTML(string=html, base_url="static:/", url_fetcher=OwnFilesOnly())
    return document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, custom_metadata=True, attachments=attachments)


def _on_one_line(found: re.Match[str]) -> str:
    """A title as readers of the file show it: the line breaks are those of the template."""
    return " ".join(found[0].split())
