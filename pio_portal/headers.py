"""Every answer carries the same headers, also one that refuses the host before anything looked at it."""

from django.http import HttpRequest
from django.middleware.security import SecurityMiddleware


class HeadersMiddleware(SecurityMiddleware):
    """Gives its headers to what Django's own, which stands below and redirects, answers without them."""

    def process_request(self, request: HttpRequest) -> None:
        """Leave what comes in to Django's own: it refuses an unknown host when it redirects to https."""
