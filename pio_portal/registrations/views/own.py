"""The own page of who registered, opened by the secret in its address. Nothing of it is kept or indexed anywhere."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pio_portal.arrival import arrived_at
from pio_portal.change import Refused
from pio_portal.registrations.calendar import calendar_of
from pio_portal.registrations.forms import PersonForm
from pio_portal.registrations.models import Registration
from pio_portal.registrations.workflow.registering import cancel_registration, change_registration, confirm_registration
from pio_portal.ui.acting import say


def by_token(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Load the registration of the link; imported rows have no link, and an unknown one does not exist."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        registrations = Registration.objects.filter(imported=False).select_related("occasion")
        response = view(request, get_object_or_404(registrations, token=token))
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return opened


@by_token
def own(request: HttpRequest, registration: Registration) -> HttpResponse:
    """`/inschrijving/<token>/`: how it stands. Opening it changes nothing: programs that scan mail open links too."""
    now = timezone.now()
    occasion = registration.occasion
    context = {
        "registration": registration,
        "occasion": occasion,
        "owner": occasion.owner,
        "is_over": occasion.has_started(now),
        "is_cancelled": occasion.owner is None or occasion.owner.is_cancelled,
    }
    return render(request, "registrations/public/own.html", context)


@by_token
def confirm(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Take the seat."""
    try:
        confirmed = confirm_registration(token=registration.token, at=arrived_at(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        told = _("U staat op de wachtlijst.") if confirmed.waitlisted else _("Uw inschrijving is bevestigd.")
        messages.success(request, told)
    return redirect(registration)


@by_token
def cancel(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Give the seat back."""
    try:
        cancel_registration(registration=registration, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Uw inschrijving is geannuleerd."))
    return redirect(registration)


@by_token
def change(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Change who comes."""
    form = PersonForm.of(registration, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_registration(registration=registration, at=arrived_at(request), **form.cleaned_data)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, _("Uw gegevens zijn gewijzigd."))
            return redirect(registration)
    context = {"form": form, "registration": registration, "occasion": registration.occasion}
    return render(request, "registrations/public/change.html", context)


@by_token
def calendar(_request: HttpRequest, registration: Registration) -> HttpResponse:
    """A file for the own calendar."""
    occasion = registration.occasion
    if occasion.starts_at is None:
        return redirect(registration)
    content = calendar_of(occasion, address=registration.get_absolute_url(), at=registration.registered_at)
    headers = {"Content-Disposition": 'attachment; filename="bijeenkomst.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
