"""PDFs from templates: tagged (PDF/UA-1), in Dutch, and fetching nothing but the portal's own files."""

import re
from collections.abc import Iterable

from django.template.loader import render_to_string

Attachment = tuple[str, str, bytes]  # name, description, content
TITLE = re.compile(r"(?<=<title>).*?(?=</title>)", re.DOTALL)


def render(template: str, context: dict, *, attachments: Iterable[Attachment] = ()) -> bytes:
    """The template as a PDF. In it, files of the portal are named `static:path` (fonts, stylesheet)."""
    from pio_portal.documents.typesetting import typeset  # noqa: PLC0415 - see there

    return typeset(TITLE.sub(_on_one_line, render_to_string(template, context), count=1), list(attachments))


def _on_one_line(found: re.Match[str]) -> str:
    """A title as readers of the file show it: the line breaks are those of the template."""
    return " ".join(found[0].split())
