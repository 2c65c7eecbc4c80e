"""How a form is laid out: declared beside its fields, drawn by `{% crispy form %}` with our own templates.

    class ExtendForm(Form):
        actions = Actions(_("Verlengen"))

        until = Moment(label=_("Indienen kan tot"))
        reason = forms.CharField(label=_("Waarom is er meer tijd?"))

Without a `layout` the fields stand below each other in their own order. A field that the layout forgets is drawn below
the others, and hidden fields need no place in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self

from crispy_forms import layout as crispy
from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_field
from django import forms
from django.forms.utils import flatatt
from django.template import Context
from django.template.loader import get_template
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

Kind = Literal["primary", "quiet", "destroy"]


@dataclass(frozen=True)
class Button:
    """A button that sends the form. `name` and `value` say to the view which one was pressed."""

    text: Any
    kind: Kind = "quiet"
    name: str = ""
    value: str = "1"
    address: str = ""  # where it sends the form, when not to where the form goes
    new_tab: bool = False  # the answer is shown in a tab of its own
    icon: str = ""
    small: bool = False
    unchecked: bool = False  # the browser checks nothing
    about: str = ""  # read aloud, to tell it from its neighbours


SAVE, CANCEL = _("Bewaren"), _("Annuleren")


class Actions:
    """The buttons below a form: the one it is for, `others`, and the way out. `note` is a line below them.

    The address of the way out is known by the view (`form_page`); without one it is not drawn.
    """

    def __init__(
        self,
        text: Any = SAVE,
        *others: Button,
        cancel: Any = CANCEL,
        note: Any = "",
        template: str = "pio/actions.html",
        **button: Any,
    ) -> None:
        self.buttons = (Button(text, **{"kind": "primary", **button}), *others)
        self.cancel, self.note, self.template = cancel, note, template


class Helper(FormHelper):
    """What `{% crispy form %}` asks of a form; made for each form from what its class declares."""

    template = "pio/form.html"
    error_summary = True
    cancel_url = ""

    def __init__(self, form: Any) -> None:
        super().__init__()
        self.form = form
        self.form_method, self.form_class, self.form_tag = form.method, form.form_class, form.form_tag

    def __bool__(self) -> bool:
        return True  # crispy counts the fields of the layout

    @property
    def actions(self) -> Actions | None:
        """Those of the form, also when they were set after the helper was made."""
        return self.form.actions

    @actions.setter
    def actions(self, actions: Actions | None) -> None:
        self.form.actions = actions

    @property
    def layout(self) -> crispy.Layout:
        """Never empty: crispy passes over what is, and a form without fields is drawn, too."""
        return crispy.Layout(layout_of(self.form))

    def render_layout(self, form: Any, context: Any, template_pack: str = "pio") -> SafeString:
        """The fields of a form; what the layout does not name comes last."""
        form.rendered_fields = set()
        form.crispy_field_template = None
        fields = Context()  # crispy copies it for each field, so it holds little
        fields.page = context
        html = layout_of(form).render(form, fields, template_pack=template_pack)
        left = [name for name in form.fields if name not in form.rendered_fields]
        shown = [name for name in left if not form.fields[name].widget.is_hidden]
        html += "".join(render_field(name, form, fields, template_pack=template_pack) for name in shown)
        hidden = "".join(str(form[name]) for name in left if name not in shown)
        form.hidden_html = mark_safe(hidden + form.seen_html)  # noqa: S308 - widgets
        return mark_safe(html)  # noqa: S308 - put together from drawn templates

    def get_attributes(self, template_pack: str = "pio") -> dict[str, Any]:  # noqa: ARG002 - crispy's signature
        """What the templates of the pack are given: they ask this helper for the rest."""
        return {"attrs": {}, "form_method": self.form_method, "form_tag": self.form_tag, "helper": self}

    @property
    def attributes(self) -> SafeString:
        """Those of the form's element."""
        posts = self.form_method == "post"
        ours = {
            "class": self.form_class or None,
            "method": self.form_method,
            "action": self.form_action or None,
            "enctype": "multipart/form-data" if posts and self.form.is_multipart() else None,
            "id": self.form_id or None,
            "novalidate": posts,
        }
        return flatatt({**ours, **self.form.form_attrs, **self.attrs})


