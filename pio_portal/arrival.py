"""The moment at which a request arrived: what every deadline is judged by.

`request.arrived_at` is the moment at which the web server had the request whole, before it waited for a thread
(`pio_portal.asgi`). Where nothing noted it (a large body, another server, the tests) it is the moment at which the
request is handled. The note is no header, so no client can write it.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

STAMP = "pio.arrived_at"


class ArrivalMiddleware:
    """Sets `request.arrived_at`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the note that came with the request, else the clock."""
        request.arrived_at = request.META.get(STAMP) or timezone.now()  # type: ignore[attr-defined]
        return self.get_response(request)


def arrived_at(request: HttpRequest) -> datetime:
    """When this request arrived."""
    return getattr(request, "arrived_at", None) or timezone.now()


def arrived_on(request: HttpRequest) -> date:
    """The day on which this request arrived, in Brussels."""
    return timezone.localdate(arrived_at(request))
