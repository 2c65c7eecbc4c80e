"""The public pages of occasions, the same for everything that has one: the list, and registering."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.addresses import query_page
from pio_portal.arrival import arrived_at
from pio_portal.registrations.forms import RegisterForm
from pio_portal.registrations.models import Registration
from pio_portal.registrations.workflow.registering import register
from pio_portal.throttle import TRAP, TooOften, too_often
from pio_portal.ui.pages import attempt, finish, sent, show
from pio_portal.ui.shapes import Card, Crumb

ON_A_PAGE = 24  # cards of what is over


@dataclass(frozen=True, kw_only=True)
class PublicOccasions:
    """For the owners of one kind, such as consultations. `card` draws one from a queryset's `for_cards()`."""

    rows: Callable[[], QuerySet]
    card: Callable[[Any], Card]
    label: Any
    namespace: str
    list_name: str
    template: str

    def occasions(self, request: HttpRequest) -> HttpResponse:
        """The list: those to come, and those that were."""
        now = arrived_at(request)
        rows = self.rows().for_cards()
        page = query_page(request, rows.past(now), ON_A_PAGE)
        context = {
            "upcoming": [self.card(owner) for owner in rows.upcoming(now)],
            "past": [self.card(owner) for owner in page],
            "page": page,
            "crumbs": [Crumb(label=_("Start"), url=reverse("ui:home")), Crumb(label=self.label)],
        }
        return render(request, self.template, context)

    def owner(self, slug: str) -> Any:
        """The consultation or event behind the address, with its seats."""
        return get_object_or_404(self.rows().select_related("occasion").with_seats(), slug=slug)

    def crumbs(self, owner: Any, *below: Any) -> list[Crumb]:
        """The way to a page of one owner; `below` is the label of a page under its own."""
        return [
            Crumb(label=_("Start"), url=reverse("ui:home")),
            Crumb(label=self.label, url=reverse(self.list_name)),
            Crumb(label=owner.title, url=owner.get_absolute_url() if below else ""),
            *(Crumb(label=label) for label in below),
        ]

    def register(self, request: HttpRequest, slug: str) -> HttpResponse:
        """`…/inschrijven/`: asks who comes; the seat is taken by confirming the mail."""
        owner = self.owner(slug)
        after = reverse(f"{self.namespace}:registration_sent", args=[slug])
        if request.POST.get(TRAP):
            return redirect(after)
        form = RegisterForm(*sent(request), full=owner.seats_left == 0)
        form.helper.cancel_url = owner.get_absolute_url()

        def change(*, at: datetime, by: Any, **given: str) -> Registration:  # noqa: ARG001 - no account is needed
            if too_often(request, "register"):
                raise TooOften(
                    _("Er kwamen net veel inschrijvingen van uw netwerk. Wacht enkele minuten en probeer het opnieuw.")
                )
            return register(occasion=owner.occasion, at=at, **given)

        tried = attempt(request, form, change)
        if tried:
            return finish(request, done="", back=after)
        status = HTTPStatus.TOO_MANY_REQUESTS if isinstance(tried.refused, TooOften) else 0
        closed = owner.occasion.why_closed(at=arrived_at(request), owner=owner)
        context = {"owner": owner, "closed": closed, "crumbs": self.crumbs(owner, _("Inschrijven"))}
        return show(request, "registrations/public/register.html", context, form, status=status)

    def registration_sent(self, request: HttpRequest, slug: str) -> HttpResponse:
        """What to do now; the same words for everybody, so that nobody learns who was registered already."""
        owner = self.owner(slug)
        context = {"owner": owner, "crumbs": self.crumbs(owner, _("Controleer uw mailbox"))}
        return render(request, "registrations/public/sent.html", context)