def layout_of(form: Any) -> crispy.Layout:
    """What the form declares, else its fields in their order."""
    declared = getattr(form, "layout", None)
    if declared is not None:
        return declared
    return crispy.Layout(*[name for name, field in form.fields.items() if not field.widget.is_hidden])


class LaidOut:
    """Gives a form what `{% crispy form %}` needs. Each of these may be a property, too."""

    layout: crispy.Layout | None = None
    actions: Actions | None = Actions()  # None: the form is sent by a button elsewhere
    method = "post"
    form_class = "form"
    form_attrs: dict[str, Any] = {}
    form_tag = True  # False: the fields alone, for a form that stands within another one
    seen_html = ""  # what a form of several writers takes along (`pio_portal.ui.merging`)
    others_changed: list[str] = []

    @cached_property
    def helper(self) -> Helper:
        return Helper(self)

    def posted_to(self, address: str) -> Self:
        """The same form, sent to another address than that of the page on which it stands."""
        self.helper.form_action = address
        return self


class Form(LaidOut, forms.Form):
    """An ordinary form, laid out."""


# What a layout is made of, besides the names of fields


class Fieldset(crispy.Fieldset):
    """Fields under one heading. The heading is a text, not a template as it is with crispy's own."""

    template = "pio/fieldset.html"

    def render(self, form: Any, context: Any, template_pack: str = "pio", **kwargs: Any) -> SafeString:
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return get_template(self.template).render({"legend": self.legend, "classes": self.css_class, "fields": fields})


class Group(crispy.LayoutObject):
    """Fields in an element with classes of its own: `Group("title", "year", classes="draft-texts")`."""

    def __init__(self, *fields: Any, classes: str) -> None:
        self.fields, self.classes = list(fields), classes

    def render(self, form: Any, context: Any, template_pack: str = "pio", **kwargs: Any) -> SafeString:
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return format_html('<div class="{}">{}</div>', self.classes, fields)


class Row(Group):
    """Fields beside each other, below each other where there is no room."""

    def __init__(self, *fields: Any) -> None:
        super().__init__(*fields, classes="form-row")


@dataclass(frozen=True)
class Note:
    """A line of explanation between fields."""

    text: Any
    classes: str = "small soft"

    def render(self, form: Any, context: Any, **kwargs: Any) -> SafeString:  # noqa: ARG002 - crispy's signature
        return format_html('<p class="{}">{}</p>', self.classes, self.text)


@dataclass(frozen=True)
class Lines:
    """A list of what is known, above the field in which something is written about it."""

    lines: Sequence[Any]

    def render(self, form: Any, context: Any, **kwargs: Any) -> SafeString:  # noqa: ARG002 - crispy's signature
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in self.lines)))


class EnterSends:
    """Put first in the layout of a form that has other buttons between its fields: Enter in a field then saves.

    A browser that is told Enter presses the first button of a form, so an unseen one stands before all others.
    """

    def render(self, form: Any, context: Any, **kwargs: Any) -> SafeString:  # noqa: ARG002 - crispy's signature
        return mark_safe('<button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true"></button>')


class Include:
    """A template between the fields, with all that the page knows and `form`. Name the fields that it draws itself."""

    def __init__(self, template: str, *fields: str) -> None:
        self.template, self.names = template, fields

    def render(self, form: Any, context: Any, **kwargs: Any) -> SafeString:  # noqa: ARG002 - crispy's signature
        form.rendered_fields.update(self.names)
        with context.page.push(form=form):
            return get_template(self.template).template.render(context.page)
