"""What became of the engagements: most are kept, some are broken and mended, and people leave."""

import datetime as dt

from demo.agenda import Agenda, moment, working_day
from demo.cast import Cast
from projects.engagement.checks import Found, check_engagements
from projects.engagement.workflow import change_engagement, confirm_engagements
from projects.enums import Outcome, ProjectState, Side
from projects.models import Engagement, Project

BROKEN_EVERY, LEFT_EVERY, HALF_KEPT_EVERY = 5, 7, 3  # projects
EVALUATED, MENDED, SUCCEEDED = 100, 65, 140  # days after the preparation began
HOUR = 14
SLOW = "De beslissing over de behoefteanalyse kwam pas na tien weken, door de begrotingswijziging."
HALF = "De jurist zit mee aan tafel; de aankoopdienst sluit aan zodra de behoefte vastligt."
SUCCESSOR = "Marleen Goossens"


class Engagements:
    """Plays the evaluations of the engagements of a project. Nothing here is left to chance: the rest stays as it was."""

    def __init__(self, agenda: Agenda, cast: Cast) -> None:
        self.agenda, self.cast = agenda, cast

    def plan(self, project: Project, since: dt.date) -> None:
        """From the day on which the preparation began."""
        number = int(project.ref[-4:])
        self._on(since, EVALUATED, lambda at: self._evaluate(project, number, at))
        if number % LEFT_EVERY == 0:
            self._on(since, SUCCEEDED, lambda at: self._succeed(project, at))

    def _on(self, since: dt.date, days: int, action) -> None:
        self.agenda.at(moment(working_day(since + dt.timedelta(days=days)), HOUR, 0), action)

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
