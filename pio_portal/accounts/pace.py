"""An answer whose duration tells nothing: whether an address has an account is not measured either."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def paced(view: View) -> View:
    """The same view, whose answer to a form comes at the next whole `ANSWER_SECONDS` after it was sent."""
    return _paced(view, lambda _answer: True)


def paced_refusals(view: View) -> View:
    """The same for what is refused only: who logs in with the right password need not wait."""
    return _paced(view, lambda answer: answer.status_code >= 400)  # noqa: PLR2004 - what is no success


def _paced(view: View, waits: Callable[[HttpResponse], bool]) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        began = time.monotonic()
        response = view(request, *args, **kwargs)
        if request.method == "POST" and settings.ANSWER_SECONDS and waits(response):
            if hasattr(response, "render"):
                response.render()
            time.sleep(settings.ANSWER_SECONDS - (time.monotonic() - began) % settings.ANSWER_SECONDS)
        return response

    return answer
