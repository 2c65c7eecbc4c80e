"""Every answer carries the same headers, also one that refuses the host before anything looked at it."""

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.middleware.security import SecurityMiddleware


class HeadersMiddleware(SecurityMiddleware):
    """Django's own, which would refuse an unknown host itself, and so without its headers."""

    def process_request(self, request: HttpRequest) -> HttpResponsePermanentRedirect | None:
        """Redirect to https; an unknown host is refused by what comes after."""
        try:
            return super().process_request(request)
        except DisallowedHost:
            return None
