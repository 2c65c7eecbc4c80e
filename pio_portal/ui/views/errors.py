"""The pages for when it goes wrong. 500 and 503 ask nothing of the database, the session or the user."""

import logging
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from pio_portal.accounts import held

logger = logging.getLogger(__name__)
BARE = (
    "<!doctype html><html lang=nl><meta charset=utf-8><title>Er ging iets mis · PIO</title>"
    "<h1>Er ging iets mis bij ons</h1><p>Probeer het over enkele minuten opnieuw.</p></html>"
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's signature
    """400: the address or what was sent makes no sense."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's signature
    """403: logged in, but not for this role."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's signature
    """404: it does not exist, or not for this user."""
    return render(request, "404.html", status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: more attempts in a short time than one place may make."""
    return render(request, "429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Whatever is broken, this answers; a database that is away is 503: try again soon."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return HttpResponse(_static_page("500.html"), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  a view's signature
    """While the portal is being worked on, or its database is away."""
    return HttpResponse(_static_page("503.html"), status=503, headers={"Retry-After": "60"})


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: open too long, or cookies are off. What was typed is still in the browser.

    An address that holds what is typed shows it again, with a fresh token and not saved; not what another site sent.
    """
    logger.info("form refused: %s", reason)
    own = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    match = request.resolver_match
    if own and match and getattr(match.func, "holds", False) and request.headers.get("HX-Request") != "true":
        held.hold(request)
        return redirect(request.get_full_path())
    return render(request, "403_csrf.html", status=403)


def _static_page(template: str) -> str:
    try:
        return render_to_string(template, {"email": settings.CONTACT_EMAIL, "phone": settings.CONTACT_PHONE})
    except Exception:  # the last resort: even the template or the static manifest is broken
        logger.exception("the error page itself cannot be made")
        return BARE
