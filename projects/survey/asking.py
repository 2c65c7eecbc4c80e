"""Asking the client: when something is due, once each, by a mail with a link of its own."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from pio_portal.audit.workflow import record
from pio_portal.change import locked, perform
from pio_portal.correspondence import outbox
from pio_portal.organisations.enums import Level
from projects.enums import ProcurementStatus, ProjectState, SurveyKind
from projects.models import PhaseEntry, Procurement, Project, Survey
from projects.project.client import client_people

LATEST = timedelta(days=60)  # after its moment nothing is asked any more: the client would wonder why now
AT_ONCE = 50
ASKED_OF = [ProjectState.ACTIVE, ProjectState.CLOSED]


@transaction.atomic
def ask_survey(*, project: Project, kind: SurveyKind, at: datetime) -> Survey:
    """Ask the client, by a mail to its managers and editors. What was asked already is not asked again.

    An earlier survey with the same questions lapses when nobody answered it: the client has one of them to fill in.
    """
    project = locked(project)
    if known := project.surveys.filter(kind=kind).first():
        return known
    for before in project.surveys.open().filter(kind__in=SurveyKind(kind).alike):
        perform(before, "lapse", by=None)
        before.save(update_fields=["status"])
    survey = Survey.objects.create(project=project, kind=kind, asked_at=at)
    record(about=project, verb="survey_asked", by=None, at=at, detail={"survey": str(survey)})
    _mail_client(survey)
    return survey


@outbox.unless_muted
def _mail_client(survey: Survey) -> None:
    project = survey.project
    if people := client_people(project, Level.EDITOR):
        context = {"project": project.title, "ref": project.ref, "moment": str(survey), "link": outbox.link(survey)}
        about = "uptake_asked" if survey.is_about_use else "guidance_asked"
        outbox.post_mail(about, to=people, about=project, context=context)


class Due(NamedTuple):
    """What is to be asked now."""

    kind: SurveyKind
    project: Project


def due_surveys(at: datetime) -> list[Due]:
    """What is to be asked now, of each kind some projects at once: the next minute asks the others."""
    today = localdate(at)
    of_kinds = [(kind, _used_since(months_before(today, n))) for kind, n in SurveyKind.about_use().items()]
    yesterday = today - timedelta(days=1)
    of_kinds += [(kind, _in_phase_since(phase, yesterday)) for kind, phase in SurveyKind.about_guidance().items()]
    return [Due(kind, project) for kind, rows in of_kinds for project in _not_asked(kind, rows)[:AT_ONCE]]


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last of the month where that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _used_since(day: date) -> QuerySet[Project]:
    """Projects whose last delivery was on this day, or shortly before it."""
    delivered = Procurement.objects.filter(project=OuterRef("pk"), status=ProcurementStatus.DELIVERED)
    then = Exists(delivered.filter(delivered_on__lte=day, delivered_on__gt=day - LATEST))
    return Project.objects.filter(then).exclude(Exists(delivered.filter(delivered_on__gt=day)))


def _in_phase_since(phase: str, day: date) -> QuerySet[Project]:
    """Projects that came into this phase on this day, or shortly before it."""
    entries = PhaseEntry.objects.filter(project=OuterRef("pk"), phase=phase)
    return Project.objects.filter(Exists(entries.filter(entered_on__lte=day, entered_on__gt=day - LATEST)))


def _not_asked(kind: SurveyKind, projects: QuerySet[Project]) -> QuerySet[Project]:
    asked = Survey.objects.filter(project=OuterRef("pk"), kind=kind)
    return projects.filter(~Exists(asked), state__in=ASKED_OF).order_by("pk")
