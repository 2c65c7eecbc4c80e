"""Selected applications, and projects and procurements in any phase, made through the workflow."""

import datetime as dt
from decimal import Decimal
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from calls.call.workflow import default_questionnaire
from calls.enums import ApplicationStatus, CallStatus
from calls.models import Application, Call, Round
from pio_portal.accounts.enums import Role
from pio_portal.organisations.models import Organisation
from pio_portal.retelling import retelling
from projects.closing.workflow import close_project, propose_closing, share_knowledge
from projects.document.remarks import handle_remark, resolve_remark, write_remark
from projects.document.workflow import add_document, add_version
from projects.engagement.checks import Found, check_engagements
from projects.engagement.workflow import confirm_engagements
from projects.enums import (
    AmendmentStatus,
    DelayReason,
    DocumentKind,
    KnowledgeKind,
    Phase,
    Procedure,
    ProcurementStatus,
    ProjectState,
    RemarkStatus,
    Side,
    StepKind,
    SurveyKind,
    SurveyStatus,
    Use,
)
from projects.evaluation.agenda import draft_agenda
from projects.evaluation.workflow import hold_evaluation, plan_evaluation, write_minutes
from projects.models import (
    Adopter,
    BaselineAmendment,
    ConsultancyOrder,
    Evaluation,
    Procurement,
    Project,
    ProjectDocument,
    Remark,
    Survey,
)
from projects.models.consultancy import VAT
from projects.models.survey import STATEMENTS
from projects.preparation.consultancy import order_consultancy
from projects.preparation.workflow import skip_step
from projects.procurement.workflow import (
    award_procurement,
    cancel_procurement,
    deliver_procurement,
    launch_procurement,
    record_procurement,
    report_no_tenders,
    terminate_procurement,
)
from projects.project.workflow import advance_project, stop_project, suspend_project
from projects.start import start_project
from projects.survey.asking import ask_survey
from projects.survey.guidance import answer_guidance
from projects.survey.uptake import add_adopter, answer_uptake, approve_uptake
from projects.tempo.amendments import agree_amendment, decline_amendment, propose_amendment
from tests.factories import calls as applications
from tests.factories.ground import member, organisation, user
from tests.factories.rows import put_back
from tests.files import pdf, png

AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
DAY = AT.date()
STARTED = dt.date(2025, 1, 10)
_numbers = count(1)


def at_nine(day: str) -> dt.datetime:
    """Nine o'clock in Brussels on that day."""
    return timezone.make_aware(dt.datetime.combine(dt.date.fromisoformat(day), dt.time(9)))


@put_back
@retelling()
def selected_application(
    *,
    client: Organisation | None = None,
    status: ApplicationStatus = ApplicationStatus.SELECTED,
    **fields,
) -> Application:
    """An application that was selected on 20 December 2024, as it stands in the database afterwards."""
    number = next(_numbers)
    form = default_questionnaire()
    lead = fields.pop("by", None) or user(Role.LEAD)
    call, _created = Call.objects.get_or_create(
        code="PIO-2024",
        defaults={
            "title": "Oproep 2024",
            "year": 2024,
            "form": form,
            "status": CallStatus.PUBLISHED,
            "published_at": AT,
            "published_by": lead,
            "target_term_days": 300,
        },
    )
    opens, closes = (dt.datetime(2024, month, 1, 12, tzinfo=dt.UTC) for month in (9, 11))
    round_, _created = Round.objects.get_or_create(
        call=call, number=1, defaults={"opens_at": opens, "closes_at": closes}
    )
    fields = {
        "ref": f"A-2024-{number:04d}",
        "organisation": client or organisation(),
        "title": f"Slimme straatverlichting {number}",
        "created_by": lead,
    } | fields
    made = Application.objects.create(call=call, round=round_, form=form, **fields)
    submitted_at = dt.datetime(2024, 10, 1, 9, tzinfo=dt.UTC)
    return applications.in_state(made, status, at=submitted_at, decided_on=dt.date(2024, 12, 20))


