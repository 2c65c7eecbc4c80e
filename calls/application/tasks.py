"""What the worker does for applications: receipts, reminders, and what it forgets."""

import json

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.application import closing
from calls.application.completion_reminders import remind_of_completions
from calls.application.presence import forget_the_gone
from calls.application.reopening import keep_at_closing
from calls.application.revisions import partners_of
from calls.models import Application, Revision
from pio_portal.change import locked
from pio_portal.correspondence.outbox import task
from pio_portal.correspondence.periodic import periodic
from pio_portal.documents import pdf
from pio_portal.documents.models import Document
from pio_portal.documents.workflow import file_bytes

RECEIPT = "receipt"

periodic("calls.completion_reminders")(remind_of_completions)
periodic("calls.forget_presence")(forget_the_gone)
periodic("calls.keep_at_closing")(keep_at_closing)


@task("calls.file_receipt")
def file_receipt(*, revision: int) -> None:
    """File the receipt of a submission as a PDF in its dossier. Running it twice files it once."""
    frozen = Revision.objects.select_related("application", "submitted_by").get(pk=revision)
    application = frozen.application
    filename = receipt_name(frozen)
    if _is_filed(application, filename):
        return
    submitted = json.loads(frozen.content)
    context = {
        "revision": frozen,
        "content": submitted,
        "partners": partners_of(submitted),
        "extension": closing.sentence(submitted.get("extension")),
        "first": application.revisions.first() if frozen.number > 1 else None,
    }
    content = pdf.render("calls/pdf/receipt.html", context)
    with transaction.atomic():
        application = locked(application)
        if not _is_filed(application, filename):
            title = _("Ontvangstbewijs %(reference)s") % {"reference": application.ref}
            if "request" in submitted:
                completed = application.completion_requests.filter(revision__number__lte=frozen.number).count()
                title = _("Ontvangstbewijs %(reference)s, aanvulling %(n)d") % {
                    "reference": application.ref,
                    "n": completed,
                }
            elif frozen.number > 1:
                title = _("Ontvangstbewijs %(reference)s, versie %(n)d") % {
                    "reference": application.ref,
                    "n": frozen.number,
                }
            file_bytes(
                owner=application,
                kind=RECEIPT,
                title=title,
                filename=filename,
                content=content,
                at=timezone.now(),
            )


def receipt_name(revision: Revision) -> str:
    """The name of the receipt's file: one per revision."""
    return f"ontvangstbewijs-{revision.application.ref}-{revision.number}.pdf"


def _is_filed(application: Application, filename: str) -> bool:
    return Document.objects.of(application).filter(kind=RECEIPT, filename=filename).exists()
