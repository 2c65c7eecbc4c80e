"""What the worker does for the shared pages."""

from uuid import UUID

from pio_portal.correspondence.outbox import post_task, task
from pio_portal.correspondence.periodic import periodic
from pio_portal.ui.workflow.bulk_jobs import forget_old_jobs, work_on

periodic("ui.forget_bulk_jobs")(forget_old_jobs)


@task("ui.run_bulk_job")
def run_bulk_job(*, job: str) -> None:
    """Do some rows of a job and leave the rest to a next task. Running it twice does no row twice."""
    done = work_on(job=UUID(job))
    if done is not None:
        post_task("ui.run_bulk_job", key=f"bulk:{job}:{done}", job=job)
