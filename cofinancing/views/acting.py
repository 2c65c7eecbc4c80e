"""What the staff pages share: a change that is made or refused, told in a sentence."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form

from pio_portal.change import Refused


def tried(request, change: Callable[[], object], done) -> bool:
    """Make a change that has no form: its success or its refusal is told on the next page."""
    try:
        change()
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, done)
    return True


def submitted(request, form: Form, change: Callable[[dict], object], done) -> bool:
    """Make the change of a form: a refusal stands on the form, at its field, with what was typed."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        change(form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    messages.success(request, done)
    return True
