"""Calls with their rounds, and what becomes of each application in them."""

import datetime as dt
from itertools import cycle

from calls.application.completion import request_info
from calls.application.partners import add_partner
from calls.application.submission import submit_application
from calls.application.writing import save_section, start_application, withdraw_application
from calls.assessment.advice import advise, assign_adviser, declare_conflict, declare_no_conflict
from calls.assessment.eligibility import Finding, check_eligibility
from calls.assessment.handling import assign_handler, declare_eligible, void_application
from calls.call.workflow import Period, create_call, publish_call
from calls.enums import Advice, ApplicationStatus, AssignmentStatus, CheckOutcome
from calls.models import Application, Assignment, Call, Criterion, EligibilityPoint, PolicyDomain, Round, Theme
from calls.questionnaire import definition
from calls.selection.decision import declare_ineligible, refuse_application, select_application
from calls.selection.drafts import draft_decision
from demo import words
from demo.agenda import Agenda, moment, waking
from demo.answers import answers
from demo.cast import HOME, Cast
from demo.words import Idea
from pio_portal.correspondence.workflow.messages import read_messages, send_message, settle_messages
from pio_portal.correspondence.workflow.notes import write_note
from pio_portal.organisations.enums import OrganisationType

# Month and day on which the rounds of a year close: two a year until 2024, three from 2025 (plan, action 1).
TWO = [(4, 15), (10, 14)]
THREE = [(3, 16), (9, 14), (12, 14)]
FIRST_YEAR_OF_THREE = 2025
OPEN_DAYS = 70


def closing_days(year: int) -> list[dt.date]:
    """The submission dates of a year."""
    return [dt.date(year, month, day) for month, day in (THREE if year >= FIRST_YEAR_OF_THREE else TWO)]


