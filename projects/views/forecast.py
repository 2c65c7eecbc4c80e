"""When a milestone is expected: the page that the client and PIO both use, with a look at what moves along."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from pio_portal.formats import day_text
from pio_portal.ui.pages import attempt, finish, sent, show
from pio_portal.ui.shapes import Crumb
from projects.models import Milestone
from projects.tempo.forms import ForecastForm
from projects.tempo.workflow import Forecast, forecast_milestone, plan_forecast


def forecast_page(
    request: HttpRequest, milestone: Milestone, *, back: str, crumbs: Sequence[Crumb], template: str
) -> HttpResponse:
    """Say when a milestone is expected now. Where others follow on it, what moves along is shown before it is saved."""
    fields = {"followed": milestone.followed_by.exists()}
    given = {"forecast_on": milestone.forecast_on, "seen": milestone.forecast_on}
    form = ForecastForm(*sent(request), initial=given, **fields)
    shown: Forecast | None = None
    if "preview" in request.POST:
        tried = attempt(request, form, lambda agreed, **to: plan_forecast(milestone=milestone, **to))  # noqa: ARG005
        if tried:
            shown = tried.result
            typed = request.POST.copy()
            typed["agreed"] = shown.agreed
            form = ForecastForm(typed, previewed=True, **fields)
    else:
        tried = attempt(request, form, partial(forecast_milestone, milestone=milestone))
        if tried:
            return finish(request, done=_("De verwachte datum is bewaard."), back=back)
    form.helper.cancel_url = back
    context = {
        "milestone": milestone,
        "title": milestone.name,
        "intro": _forecast_intro(milestone),
        "plan": shown,
        "crumbs": [*crumbs, Crumb(label=milestone.name)],
    }
    return show(request, template, context, form)


def _forecast_intro(milestone: Milestone) -> str:
    """What was agreed and what is expected now."""
    dates: dict[str, Any] = {"baseline": day_text(milestone.baseline_on), "forecast": day_text(milestone.forecast_on)}
    return _("Afgesproken: %(baseline)s. Nu verwacht: %(forecast)s.") % dates
