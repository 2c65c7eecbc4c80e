"""The amounts of the procurement law, which PIO keeps: what held when, since when, and where that stands."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.arrival import arrived_on
from pio_portal.ui.pages import form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.models import Threshold
from projects.procurement.forms import ThresholdForm
from projects.procurement.thresholds import save_threshold

FIELDS = ("kind", "starts_on", "amount", "source")


def thresholds(request: HttpRequest) -> HttpResponse:
    """Every amount by its kind, newest first; what holds today stands out."""
    today = arrived_on(request)
    rows = list(Threshold.objects.order_by("kind", "-starts_on"))
    latest: dict[str, int] = {}
    for row in rows:
        if row.starts_on <= today:
            latest.setdefault(row.kind, row.pk)
    context = {
        "thresholds": rows,
        "holding": set(latest.values()),
        "may_keep": request.user.has_perm("projects.keep_thresholds"),
        "crumbs": [
            Crumb(label=_("Opdrachten"), url=reverse("projects:staff_procurements")),
            Crumb(label=_("Drempelbedragen")),
        ],
    }
    return render(request, "projects/staff/thresholds.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Add the amount that holds from a day on."""
    return _page(request, Threshold(), {}, _("Drempelbedrag toevoegen"))


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an amount."""
    shown = get_object_or_404(Threshold, pk=pk)
    return _page(request, shown, {name: getattr(shown, name) for name in FIELDS}, _("Drempelbedrag verbeteren"))


def _page(request: HttpRequest, shown: Threshold, initial: dict, title: str) -> HttpResponse:
    here = reverse("projects:thresholds")
    return form_page(
        request,
        form=ThresholdForm(*sent(request), initial=initial, about=shown if shown.pk else None),
        change=partial(save_threshold, threshold=shown),
        done=_("Het drempelbedrag is bewaard. Nieuwe en lopende opdrachten worden er vanaf die dag aan getoetst."),
        back=here,
        title=title,
        crumbs=[
            Crumb(label=_("Opdrachten"), url=reverse("projects:staff_procurements")),
            Crumb(label=_("Drempelbedragen"), url=here),
        ],
    )
