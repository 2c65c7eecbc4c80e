"""What the worker does: it asks the clients what is due, each project apart and each question once."""

from datetime import datetime

from pio_portal.correspondence.periodic import each_apart, periodic
from projects.survey.asking import ask_survey, due_surveys


@periodic("projects.surveys")
def ask_clients(at: datetime) -> None:
    """Ask about the use and the guidance. Six queries when nothing is due."""
    each_apart(due_surveys(at), lambda due: ask_survey(project=due.project, kind=due.kind, at=at))
