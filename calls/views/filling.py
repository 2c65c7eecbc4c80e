"""Filling in an application: a section at a time, checking the answers, and submitting. Files are in `files`."""

import secrets

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import answers, definition
from calls.definition import Section
from calls.enums import ApplicationStatus as Status
from calls.forms.section import SectionForm
from calls.models import Application, SectionAnswer
from calls.views import dossier
from calls.workflow.application import Stale, managers_of, next_round, save_section
from calls.workflow.content import content_of, digest, filled_in, stored_of
from calls.workflow.submission import OutsideRound, check_round, submit_application
from pio_portal.change import Refused
from pio_portal.documents import pdf
from pio_portal.documents.models import Document, Scan

CONFLICT = 409


def section(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """One section: its questions with what was answered. What is typed is always kept, complete or not."""
    application = dossier.editable(request.user, ref)
    asked = _section(application, key)
    if application.status not in dossier.WRITABLE:
        messages.info(request, _("Deze aanvraag is ingediend. U kunt ze niet meer wijzigen."))
        return redirect(application)
    current = SectionAnswer.objects.filter(application=application, section=key).select_related("updated_by").first()
    if request.method == "GET":
        form = SectionForm(asked, current.values if current else {})
        return _section_page(request, application, form, current)
    form = SectionForm(asked, current.values if current else {}, request.POST)
    try:
        saved = _save(request, application, form, autosave=False)
    except Stale as stale:
        return _section_page(request, application, form, stale.current, conflict=stale, status=CONFLICT)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _section_page(request, application, form, current)
    if not form.is_valid():
        return _section_page(request, application, form, saved)
    return redirect(_after(application, key))


def autosave(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """The same section, saved while it is typed. Answers the new version, or a sentence that says why not."""
    application = dossier.editable(request.user, ref)
    form = SectionForm(_section(application, key), {}, request.POST)
    try:
        saved = _save(request, application, form, autosave=True)
    except Refused as refused:
        return HttpResponse(
            f"{refused} {_('Klik op bewaren om verder te gaan.')}", status=CONFLICT, content_type="text/plain"
        )
    return HttpResponse(status=204, headers={"X-Version": str(saved.version)})


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


def _section(application: Application, key: str) -> Section:
    form = definition.of(application.form)
    found = form.page(key, stored_of(application) if form.looks_elsewhere(key) else {})
    if found is None:
        raise Http404
    return found


def _save(request: HttpRequest, application: Application, form: SectionForm, *, autosave: bool) -> SectionAnswer:
    version = request.POST.get("_version", "")
    return save_section(
        application=application,
        section=form.section.key,
        values=form.typed(),
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0,  # noqa: PLR2004
        by=request.user,
        at=timezone.now(),
        page=request.POST.get("_page", "")[:40],
        autosave=autosave,
    )


def _section_page(
    request, application, form, current, *, conflict: Stale | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "application": application,
        "section": form.section,
        "form": form,
        "version": current.version if current else 0,
        "page_token": secrets.token_urlsafe(12),
        "saved": current if current and current.pk else None,
        "conflict": conflict,
        "differences": _differences(form, conflict) if conflict else [],
        "autosave_url": reverse("calls:my_application_save", args=[application.ref, form.section.key]),
        "crumbs": dossier.crumbs(application, form.section.title),
    }
    return render(request, "calls/applicant/section.html", context, status=status)


def _differences(form: SectionForm, conflict: Stale) -> list[dict]:
    """The answers that stand differently on the page and in the dossier, side by side."""
    rows, on_page = [], form.typed()
    for question in form.section.fields:
        theirs, typed = conflict.current.values.get(question.key, ""), on_page.get(question.key, "")
        if question.key in on_page and answers.keep(question, typed) != theirs:
            rows.append({"question": question, "theirs": question.shown(theirs), "yours": question.shown(typed)})
    return rows


def _after(application: Application, key: str) -> str:
    following = definition.of(application.form).asked(stored_of(application)).after(key)
    if following is None:
        return application.get_absolute_url()
    return reverse("calls:my_application_section", args=[application.ref, following.key])


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
        "can_submit": request.user.has_perm("calls.submit_application", application),
        "managers": managers_of(application),
        "key": secrets.token_urlsafe(24),
        "seen": digest(application, content),
        "crumbs": dossier.crumbs(application, _("Antwoorden nakijken")),
    }
