"""What the worker does: it asks the clients what is due, each project apart and each question once."""

from datetime import datetime

from django.db.models import QuerySet

from pio_portal.correspondence.periodic import each_apart, periodic
from projects.enums import SurveyKind
from projects.models import Project
from projects.survey.asking import ask_survey, due_surveys

AT_ONCE = 50


@periodic("projects.surveys")
def ask_clients(at: datetime) -> None:
    """Ask about the use and the guidance. Six queries when nothing is due."""
    for kind, projects in due_surveys(at):
        _ask(kind, projects, at)


def _ask(kind: SurveyKind, projects: QuerySet[Project], at: datetime) -> None:
    each_apart(projects[:AT_ONCE], lambda project: ask_survey(project=project, kind=kind, at=at))
