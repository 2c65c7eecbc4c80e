"""An application that comes from an earlier one: a copy, or one that is taken along to a later round.

A resubmission to a later round is a new application (plan § 3.6, I01): its reference is new, its answers are the old
ones as far as the new form asks for them, and it keeps where it came from.
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from calls.application.content import answers_of
from calls.application.writing import ATTACHMENT, SAME_CLICK, next_round, start_application
from calls.enums import FieldKind
from calls.models import Application, Round, SectionAnswer
from calls.questionnaire import definition
from calls.questionnaire.carry_over import Lost, Stored, carried_answers
from calls.questionnaire.definition import Definition
from calls.questionnaire.question import BETWEEN
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit
from pio_portal.documents import workflow as documents
from pio_portal.documents.models import Document, Scan


class Successor(NamedTuple):
    """A new draft, and the answers that its form does not ask for."""

    application: Application
    lost: tuple[Lost, ...] = ()


@transaction.atomic
def copy_application(
    *,
    application: Application,
    round: Round,  # noqa: A002 - the domain's own word
    by,
    at: datetime,
    attachments: bool = False,
) -> Successor:
    """Begin a new draft with the answers of an earlier application of the same organisation, whatever became of it.

    A second click within the minute gives the same draft. Raises NotPermitted, and Refused for a round that closed.
    """
    application = locked(application)
    permit("calls.copy_application", application, by=by)
    again = application.successors.kept().filter(
        round=round, carried=False, created_by=by, created_at__gt=at - SAME_CLICK
    )
    if same := again.first():
        return Successor(same)
    return _succeed(application, round, by=by, at=at, carried=False, attachments=attachments)


@transaction.atomic
def carry_application(
    *,
    application: Application,
    by,
    at: datetime,
    round: Round | None = None,  # noqa: A002 - the domain's own word
) -> Successor:
    """Begin a new draft for a round that is open or to come from an application that ended, with its attachments.

    `round` is one of `rounds_to_carry_to`; without it the next one.

    The decision and its feedback stay with the new draft, which shows them. However often it is asked, there is one
    draft per round. Raises NotPermitted; and Refused in any other state, and when no next round is known.
    """
    application = locked(application)
    permit("calls.copy_application", application, by=by)
    if not application.can_be_carried:
        raise Refused(
            _("Alleen een aanvraag die niet werd geselecteerd, onontvankelijk was of is ingetrokken, kan opnieuw mee.")
        )
    target = round or next_round(application, at)
    if round is not None and not rounds_to_carry_to(at).filter(pk=round.pk).exists():
        raise Refused(_("Deze indiendatum is intussen gesloten. Kies een andere."))
    if target is None:
        raise Refused(_("De volgende indiendatum is nog niet bekend. Uw aanvraag blijft bewaard: probeer het later."))
    if same := application.successors.kept().filter(round=target, carried=True).first():
        return Successor(same)
    return _succeed(application, target, by=by, at=at, carried=True, attachments=True)


def rounds_to_carry_to(at: datetime) -> QuerySet[Round]:
    """Every date that still closes, of each call, the soonest first: also that of the application itself."""
    return Round.objects.upcoming(at).select_related("call")


def _succeed(
    source: Application,
    target: Round,
    *,
    by,
    at: datetime,
    carried: bool,
    attachments: bool,
) -> Successor:
    draft = start_application(
        round=target,
        organisation=source.organisation,
        title=source.title,
        theme=source.theme,
        policy_domain=source.policy_domain,
        by=by,
        at=at,
        origin=source,
        carried=carried,
    )
    form, stored = definition.of(draft.form), answers_of(source)
    files = _copy_files(source, draft, stored, by, at) if attachments else {}
    moved = carried_answers(definition.of(source.form), form, stored)
    for section, values in _with_files(form, moved.answers, files).items():
        SectionAnswer.objects.create(
            application=draft, section=section, values=values, version=1, updated_at=at, updated_by=by
        )
    verb, other = ("application_carried", "application_carried_on") if carried else ("application_copied", "")
    record(about=draft, verb=verb, by=by, at=at, detail={"origin": source.ref})
    if other:
        record(about=source, verb=other, by=by, at=at, detail={"successor": draft.ref})
    return Successor(draft, moved.lost)


def _copy_files(source: Application, draft: Application, stored: Stored, by, at: datetime) -> dict[str, str]:
    """The attachments and the files of the answers, with the same bytes, as documents of the draft: {old: new key}."""
    form = definition.of(source.form)
    answered = [key for _section, _key, value in _file_answers(form, stored) for key in value.split(BETWEEN)]
    wanted = Q(kind=ATTACHMENT) | Q(pk__in=[key for key in answered if _is_key(key)])
    copied = {}
    for document in Document.objects.of(source).for_applicants().filter(wanted, scan__in=[Scan.NONE, Scan.CLEAN]):
        upload = ContentFile(document.read(), name=document.filename)
        new = documents.attach(owner=draft, upload=upload, kind=document.kind, by=by, at=at, title=document.title)
        copied[str(document.pk)] = str(new.pk)
    return copied


def _with_files(form: Definition, moved: Stored, files: dict[str, str]) -> dict[str, dict[str, str]]:
    """The answers, with each file that an answer names replaced by its copy; one that was not copied is left out."""
    written = {section: dict(values) for section, values in moved.items()}
    for section, key, value in _file_answers(form, moved):
        written[section][key] = BETWEEN.join(files[one] for one in value.split(BETWEEN) if one in files)
    return written


def _file_answers(form: Definition, stored: Stored) -> list[tuple[str, str, str]]:
    """(section, question, answer) of every question for files that is answered."""
    return [
        (section.key, question.key, value)
        for section in form.sections
        for question in section.fields
        if question.kind == FieldKind.FILE and (value := stored.get(section.key, {}).get(question.key, ""))
    ]


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
