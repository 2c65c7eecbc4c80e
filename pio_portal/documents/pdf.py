"""PDFs from templates: tagged (PDF/UA-1), in Dutch, and fetching nothing but the portal's own files."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string

Attachment = tuple[str, str, bytes]  # name, description, content
# Signs that the ordinary font lacks, such as emoji: without a font that has them they could not be read, nor copied.
OTHER_SIGNS = re.compile(r"[^\u0000-\u00ff\u0152\u0153\u02bb-\u02dc\u2000-\u206f\u20ac\u2122\u2212\ufeff]")
FONTS_OF_OTHER_SIGNS = '<link rel="stylesheet" href="static:pdf-signs.css">'
TITLE = re.compile(r"(?<=<title>).*?(?=</title>)", re.DOTALL)


def render(template: str, context: dict, *, attachments: Iterable[Attachment] = ()) -> bytes:
    """The template as a PDF. In it, files of the portal are named `static:path` (fonts, stylesheet)."""
    from pio_portal.documents.typesetting import typeset  # noqa: PLC0415 - see there

    context = {"sender": sender(), **context}
    html = TITLE.sub(_on_one_line, render_to_string(template, context), count=1)
    if OTHER_SIGNS.search(html):
        html = html.replace("</head>", f"{FONTS_OF_OTHER_SIGNS}</head>", 1)
    return typeset(html, list(attachments))


def sender() -> list[str]:
    """Where PIO is found, in the lines of its letterhead; what the settings leave out is left out."""
    return [line for line in (settings.CONTACT_ADDRESS, settings.CONTACT_PHONE, settings.CONTACT_EMAIL) if line]


def _on_one_line(found: re.Match[str]) -> str:
    """A title as readers of the file show it: the line breaks are those of the template."""
    return " ".join(found[0].split())
