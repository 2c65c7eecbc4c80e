"""Importing tables: upload, see what is wrong, confirm."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pio_portal.change import Refused
from pio_portal.ui.shapes import Crumb
from reporting import workflow
from reporting.enums import ImportStatus
from reporting.forms import UploadForm
from reporting.importing.tables import TABLES
from reporting.models import ImportRun

PAGE = 100
RUNS_SHOWN = 20
PERCENT = {ImportStatus.CHECKING: 40, ImportStatus.IMPORTING: 70}


def imports(request):
    """Upload tables, and what was imported before."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = workflow.upload_tables(uploads=form.cleaned_data["files"], by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error("files" if refused.field == "files" else None, str(refused))
        else:
            return redirect(run)
    context = {
        "form": form,
        "tables": TABLES,
        "runs": ImportRun.objects.select_related("uploaded_by")[:RUNS_SHOWN],
        "crumbs": [
            Crumb(label=_("Rapporten"), url=reverse("reporting:overview")),
            Crumb(label=_("Tabellen importeren")),
        ],
    }
    return render(request, "reporting/staff/imports.html", context)


def import_run(request, pk):
    """One upload: how far it is, its faults, or what it would do."""
    run = get_object_or_404(ImportRun.objects.select_related("uploaded_by", "confirmed_by"), pk=pk)
    told = run.status in {ImportStatus.READY, ImportStatus.DONE}
    context = {
        "run": run,
        "busy": run.status in PERCENT,
        "percent": PERCENT.get(run.status, 100),
        "faults": Paginator(run.faults, PAGE).get_page(request.GET.get("page")),
        "counts": [(name, *found) for name, found in run.counts.items()] if told else [],
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
    try:
        workflow.confirm_import(run=run, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(run)
