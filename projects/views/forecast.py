"""When a milestone is expected: the form that the client and PIO both use."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from pio_portal.formats import day_text
from pio_portal.ui.pages import sent
from projects.models import Milestone
from projects.tempo.forms import ForecastForm


def forecast_form(request: HttpRequest, milestone: Milestone) -> ForecastForm:
    """The form, carrying the forecast that the user sees now."""
    return ForecastForm(*sent(request), initial={"forecast_on": milestone.forecast_on, "seen": milestone.forecast_on})


def forecast_intro(milestone: Milestone) -> str:
    """What was agreed and what is expected now."""
    dates = {"baseline": day_text(milestone.baseline_on), "forecast": day_text(milestone.forecast_on)}
    return _("Afgesproken: %(baseline)s. Nu verwacht: %(forecast)s.") % dates
