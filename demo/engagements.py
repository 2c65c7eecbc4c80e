"""What became of the engagements, and the evaluations at which that is said: most are kept, some are mended."""

import datetime as dt

from demo.agenda import Agenda, moment, working_day
from demo.cast import Cast
from projects.engagement.checks import Found, check_engagements
from projects.engagement.workflow import change_engagement, confirm_engagements
from projects.enums import AgendaSubject, EvaluationReason, Outcome, Phase, ProjectState, Side, TaskRole
from projects.evaluation.agenda import draft_agenda
from projects.evaluation.workflow import (
    decide,
    hold_evaluation,
    plan_evaluation,
    prepare_evaluation,
    write_minutes,
)
from projects.models import Engagement, Evaluation, Project, ProjectTask
from projects.task.workflow import finish_task

BROKEN_EVERY, LEFT_EVERY, HALF_KEPT_EVERY, WRITTEN_EVERY = 5, 7, 3, 5  # projects
NOTICE, PREPARED, DONE = 14, 6, 20  # days before an evaluation; after the client was asked; after it was held
EVALUATED, MENDED, SUCCEEDED = 100, 65, 140  # days after the preparation began
HOUR = 14
SLOW = "De beslissing over de behoefteanalyse kwam pas na tien weken, door de begrotingswijziging."
HALF = "De jurist zit mee aan tafel; de aankoopdienst sluit aan zodra de behoefte vastligt."
SUCCESSOR = "Marleen Goossens"
QUESTION = (
    "Het college vergadert maar om de twee weken. Kan de marktconsultatie wachten tot het de behoefte goedkeurde?"
)
ANSWER = "De uitnodiging vertrekt zodra het college de behoefte goedkeurde; de datum van de consultatie blijft."
CONCLUSION = "Het project blijft op koers als het college de behoefte binnen de maand goedkeurt."
AGREED = "Zet de resultaten van de behoefteanalyse op de agenda van het college"


class Engagements:
    """Plays the evaluations of the engagements of a project. Nothing here is left to chance: the rest stays as it was."""

    def __init__(self, agenda: Agenda, cast: Cast) -> None:
        self.agenda, self.cast = agenda, cast

    def plan(self, project: Project, since: dt.date) -> None:
        """From the day on which the preparation began."""
        number = int(project.ref[-4:])
        if number % WRITTEN_EVERY == 0:
            self._on(since, EVALUATED - NOTICE, lambda at: self._announce(project, number, at))
        else:
            self._on(since, EVALUATED, lambda at: self._evaluate(project, number, at))
        if number % LEFT_EVERY == 0:
            self._on(since, SUCCEEDED, lambda at: self._succeed(project, at))

    def _on(self, since: dt.date, days: int, action) -> None:
        self.agenda.at(moment(working_day(since + dt.timedelta(days=days)), HOUR, 0), action)

    def _announce(self, project: Project, number: int, at: dt.datetime) -> None:
        """An evaluation with an agenda, a preparation and minutes."""
        if not _runs(project):
            return
        planned_on = working_day(at.date() + dt.timedelta(days=NOTICE))
        planned = plan_evaluation(
            project=project,
            planned_on=planned_on,
            reason=EvaluationReason.PHASE,
            phase=Phase.PREPARATION,
            by=None,
            at=at,
        )
        evaluation = draft_agenda(evaluation=planned, by=None, at=at)
        self._on(at.date(), PREPARED, lambda now: self._prepare(evaluation, now))
        self.agenda.at(moment(planned_on, HOUR, 0), lambda now: self._write(evaluation, number, now))

    def _prepare(self, evaluation: Evaluation, at: dt.datetime) -> None:
        if _runs(evaluation.project):
            ahead = evaluation.points.get(subject=AgendaSubject.AHEAD)
            by = self.cast.manager_of(evaluation.project.organisation)
            prepare_evaluation(evaluation=evaluation, prepared={ahead.pk: QUESTION}, by=by, at=at)

    def _write(self, evaluation: Evaluation, number: int, at: dt.datetime) -> None:
        project, lead = evaluation.project, evaluation.project.lead
        self._evaluate(project, number, at)
        if not _runs(project):
            return
        ahead = evaluation.points.get(subject=AgendaSubject.AHEAD)
        write_minutes(
            evaluation=evaluation,
            present=f"{self.cast.manager_of(project.organisation)}, {lead}",
            conclusion=CONCLUSION,
            minutes={ahead.pk: ANSWER},
            by=lead,
            at=at,
        )
        task = decide(evaluation=evaluation, title=AGREED, role=TaskRole.CLIENT, by=lead, at=at)
        self._on(at.date(), DONE, lambda now: self._done(task, now))
        hold_evaluation(evaluation=evaluation, held_on=at.date(), by=lead, at=at)

    def _done(self, task: ProjectTask, at: dt.datetime) -> None:
        if _runs(task.project):
            finish_task(task=task, by=self.cast.manager_of(task.project.organisation), at=at)

    def _evaluate(self, project: Project, number: int, at: dt.datetime) -> None:
        promised = _promised(project)
        found = {engagement.pk: Found(Outcome.KEPT) for engagement in promised}
        client = [engagement for engagement in promised if engagement.side == Side.CLIENT]
        if number % BROKEN_EVERY == 0:
            found[client[1].pk] = Found(Outcome.BROKEN, SLOW)
            self._on(at.date(), MENDED, lambda now: self._check(project, {client[1].pk: Found(Outcome.KEPT)}, now))
        if number % HALF_KEPT_EVERY == 0:
            found[client[2].pk] = Found(Outcome.PARTLY, HALF)
        self._check(project, found, at)

    def _check(self, project: Project, found: dict[int, Found], at: dt.datetime) -> None:
        if _runs(project):
            check_engagements(project=project, checked_on=at.date(), found=found, by=project.lead, at=at)

    def _succeed(self, project: Project, at: dt.datetime) -> None:
        """The client's project leader leaves; both sides confirm the list with another name."""
        if not _runs(project):
            return
        first = _promised(project)[0]
        change_engagement(
            engagement=first, text=first.text, person=SUCCESSOR, due_on=first.due_on, by=project.lead, at=at
        )
        for side, by in ((Side.PIO, project.lead), (Side.CLIENT, self.cast.manager_of(project.organisation))):
            confirm_engagements(project=project, side=side, by=by, at=at)


def _promised(project: Project) -> list[Engagement]:
    return list(project.engagements.all())


def _runs(project: Project) -> bool:
    return Project.objects.filter(pk=project.pk, state=ProjectState.ACTIVE).exists()