@put_back
@retelling()
def project(*, phase: Phase = Phase.INTAKE, client: Organisation | None = None, by=None, **options) -> Project:
    """A project that reached this phase through every guard on its way."""
    at = options.pop("at", AT)
    started = start_project(
        application=options.pop("application", None) or selected_application(client=client, **options.pop("of", {})),
        by=by,
        at=at,
        started_on=options.pop("started_on", STARTED),
        **options,
    )
    if phase != Phase.INTAKE:
        confirmed(started, at=at)
    if phase.number >= Phase.PREPARATION.number:
        advance_project(project=started, by=by, at=at)
    if phase.number >= Phase.STRATEGY.number:
        for step in started.steps.filter(kind__in=StepKind.before_strategy()):
            skip_step(step=step, reason="De markt is bekend", by=by, at=at)
        advance_project(project=started, by=by, at=at)
    if phase.number >= Phase.DOCUMENTS.number:
        procurement(project=started, status=_status_in(phase), by=by, at=at)
    started = Project.objects.get(pk=started.pk)
    if phase == Phase.DOCUMENTS or (phase == Phase.KNOWLEDGE and started.phase == Phase.DELIVERY):
        advance_project(project=started, by=by, at=at)
    if phase == Phase.CLOSED:
        shared(started, at=at)
        closed(started, by=by, at=at)
    return Project.objects.get(pk=started.pk)


def _status_in(phase: Phase) -> ProcurementStatus:
    return {
        Phase.DOCUMENTS: ProcurementStatus.PREPARED,
        Phase.AWARD: ProcurementStatus.LAUNCHED,
        Phase.EXECUTION: ProcurementStatus.AWARDED,
    }.get(phase, ProcurementStatus.DELIVERED)


def suspended(of: Project, *, at: dt.datetime = AT, review_on: dt.date | None = None, by=None) -> Project:
    """The project is put on hold, for a month unless told otherwise."""
    until = review_on or at.date() + dt.timedelta(days=30)
    return suspend_project(
        project=of, cause=DelayReason.LEAD_LOST, reason="Verkiezingen", review_on=until, by=by, at=at
    )


def stopped(of: Project, *, at: dt.datetime = AT, by=None) -> Project:
    """The project ends before it delivered."""
    return stop_project(project=of, cause=DelayReason.MARKET, reason="De markt heeft een oplossing", by=by, at=at)


@put_back
@retelling()
def in_state(state: ProjectState, *, phase: Phase = Phase.PREPARATION, **options) -> Project:
    """A project in this state."""
    if state == ProjectState.CLOSED:
        return project(phase=Phase.CLOSED, **options)
    made = project(phase=phase, **options)
    if state == ProjectState.SUSPENDED:
        suspended(made)
    if state == ProjectState.STOPPED:
        stopped(made)
    return Project.objects.get(pk=made.pk)


@put_back
@retelling()
def evaluation(
    of: Project | None = None, *, planned_on: dt.date = DAY + dt.timedelta(days=7), at: dt.datetime = AT
) -> Evaluation:
    """An evaluation whose agenda is drafted: the client is asked to prepare it."""
    planned = plan_evaluation(project=of or project(phase=Phase.PREPARATION), planned_on=planned_on, by=None, at=at)
    return draft_agenda(evaluation=planned, by=None, at=at)


@retelling()
def held(of: Evaluation, *, held_on: dt.date, by=None, conclusion: str = "Het gaat goed.") -> Evaluation:
    """The evaluation was held: every promise is checked, and its minutes are closed that evening."""
    at = dt.datetime.combine(held_on, dt.time(18), tzinfo=dt.UTC)
    promised = {engagement.pk: Found("kept") for engagement in of.project.engagements.all()}
    check_engagements(project=of.project, checked_on=held_on, found=promised, by=by, at=at)
    write_minutes(evaluation=of, present="Karel en An", conclusion=conclusion, minutes={}, by=by, at=at)
    return hold_evaluation(evaluation=of, held_on=held_on, by=by, at=at)


