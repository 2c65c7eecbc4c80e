"""Says after a change that its mails come later, when the worker could not be told of them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from pio_portal.correspondence import outbox


class DelayMiddleware:
    """Puts one sentence on the page that follows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and look whether something waits."""
        outbox.begin_in_time()
        response = self.get_response(request)
        if outbox.is_delayed():
            messages.warning(
                request,
                _(
                    "Onze mails en documenten komen nu met wat vertraging. "
                    "Wat u deed is bewaard: u hoeft niets opnieuw te doen."
                ),
            )
        return response
