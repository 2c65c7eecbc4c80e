"""The applications of a choice as one PDF: what was submitted, one behind the other, each with a bookmark."""

import tempfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from calls.application.tasks import RECEIPT
from calls.models import Application
from pio_portal.change import Refused
from pio_portal.documents.models import Document
from pio_portal.formats import as_date

MOST = 200  # PDFs in one file


def check_receipt(application: Application) -> None:
    """Raises Refused when there is no PDF of what was submitted."""
    if not _receipts_of(application).exists():
        raise Refused(_("Van deze aanvraag bewaart het portaal geen PDF van wat werd ingediend."))


def bundle_of(applications: Sequence[Application], at: datetime) -> FileResponse:
    """The newest receipt of each application as one file."""
    from pypdf import PdfWriter  # noqa: PLC0415 - slow to load, seldom needed

    writer = PdfWriter()
    for application in applications:
        if receipt := _receipts_of(application).last():
            with receipt.file.open("rb") as stream:
                writer.append(stream, outline_item=str(application))
    file: Any = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it was sent
    writer.add_metadata({"/Title": _("Aanvragen")})
    writer.write(file)
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=f"aanvragen-{as_date(at):%Y-%m-%d}.pdf", content_type="application/pdf"
    )


def _receipts_of(application: Application) -> Any:
    return Document.objects.of(application).filter(kind=RECEIPT).order_by("created_at", "pk")
