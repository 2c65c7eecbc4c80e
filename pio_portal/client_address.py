"""Where a request comes from: the client's own address, also behind proxies.

Each proxy writes behind the `X-Forwarded-For` that it got from whom it got the request. What stands further to the left
than the proxies that we know, the client may have written itself.
"""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware
from structlog.contextvars import bind_contextvars

IPV6_NETWORK = 64  # the bits that one subscriber gets: counting single addresses of it would count nothing


class ClientAddressMiddleware:
    """Puts the client's own address in `REMOTE_ADDR`, where everything else reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read what the nearest `TRUSTED_PROXIES` proxies wrote; what they did not write is not looked at."""
        said = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        if settings.TRUSTED_PROXIES and said:
            hops = said.split(",")
            own = _address(hops[-min(settings.TRUSTED_PROXIES, len(hops))])
            if own:
                request.META["REMOTE_ADDR"] = own
        return self.get_response(request)


class LogMiddleware(RequestMiddleware):
    """Logs each request with the address that the portal goes by, not with one that a header claims."""

    @classmethod
    def bind_ip(cls, request: HttpRequest) -> None:
        """Called by django-structlog for each request."""
        bind_contextvars(ip=address_of(request))


def address_of(request: HttpRequest) -> str:
    """The client's own address; empty where there is none, such as behind a socket."""
    return request.META.get("REMOTE_ADDR", "")


def network_of(request: HttpRequest) -> str:
    """What limits are counted by: the address, or the network of a subscriber with IPv6."""
    address = address_of(request)
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if known.version == 4 else str(ipaddress.ip_network((known, IPV6_NETWORK), strict=False))  # noqa: PLR2004


def _address(text: str) -> str:
    """The address in one part of the header, which may carry a port; empty when it is none."""
    text = text.strip()
    host = text[1:].partition("]")[0] if text.startswith("[") else text
    if host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return ""
