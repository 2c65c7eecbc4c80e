"""The portal's addresses and one more, that only receives: what a page that keeps files is measured beside."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from pio_portal.accounts.access import LOGGED_IN, route


def receive(request: HttpRequest) -> HttpResponse:
    """Receive all that was sent, behind the same middleware, and do nothing with it."""
    return HttpResponse(f"{len(request.POST)} {sum(file.size for file in request.FILES.getlist('file'))}")


urlpatterns = [
    route("meting/ontvangen/", receive, name="measured_receive", roles=LOGGED_IN),
    path("", include("pio_portal.urls")),
]
