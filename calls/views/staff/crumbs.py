"""Where the breadcrumbs of staff begin: at the applications, or at the calls."""

from django.urls import reverse
from django.utils.translation import gettext as _

from calls.models import Call
from pio_portal.ui.shapes import Crumb


def applications_crumb() -> Crumb:
    """The list of applications."""
    return Crumb(label=_("Aanvragen"), url=reverse("calls:staff_applications"))


def calls_crumb() -> Crumb:
    """The list of calls; their questionnaires and rounds lie under it."""
    return Crumb(label=_("Oproepen"), url=reverse("calls:staff_calls"))


def call_crumbs(call: Call) -> list[Crumb]:
    """The way to one call."""
    return [calls_crumb(), Crumb(label=call.code, url=reverse("calls:staff_call", args=[call.code]))]
