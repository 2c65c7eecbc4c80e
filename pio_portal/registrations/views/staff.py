"""The staff's pages of an occasion, the same for everything that has one: who registered, who came, what was counted."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pio_portal.arrival import arrived_at
from pio_portal.registrations.forms import AttendanceForm, CancelForm, CountedForm
from pio_portal.registrations.models import Registration
from pio_portal.registrations.workflow.attendance import record_attendance, record_counted
from pio_portal.registrations.workflow.registering import cancel_registration
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb, Figure, Tab


@dataclass(frozen=True, kw_only=True)
class OccasionPages:
    """For the owners of one kind, such as consultations. `namespace` is where the addresses below have their names."""

    rows: Callable[[Any], QuerySet]  # what a user may see
    home: Callable[[], Crumb]  # their list
    namespace: str
    counted_fields: tuple[str, ...]

    def owner(self, request: HttpRequest, ref: str) -> Any:
        """The consultation or event behind the address, with its seats."""
        return get_object_or_404(self.rows(request.user).select_related("occasion").with_seats(), ref=ref)

    def crumbs(self, owner: Any, *below: Crumb, at_it: bool = False) -> list[Crumb]:
        """The way to one owner, and to the page `below` it."""
        return [self.home(), Crumb(label=owner.ref, url="" if at_it else owner.get_staff_url()), *below]

    def form_page(self, request: HttpRequest, owner: Any, *, title: str, **page: Any) -> HttpResponse:
        """A page about one owner with a form, which leads back to it."""
        return form_page(
            request,
            **page,
            back=owner.get_staff_url(),
            title=title,
            crumbs=self.crumbs(owner),
            template="registrations/staff/form.html",
            context={"owner": owner},
        )

    def tabs(self, owner: Any, current: str) -> list[Tab]:
        """The pages of one owner. Needs `with_seats()`."""
        return [
            Tab(label=_("Overzicht"), url=owner.get_staff_url(), current=current == "summary"),
            Tab(
                label=_("Inschrijvingen"),
                url=self._address("registrations", owner),
                current=current == "registrations",
                count=owner.seats_taken + owner.waiting,
            ),
        ]

    def registrations(self, request: HttpRequest, ref: str) -> HttpResponse:
        """Who registered; by posting the ticks: who was there."""
        owner = self.owner(request, ref)
        if (ticks := sent(request)).data is not None:
            return button(
                request,
                form=AttendanceForm(*ticks),
                change=partial(record_attendance, occasion=owner.occasion),
                done=lambda n: ngettext("Bewaard: %(n)s aanwezige.", "Bewaard: %(n)s aanwezigen.", n) % {"n": n},
                back=self._address("registrations", owner),
            )
        rows = list(owner.occasion.registrations.for_list())
        started = owner.occasion.has_started(arrived_at(request))
        context = {
            "owner": owner,
            "rows": rows,
            "figures": figures_of(rows, owner.occasion.capacity),
            "tabs": self.tabs(owner, "registrations"),
            "crumbs": self.crumbs(owner, Crumb(label=_("Inschrijvingen"))),
            "can_tick": started and any(row.is_seated for row in rows),
            "can_cancel": not started,
            "attendance": AttendanceForm(),
            "cancel_name": f"{self.namespace}:registration_cancel",
            "counted_url": self._address("counted", owner),
        }
        return render(request, "registrations/staff/registrations.html", context)

    def cancel_registration(self, request: HttpRequest, ref: str, pk: int) -> HttpResponse:
        """Cancel for someone who asked it by telephone or mail."""
        owner = self.owner(request, ref)
        registration = get_object_or_404(Registration, occasion=owner.occasion, pk=pk)
        return button(
            request,
            change=partial(cancel_registration, registration=registration),
            done=_("De inschrijving van %(name)s is geannuleerd.") % {"name": registration.name},
            back=self._address("registrations", owner),
        )

    def counted(self, request: HttpRequest, ref: str) -> HttpResponse:
        """Numbers that someone else counted, with their source."""
        owner = self.owner(request, ref)
        address = self._address("registrations", owner)
        return form_page(
            request,
            form=CountedForm(
                *sent(request),
                initial=CountedForm.initial_of(owner.occasion),
                fields=self.counted_fields,
                about=owner.occasion,
            ),
            change=partial(record_counted, occasion=owner.occasion),
            done=_("De getelde aantallen zijn bewaard."),
            back=address,
            cancel_url=address,
            template="registrations/staff/counted.html",
            context=lambda: {
                "owner": owner,
                "tabs": self.tabs(owner, "registrations"),
                "crumbs": self.crumbs(
                    owner, Crumb(label=_("Inschrijvingen"), url=address), Crumb(label=_("Getelde aantallen"))
                ),
            },
        )

    def cancel(
        self, request: HttpRequest, ref: str, *, verb: Callable[..., Any], title: str, done: str
    ) -> HttpResponse:
        """Call it off, with a reason."""
        owner = self.owner(request, ref)
        return self.form_page(
            request,
            owner,
            form=CancelForm(*sent(request)),
            change=lambda **given: verb(owner, **given),
            done=done,
            title=title,
        )

    def _address(self, name: str, owner: Any) -> str:
        return reverse(f"{self.namespace}:{name}", args=[owner.ref])


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
