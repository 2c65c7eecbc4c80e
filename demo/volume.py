"""A programme of any size, for measuring: the same shapes as the demo, written in bulk instead of told by verbs.

The rows keep every constraint of the database. Their history is not kept (there is none), and no verb ran for them.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from random import Random
from typing import TypeVar

from django.db import connection, models, transaction
from pgtrigger import registry

from calls.call.workflow import Period, create_call, publish_call
from calls.enums import ApplicationStatus as Status
from calls.enums import DecisionStatus
from calls.models import Application, Call, Decision, PolicyDomain, Round, Theme
from cofinancing.enums import Authority, DecisionKind
from cofinancing.models import CofinancingDecision
from consultations.enums import ConsultationStatus
from consultations.models import MarketConsultation
from demo import words
from demo.agenda import moment
from demo.applications import OPEN_DAYS, THREE, WHO
from demo.cast import demo_kbo, gather
from outreach.enums import EventKind, EventStatus
from outreach.models import Event
from pio_portal.accounts.models import User
from pio_portal.audit.models import ReferenceCounter
from pio_portal.correspondence import outbox
from pio_portal.organisations.enums import OrganisationType
from pio_portal.organisations.models import Organisation
from pio_portal.references import reserve
from pio_portal.registrations.enums import Sector
from pio_portal.registrations.models import Occasion, Registration
from projects.enums import ParticipantRole, Phase, Procedure, ProcurementStatus, ProjectState
from projects.models import Milestone, Participant, PhaseEntry, Procurement, Project

YEARS = 10
AT_ONCE = 5_000
MOST_VALUES = 65_535  # that PostgreSQL takes with one statement
ORGANISATIONS_PER = 50
M = TypeVar("M", bound=models.Model)


def tell_in_bulk(n: int, now: dt.datetime, *, seed: int) -> str:
    """Add n applications with proportionate projects, procurements, consultations, registrations and events.

    The same n, seed and moment give the same rows. Returns a line with what was made.
    """
    maker = Maker(Random(seed), now)
    with transaction.atomic(), outbox.muted():
        _keep_no_history()
        maker.prepare(n)
        made = maker.make(n)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return ", ".join(f"{count} {name}" for name, count in made.items())


PHASES = ((Phase.INTAKE, 0), (Phase.PREPARATION, 30), (Phase.STRATEGY, 180), (Phase.DOCUMENTS, 240), (Phase.AWARD, 300))


def _phase_after(days: int) -> Phase:
    """The phase of a project that began so many days ago."""
    return max((phase for phase, least in PHASES if days >= least + 25 or not least), key=lambda phase: phase.number)


def _keep_no_history() -> None:
    """Until the end of the transaction: for rows that are made by the hundred thousand it would only cost time."""
    triggers = [(model, trigger) for model, trigger in registry.registered() if trigger.name == "insert_insert"]
    ignored = ",".join(trigger.get_pgid(model) for model, trigger in triggers)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [f"{{{ignored}}}"])


def written(rows: Iterable[M]) -> Iterator[list[M]]:
    """Write rows of one model in batches, and give each batch back with its keys."""
    rows = iter(rows)
    while batch := list(islice(rows, AT_ONCE)):
        yield write(type(batch[0]), batch)


def write(model: type[M], rows: Iterable[M]) -> list[M]:
    """Write rows with as many statements as PostgreSQL needs."""
    return model._default_manager.bulk_create(rows, MOST_VALUES // len(model._meta.concrete_fields))


class Maker:
    """Makes rows from one row of dice, so that each run gives the same."""

    def __init__(self, chance: Random, now: dt.datetime) -> None:
        self.chance, self.now, self.today = chance, now, now.date()
        self.numbers: dict[tuple[str, int], int] = {}
        self.made: dict[str, int] = {}

    def prepare(self, n: int) -> None:
        """People, organisations and calls."""
        if not User.objects.exists():
            gather(self.chance, since=moment(dt.date(self.now.year - YEARS, 1, 5)))
        self.lead = User.objects.with_role("lead").first()
        self.colleague = User.objects.with_role("staff").exclude(pk=self.lead.pk).first()
        start = Organisation.objects.count()
        kinds = [k for k in OrganisationType.applicants() if k != OrganisationType.OTHER]
        for _batch in written(
            Organisation(
                name=f"{self.chance.choice(['Gemeente', 'Stad', 'Zorggroep', 'Intercommunale'])} {self._name()} {start + i}",
                type=self.chance.choice(kinds),
                kbo=demo_kbo(1000 + start + i) if start + i < 8_000 else None,
                postcode=str(self.chance.randint(1000, 9999)),
            )
            for i in range(max(30, n // ORGANISATIONS_PER))
        ):
            pass
        self.organisations = list(
            Organisation.objects.exclude(type=OrganisationType.ENTERPRISE).order_by("pk").values_list("pk", flat=True)
        )
        self.themes = list(Theme.objects.values_list("pk", flat=True))
        self.domains = list(PolicyDomain.objects.values_list("pk", flat=True))
        self.rounds = [r for year in range(self.now.year - YEARS + 1, self.now.year + 1) for r in self._call(year)]

    def _call(self, year: int) -> list[Round]:
        call = Call.objects.filter(code=f"PIO-{year}").first()
        if call is None:
            days = [dt.date(year, month, day) for month, day in THREE]
            opens = [moment(dt.date(year, 1, 8)), *[moment(day + dt.timedelta(days=1), 9) for day in days[:-1]]]
            at = moment(dt.date(year, 1, 4))
            rounds = [Period(start, moment(day, 12)) for start, day in zip(opens, days, strict=True)]
            texts = {"summary": "", "who_may_apply": WHO}
            call = create_call(
                code=f"PIO-{year}",
                title=f"Open oproep {year}",
                kind="open",
                year=year,
                rounds=rounds,
                by=self.lead,
                at=at,
                eligibility_points=(),
                **texts,
            )
            publish_call(call=call, by=self.lead, at=at)
        return [r for r in call.rounds.select_related("call__form") if r.closes_at < self.now]

    def make(self, n: int) -> dict[str, int]:
        """The rows themselves, a batch of applications at a time."""
        for batch in written(self._application() for _ in range(n)):
            self._count("applications", batch)
            for _decisions in written(self._decision(a) for a in batch if a.decided_on):
                pass
            selected = [a for a in batch if a.status == Status.SELECTED]
            for projects in written(self._project(a) for a in selected):
                self._follow(projects)
        for events in written(self._event(o) for b in written(self._occasions(n // 20, "Activiteit")) for o in b):
            self._count("events", events)
            self._register([e.occasion for e in events[: len(events) // 4]])
        for (prefix, year), last in self.numbers.items():
            reserve(f"{prefix}-{year}-{last}")
        return self.made

    def _follow(self, projects: list[Project]) -> None:
        self._count("projects", projects)
        for rows in written(m for p in projects for m in self._milestones(p)):
            self._count("milestones", rows)
        for rows in written(e for p in projects for e in self._entries(p)):
            self._count("phases", rows)
        for procurements in written(o for p in projects for o in self._procurements(p)):
            self._count("procurements", procurements)
            self._bid(procurements)
        consulted = [p for p in projects if self.chance.random() < 0.7]
        for occasions in written(self._occasions(len(consulted), "Marktconsultatie")):
            pairs = list(zip(occasions, consulted, strict=False))
            consultations = write(MarketConsultation, [self._consultation(o) for o, _p in pairs])
            del consulted[: len(pairs)]
            through = MarketConsultation.projects.through
            through.objects.bulk_create(
                through(marketconsultation_id=c.pk, project_id=p.pk)
                for c, (_o, p) in zip(consultations, pairs, strict=True)
            )
            self._count("consultations", consultations)
            self._register(occasions[: len(occasions) // 3])

    # Rows

    def _application(self) -> Application:
        chance = self.chance
        round_ = chance.choice(self.rounds)
        before = dt.timedelta(minutes=chance.randrange(1, OPEN_DAYS * 1440))
        submitted = max(round_.opens_at, round_.closes_at - before)
        recent = round_ is self.rounds[-1]
        status = chance.choices(
            [
                Status.SELECTED,
                Status.NOT_SELECTED,
                Status.INELIGIBLE,
                Status.WITHDRAWN,
                Status.ELIGIBLE,
                Status.SUBMITTED,
            ],
            [0, 0, 1, 1, 10, 8] if recent else [45, 40, 5, 5, 0, 0],
        )[0]
        withdrawn = status == Status.WITHDRAWN
        decided = status in Status.decided()
        assessed = status in (Status.ELIGIBLE, Status.SELECTED, Status.NOT_SELECTED)
        idea = chance.choice(words.IDEAS)
        return Application(
            ref=self._ref("A", submitted.year),
            call=round_.call,
            round=round_,
            form=round_.call.form,
            organisation_id=chance.choice(self.organisations),
            title=f"{idea.title} {chance.choice([*words.PLACES.values()])} {self._name()}",
            theme_id=chance.choice(self.themes),
            policy_domain_id=chance.choice(self.domains),
            status=status,
            created_at=submitted,
            submitted_at=submitted,
            submitted_by=self.lead,
            withdrawn_at=submitted + dt.timedelta(days=3) if withdrawn else None,
            withdrawn_by=self.lead if withdrawn else None,
            eligible_at=round_.closes_at if assessed else None,
            eligible_by=self.lead if assessed else None,
            decided_on=(round_.closes_at + dt.timedelta(days=60)).date() if decided else None,
        )

    def _decision(self, application: Application) -> Decision:
        at = moment(application.decided_on)
        return Decision(
            application=application,
            status=DecisionStatus.PUBLISHED,
            outcome=application.status,
            grounds=words.GROUNDS_YES if application.status == Status.SELECTED else words.GROUNDS_NO,
            feedback=words.FEEDBACK if application.status == Status.NOT_SELECTED else "",
            prepared_at=at,
            prepared_by=self.lead,
            decided_on=application.decided_on,
            published_at=at,
            published_by=self.lead,
        )

    def _project(self, application: Application) -> Project:
        started = application.decided_on + dt.timedelta(days=self.chance.randint(10, 40))
        old = (self.today - started).days > 1000
        ref = self._ref("P", started.year)
        return Project(
            ref=ref,
            slug=ref.lower(),
            application=application,
            title=application.title,
            organisation_id=application.organisation_id,
            theme_id=application.theme_id,
            policy_domain_id=application.policy_domain_id,
            phase=Phase.CLOSED if old else _phase_after((self.today - started).days),
            state=ProjectState.CLOSED if old else ProjectState.ACTIVE,
            started_on=started,
            target_launch_on=started + dt.timedelta(days=365),
            client_confirmed_at=moment(started),
            client_confirmed_by=self.lead,
            pio_confirmed_at=moment(started),
            pio_confirmed_by=self.lead,
            agreed_version=1,
            closing_proposed_at=moment(started + dt.timedelta(days=985)) if old else None,
            closing_proposed_by=self.lead if old else None,
            closed_on=started + dt.timedelta(days=990) if old else None,
            closed_by=self.colleague if old else None,
            need=self.chance.choice(words.IDEAS).need,
            published=True,
        )

    def _entries(self, project: Project) -> Iterator[PhaseEntry]:
        """The phases that it went through; each began some days sooner or later than for others."""
        for phase, days in PHASES:
            entered_on = project.started_on + dt.timedelta(days=days + (self.chance.randint(0, 25) if days else 0))
            if Phase(phase).number <= Phase(project.phase).number and entered_on <= self.today:
                yield PhaseEntry(project=project, phase=phase, entered_on=entered_on)

    def _milestones(self, project: Project) -> Iterator[Milestone]:
        for n, name in enumerate(("Behoefteanalyse", "Marktconsultatie", "Lancering van de opdracht")):
            agreed = project.started_on + dt.timedelta(days=120 * (n + 1))
            yield Milestone(
                project=project,
                name=name,
                position=n,
                is_launch=n == 2,
                baseline_on=agreed,
                forecast_on=agreed + dt.timedelta(days=self.chance.choice([0, 0, 20, 60])),
                actual_on=agreed + dt.timedelta(days=30) if agreed < self.today - dt.timedelta(days=60) else None,
            )

    def _procurements(self, project: Project) -> Iterator[Procurement]:
        launched = project.started_on + dt.timedelta(days=self.chance.randint(300, 480))
        if launched >= self.today:
            return
        for _ in range(self.chance.choice([1, 1, 1, 2, 2])):
            delivered = launched + dt.timedelta(days=420) if launched + dt.timedelta(days=420) < self.today else None
            awarded = launched + dt.timedelta(days=110) if launched + dt.timedelta(days=110) < self.today else None
            estimate = Decimal(self.chance.randrange(80_000, 700_000, 1_000))
            status = (
                ProcurementStatus.DELIVERED
                if delivered
                else ProcurementStatus.AWARDED
                if awarded
                else ProcurementStatus.LAUNCHED
            )
            yield Procurement(
                ref=self._ref("O", launched.year),
                project=project,
                title=project.title,
                procedure=self.chance.choice(list(Procedure)),
                cpv="73100000-3",
                estimate=estimate,
                launched_on=launched,
                tender_deadline=moment(launched + dt.timedelta(days=45), 11),
                awarded_on=awarded,
                award_value=estimate if awarded else None,
                contractor_name=f"{self._name()} nv" if awarded else "",
                delivered_on=delivered,
                status=status,
            )

    def _bid(self, procurements: list[Procurement]) -> None:
        enterprises = [demo_kbo(500 + i) for i in range(400)]
        for rows in written(
            Participant(procurement=p, kbo=kbo, role=ParticipantRole.TENDERER)
            for p in procurements
            for kbo in self.chance.sample(enterprises, self.chance.randint(1, 5))
        ):
            self._count("participants", rows)
        for rows in written(
            CofinancingDecision(
                ref=self._ref("CF", p.launched_on.year),
                procurement=p,
                kind=DecisionKind.GRANT,
                amount=p.estimate / 2,
                decided_on=p.launched_on - dt.timedelta(days=20),
                authority=Authority.COMMITTEE,
                recorded_at=moment(p.launched_on),
                recorded_by=self.lead,
            )
            for p in procurements
            if self.chance.random() < 0.9
        ):
            self._count("decisions", rows)

    def _occasions(self, n: int, what: str) -> Iterator[Occasion]:
        for _ in range(n):
            starts = moment(self.today - dt.timedelta(days=self.chance.randint(1, 365 * (YEARS - 1))), 13)
            yield Occasion(
                title=f"{what} {self._name()}",
                starts_at=starts,
                ends_at=starts + dt.timedelta(hours=3),
                place="Brussel",
                counted_public=self.chance.randint(0, 15),
                counted_enterprise=self.chance.randint(0, 30),
                counted_knowledge=self.chance.randint(0, 6),
                counted_unknown=0,
                counted_total=self.chance.randint(10, 80),
                counted_source="meetreeks",
            )

    def _consultation(self, occasion: Occasion) -> MarketConsultation:
        ref = self._ref("MC", occasion.starts_at.year)
        return MarketConsultation(
            ref=ref,
            slug=ref.lower(),
            occasion=occasion,
            summary=self.chance.choice(words.IDEAS).need,
            status=ConsultationStatus.CONCLUDED,
            published_at=occasion.starts_at - dt.timedelta(days=40),
            conclusions=words.CONCLUSIONS,
            concluded_on=(occasion.starts_at + dt.timedelta(days=20)).date(),
        )

    def _event(self, occasion: Occasion) -> Event:
        ref = self._ref("E", occasion.starts_at.year)
        return Event(
            ref=ref,
            slug=ref.lower(),
            occasion=occasion,
            kind=self.chance.choice([EventKind.INFO, EventKind.PARTNER, EventKind.KNOWLEDGE, EventKind.OTHER]),
            status=EventStatus.HELD,
            published_at=occasion.starts_at - dt.timedelta(days=40),
        )

    def _register(self, occasions: list[Occasion]) -> None:
        for rows in written(
            Registration(
                occasion=o,
                email=f"meting{i}.{o.pk}@voorbeeld.test",
                name=f"{self.chance.choice(words.FIRST)} {self.chance.choice(words.LAST)}",
                sector=self.chance.choice(Sector.values),
                registered_at=o.starts_at - dt.timedelta(days=9),
                confirmed_at=o.starts_at - dt.timedelta(days=9),
                token=f"meting-{o.pk}-{i}",
            )
            for o in occasions
            for i in range(self.chance.randint(8, 30))
        ):
            self._count("registrations", rows)

    # Helpers

    def _ref(self, prefix: str, year: int) -> str:
        last = self.numbers.get((prefix, year)) or self._last(prefix, year)
        self.numbers[prefix, year] = last + 1
        return f"{prefix}-{year}-{last + 1:04d}"

    @staticmethod
    def _last(prefix: str, year: int) -> int:
        counter = ReferenceCounter.objects.filter(prefix=prefix, year=year).first()
        return counter.last if counter else 0

    def _name(self) -> str:
        return self.chance.choice(words.LAST) + self.chance.choice(["beke", "gem", "hove", "donk", "berg", "rode"])

    def _count(self, name: str, rows: list) -> None:
        self.made[name] = self.made.get(name, 0) + len(rows)
