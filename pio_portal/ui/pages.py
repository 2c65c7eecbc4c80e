"""The shape of a page that changes something: `form_page` shows a form and makes its change, `button` needs no form.

    def extend(request, code, number):
        shown = the_round(request, code, number)
        return form_page(
            request,
            form=ExtendForm(*sent(request), initial={"until": shown.closes_at}),
            change=partial(extend_round, round=shown),
            done=_("De indiendatum is verlengd."),
            back=shown,
            title=_("Indiendatum verlengen"),
            crumbs=crumbs(shown),
        )

What they answer, everywhere alike:

- the change was made: a message, and a redirect to `back`;
- the form is not valid, or the workflow refused: 422, the page with what was typed and why it cannot be;
- the user may not (`NotPermitted`): 403. What the user may not see is a 404, raised by the view that looks it up;
- the moment of the change is that of arrival.

A page that does something in between is written with the three parts that `form_page` is made of: `attempt`, `finish`
and `show`. docs/components.md has an example of each kind of page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, NamedTuple

from crispy_forms.utils import render_crispy_form
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template import RequestContext
from django_htmx.http import HttpResponseClientRedirect

from pio_portal.arrival import arrived_at
from pio_portal.change import LockFirst, NotPermitted, Refused
from pio_portal.ui.shapes import Crumb

Change = Callable[..., Any]  # change(by=…, at=…, **what was filled in)
Told = Any  # a sentence, or a function of the change's result that gives one; empty: nothing is said
Back = Any  # what `redirect` takes, or a response; or a function of the change's result that gives one of these


class Sent(NamedTuple):
    """What a form is made from: both None while nothing was sent."""

    data: Any = None
    files: Any = None


def sent(request: HttpRequest) -> Sent:
    """What was posted, for a form: `ExtendForm(*sent(request), initial=…)`. A form without fields is sent, too."""
    return Sent(request.POST, request.FILES) if request.method == "POST" else Sent()


def form_page(
    request: HttpRequest,
    *,
    form: BaseForm,
    change: Change,
    done: Told,
    back: Back,
    title: Any = "",
    intro: Any = "",
    crumbs: Sequence[Crumb] = (),
    cancel_url: str = "",
    template: str = "ui/staff/form_page.html",
    context: Mapping[str, Any] | Callable[[], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """Show the form; when it is sent, make the change and go `back`.

    Below the buttons stands a way out: to `cancel_url`, else to the last of the `crumbs`. `context` is what the page
    shows besides; as a function it is asked only when the page is shown.
    """
    tried = attempt(request, form, change)
    if tried:
        return finish(request, tried.result, done=done, back=back)
    if cancel_url or crumbs:
        form.helper.cancel_url = cancel_url or crumbs[-1].url
    page = {"title": title, "intro": intro, "crumbs": [*crumbs, Crumb(label=title)] if crumbs else []}
    return show(request, template, page | dict(context() if callable(context) else context or {}), form)


def button(
    request: HttpRequest,
    *,
    change: Change,
    done: Told,
    back: Back,
    otherwise: Back = None,
    form: BaseForm | None = None,
) -> HttpResponse:
    """Make the change of a button and go `back`. Why it cannot be is told on the next page: `otherwise`, else `back`.

    `form` checks what the button sends along, such as a choice beside it.
    """
    if form is not None and not form.is_valid():
        faults = [fault for faults in form.errors.values() for fault in faults]
        return _told(request, messages.ERROR, " ".join(faults), back if otherwise is None else otherwise)
    tried = make(request, change, _given(form) if form is not None else {})
    if tried:
        return finish(request, tried.result, done=done, back=back)
    return _told(request, messages.ERROR, str(tried.refused), back if otherwise is None else otherwise)


# The parts of a page


@dataclass(frozen=True)
class Attempt:
    """How it went: true when the change was made. `refused` is why not; None when the form was not valid, or not sent."""

    made: bool = False
    result: Any = None
    refused: Refused | None = None

    def __bool__(self) -> bool:
        return self.made


def attempt(request: HttpRequest, form: BaseForm, change: Change) -> Attempt:
    """Make the change of a form when it was sent and is valid. A refusal stands on the form, with what was typed.

    A form that is `about` a row (`ui.merging`) is brought together with what stands there while that row is held.
    """
    if request.method != "POST" or not form.is_valid():
        return Attempt()
    if _is_to_lock(request, form):
        raise LockFirst(form.about)  # type: ignore[attr-defined]
    tried = make(request, change, _given(form))
    if tried.refused:
        say(form, tried.refused)
    return tried


def _is_to_lock(request: HttpRequest, form: Any) -> bool:
    """Whether what is sent was brought together with what stands there before the row was held."""
    return getattr(form, "about", None) is not None and not getattr(request, "is_locked", False)


def finish(request: HttpRequest, result: Any = None, *, done: Told, back: Back) -> HttpResponse:
    """Say that it is done and go `back`."""
    return _told(request, messages.SUCCESS, done(result) if callable(done) else done, back, result)


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any], form: BaseForm, *, status: int = 0
) -> HttpResponse:
    """The page with its form: 422 when something is wrong with the form, else 200, unless a `status` is given.

    htmx gets the form alone, to put in the place of the one that was sent.
    """
    if not status:
        faulty = form.is_bound and not form.is_valid()
        status = HTTPStatus.UNPROCESSABLE_ENTITY if faulty else HTTPStatus.OK
    if not _is_fragment(request):
        return render(request, template, {"form": form, **context}, status=status)
    drawn = render_crispy_form(form, context=RequestContext(request, {"csrf_token": get_token(request)}))
    return HttpResponse(drawn, status=status, headers={"X-Fragment": "form"})


def say(form: BaseForm, refused: Refused) -> None:
    """Put a refusal where the user looks: at its field when the form has it, else above the form."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))


def make(request: HttpRequest, change: Change, given: Mapping[str, Any] = MappingProxyType({})) -> Attempt:
    """Make a change, whatever the form says of it: for a page that keeps what is not valid yet, or sends a fragment."""
    try:
        return Attempt(made=True, result=change(by=request.user, at=arrived_at(request), **given))
    except NotPermitted as refused:
        raise PermissionDenied(str(refused)) from refused
    except Refused as refused:
        return Attempt(refused=refused)


def _given(form: BaseForm) -> Mapping[str, Any]:
    """What the change gets of a form: its `arguments` when it says so itself, else what was filled in."""
    own = getattr(form, "arguments", None)
    if own is not None:
        return own
    return form.cleaned_data


def _told(request: HttpRequest, level: int, text: Any, back: Back, result: Any = None) -> HttpResponse:
    if text:
        messages.add_message(request, level, text)
    target = back(result) if callable(back) else back
    answer = target if isinstance(target, HttpResponse) else redirect(target)
    return HttpResponseClientRedirect(answer.url) if _is_fragment(request) and answer.has_header("Location") else answer


def _is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page; a boosted link or form asks for the whole."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"
