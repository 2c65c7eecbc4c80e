"""What becomes of each selected application: engagements, preparation, procurements, delivery, closing."""

import datetime as dt
from decimal import Decimal
from itertools import cycle
from random import Random

from calls.models import Application
from demo import words
from demo.agenda import Agenda, moment, working_day
from demo.cast import Cast
from demo.cofinancing import Money
from demo.documents import Documents
from demo.engagements import Engagements
from demo.outreach import Outreach
from demo.surveys import Surveys
from pio_portal.change import Refused
from pio_portal.retelling import attempt
from projects.closing.workflow import close_project, propose_closing, waive_sharing
from projects.engagement.workflow import confirm_engagements
from projects.enums import (
    DelayReason,
    InnovationKind,
    Phase,
    Procedure,
    ProcurementStatus,
    Side,
    StepKind,
    SurveyKind,
)
from projects.models import Milestone, PreparationStep, Procurement, Project
from projects.preparation.consultancy import change_consultancy, order_consultancy
from projects.preparation.workflow import record_step, skip_step
from projects.procurement.contract import deliver_part, sign_contract
from projects.procurement.lots import add_lot
from projects.procurement.participants import add_participant
from projects.procurement.workflow import (
    award_procurement,
    deliver_procurement,
    launch_procurement,
    record_procurement,
    relaunch_procurement,
    report_no_tenders,
)
from projects.project.publishing import edit_public_texts, publish_project
from projects.project.workflow import advance_project, stop_project, suspend_project
from projects.start import start_project
from projects.tempo.workflow import forecast_milestone, reach_milestone

PROCEDURES = [Procedure.NEGOTIATION, Procedure.SIMPLIFIED, Procedure.PARTNERSHIP, Procedure.OPEN, Procedure.DIALOGUE]
CPVS = ["73100000-3", "72600000-6", "73110000-6"]
REASONS = [DelayReason.SLOW_DECISION] * 5 + [DelayReason.REPRIORITISED] * 3 + [DelayReason.LEAD_LOST] * 2 + [
    DelayReason.MARKET, DelayReason.LEGAL, DelayReason.BUDGET,
]  # fmt: skip
NOVELTIES = [InnovationKind.DEVELOPMENT, InnovationKind.FIRST_USE, InnovationKind.IMPROVEMENT]
CONSULTANTS = ["Kompas Advies bv", "Studio Vooruit", "Inkoop & Innovatie cv"]
LARGE = Decimal(500_000)
LOTS = [("Ontwikkeling en proef", Decimal("0.7")), ("Onderhoud en gegevens", Decimal("0.3"))]
WHY = {
    DelayReason.SLOW_DECISION: "Het college agendeert het punt pas volgende maand.",
    DelayReason.REPRIORITISED: "Een ander dossier kreeg voorrang.",
    DelayReason.LEAD_LOST: "De projectleider veranderde van dienst; de opvolger is gekozen.",
    DelayReason.MARKET: "De bedrijven vroegen meer tijd om te antwoorden.",
    DelayReason.LEGAL: "De juridische dienst bekijkt het bestek opnieuw.",
    DelayReason.BUDGET: "De budgetwijziging wordt eerst afgewacht.",
}
NOTICED = 14  # days later than expected, from which somebody says so
CLIENT_SAYS = 0.6  # how often that is the client
OPEN_STILL = "De klant verwerkt wat nog open staat in de vragenronde."  # where remarks of PIO are open
DOCUMENTS, LAUNCH = "Opdrachtdocumenten", "Lancering van de opdracht"
LESSONS = (
    "Vraag een resultaat en geen toestel. Betrek de aankoper en de jurist van in de eerste maand. "
    "Geef bedrijven zes weken voor een offerte."
)


