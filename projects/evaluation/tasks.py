"""What the worker does about evaluations: it plans them, and asks the client to prepare them."""

from datetime import datetime

from pio_portal.correspondence import outbox
from pio_portal.correspondence.mornings import post_each_morning
from pio_portal.correspondence.periodic import periodic
from projects.evaluation.planning import plan_evaluations

PLAN = "projects.plan_evaluations"


@periodic("projects.evaluations")
def plan_on_working_days(at: datetime) -> None:
    """Let the worker plan once each working day."""
    post_each_morning(PLAN, at=at)


@outbox.task(PLAN)
def plan(*, at: str) -> None:
    """Plan what is not planned. Run again, it finds nothing more to plan."""
    plan_evaluations(datetime.fromisoformat(at))
