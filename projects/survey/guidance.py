"""How the client finds the guidance of PIO: answered per project, read in figures per year."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.workflow import record
from pio_portal.change import locked, perform, save_checked
from projects.models import Survey
from projects.models.survey import STATEMENTS

READERS_OF_REMARKS = _(
    "Alleen de programmaleider en het management lezen opmerkingen: zonder naam of project, "
    "en pas als er dat jaar minstens vijf antwoorden zijn."
)


@transaction.atomic
def answer_guidance(*, survey: Survey, remark: str = "", by, at: datetime, **scores: int) -> Survey:
    """The client's answer: a score from 1 to 5 for each statement. Who gave it is not kept.

    `by` None answered through the link of the mail. Raises Refused when it was answered already.
    """
    project = locked(survey.project)
    survey = locked(survey, "project")
    perform(survey, "answer", by=by)
    for name, score in _complete(scores).items():
        setattr(survey, name, score)
    survey.remark, survey.answered_at = remark.strip(), at
    save_checked(survey)
    record(about=project, verb="guidance_answered", by=None, at=at, detail={"survey": str(survey)})
    return survey


def _complete(scores: Mapping[str, int]) -> dict[str, int]:
    """The score of each statement, by its name. Raises KeyError for one that is left out."""
    return {name: scores[name] for name in STATEMENTS}