class Projects:
    """Plays the life of each project; the other parts of the programme hang on it."""

    def __init__(self, agenda: Agenda, cast: Cast, money: Money, outreach: Outreach) -> None:
        self.agenda, self.cast, self.money, self.outreach = agenda, cast, money, outreach
        self.leads = cycle(cast.staff)
        self.engagements, self.surveys = Engagements(agenda, cast), Surveys(agenda, cast)
        self.documents = Documents(agenda, cast)
        self.halted: set[int] = set()
        self.slips = Random("slips")  # a row of dice of its own, so that the rest of the story stays as it is

    def plan_start(self, application: Application, at: dt.datetime) -> None:
        """The kick-off, some weeks after the selection."""
        self.agenda.after(at.date(), 24, lambda now: self._start(application, now))

    def _start(self, application: Application, at: dt.datetime) -> None:
        lead = next(self.leads)
        project = start_project(application=application, by=lead, at=at, started_on=at.date(), lead=lead)
        project = edit_public_texts(
            project=project,
            need=_need_of(application),
            approach="Eerst de behoefte scherp krijgen, dan met de markt spreken, en pas daarna beslissen wat we vragen.",
            lessons="",
            by=lead,
            at=at,
        )
        project = publish_project(project=project, by=lead, at=at)
        pace = self.agenda.chance.choice([0.85, 1.0, 1.0, 1.15, 1.3, 1.6])
        self.agenda.after(at.date(), 10, lambda now: self._put(project, pace, now))

    def _put(self, project: Project, pace: float, at: dt.datetime) -> None:
        """PIO puts the engagements to the client, who answers only then, also around the holidays."""
        confirm_engagements(project=project, side=Side.PIO, by=project.lead, at=at)
        self.agenda.after(at.date(), 12, lambda now: self._confirm(project, pace, now))

    def _confirm(self, project: Project, pace: float, at: dt.datetime) -> None:
        manager = self.cast.manager_of(project.organisation)
        confirm_engagements(project=project, side=Side.CLIENT, by=manager, at=at)
        self.agenda.after(at.date(), 6, lambda now: self._prepare(project, pace, now))

    def _prepare(self, project: Project, pace: float, at: dt.datetime) -> None:
        if not self._runs(project):
            return
        advance_project(project=project, by=project.lead, at=at)
        self.engagements.plan(project, at.date())
        if self.agenda.chance.random() < 0.07:
            self.agenda.after(at.date(), 70, lambda now: self._halt(project, now))
        self._expect(project, StepKind.NEEDS_ANALYSIS.label, _after(at, 70 * pace), at)
        self.agenda.after(at.date(), round(70 * pace), lambda now: self._needs(project, pace, at.date(), now))

    def _runs(self, project: Project) -> bool:
        """Whether nobody suspended, stopped or closed it."""
        return project.pk not in self.halted

    def _halt(self, project: Project, at: dt.datetime) -> None:
        if not self._runs(project):
            return
        self.halted.add(project.pk)
        if self.agenda.chance.random() < 0.5:
            suspend_project(
                project=project,
                cause=DelayReason.LEAD_LOST,
                reason="De projectleider ging weg; een opvolger wordt gezocht.",
                review_on=working_day(at.date() + dt.timedelta(days=91)),
                by=project.lead,
                at=at,
            )
        else:
            stop_project(
                project=project,
                cause=DelayReason.MARKET,
                reason="De markt biedt intussen een oplossing aan.",
                by=project.lead,
                at=at,
            )

    # Preparation

    def _needs(self, project: Project, pace: float, since: dt.date, at: dt.datetime) -> None:
        if not self._runs(project):
            return
        self._end_step(project, StepKind.NEEDS_ANALYSIS, since, at)
        self.documents.file_analysis(project, at)
        self._expect(project, StepKind.STATE_OF_THE_ART.label, _after(at, 45 * pace), at)
        self.agenda.after(
            at.date(), round(45 * pace), lambda now: self._state_of_the_art(project, pace, at.date(), now)
        )

    def _state_of_the_art(self, project: Project, pace: float, since: dt.date, at: dt.datetime) -> None:
        if not self._runs(project):
            return
        if self.agenda.chance.random() < 0.12:
            step = project.steps.get(kind=StepKind.STATE_OF_THE_ART)
            reason = "Vorig jaar uitgevoerd door een ander bestuur; het verslag is overgenomen."
            skip_step(step=step, reason=reason, by=project.lead, at=at)
            self._reach(project, StepKind.STATE_OF_THE_ART.label, at.date(), at)
        else:
            self._end_step(project, StepKind.STATE_OF_THE_ART, since, at)
        held_on = self.outreach.plan_consultation(project, at, in_days=round(60 * pace))
        self._expect(project, StepKind.MARKET_CONSULTATION.label, held_on, at)
        self.agenda.on(
            held_on + dt.timedelta(days=21), lambda now: self._consulted(project, pace, at.date(), held_on, now)
        )

    def _consulted(self, project: Project, pace: float, since: dt.date, held_on: dt.date, at: dt.datetime) -> None:
        if not self._runs(project):
            return
        self._end_step(project, StepKind.MARKET_CONSULTATION, since, at, ended=held_on)
        advance_project(project=project, by=project.lead, at=at)
        self.surveys.plan_guidance(project, SurveyKind.PREPARATION, at.date())
        self.documents.plan_tender(project, at.date())
        self._expect(project, DOCUMENTS, _after(at, 95 * pace), at)
        self._expect(project, LAUNCH, _after(at, 110 * pace), at)
        self.agenda.after(at.date(), round(40 * pace), lambda now: self._strategy(project, pace, now))

    def _end_step(
        self, project: Project, kind: StepKind, since: dt.date, at: dt.datetime, ended: dt.date | None = None
    ) -> None:
        cost = Decimal(self.agenda.chance.randrange(4_000, 24_000, 250))
        step = project.steps.get(kind=kind)
        record_step(step=step, started_on=since, ended_on=ended or at.date(), by=project.lead, at=at)
        self._pay(step, cost, since, at)

    @staticmethod
    def _pay(step: PreparationStep, cost: Decimal, since: dt.date, at: dt.datetime) -> None:
        """The consultant did it under a framework contract; the last tenth is paid later."""
        number, by = int(step.project.ref[-4:]), step.project.lead
        terms = {
            "consultant": CONSULTANTS[number % len(CONSULTANTS)],
            "framework": f"Raamcontract {since.year}-07",
            "subject": f"{step}: {step.project.title}"[:200],
            "ordered_on": since,
            "estimate": cost * Decimal("1.1") if number % 3 else None,
            "ordered": cost,
            "vat_rate": Decimal(21),
            "step": step,
        }
        order = order_consultancy(project=step.project, by=by, at=at, **terms)
        paid = cost if number % 2 else cost * Decimal("0.9")
        change_consultancy(order=order, invoiced=cost, paid=paid, by=by, at=at, **terms)

    @staticmethod
    def _reach(project: Project, name: str, on: dt.date, at: dt.datetime) -> None:
        milestone = project.milestones.filter(name=name, actual_on__isnull=True).first()
        if milestone is not None:
            reach_milestone(milestone=milestone, actual_on=on, by=project.lead, at=at)

    def _expect(self, project: Project, name: str, on: dt.date, since: dt.datetime) -> None:
        """What will come later than expected is said when that day comes near, with the reason."""
        milestone = project.milestones.get(name=name)
        if milestone.forecast_on is None or (on - milestone.forecast_on).days < NOTICED:
            return
        said_on = max(since.date(), milestone.forecast_on - dt.timedelta(days=10))
        self.agenda.at(moment(working_day(said_on), 17), lambda now: self._slip(milestone, on, now))

    def _slip(self, milestone: Milestone, on: dt.date, at: dt.datetime) -> None:
        milestone = Milestone.objects.select_related("project__lead", "project__organisation").get(pk=milestone.pk)
        project = milestone.project
        late = milestone.actual_on is None and milestone.forecast_on is not None and on > milestone.forecast_on
        if not (late and on >= at.date() and self._runs(project)):
            return
        by = self.cast.manager_of(project.organisation) if self.slips.random() < CLIENT_SAYS else project.lead
        reason = self.slips.choice(REASONS)
        forecast_milestone(milestone=milestone, forecast_on=on, reason=reason, note=WHY[reason], by=by, at=at)

    # Procurement

    def _strategy(self, project: Project, pace: float, at: dt.datetime) -> None:
        if not self._runs(project):
            return
        for n in range(self.agenda.chance.choice([1, 1, 2, 2])):
            suffix = ["", ": uitrol", ": meting"][n]
            procurement = record_procurement(
                project=project,
                title=(project.title + suffix)[:200],
                procedure=self.agenda.chance.choice(PROCEDURES),
                cpv=self.agenda.chance.choice(CPVS),
                estimate=Decimal(self.agenda.chance.randrange(150_000, 620_000, 5_000)),
                innovation=self.agenda.chance.choice(NOVELTIES),
                rd_share=self.agenda.chance.choice([10, 20, 30, 50, 80]),
                by=project.lead,
                at=at,
            )
            self.documents.assign_tender(procurement, at)
            self._divide(procurement, at)
            self.money.plan_request(procurement, at)
            self.agenda.after(at.date(), round((60 + 150 * n) * pace), lambda now, p=procurement: self._launch(p, now))
        self._write_step(project, StepKind.STRATEGY, Phase.STRATEGY, at.date(), at)
        advance_project(project=project, by=project.lead, at=at)

    @staticmethod
    def _write_step(project: Project, kind: StepKind, phase: Phase, ended_on: dt.date, at: dt.datetime) -> None:
        """What the client writes itself, from the beginning of the phase."""
        step = project.steps.get(kind=kind)
        if step.ended_on is None:
            since = min(project.phase_entries.get(phase=phase).entered_on, ended_on)
            record_step(step=step, started_on=since, ended_on=ended_on, despite=OPEN_STILL, by=project.lead, at=at)

    @staticmethod
    def _divide(procurement: Procurement, at: dt.datetime) -> None:
        """A large procurement is bought in two lots: the thing, and what is needed to keep it going."""
        if procurement.estimate is None or procurement.estimate < LARGE:
            return
        for title, share in LOTS:
            part = (procurement.estimate * share).quantize(Decimal(1))
            add_lot(procurement=procurement, title=title, estimate=part, by=procurement.project.lead, at=at)

    def _launch(self, procurement: Procurement, at: dt.datetime) -> None:
        project = procurement.project
        if not self._runs(project):
            return
        ready_on = at.date() - dt.timedelta(days=9)
        self._write_step(project, StepKind.TENDER_DOCUMENTS, Phase.DOCUMENTS, ready_on, at)
        deadline = moment(at.date() + dt.timedelta(days=45), 11)
        launch_procurement(
            procurement=procurement,
            launched_on=at.date(),
            notice_ref=f"{at.year}-{self.agenda.chance.randrange(500_000, 599_999)}",
            tender_deadline=deadline,
            despite=OPEN_STILL,
            by=project.lead,
            at=at,
        )
        bidders = self.agenda.chance.choice([0, 2, 3, 3, 4, 5, 6])
        self.agenda.after(deadline.date(), 4, lambda now: self._tendered(procurement, bidders, now))

    def _tendered(self, procurement: Procurement, bidders: int, at: dt.datetime) -> None:
        project = procurement.project
        if not self._runs(project):
            return
        if bidders == 0:
            reason = "Geen enkele onderneming diende een offerte in."
            report_no_tenders(procurement=procurement, ended_on=at.date(), reason=reason, by=project.lead, at=at)
            again = relaunch_procurement(procurement=procurement, by=project.lead, at=at)
            self.agenda.after(at.date(), 50, lambda now: self._launch(again, now))
            return
        chosen = self.agenda.chance.sample(self.cast.enterprises, bidders)
        for enterprise in chosen:
            add_participant(procurement=procurement, kbo=enterprise.kbo, name=enterprise.name, by=project.lead, at=at)
        self.agenda.after(at.date(), 70, lambda now: self._award(procurement, chosen[0].name, now))

    def _award(self, procurement: Procurement, winner: str, at: dt.datetime) -> None:
        project = procurement.project
        if not self._runs(project):
            return
        value = (procurement.estimate or Decimal(200_000)) * Decimal(
            str(round(self.agenda.chance.uniform(0.82, 1.06), 2))
        )
        award_procurement(
            procurement=procurement,
            awarded_on=at.date(),
            contractor_name=winner,
            award_value=value.quantize(Decimal("0.01")),
            award_grounds="De beste verhouding tussen prijs en kwaliteit: het hoogst op aanpak en op onderhoud.",
            standstill_days=15,
            by=project.lead,
            at=at,
        )
        self.surveys.plan_guidance(project, SurveyKind.AWARD, at.date())
        self.agenda.after(at.date(), 20, lambda now: self._sign(procurement, now))
        self.money.plan_correction(procurement, at)
        self.agenda.after(at.date(), 140, lambda now: self._part(procurement, now))
        self.agenda.after(at.date(), 230, lambda now: self._deliver(procurement, now))

    def _sign(self, procurement: Procurement, at: dt.datetime) -> None:
        """The contract comes after the standstill, for a year."""
        if self._runs(procurement.project):
            ends_on = at.date() + dt.timedelta(days=365)
            lead = procurement.project.lead
            sign_contract(procurement=procurement, contract_on=at.date(), contract_ends_on=ends_on, by=lead, at=at)

    def _part(self, procurement: Procurement, at: dt.datetime) -> None:
        """What is tried out first is accepted first; the whole comes later."""
        if self._runs(procurement.project):
            lead, result = procurement.project.lead, "De proef haalt de gevraagde waarden."
            deliver_part(procurement=procurement, delivered_on=at.date(), part="Proef", result=result, by=lead, at=at)

    def _deliver(self, procurement: Procurement, at: dt.datetime) -> None:
        project = procurement.project
        if not self._runs(project):
            return
        deliver_procurement(
            procurement=procurement,
            delivered_on=at.date(),
            note="Aanvaard na een proef van zes weken.",
            lessons=LESSONS,
            by=project.lead,
            at=at,
        )
        project = Project.objects.get(pk=project.pk)
        if project.procurements.filter(status=ProcurementStatus.DELIVERED).count() == 1:
            self.surveys.plan_adopters(project, at.date())
        if not project.procurements.filter(status__in=RUNNING).exists():
            self.surveys.plan_use(project, at.date())
            self._share(project, at)

    # Knowledge and closing

    def _share(self, project: Project, at: dt.datetime) -> None:
        advance_project(project=project, by=project.lead, at=at)
        project = edit_public_texts(
            project=project, need=project.need, approach=project.approach, lessons=LESSONS, by=project.lead, at=at
        )
        fate = self.agenda.chance.random()
        if fate < 0.08:
            self.agenda.after(at.date(), 90, lambda now: self._waive(project, now))
        else:
            self.outreach.plan_activity(project, at)
            if fate < 0.85:
                self.outreach.plan_story(project, at)
        self.agenda.after(at.date(), 150, lambda now: self._close(project, now))

    def _waive(self, project: Project, at: dt.datetime) -> None:
        reason = (
            "De klant deelde de ervaring al zelf, op een studiedag van zijn sector; een tweede keer voegt niets toe."
        )
        waive_sharing(project=project, reason=reason, by=self.cast.lead, at=at)

    def _close(self, project: Project, at: dt.datetime) -> None:
        try:
            with attempt():
                propose_closing(project=project, by=project.lead, at=at)
        except Refused:
            self.agenda.after(at.date(), 60, lambda now: self._close(project, now))  # knowledge was not shared yet
        else:
            self.agenda.after(at.date(), 5, lambda now: self._agree_to_close(project, now))

    def _agree_to_close(self, project: Project, at: dt.datetime) -> None:
        """A colleague closes what the project's lead proposed to close."""
        if self._runs(project):
            colleague = self.cast.staff[0] if project.lead != self.cast.staff[0] else self.cast.lead
            close_project(project=project, by=colleague, at=at)
            self.halted.add(project.pk)
            self.surveys.plan_guidance(project, SurveyKind.CLOSING, at.date())


def _after(at: dt.datetime, days: float) -> dt.date:
    """The day that something of so many days ends, as the agenda mostly lets it."""
    return at.date() + dt.timedelta(days=round(days * 1.08))


RUNNING = [ProcurementStatus.PREPARED, ProcurementStatus.LAUNCHED, ProcurementStatus.AWARDED]


def _need_of(application: Application) -> str:
    ideas = [idea for _client, _partners, idea in words.EXAMPLES] + words.IDEAS
    return next((idea.need for idea in ideas if application.title.startswith(idea.title)), "")
