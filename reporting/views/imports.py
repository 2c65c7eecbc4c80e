"""Importing tables: upload, see what is wrong, confirm."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.addresses import query_page
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb
from reporting import workflow
from reporting.enums import ImportStatus
from reporting.forms import UploadForm
from reporting.importing.tables import TABLES
from reporting.models import ImportRun

PAGE = 100
RUNS_SHOWN = 20
BUSY = {ImportStatus.CHECKING, ImportStatus.IMPORTING}


def imports(request):
    """Upload tables, and what was imported before."""
    return form_page(
        request,
        form=UploadForm(*sent(request)),
        change=lambda files, **given: workflow.upload_tables(uploads=files, **given),
        done="",
        back=ImportRun.get_absolute_url,
        template="reporting/staff/imports.html",
        context=lambda: {
            "tables": TABLES,
            "runs": ImportRun.objects.select_related("uploaded_by")[:RUNS_SHOWN],
            "crumbs": [
                Crumb(label=_("Rapporten"), url=reverse("reporting:overview")),
                Crumb(label=_("Tabellen importeren")),
            ],
        },
    )


def import_run(request, pk):
    """One upload: how far it is, its faults, or what it would do."""
    run = get_object_or_404(ImportRun.objects.select_related("uploaded_by", "confirmed_by"), pk=pk)
    is_counted = run.status in {ImportStatus.READY, ImportStatus.DONE}
    percent, doing = workflow.progress_of(run) if run.status in BUSY else (100, "")
    context = {
        "run": run,
        "busy": run.status in BUSY,
        "percent": percent,
        "progress": f"{run.get_status_display()}: {doing}" if doing else run.get_status_display(),
        "faults": query_page(request, run.faults, PAGE),
        "kept": query_page(request, run.kept, PAGE) if is_counted else None,
        "counts": [(t.name, *run.counts[t.name]) for t in TABLES if t.name in run.counts] if is_counted else [],
        "total": run.counts.get("faults", 0),
        "crumbs": [
            Crumb(label=_("Rapporten"), url=reverse("reporting:overview")),
            Crumb(label=_("Tabellen importeren"), url=reverse("reporting:imports")),
            Crumb(label=run.filename),
        ],
    }
    part = request.htmx and not request.htmx.boosted
    return render(request, "reporting/staff/import_state.html" if part else "reporting/staff/import_run.html", context)


def confirm(request, pk):
    """Import what was checked."""
    run = get_object_or_404(ImportRun, pk=pk)
    return button(request, change=partial(workflow.confirm_import, run=run), done="", back=run.get_absolute_url())
