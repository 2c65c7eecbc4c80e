"""What an applicant can do with an application: begin, save, attach, move on, submit, withdraw."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.application.completion import REOPENING, end_changes
from calls.application.content import filled_in
from calls.application.partners import cancel_waiting, invite_organisation
from calls.application.recipients import writing_along
from calls.enums import ApplicationStatus as Status
from calls.enums import AssignmentStatus, Part
from calls.models import Application, PolicyDomain, Round, SectionAnswer, Theme
from calls.questionnaire import answers, definition
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, check, locked, perform, permit, save_checked
from pio_portal.correspondence import outbox
from pio_portal.documents import workflow as documents
from pio_portal.documents.models import Document
from pio_portal.formats import moment_text
from pio_portal.organisations.enums import Level, MembershipStatus, OrganisationType
from pio_portal.organisations.models import Organisation
from pio_portal.references import next_reference
from pio_portal.searched import Sorted

ATTACHMENT = "attachment"
MAX_ATTACHMENTS = 20
SAME_CLICK = timedelta(minutes=1)


class Stale(Refused):
    """Someone else changed the same answers since the page was opened. `current` is what stands there now."""

    def __init__(self, current: SectionAnswer, fields: list[str]) -> None:
        super().__init__(_("Intussen werd dit onderdeel gewijzigd. Er is niets overschreven: vergelijk beide versies."))
        self.current, self.fields = current, fields


@transaction.atomic
def start_application(
    *,
    round: Round,  # noqa: A002 - the domain's own word
    organisation: Organisation,
    title: str,
    by,
    at: datetime,
    theme: Theme | None = None,
    policy_domain: PolicyDomain | None = None,
    partners: Iterable[Organisation] = (),
    origin: Application | None = None,
    carried: bool = False,
) -> Application:
    """Begin a draft for an organisation in which `by` is at least editor. A second click gives the same draft.

    `partners` are invited: they take part once they say so. `origin` is the application that this one comes from:
    `carried` along to a later round, else copied (`calls.application.successors`).

    Raises NotPermitted, and Refused when the round has closed or this kind of organisation cannot apply.
    """
    draft = Application(
        call=round.call, round=round, form=round.call.form, organisation=organisation, title=title.strip()
    )
    draft.theme = round.call.theme if round.call.is_thematic else theme
    draft.policy_domain, draft.created_by, draft.created_at = policy_domain, by, at
    draft.origin, draft.carried = origin, carried
    permit("calls.edit_application", draft, by=by)
    if organisation.type not in OrganisationType.applicants():
        raise Refused(
            _("Alleen publieke organisaties en zorgorganisaties kunnen een aanvraag indienen."), field="organisation"
        )
    locked(organisation)  # two clicks come one after the other
    if same := _begun_just_now(draft, at):
        return same
    _check_not_closed(round, at)
    draft.ref = next_reference("A", timezone.localdate(at).year)
    save_checked(draft)
    record(about=draft, verb="application_started", by=by, at=at)
    for partner in partners:
        invite_organisation(application=draft, organisation=partner, by=by, at=at)
    return draft


@transaction.atomic
def amend_application(
    *, application: Application, title: str, theme: Theme | None, policy_domain: PolicyDomain | None, by, at: datetime
) -> Application:
    """Change the title, theme and policy domain while the application is with the applicant.

    Of a completion, or of what was reopened, they wait until it is submitted: PIO keeps reading the title of the last
    revision.
    """
    application = editable(application, by, at, section=Part.BASICS)
    application.title, application.policy_domain = title.strip(), policy_domain
    application.theme = application.call.theme if application.call.is_thematic else theme
    if application.status == Status.DRAFT:
        save_checked(application)
    else:
        check(application)
        _keep_waiting(application, by=by, at=at)
    record(about=application, verb="application_amended", by=by, at=at)
    return application


def save_section(
    *,
    application: Application,
    section: str,
    values: Mapping[str, str],
    version: int,
    by,
    at: datetime,
    page: str = "",
    autosave: bool = False,
) -> SectionAnswer:
    """Keep what was typed in one section, complete or not. Answers to questions that are not in `values` stay.

    `version` is the one that the page was opened with, and `page` names that page. What colleagues changed meanwhile
    in other answers stays. Raises Stale when they changed the same ones: those are not saved, and all others are. A
    page may go on from what it saved itself, whose answer it may have missed, until it is saved by its button: an
    autosave that arrives after that is stale too. Raises Refused once the application is submitted.
    """
    with transaction.atomic():
        application = editable(application, by, at, section=section)
        wanted = definition.of(application.form).section(section)
        if wanted is None:
            raise Refused(_("Dit onderdeel bestaat niet in deze aanvraag."))
        current = SectionAnswer.objects.filter(application=application, section=section).first()
        current = current or SectionAnswer(application=application, section=section)
        merged = current.merge(answers.keep_all(wanted, values), version=version, page=page)
        if merged.changed or (not autosave and current.is_open_on(page)):
            current.write(merged.changed, by=by, at=at, page=page if autosave else "")
            if not autosave:
                current.close_page(page)
            current.save()
    # What is saved while it is typed is in the box of its page: that it stands, while another text does, would be untrue.
    contested = merged.contested + merged.others if autosave else merged.contested
    if contested:  # after the commit: what nobody contests stands
        raise Stale(current, contested)
    return current


@transaction.atomic
def attach_file(*, application: Application, upload: File, by, at: datetime, title: str = "") -> Document:
    """Add an attachment. Raises Refused for a wrong file, one too many, or once the application is submitted."""
    application = editable(application, by, at, section=Part.FILES)
    present = Document.objects.of(application).filter(kind=ATTACHMENT)
    if present.count() >= MAX_ATTACHMENTS:
        raise Refused(_("U kunt hoogstens %(n)d bijlagen toevoegen.") % {"n": MAX_ATTACHMENTS}, field="file")
    document = documents.attach(owner=application, upload=upload, kind=ATTACHMENT, by=by, at=at, title=title)
    record(about=application, verb="attachment_added", by=by, at=at, detail={"title": document.title})
    return document


@transaction.atomic
def remove_file(*, application: Application, document: Document, by, at: datetime) -> Document:
    """Take an attachment out of the application. What was submitted with it earlier keeps its hash."""
    application = editable(application, by, at, section=Part.FILES)
    if document.owner != application or document.kind != ATTACHMENT:
        raise Refused(_("Dit bestand is geen bijlage van deze aanvraag."))
    removed = documents.remove(document=document, by=by, at=at)
    record(about=application, verb="attachment_removed", by=by, at=at, detail={"title": document.title})
    return removed


@transaction.atomic
def move_to_round(
    *,
    application: Application,
    by,
    at: datetime,
    round: Round | None = None,  # noqa: A002 - the domain's own word
) -> Application:
    """Take a draft along to another round that has not closed, else to the next; it keeps its questions and answers."""
    application = locked(application)
    permit("calls.edit_application", application, by=by)
    if application.status != Status.DRAFT:
        raise Refused(_("Alleen een ontwerp kan naar een andere indiendatum."))
    round = round or next_round(application, at)  # noqa: A001
    if round is None:
        raise Refused(_("Er is nog geen volgende indiendatum bekend. Uw aanvraag blijft bewaard."))
    if not Round.objects.upcoming(at).filter(pk=round.pk).exists():
        _check_not_closed(round, at)
        raise Refused(_("Deze indiendatum is nog niet bekendgemaakt."))
    if application.carried and _carried_to(application, round):
        raise Refused(_("Voor die indiendatum staat er al een aanvraag klaar die u van dezelfde aanvraag meenam."))
    application.round, application.call = round, round.call
    application.extended_until = None  # more time was given for the other date
    application.save(update_fields=["round", "call", "extended_until"])
    record(about=application, verb="application_moved", by=by, at=at, detail={"round": moment_text(round.closes_at)})
    return application


@transaction.atomic
def discard_application(*, application: Application, by, at: datetime) -> Application:
    """Throw a draft away, for good: it leaves every list and never counts. Who was invited to it hears so."""
    application = locked(application)
    perform(application, "discard", by=by)
    application.voided_at, application.voided_by = at, by
    application.save(update_fields=["status", "voided_at", "voided_by"])
    record(about=application, verb="application_discarded", by=by, at=at)
    cancel_waiting(application=application, by=by, at=at)
    return application


@transaction.atomic
def withdraw_application(*, application: Application, by, at: datetime, reason: str) -> Application:
    """Take a submitted application back, for good. The programme's count of submissions keeps it (I01)."""
    application = locked(application)
    end_changes(application=application, by=by, at=at)
    perform(application, "withdraw", by=by)
    application.withdrawn_at, application.withdrawn_by, application.withdrawal_reason = at, by, reason
    application.save(update_fields=["status", *REOPENING, "withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    record(about=application, verb="application_withdrawn", by=by, at=at)
    cancel_waiting(application=application, by=by, at=at)
    context = {
        "reference": application.ref,
        "title": application.title,
        "moment": moment_text(at),
        "link": outbox.link(application),
    }
    people = [by, *managers_of(application)]
    copies = writing_along(application)
    outbox.post_mail("application_withdrawn", to=people, about=application, context=context, copies=copies)
    advisers = User.objects.filter(
        assignments__application=application, assignments__status__in=AssignmentStatus.waiting(), is_active=True
    )
    if told := list(advisers.order_by("pk")):
        named = {"reference": application.ref, "title": application.title}
        outbox.post_mail("application_withdrawn_adviser", to=told, about=application, context=named)
    return application


def as_completed(application: Application) -> Application:
    """The application with the title, theme and policy domain that wait for its submission, not saved. One query."""
    changes = application.status in Status.being_changed()
    waiting = changes and application.answers.filter(section=Part.BASICS).first()
    if waiting:
        application.title = waiting.values["title"]
        application.theme = Theme.objects.filter(pk=waiting.values["theme"]).first()
        application.policy_domain = PolicyDomain.objects.filter(pk=waiting.values["policy_domain"]).first()
    return application


def _keep_waiting(application: Application, *, by, at: datetime) -> None:
    waiting = application.answers.filter(section=Part.BASICS).first()
    waiting = waiting or SectionAnswer(application=application, section=Part.BASICS)
    values = {"title": application.title, "theme": application.theme_id, "policy_domain": application.policy_domain_id}
    waiting.write(values, by=by, at=at, page="")
    waiting.save()


def managers_of(application: Application) -> list[User]:
    """The people who may submit for the organisation."""
    active = {"memberships__status": MembershipStatus.ACTIVE, "memberships__level": Level.MANAGER}
    return list(
        User.objects.filter(is_active=True, memberships__organisation=application.organisation_id, **active).order_by(
            Sorted("name")
        )
    )


def next_round(application: Application, at: datetime) -> Round | None:
    """The round to which a draft that missed its closing can be moved: the next of its call, else of another call."""
    later = Round.objects.upcoming(at).exclude(pk=application.round_id).select_related("call")
    return later.filter(call=application.call_id).first() or later.first()


def _begun_just_now(draft: Application, at: datetime) -> Application | None:
    """The draft that the same person began within the last minute with the same content: a double click."""
    alike = {
        name: getattr(draft, name) for name in ("round", "organisation", "title", "created_by", "origin", "carried")
    }
    return Application.objects.filter(**alike, status=Status.DRAFT, created_at__gt=at - SAME_CLICK).first()


def _carried_to(application: Application, round: Round) -> bool:  # noqa: A002
    """Whether another application was carried from the same one to this round."""
    others = Application.objects.kept().filter(origin=application.origin_id, round=round, carried=True)
    return others.exclude(pk=application.pk).exists()


def editable(application: Application, by, at: datetime, *, section: str) -> Application:
    """The application, locked, when `by` may write in this section of it now.

    `section` is the key of a section of its form, or a `Part`. What was reopened is shut by the closing of its round.
    """
    application = locked(application, "call", "form")
    permit("calls.edit_application", application, by=by)
    if application.status not in Status.with_applicants():
        raise Refused(
            _("Deze aanvraag kan niet meer worden gewijzigd: de stand is intussen “%(status)s”.")
            % {"status": Status(application.status).public_label}
        )
    if application.status == Status.REOPENED and application.is_past(at):
        raise Refused(
            _("De indiendatum sloot op %(moment)s. De versie die u daarvoor indiende, telt.")
            % {"moment": moment_text(application.closes_at)}
        )
    if not is_open(application, section):
        raise Refused(
            _(
                "PIO vroeg geen aanvulling van dit onderdeel: u kunt het lezen, en niet wijzigen. Stel PIO een vraag met een bericht als dat toch nodig is."
            )
        )
    return application


def is_open(application: Application, section: str) -> bool:
    """Whether its applicants may change this part now. Two queries for a part that was not asked, else none.

    A part that PIO did not name opens too when what was changed makes its answers incomplete: an answer can call for
    others elsewhere, and without them nothing could be submitted.
    """
    if application.takes(section):
        return True
    if application.status != Status.INFO_REQUESTED:
        return False
    filled = filled_in(application)
    return section in {fault.section.key for fault in answers.faults(filled.form, filled.answers)}


def _check_not_closed(round: Round, at: datetime) -> None:  # noqa: A002
    if round.is_past(at):
        raise Refused(
            _("De indiendatum sloot op %(moment)s. Kies een volgende indiendatum.")
            % {"moment": moment_text(round.closes_at)},
            field="round",
        )
