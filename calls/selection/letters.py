"""The decision leaves as a letter: a PDF in the dossier, and a mail with it to the applicants."""

import json
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.application.recipients import applicants_of
from calls.enums import ApplicationStatus as Status
from calls.enums import DecisionStatus
from calls.models import Application, Decision
from pio_portal.accounts.models import User
from pio_portal.change import locked
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
    related = (
        "application__organisation",
        "application__call",
        "application__submitted_by",
        "application__handler",
        "published_by",
    )
    decision = (
        Decision.objects.filter(application=application, status=DecisionStatus.PUBLISHED)
        .select_related(*related)
        .first()
    )
    if decision is None or _is_filed(decision.application):
        return
    decided = decision.application
    content = letter_pdf(decision)  # before the row is held: making it takes its time
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
            MAILS[Status(decision.outcome)],
            to=applicants_of(decided),
            about=decided,
            context=mail_context(decision),
            attachments=[letter],
        )


def _is_filed(application: Application) -> bool:
    return Document.objects.of(application).filter(kind=LETTER).exists()


def letter_pdf(decision: Decision) -> bytes:
    """The letter as PDF, of a decision that was taken or (unsaved) is being prepared."""
    return pdf.render(KINDS[LETTERS[Status(decision.outcome)]].template, letter_context(decision))


def letter_context(decision: Decision) -> dict[str, object]:
    """What the template of the letter needs, on the page and as PDF: PIO's wording, and what fills its places."""
    places = letter_places(decision)
    return {"letter": wording_of(LETTERS[Status(decision.outcome)], places), "places": places}


def letter_places(decision: Decision) -> dict[str, object]:
    """What fills the places of a letter."""
    application = decision.application
    organisation, call = application.organisation, application.call
    name, function = _addressee(application)
    signs, handler = decision.published_by, application.handler
    return {
        "reference": application.ref,
        "title": application.title,
        "organisation": organisation.name,
        "addressee": name or _("mevrouw of heer"),
        "addressee_full": ", ".join(filter(None, [name, function])),
        "address": organisation.address,
        "kbo": organisation.kbo_display if organisation.kbo else "",
        "call": f"{call.title} ({call.code})",
        "submitted_on": day_text(timezone.localdate(application.submitted_at), long=True)
        if application.submitted_at
        else "",
        "contact": f"{handler.name}, {handler.email}" if handler else settings.CONTACT_EMAIL,
        "decided_on": day_text(decision.decided_on, long=True),
        "decided_by": signs.name if signs else "",
        "decided_by_function": signs.signs_as if signs else "",
        "grounds": decision.grounds,
        "feedback": decision.feedback,
        "conditions": _("## Voorwaarden\n\n%(text)s") % {"text": decision.conditions} if decision.conditions else "",
    }


def _addressee(application: Application) -> tuple[str, str]:
    """The name and the function of who signed what was submitted; of who submitted it where nobody signed."""
    revision = application.revisions.only("content").last()
    signature = (json.loads(revision.content).get("signature") or {}) if revision else {}
    submitter = application.submitted_by.name if application.submitted_by else ""
    return signature.get("name") or submitter, signature.get("function", "")


def mail_of(decision: Decision, recipients: Sequence[User]) -> Wording:
    """The mail that goes with the letter, as the first of its recipients would get it now."""
    name = recipients[0].name if recipients else decision.application.organisation.name
    context = {"recipient_name": name, **mail_context(decision)}
    return wording_of(MAILS[Status(decision.outcome)], context)


def mail_context(decision: Decision) -> dict[str, object]:
    """What fills the places of the mail."""
    context: dict[str, object] = {
        "reference": decision.application.ref,
        "title": decision.application.title,
        "decided_on": day_text(decision.decided_on, long=True),
        "grounds": decision.grounds,
        "link": outbox.link(decision.application),
    }
    if decision.outcome == Status.SELECTED:
        conditions = _("Voorwaarden: %(text)s") % {"text": decision.conditions} if decision.conditions else ""
        return context | {"conditions": conditions}
    return context | {"feedback": decision.feedback} if decision.outcome == Status.NOT_SELECTED else context
