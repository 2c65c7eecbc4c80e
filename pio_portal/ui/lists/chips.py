"""Every filter in use as a chip that takes it out, a chip for each value."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django_filters import FilterSet

from pio_portal.formats import day_text


def chosen_values(filters: FilterSet) -> Iterator[tuple[str, str, str | None]]:
    """Of each filter in use: its name, what its chip says and, where it may have several, the value in the address."""
    cleaned = getattr(filters.form, "cleaned_data", None) if filters.form.is_valid() or filters.form.errors else None
    for name, bound in filters.filters.items():
        value = (cleaned or {}).get(name)
        if is_empty(value):
            continue
        field = filters.form.fields[name]
        if isinstance(value, list | tuple | QuerySet):
            for one in value:
                raw = str(one.pk) if isinstance(one, Model) else str(one)
                yield name, f"{bound.label}: {written(field, one)}", raw
        else:
            yield name, f"{bound.label}: {written(field, value)}", None


def is_empty(value: Any) -> bool:
    """Whether the filter is not in use."""
    if value is None or value == "":
        return True
    if isinstance(value, slice):
        return value.start is None and value.stop is None
    return isinstance(value, list | tuple | QuerySet) and not value


def parameters_of(filters: FilterSet, name: str) -> list[str]:
    """The names in the query string of one filter; a range has two."""
    suffixes = getattr(filters.form.fields[name].widget, "suffixes", None)
    return [f"{name}_{suffix}" if suffix else name for suffix in suffixes] if suffixes else [name]


def leave_out_unasked(filters: FilterSet) -> None:
    """Take out the filters that the query string says nothing of: nobody sees the choices they would fetch."""
    asked = {key.rsplit("_", 1)[0] for key in filters.data} | set(filters.data)
    for name in set(filters.filters) - asked:
        del filters.filters[name]


def written(field: Any, value: Any) -> str:
    """A filter's value as people read it."""
    if isinstance(value, slice):
        return _period(value)
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if hasattr(field, "queryset") or not hasattr(field, "choices"):
        return str(value)
    for key, label in field.choices:
        if str(key) == str(value):
            return str(label)
    return str(value)


def _period(value: slice) -> str:
    start, stop = (day_text(v) if isinstance(v, dt.date) else v for v in (value.start, value.stop))
    if start is None:
        return _("tot en met %(day)s") % {"day": stop}
    if stop is None:
        return _("vanaf %(day)s") % {"day": start}
    return f"{start} – {stop}"
