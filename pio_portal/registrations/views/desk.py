"""The staff's pages about who registered, the same for everything that has an occasion."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pio_portal.change import Refused
from pio_portal.registrations.forms import CountedForm
from pio_portal.registrations.models import Registration
from pio_portal.registrations.workflow.attendance import record_attendance, record_counted
from pio_portal.registrations.workflow.registering import cancel_registration
from pio_portal.ui.acting import say
from pio_portal.ui.shapes import Figure, Tab


@dataclass(frozen=True, kw_only=True)
class RegistrationDesk:
    """The list with its ticks, and the numbers counted elsewhere, for the rows of one queryset."""

    queryset: Callable[[Any], QuerySet]
    list_name: str
    cancel_name: str
    counted_name: str
    counted_fields: tuple[str, ...]
    tabs: Callable[[Any, str], list[Tab]]

    def registrations(self, request: HttpRequest, ref: str) -> HttpResponse:
        """Who registered; by posting the ticks: who was there."""
        owner = self._owner(request, ref)
        if request.method == "POST":
            return self._note_attendance(request, owner)
        rows = list(owner.occasion.registrations.for_list())
        context = {
            "owner": owner,
            "rows": rows,
            "figures": figures_of(rows, owner.occasion.capacity),
            "tabs": self.tabs(owner, "registrations"),
            "can_tick": owner.occasion.has_started(timezone.now()) and any(row.is_seated for row in rows),
            "can_cancel": not owner.occasion.has_started(timezone.now()),
            "cancel_name": self.cancel_name,
            "counted_url": reverse(self.counted_name, args=[ref]),
        }
        return render(request, "registrations/staff/registrations.html", context)

    def cancel(self, request: HttpRequest, ref: str, pk: int) -> HttpResponse:
        """Cancel for someone who asked it by telephone or mail."""
        owner = self._owner(request, ref)
        registration = get_object_or_404(Registration, occasion=owner.occasion, pk=pk)
        try:
            cancel_registration(registration=registration, by=request.user, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("De inschrijving van %(name)s is geannuleerd.") % {"name": registration.name})
        return redirect(self.list_name, ref=ref)

    def counted(self, request: HttpRequest, ref: str) -> HttpResponse:
        """Numbers that someone else counted, with their source."""
        owner = self._owner(request, ref)
        form = CountedForm(
            request.POST or None, initial=CountedForm.initial_of(owner.occasion), fields=self.counted_fields
        )
        if request.method == "POST" and form.is_valid():
            try:
                record_counted(occasion=owner.occasion, counted=form.counted, by=request.user, at=timezone.now())
            except Refused as refused:
                say(form, refused)
            else:
                messages.success(request, _("De getelde aantallen zijn bewaard."))
                return redirect(self.list_name, ref=ref)
        context = {
            "owner": owner,
            "form": form,
            "tabs": self.tabs(owner, "registrations"),
            "back_url": reverse(self.list_name, args=[ref]),
        }
        return render(request, "registrations/staff/counted.html", context)

    def _owner(self, request: HttpRequest, ref: str) -> Any:
        return get_object_or_404(self.queryset(request.user).select_related("occasion").with_seats(), ref=ref)

    def _note_attendance(self, request: HttpRequest, owner: Any) -> HttpResponse:
        present = [int(key) for key in request.POST.getlist("present") if key.isascii() and key.isdigit()]
        try:
            there = record_attendance(occasion=owner.occasion, present=present, by=request.user, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            told = ngettext("Bewaard: %(n)s aanwezige.", "Bewaard: %(n)s aanwezigen.", there) % {"n": there}
            messages.success(request, told)
        return redirect(self.list_name, ref=owner.ref)


def figures_of(rows: list[Registration], capacity: int | None) -> list[Figure]:
    """What the list adds up to, counted from the rows that are there already."""
    seated = [row for row in rows if row.is_seated]
    of = f" / {capacity}" if capacity is not None else ""
    figures = [
        Figure(value=f"{len(seated)}{of}", label=_("ingeschreven")),
        Figure(value=sum(row.is_waiting for row in rows), label=_("op de wachtlijst")),
        Figure(value=sum(row.is_unconfirmed for row in rows), label=_("nog te bevestigen")),
    ]
    if any(row.attended is not None for row in seated):
        figures.append(Figure(value=sum(bool(row.attended) for row in seated), label=_("aanwezig")))
    return figures
