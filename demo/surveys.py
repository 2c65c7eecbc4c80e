"""What clients answer: whether their solution is in use and who took it over, and how they found the guidance."""

import datetime as dt
from collections.abc import Callable
from random import Random

from demo.agenda import Agenda, moment, working_day
from demo.cast import Cast
from projects.enums import SurveyKind, Use
from projects.models import Project, Survey
from projects.models.survey import STATEMENTS
from projects.survey.asking import ask_survey
from projects.survey.guidance import answer_guidance
from projects.survey.uptake import Told, add_adopter, answer_uptake, approve_uptake

MONTH, ANSWERED, APPROVED, HOUR = 30.5, 9, 21, 11  # days, and the hour at which it happens
ANSWERS, REMARKED, SCORES = 0.75, 0.3, [3, 4, 4, 4, 5, 5]

# Who took over what the plan tells of (§ 1.5), and how many months after the delivery they did: as the client tells ...
ADOPTED = {"Bookaplace": [("Stad Gent", 3), ("Stad Antwerpen", 5)]}
# ... and as PIO hears.
HEARD = {"Optimo huisvuilwagen": [("Stad Hasselt", 4), ("Stad Genk", 6), ("Gemeente Heidebergen", 9)]}
TOLD = {
    "Bookaplace": ("1.400 boekingen per week", "Studenten vinden een plek zonder te wachten; de balie heeft minder vragen."),
    "Optimo huisvuilwagen": ("44 gemeenten", "Eén rit haalt drie fracties op: minder ritten, minder uitstoot en lagere kosten."),
}  # fmt: skip
OTHERS = [
    (Use.FULL, "De hele organisatie", "Het werk gaat sneller en de gegevens kloppen."),
    (Use.PARTIAL, "Twee van de vijf diensten", "De proef loopt goed; de uitrol wacht op de begroting."),
    (Use.NOT_YET, "", "De koppeling met onze andere toepassingen komt eerst."),
    (Use.FULL, "Alle wijken", "Bewoners merken het verschil, en we hebben cijfers om het te tonen."),
]
REMARKS = [
    "De begeleider dacht echt mee.",
    "Een voorbeeldbestek had ons veel tijd gespaard.",
    "Graag vroeger een jurist aan tafel.",
    "De marktconsultatie was een schot in de roos.",
    "De tussentijdse evaluaties hielden ons bij de les.",
    "Wij wachtten lang op de beslissing over de cofinanciering.",
    "Het gesprek met een ander bestuur bracht ons op weg.",
    "Minder formulieren, graag.",
]


class Surveys:
    """Plays what is asked and answered. It has dice of its own, so that the rest of the story stays as it is."""

    def __init__(self, agenda: Agenda, cast: Cast) -> None:
        self.agenda, self.cast, self.dice = agenda, cast, Random("surveys")
        self.remarks = iter(REMARKS)

    def plan_use(self, project: Project, delivered_on: dt.date) -> None:
        """The client is asked at each moment after the delivery."""
        for kind, months in SurveyKind.about_use().items():
            self._in(delivered_on, months * MONTH, lambda at, k=kind: self._ask_use(project, k, delivered_on, at))

    def plan_adopters(self, project: Project, delivered_on: dt.date) -> None:
        """What PIO hears of who took the solution over, from the first delivery on."""
        for name, months in HEARD.get(_named(project), []):
            self._in(delivered_on, months * MONTH, lambda at, n=name: self._hear(project, n, at))

    def _hear(self, project: Project, name: str, at: dt.datetime) -> None:
        source = "Gesprek met de klant"
        add_adopter(project=project, name=name, since_on=at.date(), source=source, by=project.lead, at=at)

    def plan_guidance(self, project: Project, kind: SurveyKind, since: dt.date) -> None:
        """The client is asked how it found the guidance; most answer."""
        self._in(since, 1, lambda at: self._ask_guidance(project, kind, at))

    def _in(self, since: dt.date, days: float, action: Callable[[dt.datetime], object]) -> None:
        self.agenda.at(moment(working_day(since + dt.timedelta(days=round(days))), HOUR), action)

    def _ask_use(self, project: Project, kind: SurveyKind, delivered_on: dt.date, at: dt.datetime) -> None:
        survey = ask_survey(project=project, kind=kind, at=at)
        if _named(project) or self.dice.random() < ANSWERS:
            self._in(at.date(), ANSWERED, lambda now: self._tell(survey, delivered_on, now))

    def _tell(self, survey: Survey, delivered_on: dt.date, at: dt.datetime) -> None:
        if not _is_open(survey):
            return
        project, name = survey.project, _named(survey.project)
        use, scale, effect = (Use.FULL, *TOLD[name]) if name else self.dice.choice(OTHERS)
        adopters = [
            Told(adopter, delivered_on + dt.timedelta(days=round(months * MONTH)), "Verslag van de klant")
            for adopter, months in ADOPTED.get(name, [])
        ]
        manager = self.cast.manager_of(project.organisation)
        answer_uptake(survey=survey, use=use, scale=scale, effect=effect, adopters=adopters, by=manager, at=at)
        text = f"{scale}. {effect}" if scale else effect
        self._in(
            at.date(), APPROVED, lambda now: approve_uptake(survey=survey, public_text=text, by=project.lead, at=now)
        )

    def _ask_guidance(self, project: Project, kind: SurveyKind, at: dt.datetime) -> None:
        survey = ask_survey(project=project, kind=kind, at=at)
        if survey.asked_at == at and self.dice.random() < ANSWERS:  # of two awards the first is asked about
            self._in(at.date(), ANSWERED, lambda now: self._judge(survey, now))

    def _judge(self, survey: Survey, at: dt.datetime) -> None:
        if _is_open(survey):
            scores = {name: self.dice.choice(SCORES) for name in STATEMENTS}
            remark = next(self.remarks, "") if self.dice.random() < REMARKED else ""
            answer_guidance(survey=survey, by=None, at=at, remark=remark, **scores)


def _is_open(survey: Survey) -> bool:
    """Whether no later survey took its place, and nobody answered it."""
    return Survey.objects.get(pk=survey.pk).is_open


def _named(project: Project) -> str:
    """The solution of the plan that this is, if it is one."""
    return next((name for name in TOLD if project.title.startswith(name)), "")
