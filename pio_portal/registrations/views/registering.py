"""The public pages to register, the same for everything that has an occasion."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.arrival import arrived_at
from pio_portal.change import Refused
from pio_portal.registrations.forms import RegisterForm
from pio_portal.registrations.throttle import too_often
from pio_portal.registrations.workflow.registering import register
from pio_portal.ui.acting import say
from pio_portal.ui.shapes import Crumb

TRAP = "website"  # a field that people do not see: who fills it in is a program


@dataclass(frozen=True, kw_only=True)
class RegistrationPages:
    """The form and the page after it, for the rows of one queryset with their own list as the way back."""

    queryset: Callable[[], QuerySet]
    list_name: str
    list_label: Any
    sent_name: str

    def form(self, request: HttpRequest, slug: str) -> HttpResponse:
        """`…/inschrijven/`: asks who comes; the seat is taken by confirming the mail."""
        owner = self._owner(slug)
        closed = owner.occasion.why_closed(at=arrived_at(request), owner=owner)
        form = RegisterForm(request.POST or None)
        status = 200
        if request.method == "POST" and form.is_valid():
            if request.POST.get(TRAP):
                return redirect(self.sent_name, slug=slug)
            try:
                self._register(request, owner, form)
            except TooOften as refused:
                say(form, refused)
                status = 429
            except Refused as refused:
                say(form, refused)
            else:
                return redirect(self.sent_name, slug=slug)
        context = {"owner": owner, "form": form, "closed": closed, "crumbs": self._crumbs(owner, _("Inschrijven"))}
        return render(request, "registrations/public/register.html", context, status=status)

    def sent(self, request: HttpRequest, slug: str) -> HttpResponse:
        """What to do now; the same words for everybody, so that nobody learns who was registered already."""
        owner = self._owner(slug)
        context = {"owner": owner, "crumbs": self._crumbs(owner, _("Controleer uw mailbox"))}
        return render(request, "registrations/public/sent.html", context)

    def _owner(self, slug: str) -> Any:
        return get_object_or_404(self.queryset().select_related("occasion").with_seats(), slug=slug)

    def _register(self, request: HttpRequest, owner: Any, form: RegisterForm) -> None:
        if too_often(request, "register"):
            raise TooOften(
                _("Er kwamen net veel inschrijvingen van uw netwerk. Wacht enkele minuten en probeer het opnieuw.")
            )
        register(occasion=owner.occasion, at=arrived_at(request), **form.cleaned_data)

    def _crumbs(self, owner: Any, label: str) -> list[Crumb]:
        return [
            Crumb(label=_("Start"), url=reverse("ui:home")),
            Crumb(label=self.list_label, url=reverse(self.list_name)),
            Crumb(label=owner.title, url=owner.get_absolute_url()),
            Crumb(label=label),
        ]


class TooOften(Refused):
    """Too many posts from one address in a short time."""
