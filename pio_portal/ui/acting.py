"""One page with one form makes one change; one button makes one change. Both speak when it is refused.

`act` and `press` are whole views. `submitted` and `pressed` are for a page that shows more than its form: they make
the change and tell it, and leave to the view where it goes next.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pio_portal.arrival import arrived_at
from pio_portal.change import NotPermitted, Refused
from pio_portal.ui.shapes import Crumb


def say(form: forms.BaseForm, refused: Refused) -> None:
    """Put a refusal where the user looks: at its field when the form has it, else above the form."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))


def submitted(request: HttpRequest, form: forms.BaseForm, change: Callable[[dict], object], told: Any) -> bool:
    """Make the change of a form, with what was filled in: a refusal stands on the form, with what was typed."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        change(form.cleaned_data)
    except Refused as refused:
        say(form, refused)
        return False
    messages.success(request, told)
    return True


def pressed(request: HttpRequest, change: Callable[[], object], told: Any) -> bool:
    """Make a change that has no form: its success or its refusal is told on the next page."""
    try:
        change()
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, told)
    return True


def act(
    request: HttpRequest,
    *,
    form: forms.Form,
    change: Callable[..., Any],
    title: Any,
    done: Any,
    back: str | Callable[[Any], str],
    crumbs: Sequence[Crumb],
    submit: Any = "",
    intro: Any = "",
    destroy: bool = False,
    template: str = "ui/act.html",
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; when it is sent, make the change and go `back` (an address, or a function of the result).

    `change` gets `by`, `at` and what was filled in. What the workflow refuses stands on the form.
    """
    if request.method == "POST" and form.is_valid():
        try:
            result = change(by=request.user, at=arrived_at(request), **form.cleaned_data)
        except NotPermitted as refused:
            raise PermissionDenied(str(refused)) from refused
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, done)
            return redirect(back(result) if callable(back) else back)
    cancel_url = crumbs[-1].url if crumbs else ""
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "intro": intro,
        "destroy": destroy,
        "cancel_url": cancel_url,
        "crumbs": [*crumbs, Crumb(label=title)],
        **(extra or {}),
    }
    return render(request, template, context)


def press(
    request: HttpRequest,
    *,
    change: Callable[..., Any],
    done: Any,
    back: str | Callable[[Any], str],
    otherwise: str = "",
) -> HttpResponse:
    """Make the change of a button and go `back`; when it is refused, go to `otherwise` (else `back`) and say why."""
    try:
        result = change(by=request.user, at=arrived_at(request))
    except NotPermitted as refused:
        raise PermissionDenied(str(refused)) from refused
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(otherwise or str(back))
    messages.success(request, done)
    return redirect(back(result) if callable(back) else back)
