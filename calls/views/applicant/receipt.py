"""What an applicant keeps of an application: the receipt of its submission, and the application as a PDF."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from calls.application import closing
from calls.application.content import content_of
from calls.application.next_steps import next_steps
from calls.application.phases import phases_of
from calls.application.recipients import mailed_receipt
from calls.application.revisions import partners_of
from calls.application.tasks import RECEIPT, receipt_name
from calls.enums import ApplicationStatus as Status
from calls.views.applicant import dossier
from pio_portal.arrival import arrived_at
from pio_portal.documents import pdf
from pio_portal.documents.models import Document


def receipt(request: HttpRequest, ref: str) -> HttpResponse:
    """What the applicant gets after submitting: the reference, the moment, the hash and what happens next."""
    application = dossier.the_application(request.user, ref)
    revisions = list(application.revisions.select_related("submitted_by"))
    if not revisions:
        raise Http404
    revision = revisions[-1]
    revision.application = application
    content = json.loads(revision.content)
    receipts = list(Document.objects.of(application).filter(kind=RECEIPT).order_by("created_at", "pk"))
    name = receipt_name(revision)
    context = {
        "application": application,
        "revision": revision,
        "first": revisions[0] if len(revisions) > 1 else None,
        "completes": "request" in content,
        "can_reopen": dossier.may_reopen(request.user, application, arrived_at(request)),
        "mailed_to": mailed_receipt(revision),
        "phases": phases_of(application, arrived_at(request)),
        "next_steps": next_steps(application, arrived_at(request)),
        "partners": partners_of(content),
        "signature": content.get("signature"),
        "extension": closing.sentence(content.get("extension")),
        "document": next((document for document in receipts if document.filename == name), None),
        "earlier": [document for document in receipts if document.filename != name],
        "crumbs": dossier.application_crumbs(application, _("Ontvangstbewijs")),
    }
    return render(request, "calls/applicant/receipt.html", context)


def application_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The application as it stands now, as a PDF."""
    application = dossier.the_application(request.user, ref)
    context = {
        "application": application,
        "status": Status(application.status).public_label,
        "content": content_of(application),
        "latest": application.revisions.order_by("number").last(),
        "now": arrived_at(request),
    }
    response = HttpResponse(pdf.render("calls/pdf/application.html", context), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{application.ref}.pdf"'
    return response
