"""Inputs, selects and boxes as HTML, written here: a list has a hundred, and a template for each is a tenth of its page.

What is written is what Django's own templates write, from the same dict that its widgets give those.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django import forms
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]  # `type`, `name`, `value` and `attrs`; of a choice its `label` too


def attributes(values: Mapping[str, Any]) -> str:
    """Each with a space before it. What is None or False is left out, what is True has no value."""
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in values.items()
        if value is not None and value is not False
    )


def input_of(widget: Widget) -> SafeString:
    """The `<input>` of a widget, or of one choice of it."""
    own = {"type": widget["type"], "name": widget["name"]}
    html = f"<input{attributes(own)}{_value(widget['value'])}{attributes(widget['attrs'])}>"
    return mark_safe(html)  # noqa: S308 - each part is escaped


def select_of(widget: Widget) -> SafeString:
    """The `<select>` of a widget, with its choices, in groups or not."""
    groups = []
    for name, choices, _index in widget["optgroups"]:
        options = "".join(
            f"<option{_value(one['value'])}{attributes(one['attrs'])}>{conditional_escape(one['label'])}</option>"
            for one in choices
        )
        groups.append(f"<optgroup{attributes({'label': name})}>{options}</optgroup>" if name else options)
    own = {"name": widget["name"], **widget["attrs"]}
    return mark_safe(f"<select{attributes(own)}>{''.join(groups)}</select>")  # noqa: S308 - each part is escaped


def box_of(choice: Widget) -> SafeString:
    """A box or round button to choose, with its label behind it."""
    label = conditional_escape(choice["label"])
    own = attributes({"class": "form-check-label", "for": choice["attrs"].get("id")})
    html = f'<div class="form-check">{input_of(choice)}<label{own}>{label}</label></div>'
    return mark_safe(html)  # noqa: S308 - each part is escaped


def box(*, name: str, value: Any, label: Any, checked: bool, **attrs: Any) -> dict[str, Any]:
    """A box that belongs to no form of Django, as `box_of` draws it."""
    own = {"class": "form-check-input", **attrs, "checked": checked}
    return {"type": "checkbox", "name": name, "value": value, "label": label, "attrs": own}


def _value(value: Any) -> str:
    return "" if value is None else f' value="{escape(str(value))}"'


INPUTS = (
    forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.PasswordInput, forms.HiddenInput,
    forms.DateInput, forms.DateTimeInput, forms.TimeInput, forms.CheckboxInput,
)  # fmt: skip
DRAWN: dict[str, Callable[[Widget], SafeString]] = {
    **{kind.template_name: input_of for kind in INPUTS},
    forms.Select.template_name: select_of,
}
