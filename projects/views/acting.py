"""One page with one form makes one change; one button makes one change. Both speak when it is refused."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from pio_portal.change import NotPermitted, Refused
from pio_portal.ui.shapes import Crumb


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
    template: str = "projects/staff/act.html",
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; when it is sent, make the change and go `back` (an address, or a function of the result).

    What the workflow refuses stands on the form, with what was typed.
    """
    if request.method == "POST" and form.is_valid():
        try:
            result = change(by=request.user, at=timezone.now(), **form.cleaned_data)
        except NotPermitted as refused:
            raise PermissionDenied(str(refused)) from refused
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
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
        result = change(by=request.user, at=timezone.now())
    except NotPermitted as refused:
        raise PermissionDenied(str(refused)) from refused
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(otherwise or str(back))
    messages.success(request, done)
    return redirect(back(result) if callable(back) else back)
