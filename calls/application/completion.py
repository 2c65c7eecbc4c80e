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
from django.utils.translation import gettext_lazy

from calls.application.recipients import applicants_of
from calls.application.revisions import Submitted, files_in, submitted_version
from calls.application.writing import BASICS, forget_basics
from calls.enums import Upload
from calls.models import Application
from calls.questionnaire import definition
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform
from pio_portal.correspondence import outbox
from pio_portal.documents import workflow as documents
from pio_portal.documents.models import Document
from pio_portal.formats import day_text

BESIDES = {
    "basis": gettext_lazy("Titel en thema"),
    "bijlagen": gettext_lazy("Bijlagen"),
    "partners": gettext_lazy("Samenwerking"),
}  # what can be asked besides the sections of the form


def sections_to_ask(application: Application) -> dict[str, str]:
    """What PIO can ask to complete: the key and the title of each part, in the order of the form."""
    submitted = submitted_version(application)
    form = definition.of(application.form).sections
    asked = (
        {s["key"]: s["title"] for s in submitted.content["sections"]} if submitted else {s.key: s.title for s in form}
    )
    return {"basis": str(BESIDES["basis"]), **asked} | {key: str(BESIDES[key]) for key in ("bijlagen", "partners")}


def asked_titles(application: Application) -> list[str]:
    """What was asked, by title; empty when that is everything."""
    titles = sections_to_ask(application) if application.info_sections else {}
    return [titles.get(key, key) for key in application.info_sections]


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

    Asking again while it is being completed gives more time or asks something else; the timeline keeps both.
    Raises Refused when it says nothing, names a part that does not exist, or asks for an answer today or earlier.
    """
    application = locked(application)
    if not reason.strip():
        raise Refused(_("Schrijf wat de aanvrager moet aanvullen."), field="reason")
    if due_on <= timezone.localdate(at):
        raise Refused(_("Kies een datum na vandaag, zodat de aanvrager tijd heeft om aan te vullen."), field="due_on")
    known = sections_to_ask(application)
    if unknown := set(sections) - known.keys():
        raise Refused(
            _("Dit onderdeel bestaat niet in deze aanvraag: %(names)s.") % {"names": ", ".join(sorted(unknown))},
            field="sections",
        )
    perform(application, "request_info", by=by)
    application.info_requested_at, application.info_reason, application.info_due_on = at, reason.strip(), due_on
    application.info_sections = [key for key in known if key in sections]
    application.save(update_fields=["status", "info_requested_at", "info_reason", "info_due_on", "info_sections"])
    record(about=application, verb="application_info_requested", by=by, at=at, detail={"due_on": day_text(due_on)})
    outbox.post_mail(
        "application_info_requested",
        to=applicants_of(application),
        about=application,
        context=mail_context(application) | {"due_on": day_text(due_on, long=True)},
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
    if submitted := submitted_version(application):
        _set_back(application, submitted, by=by, at=at)
    record(about=application, verb="application_completion_stopped", by=by, at=at)
    outbox.post_mail(
        "application_completion_stopped",
        to=applicants_of(application),
        about=application,
        context=mail_context(application) | {"explanation": explanation.strip()},
    )
    return application


def request_of(application: Application) -> dict[str, Any]:
    """What was asked, as the revision that answers it keeps it."""
    return {
        "request": {
            "reason": application.info_reason,
            "sections": list(application.info_sections),
            "titles": asked_titles(application),
            "due_on": application.info_due_on.isoformat() if application.info_due_on else None,
            "requested_at": application.info_requested_at.isoformat() if application.info_requested_at else None,
        }
    }


def mail_context(application: Application) -> dict[str, object]:
    """What fills the places of the mails about a completion."""
    titles = asked_titles(application)
    return {
        "reference": application.ref,
        "title": application.title,
        "reason": application.info_reason,
        "sections": ", ".join(titles) if titles else _("alle onderdelen"),
        "link": outbox.link(application),
    }


def _set_back(application: Application, submitted: Submitted, *, by: User | None, at: datetime) -> None:
    frozen = {
        section["key"]: {answer["key"]: answer["value"] for answer in section["answers"]}
        for section in submitted.content["sections"]
    }
    for current in application.answers.exclude(section=BASICS):
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
