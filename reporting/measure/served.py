"""The portal as it is served, on the database that is measured, with one address more: an empty view that only receives.

`MEASURED_DATABASE` names the database. Only `manage.py bench` serves this.
"""

import os

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from pio_portal.accounts.access import LOGGED_IN, route


def receive(request: HttpRequest) -> HttpResponse:
    """Receive all that was sent, behind the same middleware, and do nothing with it."""
    return HttpResponse(f"{len(request.POST)} {sum(file.size for file in request.FILES.values())}")


urlpatterns = [
    route("meting/ontvangen/", receive, name="measured_receive", roles=LOGGED_IN),
    path("", include("pio_portal.urls")),
]

if "MEASURED_DATABASE" in os.environ:
    settings.DATABASES["default"]["NAME"] = os.environ["MEASURED_DATABASE"]
    settings.ROOT_URLCONF = "reporting.measure.served"
    from pio_portal.asgi import application  # noqa: F401 - what the web server asks for
