"""The decision leaves as a letter: a PDF in the dossier, and a mail with it to the applicants."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.application.recipients import applicants_of
from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.accounts.models import User
from pio_portal.change import Refused, locked
from pio_portal.correspondence import outbox
from pio_portal.correspondence.wording import KINDS, Wording, wording_of
from pio_portal.documents import pdf
from pio_portal.documents.models import Document
from pio_portal.documents.workflow import file_bytes
from pio_portal.formats import day_text

LETTER = "decision_letter"
TASK = "calls.file_decision_letter"
LETTERS = {status: f"letter_{status.value}" for status in Status.decided()}
MAILS = {status: f"application_{status.value}" for status in Status.decided()}


def task_key(application: int) -> str:
    """The key of the task that makes the letter of this application: one decision, one letter."""
    return f"decision-letter:{application}"


def post_letter(application: Application) -> None:
    """Have the letter made and sent once this transaction is kept."""
    outbox.post_task(TASK, key=task_key(application.pk), application=application.pk)


def file_decision_letter(application: int) -> None:
    """Make the letter, file it in the dossier and mail it: together, and once however often this runs."""
    decided = Application.objects.select_related("organisation", "call", "decided_by").get(pk=application)
    if decided.status not in Status.decided() or _is_filed(decided):
        return
    content = letter_pdf(decided)  # before the row is held: making it takes its time
    with transaction.atomic():
        locked(decided)
        if _is_filed(decided):
            return
        letter = file_bytes(
            owner=decided,
            kind=LETTER,
            title=_("Beslissing over aanvraag %(ref)s") % {"ref": decided.ref},
            filename=f"beslissing-{decided.ref}.pdf",
            content=content,
            at=timezone.now(),
        )
        outbox.post_mail(
            MAILS[decided.status],
            to=applicants_of(decided),
            about=decided,
            context=mail_context(decided),
            attachments=[letter],
        )


def _is_filed(application: Application) -> bool:
    return Document.objects.of(application).filter(kind=LETTER).exists()


def letter_pdf(application: Application) -> bytes:
    """The letter as PDF, of a decision that was taken or (unsaved) is being prepared."""
    return pdf.render(KINDS[_kind_of(application)].template, letter_context(application))


def letter_context(application: Application) -> dict[str, object]:
    """What the template of the letter needs, on the page and as PDF: PIO's wording, and what fills its places."""
    places = letter_places(application)
    return {"letter": wording_of(_kind_of(application), places), "places": places}


def _kind_of(application: Application) -> str:
    """The kind of letter for this outcome. Raises Refused for what is no decision."""
    try:
        return LETTERS[Status(application.status)]
    except KeyError:
        raise Refused(_("Over deze aanvraag is nog niet beslist.")) from None


def letter_places(application: Application) -> dict[str, object]:
    """What fills the places of a letter."""
    organisation, call = application.organisation, application.call
    return {
        "reference": application.ref,
        "title": application.title,
        "organisation": organisation.name,
        "kbo": organisation.kbo_display if organisation.kbo else "",
        "call": f"{call.title} ({call.code})",
        "submitted_on": day_text(timezone.localdate(application.submitted_at), long=True)
        if application.submitted_at
        else "",
        "decided_on": day_text(application.decided_on, long=True),
        "decided_by": application.decided_by.name if application.decided_by else "",
        "grounds": application.grounds,
        "feedback": application.feedback,
    }


def mail_of(application: Application, recipients: Sequence[User]) -> Wording:
    """The mail that goes with the letter, as the first of its recipients would get it now."""
    name = recipients[0].name if recipients else application.organisation.name
    context = {"recipient_name": name, **mail_context(application)}
    return wording_of(MAILS[Status(application.status)], context)


def mail_context(application: Application) -> dict[str, object]:
    """What fills the places of the mail."""
    context: dict[str, object] = {
        "reference": application.ref,
        "title": application.title,
        "decided_on": day_text(application.decided_on, long=True),
        "grounds": application.grounds,
        "link": outbox.link(application),
    }
    return context | {"feedback": application.feedback} if application.status == Status.NOT_SELECTED else context
