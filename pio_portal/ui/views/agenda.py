"""The agenda of staff, and the link by which a calendar reads it."""

from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pio_portal.addresses import query_choice, query_date
from pio_portal.arrival import arrived_at, arrived_on
from pio_portal.correspondence.outbox import link
from pio_portal.ui.agenda import file_for, month_of
from pio_portal.ui.layout import Actions, Form
from pio_portal.ui.models import CalendarLink
from pio_portal.ui.pages import attempt, button, sent, show
from pio_portal.ui.shapes import Chip, Crumb
from pio_portal.ui.workflow import calendar_links

WHOSE, SHAPES = ("mijn", "alles"), ("maand", "lijst")


class LinkForm(Form):
    """Which dates the calendar reads."""

    actions = Actions(gettext_lazy("Maak een link"))

    own = forms.TypedChoiceField(
        label=gettext_lazy("Welke data?"),
        choices=[
            ("mijn", gettext_lazy("Mijn dossiers, en wat iedereen aangaat")),
            ("alles", gettext_lazy("Alles wat ik mag zien")),
        ],
        coerce=lambda chosen: chosen == "mijn",
        initial="mijn",
        widget=forms.RadioSelect,
    )


def agenda(request: HttpRequest) -> HttpResponse:
    """`/beheer/agenda/`: a month, as squares or as a list, of one's own dossiers or of all."""
    today = arrived_on(request)
    day = query_date(request, "dag", today) or today
    whose, shape = query_choice(request, "wie", WHOSE, "mijn"), query_choice(request, "vorm", SHAPES, "maand")
    month = month_of(request.user, day, today=today, own=whose == "mijn", whole=shape == "lijst")

    def address(**changes: object) -> str:
        return "?" + urlencode({"dag": month.first, "wie": whose, "vorm": shape} | changes)

    context = {
        "month": month,
        "shape": shape,
        "whose": [
            Chip(label=_("Mijn dossiers"), url=address(wie="mijn"), on=whose == "mijn"),
            Chip(label=_("Alles"), url=address(wie="alles"), on=whose == "alles"),
        ],
        "shapes": [
            Chip(label=_("Maand"), url=address(vorm="maand"), on=shape == "maand"),
            Chip(label=_("Lijst"), url=address(vorm="lijst"), on=shape == "lijst"),
        ],
        "previous_url": address(dag=month.previous),
        "next_url": address(dag=month.next),
        "today_url": address(dag=today),
        "list_url": address(vorm="lijst"),
    }
    return render(request, "ui/staff/agenda.html", context)


def subscription(request: HttpRequest) -> HttpResponse:
    """Make the link by which one's calendar reads the agenda. The secret is shown once."""
    form = LinkForm(*sent(request))
    tried = attempt(request, form, calendar_links.make_link)
    context = {
        "crumbs": [Crumb(label=_("Agenda"), url=reverse("ui:agenda")), Crumb(label=_("Abonneren op de agenda"))],
        "made": CalendarLink.objects.filter(user=request.user).first(),
        "address": link(reverse("ui:agenda_file", args=[tried.result])) if tried else "",
    }
    form.helper.cancel_url = reverse("ui:agenda")
    return show(request, "ui/staff/agenda_link.html", context, form)


def end_subscription(request: HttpRequest) -> HttpResponse:
    """Take the link back."""
    return button(
        request,
        change=calendar_links.end_link,
        done=_("De link werkt niet meer. Wie hem had, leest uw agenda niet langer."),
        back="ui:agenda_link",
    )


def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The agenda of the owner of a secret link, for a calendar. Raises Http404 for a link that was taken back."""
    subscribed = calendar_links.read_link(token, arrived_on(request))
    if subscribed is None:
        raise Http404
    content = file_for(subscribed, arrived_at(request), title=_("PIO"))
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
