"""The decision leaves as a letter: a PDF in the dossier, and a mail with it to the applicants."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus as Status
from calls.models import Application
from calls.workflow.recipients import applicants_of
from pio_portal.accounts.models import User
from pio_portal.change import Refused, locked
from pio_portal.correspondence import outbox
from pio_portal.correspondence.mails import Wording, wording_of
from pio_portal.documents import pdf
from pio_portal.documents.models import Document
from pio_portal.documents.workflow import file_bytes
from pio_portal.ui.formats import day_text

LETTER = "decision_letter"
TASK = "calls.file_decision_letter"
TEMPLATES = {status: f"calls/pdf/decision_{status.value}.html" for status in Status.decided()}
MAILS = {status: f"application_{status.value}" for status in Status.decided()}


def post_letter(application: Application) -> None:
    """Have the letter made and sent once this transaction is kept."""
    outbox.post_task(TASK, key=f"decision-letter:{application.pk}", application=application.pk)


@outbox.task(TASK)
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
    return pdf.render(template_of(application), letter_context(application))


def letter_context(application: Application) -> dict[str, object]:
    """What the templates of the letter need."""
    return {"application": application, "organisation": application.organisation, "call": application.call}


def template_of(application: Application) -> str:
    """The template of the letter for this outcome. Raises Refused for what is no decision."""
    try:
        return TEMPLATES[Status(application.status)]
    except KeyError:
        raise Refused(_("Over deze aanvraag is nog niet beslist.")) from None


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
