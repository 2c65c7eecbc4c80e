"""Checking the answers, submitting, and the receipt. Sections are in `section`, files in `files`."""

import json
import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.application import closing
from calls.application.content import content_of, digest, filled_in
from calls.application.forms.signing import SignForm
from calls.application.revisions import partners_of
from calls.application.submission import OutsideRound, check_round, note_late, submit_application
from calls.application.writing import managers_of, next_round
from calls.enums import ApplicationStatus as Status
from calls.enums import InvitationStatus
from calls.models import Application
from calls.questionnaire import answers
from calls.views.applicant import completion, dossier
from pio_portal.arrival import arrived_at
from pio_portal.change import Refused
from pio_portal.documents import pdf
from pio_portal.documents.models import Document, Scan


def check(request: HttpRequest, ref: str) -> HttpResponse:
    """`/controle/`: every answer once more, what is still wrong, and the button that submits."""
    application, now = dossier.of(request.user, ref), arrived_at(request)
    problem = None
    form = SignForm(
        request.POST or None, organisation=application.organisation, initial={"signer_name": request.user.name}
    )
    if request.method == "POST" and form.is_valid():
        try:
            done = submit_application(
                application=application,
                by=request.user,
                at=now,
                key=request.POST.get("key", "")[:64],
                seen=request.POST.get("seen", "")[:64],
                signature=form.signature(),
            )
        except Refused as refused:
            problem = refused
            if isinstance(refused, OutsideRound):
                note_late(application=application, by=request.user, at=now)
        else:
            return redirect("calls:my_application_receipt", done.ref)
    if application.status not in dossier.WRITABLE:
        return redirect(application)
    context = _check_context(request, application, now) | {"problem": problem, "form": form}
    return render(request, "calls/applicant/check.html", context)


def receipt(request: HttpRequest, ref: str) -> HttpResponse:
    """What the applicant gets after submitting: the reference, the moment, the hash and what happens next."""
    application = dossier.of(request.user, ref)
    revision = application.revisions.select_related("submitted_by").last()
    if revision is None:
        raise Http404
    content = json.loads(revision.content)
    context = {
        "application": application,
        "revision": revision,
        "partners": partners_of(content),
        "signature": content.get("signature"),
        "extension": closing.sentence(content.get("extension")),
        "document": Document.objects.of(application).filter(kind="receipt").last(),
        "crumbs": dossier.crumbs(application, _("Ontvangstbewijs")),
    }
    return render(request, "calls/applicant/receipt.html", context)


def application_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The application as it stands now, as a PDF."""
    application = dossier.of(request.user, ref)
    context = {
        "application": application,
        "status": Status(application.status).public_label,
        "content": content_of(application),
        "now": timezone.now(),
    }
    response = HttpResponse(pdf.render("calls/pdf/application.html", context), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{application.ref}.pdf"'
    return response


def _check_context(request: HttpRequest, application: Application, now) -> dict:
    filled = filled_in(application)
    content = content_of(application, filled)
    faults = answers.faults(filled.form, filled.answers)
    wrong = {(f.section.key, f.question.key): f.sentence for f in faults}
    late = None
    if application.status == Status.DRAFT:
        try:
            check_round(application, now)
        except OutsideRound as refused:
            late = refused
    can_edit = request.user.has_perm("calls.edit_application", application)
    return {
        "application": application,
        "sections": [
            (section, [(answer, wrong.get((section["key"], answer["key"]))) for answer in section["answers"]])
            for section in content["sections"]
        ],
        "faults": faults,
        "late": late,
        "next_round": next_round(application, now) if dossier.is_late(application, now) else None,
        "documents": filled.attachments,
        "files": filled.files,
        "infected": [d for d in filled.handed_in() if d.scan == Scan.INFECTED],
        "can_edit": can_edit,
        "open": completion.open_parts(application, faults),
        "completing": application.status == Status.INFO_REQUESTED,
        "can_submit": request.user.has_perm("calls.submit_application", application),
        "managers": managers_of(application),
        "waiting": application.invitations.filter(status=InvitationStatus.INVITED).count(),
        "key": secrets.token_urlsafe(24),
        "seen": digest(application, content),
        "crumbs": dossier.crumbs(application, _("Antwoorden nakijken")),
    }
