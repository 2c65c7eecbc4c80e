"""Filling in an application besides its sections: attachments, checking the answers, and submitting."""

import secrets

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import answers, definition
from calls.enums import ApplicationStatus as Status
from calls.forms.application import AttachmentForm
from calls.models import Application
from calls.views import completion, dossier
from calls.workflow.application import (
    ATTACHMENT,
    MAX_ATTACHMENTS,
    attach_file,
    managers_of,
    next_round,
    remove_file,
)
from calls.workflow.submission import OutsideRound, answers_of, check_round, content_of, digest, submit_application
from pio_portal.change import Refused
from pio_portal.documents import pdf
from pio_portal.documents.models import Document
from pio_portal.ui.acting import say


def files(request: HttpRequest, ref: str) -> HttpResponse:
    """The attachments: add one, or take one away."""
    application = dossier.editable(request.user, ref)
    if completion.is_closed(application, completion.FILES):
        return completion.closed_part(request, application, completion.FILES)
    form = AttachmentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = attach_file(
                application=application, upload=form.cleaned_data["file"], by=request.user, at=timezone.now()
            )
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, _("“%(name)s” is toegevoegd.") % {"name": added.title})
            return redirect("calls:my_application_files", application.ref)
    context = {
        "application": application,
        "form": form,
        "documents": list(Document.objects.of(application).filter(kind=ATTACHMENT)),
        "most": MAX_ATTACHMENTS,
        "crumbs": dossier.crumbs(application, _("Bijlagen")),
    }
    return render(request, "calls/applicant/files.html", context)


def file_remove(request: HttpRequest, ref: str, pk) -> HttpResponse:
    """Take one attachment away."""
    application = dossier.editable(request.user, ref)
    document = get_object_or_404(Document.objects.of(application).filter(kind=ATTACHMENT), pk=pk)
    try:
        remove_file(application=application, document=document, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("“%(name)s” is weggehaald.") % {"name": document.title})
    return redirect("calls:my_application_files", application.ref)


def check(request: HttpRequest, ref: str) -> HttpResponse:
    """`/controle/`: every answer once more, what is still wrong, and the button that submits."""
    application, now = dossier.of(request.user, ref), timezone.now()
    problem = None
    if request.method == "POST":
        try:
            done = submit_application(
                application=application,
                by=request.user,
                at=now,
                key=request.POST.get("key", "")[:64],
                seen=request.POST.get("seen", "")[:64],
            )
        except Refused as refused:
            problem = refused
        else:
            return redirect("calls:my_application_receipt", done.ref)
    if application.status not in dossier.WRITABLE:
        return redirect(application)
    context = _check_context(request, application, now) | {"problem": problem}
    return render(request, "calls/applicant/check.html", context)


def receipt(request: HttpRequest, ref: str) -> HttpResponse:
    """What the applicant gets after submitting: the reference, the moment, the hash and what happens next."""
    application = dossier.of(request.user, ref)
    revision = application.revisions.select_related("submitted_by").last()
    if revision is None:
        raise Http404
    context = {
        "application": application,
        "revision": revision,
        "document": Document.objects.of(application).filter(kind="receipt").last(),
        "crumbs": dossier.crumbs(application, _("Ontvangstbewijs")),
    }
    return render(request, "calls/applicant/receipt.html", context)


def application_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The application as it stands now, as a PDF."""
    application = dossier.of(request.user, ref)
    context = {"application": application, "content": content_of(application), "now": timezone.now()}
    response = HttpResponse(pdf.render("calls/pdf/application.html", context), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{application.ref}.pdf"'
    return response


def _check_context(request: HttpRequest, application: Application, now) -> dict:
    stored, form = answers_of(application), definition.of(application.form)
    faults = answers.faults(form, stored)
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
            (
                s,
                [
                    (q, q.shown(v := stored.get(s.key, {}).get(q.key, "")), v, wrong.get((s.key, q.key)))
                    for q in s.fields
                ],
            )
            for s in form.sections
        ],
        "faults": faults,
        "late": late,
        "next_round": next_round(application, now) if dossier.is_late(application, now) else None,
        "documents": list(Document.objects.of(application).filter(kind=ATTACHMENT)),
        "can_edit": can_edit,
        "open": {key for key in (*(s.key for s in form.sections), completion.FILES) if application.takes(key)}
        | {fault.section.key for fault in faults},
        "completing": application.status == Status.INFO_REQUESTED,
        "can_submit": request.user.has_perm("calls.submit_application", application),
        "managers": managers_of(application),
        "key": secrets.token_urlsafe(24),
        "seen": digest(application),
        "crumbs": dossier.crumbs(application, _("Antwoorden nakijken")),
    }
