"""What the worker does: reports and imports. Each may be started twice and does its work once."""

from django.utils import timezone

from pio_portal.correspondence.outbox import task
from reporting import workflow
from reporting.models import ImportRun, Report


@task("reporting.make_report", ending=workflow.end_report)
def make_report(report: int) -> None:
    """Make the PDF that was asked for."""
    workflow.make_report(report=Report.objects.get(pk=report), at=timezone.now())


@task("reporting.check_import", ending=workflow.end_import)
def check_import(run: int) -> None:
    """Check an upload without importing it."""
    workflow.check_import(run=ImportRun.objects.get(pk=run), at=timezone.now())


@task("reporting.run_import", ending=workflow.end_import)
def run_import(run: int) -> None:
    """Import what was confirmed."""
    workflow.run_import(run=ImportRun.objects.get(pk=run), at=timezone.now())
