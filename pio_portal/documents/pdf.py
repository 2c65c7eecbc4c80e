"""PDFs from templates: tagged (PDF/UA-1), in Dutch, and fetching nothing but the portal's own files."""

from collections.abc import Iterable

from django.template.loader import render_to_string

Attachment = tuple[str, str, bytes]  # name, description, content


def render(template: str, context: dict, *, attachments: Iterable[Attachment] = ()) -> bytes:
    """The template as a PDF. In it, files of the portal are named `static:path` (fonts, stylesheet)."""
    from pio_portal.documents.typesetting import typeset  # noqa: PLC0415 - see there

    return typeset(render_to_string(template, context), list(attachments))
