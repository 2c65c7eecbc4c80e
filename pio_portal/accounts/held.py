"""What was typed in a form whose session had ended: held until its writer has logged in again.

Only addresses that say so (`route(…, holds=True)`) hold anything. It waits in the session of the same browser, for a
day and up to a size, and is shown again at the same address, not saved: whoever may not open that page never sees it.
"""

import time

from django.http import HttpRequest, QueryDict

KEY = "held_form"
MOST = 400_000  # characters as they were sent; a longer form is still in the browser, one page back
SECONDS = 24 * 3600
NEVER = ("csrfmiddlewaretoken", "password")


def hold(request: HttpRequest) -> None:
    """Keep what this POST sent, in the place of what was held before. Files are not kept."""
    typed = request.POST.copy()
    for name in [name for name in typed if name.startswith(NEVER)]:
        del typed[name]
    written = typed.urlencode()
    if len(written) <= MOST:
        request.session[KEY] = {"path": request.path, "typed": written, "at": time.time()}


def take(request: HttpRequest) -> QueryDict | None:
    """What is held for this address, once; None when there is nothing (any more)."""
    waiting = request.session.get(KEY)
    if not waiting or waiting["path"] != request.path:
        return None
    del request.session[KEY]
    return QueryDict(waiting["typed"]) if time.time() - waiting["at"] < SECONDS else None
