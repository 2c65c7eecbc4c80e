"""Checking the answers, submitting, and the receipt. Sections are in `section`, files in `files`."""

import json
import secrets
from datetime import datetime
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
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
from pio_portal.ui.pages import attempt, finish, sent, show


def check(request: HttpRequest, ref: str) -> HttpResponse:
    """`/controle/`: every answer once more, what is still wrong, and the button that submits."""
    application, now = dossier.the_application(request.user, ref), arrived_at(request)
    form = SignForm(
        *sent(request),
        organisation=application.organisation,
        completing=application.status == Status.INFO_REQUESTED,
        initial={"signer_name": request.user.name},
    )
    tried = attempt(request, form, partial(submit_application, application=application))
    if tried:
        return finish(request, done="", back=redirect("calls:applicant_application_receipt", tried.result.ref))
    if isinstance(tried.refused, OutsideRound):
        note_late(application=application, by=request.user, at=now)
    if application.status not in dossier.WRITABLE:
        return redirect(application)
    context = _check_context(request, application, now)
    form.helper.cancel_url = application.get_absolute_url()
    form.helper.error_summary = tried.refused is None  # the page says it above the answers
    form.show_with(
        key=secrets.token_urlsafe(24),
        seen=digest(application, context["content"]),
        ready=not context["faults"] and not context["late"],
    )
    return show(request, "calls/applicant/check.html", context | {"problem": tried.refused}, form)


def receipt(request: HttpRequest, ref: str) -> HttpResponse:
    """What the applicant gets after submitting: the reference, the moment, the hash and what happens next."""
    application = dossier.the_application(request.user, ref)
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
        "now": arrived_at(request),
    }
    response = HttpResponse(pdf.render("calls/pdf/application.html", context), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{application.ref}.pdf"'
    return response


def _check_context(request: HttpRequest, application: Application, now: datetime) -> dict:
    filled = filled_in(application)
    content = content_of(application, filled)
    faults = answers.faults(filled.form, filled.answers)
    sentences = {(fault.section.key, fault.question.key): fault.sentence for fault in faults}
    return {
        "application": application,
        "content": content,
        "sections": [
            (section, [(answer, sentences.get((section["key"], answer["key"]))) for answer in section["answers"]])
            for section in content["sections"]
        ],
        "faults": faults,
        "late": _why_not_now(application, now),
        "next_round": next_round(application, now) if dossier.is_late(application, now) else None,
        "documents": filled.attachments,
        "files": filled.files,
        "infected": [document for document in filled.handed_in() if document.scan == Scan.INFECTED],
        "can_edit": request.user.has_perm("calls.edit_application", application),
        "open": completion.open_parts(application, faults),
        "can_submit": request.user.has_perm("calls.submit_application", application),
        "managers": managers_of(application),
        "waiting": application.invitations.filter(status=InvitationStatus.INVITED).count(),
        "crumbs": dossier.application_crumbs(application, _("Antwoorden nakijken")),
    }


def _why_not_now(application: Application, now: datetime) -> Refused | None:
    """Why a draft cannot be submitted at this moment. A completion can at any."""
    if application.status != Status.DRAFT:
        return None
    try:
        check_round(application, now)
    except OutsideRound as outside:
        return outside
    return None
