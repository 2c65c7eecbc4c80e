"""The page of someone who registered, opened by the secret in its address. Nothing of it is kept or indexed."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pio_portal.arrival import arrived_at
from pio_portal.registrations.calendar import CONTENT_TYPE, FILENAME, calendar_of
from pio_portal.registrations.forms import PersonForm
from pio_portal.registrations.models import Registration
from pio_portal.registrations.workflow.registering import cancel_registration, change_registration, confirm_registration
from pio_portal.ui.pages import button, form_page, sent


def by_token(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Load the registration of the link. Imported rows have no link."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        registrations = Registration.objects.filter(imported=False).select_related("occasion")
        response = view(request, get_object_or_404(registrations, token=token))
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return opened


@by_token
def registration(request: HttpRequest, registration: Registration) -> HttpResponse:
    """`/inschrijving/<token>/`: how it stands. Opening it changes nothing: programs that scan mail open links too."""
    occasion = registration.occasion
    context = {
        "registration": registration,
        "occasion": occasion,
        "owner": occasion.owner,
        "is_over": occasion.has_started(arrived_at(request)),
        "is_cancelled": occasion.owner is None or occasion.owner.is_cancelled,
    }
    return render(request, "registrations/public/own.html", context)


@by_token
def confirm(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Take the seat."""

    def change(*, at: datetime, by: Any) -> Registration:  # noqa: ARG001 - the link says who it is
        return confirm_registration(token=registration.token, at=at)

    def done(confirmed: Registration) -> str:
        return _("U staat op de wachtlijst.") if confirmed.waitlisted else _("Uw inschrijving is bevestigd.")

    return button(request, change=change, done=done, back=registration)


@by_token
def cancel(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Give the seat back."""

    def change(*, at: datetime, by: Any) -> Registration:  # noqa: ARG001 - the link says who it is
        return cancel_registration(registration=registration, at=at)

    return button(request, change=change, done=_("Uw inschrijving is geannuleerd."), back=registration)


@by_token
def change(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Change who comes."""

    def change(*, at: datetime, by: Any, **given: str) -> Registration:  # noqa: ARG001 - the link says who it is
        return change_registration(registration=registration, at=at, **given)

    return form_page(
        request,
        form=PersonForm.of(registration, *sent(request)),
        change=change,
        done=_("Uw gegevens zijn gewijzigd."),
        back=registration,
        cancel_url=registration.get_absolute_url(),
        template="registrations/public/change.html",
        context={"registration": registration, "occasion": registration.occasion},
    )


@by_token
def calendar(_request: HttpRequest, registration: Registration) -> HttpResponse:
    """A file for one's own calendar."""
    if registration.occasion.starts_at is None:
        return redirect(registration)
    headers = {"Content-Disposition": f'attachment; filename="{FILENAME}"'}
    return HttpResponse(calendar_of(registration), content_type=f"{CONTENT_TYPE}; charset=utf-8", headers=headers)
