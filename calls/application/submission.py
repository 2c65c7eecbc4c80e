"""Submitting: the answers are frozen, counted once, and receipted."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from calls.application import closing
from calls.application.completion import REOPENING, answer_request, forget_basics, frozen_request
from calls.application.content import Filled, canonical_json, content_of, digest, filled_in
from calls.application.partners import cancel_waiting
from calls.application.recipients import writing_along
from calls.application.signature import Signature
from calls.application.writing import as_completed, managers_of, next_round
from calls.enums import ApplicationStatus as Status
from calls.enums import Part
from calls.models import Application, Revision
from calls.questionnaire import answers
from pio_portal.audit.models import Entry
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit
from pio_portal.correspondence import outbox
from pio_portal.documents.models import Document, Scan
from pio_portal.formats import moment_text
from pio_portal.retelling import is_history

SUBMITTED_FIELDS = (
    "status",
    "submitted_at",
    "submitted_by",
    "sign_asked_at",
    "sign_asked_by",
    *REOPENING,
)
RECEIPTS = {  # the mail that tells of it
    "application_submitted": "application_receipt",
    "application_resubmitted": "application_resubmission_receipt",
    "application_completed": "application_completion_receipt",
}
BASIC_FIELDS = ("title", "theme", "policy_domain")  # of what was submitted before they waited until now


class OutsideRound(Refused):
    """The moment of arrival is not within the round: too early, or too late."""


class Incomplete(Refused):
    """Something is missing or wrong; `faults` says what and where."""

    def __init__(self, faults: list[answers.Fault]) -> None:
        super().__init__(
            _("Eén antwoord is nog niet in orde.")
            if len(faults) == 1
            else _("%(n)d antwoorden zijn nog niet in orde.") % {"n": len(faults)}
        )
        self.faults = faults


class Infected(Refused):
    """A file has a virus: `documents` says which."""

    def __init__(self, documents: list[Document]) -> None:
        names = ", ".join(f"“{document.title}”" for document in documents)
        super().__init__(
            _("In %(names)s zit een virus. Verwijder dat bestand, voeg een veilige versie toe en dien opnieuw in.")
            % {"names": names}
        )
        self.documents = documents


class ChangedSinceSeen(Refused):
    """A colleague changed something after the answers were checked."""


@transaction.atomic
def submit_application(
    *, application: Application, by, at: datetime, key: str = "", seen: str = "", signature: Signature | None = None
) -> Application:
    """Freeze the answers as a new revision and hand them to PIO; `at` is the moment at which the request arrived.

    Whatever is clicked twice, there is one submission and one receipt: an application that is already submitted is
    given back as it is, and a request that was handled before (the same `key`) does nothing. `seen` is the digest of
    the answers that were on the screen: who saw others than those that were submitted is told so. A completion that PIO
    asked for is a new revision, and may come after the round closed; what was reopened is one too, before it closes.
    `signature` is who signs and what they declare; only history that is told again goes without.

    Raises NotPermitted, OutsideRound, Incomplete, Infected, ChangedSinceSeen, and Refused in any other state.
    """
    application = locked(application, "organisation", "call", "round", "form", "theme", "policy_domain")
    permit("calls.submit_application", application, by=by)
    if key and application.revisions.filter(key=key).exists():
        return application
    if application.status == Status.SUBMITTED:
        check_same(application, seen)
        return application
    request = application.completion
    asked = frozen_request(request) if request else {}
    application = as_completed(application)
    check_basics(application)
    perform(application, "submit", by=by)
    if request is None:
        check_round(application, at)
    filled = filled_in(application)
    check_complete(application, filled)
    check_files(filled)
    content = content_of(application, filled)
    if seen and seen != digest(application, content):
        raise ChangedSinceSeen(_("Intussen wijzigde een collega deze aanvraag. Kijk de antwoorden opnieuw na."))
    if signature is not None:
        check_signature(signature)
    cancel_waiting(application=application, by=by, at=at)
    revision = _freeze(application, content | asked, by=by, at=at, key=key, signature=signature)
    if application.submitted_at is None:
        application.submitted_at, application.submitted_by = at, by
    verb = _verb_of(application, completes=request is not None)
    application.sign_asked_at = application.sign_asked_by = None
    application.reopened_at = application.reopened_by = None
    application.save(update_fields=[*SUBMITTED_FIELDS, *BASIC_FIELDS])
    if request is not None:
        answer_request(request=request, revision=revision, by=by, at=at)
    if verb != "application_submitted":
        forget_basics(application)
    record(about=application, verb=verb, by=by, at=at, detail={"revision": revision.number, "sha256": revision.sha256})
    _post_receipt(application, revision, kind=RECEIPTS[verb])
    return application


def _verb_of(application: Application, *, completes: bool) -> str:
    """What happened, for one that is just submitted and still says since when it was reopened."""
    if completes:
        return "application_completed"
    return "application_resubmitted" if application.reopened_at else "application_submitted"


def check_same(application: Application, seen: str) -> None:
    """Raise ChangedSinceSeen when these answers are not those that were submitted last. One query, or none."""
    last = application.revisions.last() if seen else None
    if last is None:
        return
    if seen != digest(application, json.loads(last.content)):
        raise ChangedSinceSeen(
            _(
                "De antwoorden op uw scherm zijn niet ingediend. Wat telt, is de versie die op %(moment)s werd ingediend."
            )
            % {"moment": moment_text(last.submitted_at)}
        )


def check_round(application: Application, at: datetime) -> None:
    """Raise OutsideRound unless it can be submitted at this moment: opens_at ≤ at < closes_at, or its own extension."""
    current = application.round
    if current is None:
        raise OutsideRound(_("Kies eerst een indiendatum."))
    if at < current.opens_at:
        raise OutsideRound(_("Indienen kan vanaf %(moment)s.") % {"moment": moment_text(current.opens_at)})
    if application.is_past(at):
        later = next_round(application, at)
        sentence = _("De indiendatum sloot op %(moment)s.") % {"moment": moment_text(application.closes_at)}
        if application.submitted_at is not None:
            sentence += " " + _("De versie die u daarvoor indiende, telt.")
        elif later is not None:
            sentence += " " + _("U kunt uw aanvraag meenemen naar de volgende, die sluit op %(moment)s.") % {
                "moment": moment_text(later.closes_at)
            }
        else:
            sentence += " " + _("Uw aanvraag blijft bewaard voor een volgende oproep.")
        raise OutsideRound(sentence)


def check_signature(signature: Signature) -> None:
    """Raise Refused, at the field, when a name, a function or the declaration is missing."""
    if not signature.name.strip():
        raise Refused(_("Vul de naam in van wie ondertekent."), field="signer_name")
    if not signature.function.strip():
        raise Refused(_("Vul de functie in van wie ondertekent."), field="signer_function")
    if not signature.declaration:
        raise Refused(_("Vink de verklaring aan: zonder verklaring kunt u niet indienen."), field="agreed")


@transaction.atomic
def note_late(*, application: Application, by, at: datetime) -> None:
    """Keep in the timeline that a submission came too late, and when exactly it arrived: once per closing."""
    application = locked(application)
    closed = application.closes_at
    if application.status not in Status.before_closing() or closed is None or at < closed:
        return
    noted = Entry.objects.filter(about_type=ContentType.objects.get_for_model(application), about_id=application.pk)
    if not noted.filter(verb="submission_too_late", at__gte=closed).exists():
        detail = {"moment": moment_text(at), "arrived_at": at.isoformat()}
        record(about=application, verb="submission_too_late", by=by, at=at, detail=detail)


def check_complete(application: Application, filled: Filled | None = None) -> None:
    """Raise Incomplete when any answer is missing or wrong."""
    filled = filled or filled_in(application)
    if faults := answers.faults(filled.form, filled.answers):
        raise Incomplete(faults)


def missing_basics(application: Application) -> list[str]:
    """What an application must say of itself and does not, by its field. Never what its applicants cannot fill in now."""
    if not application.takes(Part.BASICS):
        return []
    return [name for name in BASIC_FIELDS if not getattr(application, name)]


def check_basics(application: Application) -> None:
    """Raise Refused without a theme or policy domain. History is told as it was."""
    if missing_basics(application) and not is_history():
        raise Refused(_("Kies eerst het thema en het beleidsdomein van uw project, bij “Titel en thema”."))


def check_files(filled: Filled) -> None:
    """Raise Infected when the scanner found a virus. A file that is still being scanned does not hold up a deadline."""
    if infected := [d for d in filled.handed_in() if d.scan == Scan.INFECTED]:
        raise Infected(infected)


def _freeze(
    application: Application, content: dict[str, Any], *, by, at: datetime, key: str, signature: Signature | None
) -> Revision:
    number = application.revisions.count() + 1
    current, extension = application.round, closing.extension_of(application)
    content = {
        **content,
        "reference": application.ref,
        "revision": number,
        "call": application.call.code,
        "round": current.number if current else None,
        "closes_at": application.closes_at.isoformat() if application.closes_at else None,
        "extension": closing.frozen(extension),
        "submitted_at": at.isoformat(),
        "submitted_by": by.name if by else "",
        "signature": signature.as_data() if signature else None,
    }
    text = canonical_json(content)
    return Revision.objects.create(
        application=application,
        number=number,
        content=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        key=key,
        submitted_at=at,
        submitted_by=by,
    )


@outbox.unless_muted
def _post_receipt(application: Application, revision: Revision, *, kind: str) -> None:
    outbox.post_task("calls.file_receipt", key=f"receipt:{revision.pk}", revision=revision.pk)
    context = {
        "reference": application.ref,
        "title": application.title,
        "organisation": application.organisation.name,
        "call": application.call.title,
        "moment": moment_text(revision.submitted_at),
        "first": moment_text(application.submitted_at),
        "number": revision.number,
        "extension": f"\n{told}" if (told := closing.sentence(json.loads(revision.content)["extension"])) else "",
        "hash": revision.sha256,
        "link": outbox.link(application),
    }
    people = managers_of(application)
    if revision.submitted_by is not None:
        people.insert(0, revision.submitted_by)
    outbox.post_mail(kind, to=people, about=application, context=context, copies=writing_along(application))
