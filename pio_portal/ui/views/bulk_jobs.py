from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from pio_portal.ui.bulk_actions import BULK
from pio_portal.ui.models import BulkJob, BulkStatus
from pio_portal.ui.shapes import Crumb


def job(request: HttpRequest, pk) -> HttpResponse:
    """How far a change of many rows is, for who asked it: htmx gets the state alone."""
    found = get_object_or_404(BulkJob, pk=pk, created_by=request.user)
    action = BULK.get(found.action)
    if action is None or not action.roles.admits(request.user):
        raise Http404
    context = {
        "job": found,
        "title": action.label,
        "finished": found.status == BulkStatus.DONE,
        "total": len(found.rows),
        "succeeded": found.done - len(found.refused),
        "refused": found.reasons(),
        "crumbs": [Crumb(label=_title_of(found.back), url=found.back), Crumb(label=action.label)],
    }
    part = request.htmx and not request.htmx.boosted
    return render(request, "ui/staff/bulk_state.html" if part else "ui/staff/bulk_job.html", context)


def _title_of(address: str) -> str:
    """What the list is called that this was asked from."""
    try:
        kind = getattr(resolve(urlsplit(address).path).func, "view_class", None)
    except Resolver404:
        kind = None
    return getattr(kind, "title", _("De lijst"))