@retelling()
def confirmed(of: Project, *, at: dt.datetime = AT) -> Project:
    """Both sides confirm: a colleague of PIO, and a manager of the client. For each promise somebody is named."""
    of = named(Project.objects.get(pk=of.pk))
    if of.pio_confirmed_at is None:
        confirm_engagements(project=of, side=Side.PIO, by=pio(), at=at)
    confirm_engagements(project=of, side=Side.CLIENT, by=member(of.organisation), at=at)
    return Project.objects.get(pk=of.pk)


def named(of: Project) -> Project:
    """Somebody answers for each promise."""
    of.engagements.filter(person="").update(person="An Peeters")
    return of


@retelling()
def put_to_client(of: Project, *, at: dt.datetime = AT) -> Project:
    """PIO confirmed the engagements; the client did not yet."""
    return confirm_engagements(project=named(of), side=Side.PIO, by=pio(), at=at)


@retelling()
def shared(of: Project, *, at: dt.datetime = AT) -> None:
    """An activity and a story."""
    for kind in KnowledgeKind:
        share_knowledge(
            project=of,
            kind=kind,
            title=f"Gedeeld als {kind.label}",
            on=at.date(),
            source=kind.value,
            address="/",
            by=None,
            at=at,
        )


@retelling()
def closed(of: Project, *, by=None, at: dt.datetime = AT) -> Project:
    """One colleague proposes to close, another does."""
    propose_closing(project=of, by=by or pio(), at=at)
    return close_project(project=of, by=pio(), at=at)


@put_back
@retelling()
def procurement(
    *,
    project: Project | None = None,
    status: ProcurementStatus = ProcurementStatus.PREPARED,
    by=None,
    at: dt.datetime = AT,
    **fields,
) -> Procurement:
    """A procurement that reached this status through the workflow."""
    of = project or globals()["project"](phase=Phase.STRATEGY)
    fields = {
        "title": "Straatverlichting met sensoren",
        "procedure": Procedure.NEGOTIATION,
        "cpv": "34928500-3",
        "estimate": 250000,
    } | fields
    made = record_procurement(project=of, by=by, at=at, **fields)
    if status == ProcurementStatus.CANCELLED:
        cancel_procurement(procurement=made, ended_on=DAY, reason="Geen budget", by=by, at=at)
    elif status != ProcurementStatus.PREPARED:
        launch_procurement(procurement=made, launched_on=dt.date(2025, 6, 1), notice_ref="2025-512345", by=by, at=at)
    if status == ProcurementStatus.NO_TENDERS:
        report_no_tenders(procurement=made, ended_on=DAY, reason="Niemand diende in", by=by, at=at)
    if status in (ProcurementStatus.AWARDED, ProcurementStatus.DELIVERED, ProcurementStatus.TERMINATED):
        award_procurement(
            procurement=made,
            awarded_on=dt.date(2025, 9, 1),
            contractor_name="Lumen bv",
            award_value=240000,
            by=by,
            at=at,
        )
    if status == ProcurementStatus.DELIVERED:
        deliver_procurement(procurement=made, delivered_on=dt.date(2026, 2, 1), note="Werkt.", by=by, at=at)
    if status == ProcurementStatus.TERMINATED:
        terminate_procurement(procurement=made, ended_on=DAY, reason="Faillissement", by=by, at=at)
    return Procurement.objects.get(pk=made.pk)


def launch(planned: Procurement, *, at: dt.datetime = AT) -> Procurement:
    """The procurement, launched on 1 June 2025."""
    return launch_procurement(procurement=planned, launched_on=dt.date(2025, 6, 1), by=None, at=at)


@put_back
def amendment(status: AmendmentStatus = AmendmentStatus.PROPOSED, *, of: Project | None = None) -> BaselineAmendment:
    """Another date that a colleague proposed for the launch, a month later, and what the lead made of it."""
    launch = (of or project(started_on=DAY)).milestones.get(is_launch=True)
    later = launch.baseline_on + dt.timedelta(days=30)
    made = propose_amendment(milestone=launch, to_on=later, reason="De gemeenteraad beslist later", by=pio(), at=AT)
    if status == AmendmentStatus.AGREED:
        return agree_amendment(amendment=made, by=user(Role.LEAD), at=AT)
    if status == AmendmentStatus.DECLINED:
        return decline_amendment(amendment=made, by=user(Role.LEAD), at=AT)
    return made


