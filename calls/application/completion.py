"""The return for completion: PIO names what is missing and until when; the applicants change only that.

What they change meanwhile is buffered: PIO keeps reading the last revision until it is submitted again. Answers and
attachments are buffered by that themselves; a new title or theme waits in a section of its own (`basis`), and is taken
over on submission.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.application.due import check_due
from calls.application.recipients import applicants_of, writing_along
from calls.application.revisions import files_in, submitted_version
from calls.enums import ApplicationStatus as Status
from calls.enums import Part, Upload
from calls.models import Application, CompletionRequest, Revision
from calls.questionnaire import definition
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform
from pio_portal.correspondence import outbox
from pio_portal.documents import workflow as documents
from pio_portal.documents.models import Document
from pio_portal.formats import day_text

REOPENING = ("reopened_at", "reopened_by")  # filled only while an application is reopened


def sections_to_ask(application: Application) -> dict[str, str]:
    """What PIO can ask to complete: the key and the title of each part, in the order of the form."""
    submitted = submitted_version(application)
    form = definition.of(application.form).sections
    asked = (
        {s["key"]: s["title"] for s in submitted.content["sections"]} if submitted else {s.key: s.title for s in form}
    )
    last = {part.value: str(part.label) for part in (Part.FILES, Part.PARTNERS)}
    return {Part.BASICS.value: str(Part.BASICS.label), **asked} | last


def asked_titles(request: CompletionRequest) -> list[str]:
    """What was asked, by title; empty when that is everything."""
    titles = sections_to_ask(request.application) if request.sections else {}
    return [titles.get(key, key) for key in request.sections]


@transaction.atomic
def request_info(
    *,
    application: Application,
    reason: str,
    due_on: date,
    by: User | None,
    at: datetime,
    sections: Sequence[str] = (),
) -> Application:
    """Give the application back to be completed: which parts (none named: all), why, and until when. Told by mail.

    Asking again while it is being completed gives more time or asks something else: a row of its own, which replaces the
    one before it.
    Raises Refused when it says nothing, names a part that does not exist, or asks for an answer today or earlier.
    """
    application = locked(application)
    if not reason.strip():
        raise Refused(_("Schrijf wat de aanvrager moet aanvullen."), field="reason")
    if due_on <= timezone.localdate(at):
        raise Refused(_("Kies een datum na vandaag, zodat de aanvrager tijd heeft om aan te vullen."), field="due_on")
    check_due(due_on, at=at)
    known = sections_to_ask(application)
    if unknown := set(sections) - known.keys():
        raise Refused(
            _("Dit onderdeel bestaat niet in deze aanvraag: %(names)s.") % {"names": ", ".join(sorted(unknown))},
            field="sections",
        )
    before = application.completion
    perform(application, "request_info", by=by)
    application.save(update_fields=["status"])
    if before is not None:
        _end(before, "replace", by=by, at=at)
    request = CompletionRequest.objects.create(
        application=application,
        sections=[key for key in known if key in sections],
        reason=reason.strip(),
        due_on=due_on,
        asked_at=at,
        asked_by=by,
    )
    application.completion = request
    record(about=application, verb="application_info_requested", by=by, at=at, detail={"due_on": day_text(due_on)})
    outbox.post_mail(
        "application_info_requested",
        to=applicants_of(application),
        copies=writing_along(application),
        about=application,
        context=mail_context(request) | {"due_on": day_text(due_on, long=True)},
        reply_to=by,
    )
    return application


@transaction.atomic
def stop_waiting(*, application: Application, explanation: str = "", by: User | None, at: datetime) -> Application:
    """Go on without the completion: the last revision counts. The applicants are told by mail.

    What they changed meanwhile is set back to that revision, so that the dossier is again what PIO judges and a later
    request cannot submit half a change unseen; the history of each answer keeps what they wrote.
    """
    application = locked(application)
    perform(application, "stop_waiting", by=by)
    application.save(update_fields=["status"])
    request = application.completion_requests.open().get()
    request.application = application
    _end(request, "stop", by=by, at=at)
    set_back(application=application, by=by, at=at)
    record(about=application, verb="application_completion_stopped", by=by, at=at)
    outbox.post_mail(
        "application_completion_stopped",
        to=applicants_of(application),
        copies=writing_along(application),
        about=application,
        context=mail_context(request) | {"explanation": explanation.strip()},
    )
    return application


def answer_request(*, request: CompletionRequest, revision: Revision, by: User | None, at: datetime) -> None:
    """The applicants completed it: this revision is their answer. For verbs that hold the application."""
    request.revision = revision
    _end(request, "answer", by=by, at=at)


def end_changes(*, application: Application, by: User | None, at: datetime) -> None:
    """Nothing is waited for any more: it was withdrawn, or is void. Before its state changes, by who holds it.

    What stays in the dossier is what was submitted last. The caller saves `REOPENING` too.
    """
    if (request := application.completion) is not None:
        _end(request, "lapse", by=by, at=at)
    if application.status in Status.being_changed():
        set_back(application=application, by=by, at=at)
    application.reopened_at = application.reopened_by = None


def _end(request: CompletionRequest, transition: str, *, by: User | None, at: datetime) -> None:
    perform(request, transition, by=None)  # the permission was asked for what happens to the application
    request.ended_at, request.ended_by = at, by
    request.save(update_fields=["status", "ended_at", "ended_by", "revision"])
    request.application.completion = None


def frozen_request(request: CompletionRequest) -> dict[str, Any]:
    """What was asked, as the revision that answers it keeps it."""
    return {
        "request": {
            "reason": request.reason,
            "sections": list(request.sections),
            "titles": asked_titles(request),
            "due_on": request.due_on.isoformat(),
            "requested_at": request.asked_at.isoformat(),
        }
    }


def mail_context(request: CompletionRequest) -> dict[str, object]:
    """What fills the places of the mails about a completion."""
    titles, application = asked_titles(request), request.application
    return {
        "reference": application.ref,
        "title": application.title,
        "reason": request.reason,
        "sections": ", ".join(titles) if titles else _("alle onderdelen"),
        "link": outbox.link(application),
    }


def forget_basics(application: Application) -> None:
    """Remove the title, theme and policy domain that waited: they were taken over or given up."""
    application.answers.filter(section=Part.BASICS).delete()


def set_back(*, application: Application, by: User | None, at: datetime) -> None:
    """Set the answers, files, title and theme back to the last submission. For verbs that hold the application.

    The history of each answer keeps what was written since.
    """
    submitted = submitted_version(application)
    if submitted is None:
        return
    frozen = {
        section["key"]: {answer["key"]: answer["value"] for answer in section["answers"]}
        for section in submitted.content["sections"]
    }
    for current in application.answers.exclude(section=Part.BASICS):
        before = frozen.get(current.section, {})
        if changed := {key: value for key, value in before.items() if current.values.get(key, "") != value}:
            current.write(changed, by=by, at=at, page="")
            current.save()
    forget_basics(application)
    _set_back_files(application, files_in(submitted.content), by=by, at=at)


def _set_back_files(application: Application, frozen: set[str], *, by: User | None, at: datetime) -> None:
    for document in Document.objects.of(application).filter(kind__in=Upload.values).exclude(pk__in=frozen):
        documents.remove(document=document, by=by, at=at)
    for document in Document.objects.filter(pk__in=frozen, removed_at__isnull=False):
        documents.restore(document=document)
