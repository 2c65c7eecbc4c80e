"""A form of what several people may change: what another changed since the page was opened is kept, or shown beside.

    class StoryForm(Merging, Form): …

The page takes along, as a fingerprint of each field, what stood there when it was opened. When it is sent, a field that
only others changed has their value: saving does not undo it, and a page that is drawn again shows it. A field that was
changed here and elsewhere is a fault that says what now stands there; sent again, it is a choice.

The form needs the values as they are now (`initial`, or the `instance` of a ModelForm), also when it is sent, and the
row that it is `about` (the instance by itself): the one that the verb locks first. The two are brought together under
its lock, so that of two who save in the same instant the second sees what the first made.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

SEEN = "_seen"
PRINT_BYTES = 8


class Merging:
    """Comes before `Form` or `LaidOut` among the bases of a form; only fields of one widget take part, and no files."""

    def __init__(self, *args: Any, about: Model | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about or kwargs.get("instance")
        self.others_changed: list[str] = []  # the labels of the fields that only others changed
        self._contested: dict[str, str] = {}
        self._is_merged = False

    @property
    def seen_html(self) -> SafeString:
        """What goes along with the form: what stands in it now."""
        prints = {name: _print(self._now(name)) for name in self._merged_fields()}
        return format_html('<input type="hidden" name="{}" value="{}">', self.add_prefix(SEEN), json.dumps(prints))

    def full_clean(self) -> None:
        """Bring what was sent together with what stands there now, and check the outcome."""
        if self.is_bound and not self._is_merged:
            self._is_merged = True
            self._merge(_prints(self.data.get(self.add_prefix(SEEN))))
        super().full_clean()
        for name, theirs in self._contested.items():
            self.add_error(name, theirs)

    def _merge(self, seen: dict[str, str]) -> None:
        data = self.data.copy()
        for name in self._merged_fields():
            now, typed = self._now(name), self._typed(name)
            if name not in seen or _print(now) in (seen[name], _print(typed)):
                continue
            if _print(typed) == seen[name]:
                data.setlist(self.add_prefix(name), now)
                if not self[name].is_hidden:
                    self.others_changed.append(str(self[name].label))
            else:
                self._contested[name] = _told(self.fields[name], now)
        self.data = data

    def _merged_fields(self) -> Iterable[str]:
        for name, field in self.fields.items():
            if not (
                field.disabled or isinstance(field, forms.FileField) or isinstance(field.widget, forms.MultiWidget)
            ):
                yield name

    def _now(self, name: str) -> list[str]:
        """What a browser would send of the field if nobody touched it."""
        field = self[name].field  # the bound field may have changed its widget
        value = field.prepare_value(self.get_initial_for_field(field, name))
        if isinstance(field.widget, forms.CheckboxInput):
            return ["on"] if value else []
        return _texts(field.widget.format_value(value))

    def _typed(self, name: str) -> list[str]:
        value = self[name].data
        if isinstance(value, bool):
            return ["on"] if value else []
        return _texts(value)


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list | tuple) else [value]
    return [str(one).replace("\r\n", "\n").strip() for one in values if one not in (None, "")]


def _print(sent: list[str]) -> str:
    return hashlib.blake2b("\0".join(sorted(sent)).encode(), digest_size=PRINT_BYTES).hexdigest()


def _prints(sent: str | None) -> dict[str, str]:
    """The fingerprints that the page took along; none of what is no such thing."""
    try:
        prints = json.loads(sent or "{}")
    except ValueError:
        return {}
    return prints if isinstance(prints, dict) else {}


def _told(field: forms.Field, now: list[str]) -> str:
    """What a colleague made of a field."""
    if not now:
        return _("Een collega maakte dit intussen leeg. Bewaart u opnieuw, dan geldt wat u invulde.")
    labels = {str(value): label for value, label in getattr(field, "choices", ())}
    theirs = ", ".join(str(labels.get(value, value)) for value in now)
    return _("Een collega maakte hier intussen “%(theirs)s” van. Bewaart u opnieuw, dan geldt wat u invulde.") % {
        "theirs": theirs
    }
