"""One change asked by a form or a button of the staff's pages: done, or refused with its sentence."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from pio_portal.change import Refused
from pio_portal.registrations.forms import say


def done(request: HttpRequest, change: Callable[[], object], *, told: str) -> bool:
    """Make a change that has no form: tell what was done, or why not."""
    try:
        change()
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, told)
    return True


def saved(request: HttpRequest, form: forms.BaseForm, change: Callable[[], object], *, told: str) -> bool:
    """Make the change of a posted and valid form: tell what was done, or say on the form why not."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        change()
    except Refused as refused:
        say(form, refused)
        return False
    messages.success(request, told)
    return True