@put_back
@retelling()
def survey(
    status: SurveyStatus = SurveyStatus.ASKED,
    *,
    kind: SurveyKind = SurveyKind.USE_6,
    of: Project | None = None,
    at: dt.datetime = AT,
    **answer,
) -> Survey:
    """What a client was asked, and what became of it."""
    of = of or project(phase=Phase.DELIVERY)
    made = ask_survey(project=of, kind=kind, at=at)
    if status == SurveyStatus.LAPSED:
        ask_survey(project=of, kind=SurveyKind.USE_24, at=at)
    elif status != SurveyStatus.ASKED:
        told = {"survey": made, "by": None, "at": at}
        if made.is_about_use:
            given = {"use": Use.FULL, "scale": "200 gebruikers", "effect": "Minder ritten.", "adopters": []} | answer
            answer_uptake(**told, **given)
        else:
            answer_guidance(**told, **(dict.fromkeys(STATEMENTS, 4) | answer))
    if status == SurveyStatus.APPROVED:
        approve_uptake(survey=made, public_text="Minder ritten.", by=pio(), at=at)
    return Survey.objects.get(pk=made.pk)


@put_back
def consultancy(*, of: Project | None = None, by=None, **fields) -> ConsultancyOrder:
    """Work that PIO ordered of a consultant for the needs analysis: 10.000 euro without VAT."""
    of = of or project(phase=Phase.PREPARATION)
    fields = {
        "consultant": "Kompas Advies bv",
        "framework": "Raamcontract 2026-07",
        "subject": "Behoefteanalyse",
        "ordered_on": DAY,
        "estimate": Decimal(12_000),
        "ordered": Decimal(10_000),
        "vat_rate": VAT,
        "step": of.steps.first(),
    } | fields
    return order_consultancy(project=of, by=by or pio(), at=AT, **fields)


@retelling()
def document(
    *, of: Project | None = None, kind: DocumentKind = DocumentKind.TENDER, versions: int = 1, by=None, **options
) -> ProjectDocument:
    """A document of a project, in so many versions, each with another file."""
    of = of or project(phase=Phase.DOCUMENTS)
    given = {"project": of, "kind": kind, "title": "Bestek", "file": png("bestek-1.png")} | options
    made = add_document(by=by, at=AT, **given).document
    for number in range(2, versions + 1):
        file = SimpleUploadedFile(f"bestek-{number}.pdf", pdf(padding=number))
        add_version(document=made, file=file, note=f"Wijziging {number}", by=by, at=AT + dt.timedelta(hours=number))
    return made


def remark(
    status: RemarkStatus = RemarkStatus.OPEN, *, of: ProjectDocument | None = None, at: dt.datetime = AT
) -> Remark:
    """What PIO remarked on a tender document, and what became of it."""
    of = of or document()
    text = "Vraag een resultaat, geen toestel."
    made = write_remark(document=of, place="art. 4.2", text=text, by=pio(), at=at)
    if status == RemarkStatus.HANDLED:
        editor = member(of.project.organisation)
        return handle_remark(remark=made, answer="Herschreven als resultaat.", by=editor, at=at)
    return resolve_remark(remark=made, by=pio(), at=at) if status == RemarkStatus.RESOLVED else made


@put_back
def adopter(name: str = "Stad Aalst", *, of: Project | None = None, by=None) -> Adopter:
    """An organisation that took a solution over, as PIO wrote it down."""
    of = of or project(phase=Phase.DELIVERY)
    return add_adopter(project=of, name=name, since_on=DAY, source="Een gesprek", by=by or pio(), at=AT)


def pio() -> object:
    """A colleague of PIO."""
    return user(Role.STAFF)