class Applications:
    """Plans the calls; `selected` is told of each selection, so that projects can follow."""

    def __init__(self, agenda: Agenda, cast: Cast, per_round: int, selected) -> None:
        self.agenda, self.cast, self.per_round, self.selected = agenda, cast, per_round, selected
        self.themes = {theme.name: theme for theme in Theme.objects.all()}
        self.domains = {domain.name: domain for domain in PolicyDomain.objects.all()}
        self.handlers = cycle(cast.staff)
        self.examples = iter(words.EXAMPLES)
        self.ideas = self._ideas()
        self.criteria: dict[int, list[Criterion]] = {}
        self.assessed: set[int] = set()  # the applications that are being judged

    def plan_call(self, year: int) -> None:
        """The open call of a year: made in the autumn before, published in January."""
        days = closing_days(year)
        made = min(dt.date(year - 1, 11, 20), self.agenda.today)
        self.agenda.on(made, lambda at: self._make_call(year, days, at))

    def _make_call(self, year: int, days: list[dt.date], at: dt.datetime) -> None:
        opens = [moment(dt.date(year, 1, 8)), *[moment(day + dt.timedelta(days=1), 9) for day in days[:-1]]]
        rounds = [Period(start, moment(day, 12)) for start, day in zip(opens, days, strict=True)]
        call = create_call(
            code=f"PIO-{year}",
            title=f"Open oproep {year}",
            kind="open",
            year=year,
            rounds=rounds,
            by=self.cast.lead,
            at=at,
            summary="Koop innovatie die nog niet te koop is. PIO begeleidt uw voorbereiding en kan uw opdracht cofinancieren.",
            who_may_apply=WHO,
            target_term_days=365,
        )
        publish = min(moment(dt.date(year, 1, 4)), self.agenda.now)
        self.agenda.at(max(publish, at), lambda when: publish_call(call=call, by=self.cast.lead, at=when))
        for index, period in enumerate(rounds):
            self._plan_round(call, index, period)

    def _plan_round(self, call: Call, index: int, period: Period) -> None:
        round_ = call.rounds.get(number=index + 1)
        grown = max(0.4, 1 - 0.2 * max(0, self.agenda.now.year - call.year - 1))  # the programme began smaller
        count = round(self.per_round * grown) + self.agenda.chance.randint(-2, 2)
        first = max(period.opens_at, period.closes_at - dt.timedelta(days=OPEN_DAYS))
        span = (period.closes_at - first).total_seconds()
        for n in range(count):
            begun = first + dt.timedelta(seconds=span * (n + self.agenda.chance.random()) / (count * 1.6))
            self.agenda.at(waking(begun), lambda at, r=round_: self._begin(r, at))
        if period.opens_at <= self.agenda.now < period.closes_at:
            self.agenda.at(
                self.agenda.now - dt.timedelta(hours=3),
                lambda at: self._begin(round_, at, client=HOME, idea=MINE, submits=False),
            )

    # One application

    def _begin(
        self, round_: Round, at: dt.datetime, *, client: str = "", idea: Idea | None = None, submits=True
    ) -> None:
        partners: list[str] = []
        if idea is None:
            client, partners, idea = next(self.examples, None) or self._of_one_client()
        organisation = self.cast.bodies[client]
        by = self.cast.manager_of(organisation)
        application = start_application(
            round=round_,
            organisation=organisation,
            title=idea.title,
            by=by,
            at=at,
            theme=self.themes.get(idea.theme),
            policy_domain=self.domains.get(idea.domain),
        )
        for name in partners:
            add_partner(application=application, organisation=self.cast.bodies[name], by=by, at=at)
        sections = list(definition.of(application.form).sections)
        half = len(sections) if submits else 2
        for section in sections[:half]:
            save_section(
                application=application,
                section=section.key,
                values=answers(section, idea, organisation, by.name, round_.closes_at.date()),
                version=0,
                by=by,
                at=at,
            )
        if not submits:
            return
        chance = self.agenda.chance
        left = round_.closes_at - at
        when = at + left * chance.choice([0.35, 0.6, 0.8, 0.93, 0.99])
        in_time = min(waking(when), round_.closes_at - dt.timedelta(minutes=5))
        self.agenda.at(max(in_time, at + dt.timedelta(minutes=20)), lambda now: self._submit(application, now))

    def _submit(self, application: Application, at: dt.datetime) -> None:
        submit_application(application=application, by=self.cast.manager_of(application.organisation), at=at)
        chance, closed = self.agenda.chance, application.round.closes_at.date()
        fate = chance.random()
        handler = next(self.handlers)
        self.agenda.after(
            closed, 3, lambda now: assign_handler(application=application, handler=handler, by=handler, at=now)
        )
        if fate < 0.02:
            reason = "Dubbel ingegeven: dezelfde aanvraag staat er al met het juiste dossier."
            self.agenda.after(
                closed, 4, lambda now: void_application(application=application, reason=reason, by=handler, at=now)
            )
        elif fate < 0.06:
            self.agenda.after(closed, 9, lambda now: self._withdraw(application, now))
        elif fate < 0.10:
            self.agenda.after(closed, 10, lambda now: self._ineligible(application, now))
        elif fate < 0.20:
            self.agenda.after(closed, 6, lambda now: self._ask_more(application, handler, now))
        else:
            self.agenda.after(closed, 8, lambda now: self._eligible(application, handler, now))

    def _withdraw(self, application: Application, at: dt.datetime) -> None:
        by = self.cast.manager_of(application.organisation)
        withdraw_application(application=application, by=by, at=at, reason="Onze prioriteiten zijn gewijzigd.")

    def _ineligible(self, application: Application, at: dt.datetime) -> None:
        self._check(application, self.cast.lead, at, failing=True)
        declare_ineligible(
            application=application, decided_on=at.date(), grounds=words.GROUNDS_INELIGIBLE, by=self.cast.lead, at=at
        )

    def _criteria_of(self, call: int) -> list[Criterion]:
        """What applications of a call are judged on: nobody changes that in this story."""
        if call not in self.criteria:
            self.criteria[call] = list(Criterion.objects.filter(call=call))
        return self.criteria[call]

    @staticmethod
    def _check(application: Application, by, at: dt.datetime, *, failing: bool = False) -> None:
        """Tick off every condition of the call; when it fails, the last one is not met."""
        points = list(EligibilityPoint.objects.filter(call=application.call_id))
        findings = {point.pk: Finding(CheckOutcome.MET) for point in points}
        if failing and points:
            findings[points[-1].pk] = Finding(CheckOutcome.NOT_MET, words.GROUNDS_INELIGIBLE)
        check_eligibility(application=application, findings=findings, by=by, at=at)

    def _ask_more(self, application: Application, handler, at: dt.datetime) -> None:
        due = at.date() + dt.timedelta(days=14)
        reason = "Vul de raming aan met de kost van het onderhoud, en voeg het akkoord van het managementteam toe."
        request_info(
            application=application, reason=reason, due_on=due, sections=["middelen", "bijlagen"], by=handler, at=at
        )
        send_message(about=application, text=words.QUESTION, by=handler, at=at)
        if self.agenda.chance.random() < 0.85:
            self.agenda.after(at.date(), 9, lambda now: self._resubmit(application, handler, now))

    def _resubmit(self, application: Application, handler, at: dt.datetime) -> None:
        by = self.cast.manager_of(application.organisation)
        application = Application.objects.get(pk=application.pk)  # what was begun long ago is no draft any more
        read_messages(about=application, by=by, at=at)
        send_message(about=application, text=words.ANSWER, by=by, at=at)
        means = application.answers.get(section="middelen")
        team = f"{means.values['team']} {words.COMPLETED}"
        save_section(
            application=application,
            section="middelen",
            values={"team": team},
            version=means.version,
            by=by,
            at=at,
        )
        submit_application(application=application, by=by, at=at)
        self.agenda.after(at.date(), 3, lambda now: self._eligible(application, handler, now))

    def _eligible(self, application: Application, handler, at: dt.datetime) -> None:
        application = Application.objects.select_related("call", "round", "organisation").get(pk=application.pk)
        self._check(application, handler, at)
        declare_eligible(application=application, by=handler, at=at)
        self.assessed.add(application.pk)
        if application.revisions.count() > 1:
            read_messages(about=application, by=handler, at=at)
            settle_messages(about=application, by=handler, at=at)
            write_note(about=application, text=words.NOTE, by=handler, at=at)
        quality = self.agenda.chance.gauss(3.1, 0.8)
        due = at.date() + dt.timedelta(days=30)
        for adviser in self.agenda.chance.sample(self.cast.advisers, 3):
            assignment = assign_adviser(application=application, adviser=adviser, by=handler, at=at, due_on=due)
            self.agenda.after(at.date(), 5, lambda now, a=assignment, who=adviser: self._declare(a, who, quality, now))
        self.agenda.after(at.date(), 40, lambda now: self._draft(application, quality, handler, now))
        self.agenda.after(at.date(), 48, lambda now: self._decide(application, quality, now))

    def _declare(self, assignment, adviser, quality: float, at: dt.datetime) -> None:
        if assignment.application_id not in self.assessed or self._waits_for(assignment, 0):
            return
        if self.agenda.chance.random() < 0.04:
            reason = "Ik werkte tot vorig jaar voor deze organisatie."
            declare_conflict(assignment=assignment, reason=reason, by=adviser, at=at)
            return
        declare_no_conflict(assignment=assignment, by=adviser, at=at)
        self.agenda.after(at.date(), 18, lambda now: self._advise(assignment, adviser, quality, now))

    def _advise(self, assignment, adviser, quality: float, at: dt.datetime) -> None:
        assignment = Assignment.objects.select_related("application__round__call").get(pk=assignment.pk)
        if assignment.status != AssignmentStatus.DECLARED or assignment.application_id not in self.assessed:
            return
        if self._waits_for(assignment, 1):
            return
        chance, criteria = self.agenda.chance, self._criteria_of(assignment.application.call_id)
        points = {
            c.pk: (on_scale(chance.gauss(quality, 0.6), c.scale), chance.choice(words.COMMENTS)) for c in criteria
        }
        mean = sum(points[c.pk][0] * 5 / c.scale for c in criteria) / len(points)
        advice = Advice.SELECT if mean >= 3.2 else Advice.DOUBT if mean >= 2.7 else Advice.REFUSE
        text = (
            "De behoefte is helder en het team is er klaar voor."
            if advice == Advice.SELECT
            else "De markt lijkt verder te staan dan de aanvraag zegt."
        )
        advise(assignment=assignment, advice=advice, text=text, scores=points, by=adviser, at=at)

    def _draft(self, application: Application, quality: float, handler, at: dt.datetime) -> None:
        """The decision lies ready for a week, until the lead takes it; not while an advice is still to come."""
        if application.pk in self.assessed and not application.assignments.waiting().exists():
            chosen = quality >= 2.8
            draft_decision(
                application=application,
                outcome=ApplicationStatus.SELECTED if chosen else ApplicationStatus.NOT_SELECTED,
                grounds=words.GROUNDS_YES if chosen else words.GROUNDS_NO,
                feedback="" if chosen else words.FEEDBACK,
                conditions=words.CONDITIONS if chosen else "",
                version=0,
                by=handler,
                at=at,
            )

    def _decide(self, application: Application, quality: float, at: dt.datetime) -> None:
        if application.pk not in self.assessed or self._is_on_the_table(application):
            return
        self.assessed.remove(application.pk)
        example = application.title in {idea.title for _client, _partners, idea in words.EXAMPLES}
        if example or quality >= 2.8:
            select_application(
                application=application,
                decided_on=at.date(),
                grounds=words.GROUNDS_YES,
                conditions=words.CONDITIONS if application.organisation.name == HOME or application.pk % 5 == 0 else "",
                despite=words.DESPITE,  # kept only where something serious speaks against it
                by=self.cast.lead,
                at=at,
            )
            self.selected(Application.objects.get(pk=application.pk), at)
        else:
            refuse_application(
                application=application,
                decided_on=at.date(),
                grounds=words.GROUNDS_NO,
                feedback=words.FEEDBACK,
                by=self.cast.lead,
                at=at,
            )

    def _waits_for(self, assignment: Assignment, step: int) -> bool:
        """The demo's own adviser has one to declare on (step 0) and one to score (step 1), of what is on the table."""
        if assignment.adviser_id != self.cast.advisers[0].pk or not self._is_on_the_table(assignment.application):
            return False
        mine = Assignment.objects.filter(adviser=assignment.adviser, application__round=assignment.application.round)
        on_the_table = [pk for pk in mine.order_by("pk").values_list("application", flat=True) if pk % 2 == 0]
        return on_the_table[step : step + 1] == [assignment.application_id]

    def _is_on_the_table(self, application: Application) -> bool:
        """Every other one of the round that closed last waits for its decision, so that there is something to decide."""
        if application.pk % 2:
            return False
        later = Round.objects.filter(
            closes_at__gt=application.round.closes_at, closes_at__lte=self.agenda.now, call__kind=application.call.kind
        )
        return not later.exists()

    def _ideas(self):
        """Every idea in turn, each time around in another form."""
        for again in cycle(words.AGAIN):
            for idea in words.IDEAS:
                yield Idea(idea.title + again, idea.need, idea.theme, idea.domain)

    def _of_one_client(self) -> tuple[str, list[str], Idea]:
        """The next idea, with a client whose task it is: the one that is drawn, else one in its place."""
        drawn, idea = self.agenda.chance.choice(BODIES), next(self.ideas)
        fit = [body for body in BODIES if body.name != HOME and _is_task_of(body, idea.domain)]
        client = drawn if drawn in fit or drawn.name == HOME else fit[BODIES.index(drawn) % len(fit)]
        return client.name, [], idea


BODIES = words.INVENTED + words.FROM_THE_PLAN


def _is_task_of(body: words.Body, domain: str) -> bool:
    if domain not in words.OF_DOMAIN or body.name in words.OF_DOMAIN[domain]:
        return True
    return body.type == OrganisationType.LOCAL_AUTHORITY and domain not in words.NOT_OF_TOWNS


MINE = Idea(
    "Slimme straatverlichting die meet en deelt",
    "De lichtmasten van de stad kunnen meten wat er in de straat gebeurt, en delen wat anderen helpt.",
    "energie",
    "Omgeving",
)
WHO = (
    "Publieke organisaties in Vlaanderen: de Vlaamse overheid, lokale besturen, intercommunales, provincies en "
    "zorgorganisaties. U mag samen met andere organisaties indienen."
)


def on_scale(quality: float, scale: int) -> int:
    """Points on a criterion's own scale, for a quality out of 5."""
    return min(scale, max(1 if scale > 1 else 0, round(quality * scale / 5)))
