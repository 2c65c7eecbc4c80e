"""Filters for the staff's lists: rows to choose from that are fetched once, several at a time, and periods of days."""

from collections.abc import Callable
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.fields import DateRangeField
from django_filters.widgets import SuffixedMultiWidget

from pio_portal.ui.forms import DateInput, DayField

NOBODY = "geen"


class _OfRows:
    """The choices are rows of the database, asked once for the check and the drawing of the field together."""

    def __init__(
        self, *args: Any, rows: Callable[[Any], QuerySet], label_of: Callable[[Any], Any] = str, **kwargs: Any
    ) -> None:
        self.rows, self.label_of, self.nobody = rows, label_of, kwargs.pop("nobody", None)
        super().__init__(*args, **kwargs)

    @property
    def field(self) -> forms.Field:
        if not hasattr(self, "_field"):
            found = [(str(row.pk), self.label_of(row)) for row in self.rows(self.parent.request)]
            nobody = [(NOBODY, self.nobody)] if self.nobody else []
            self.extra["choices"] = [*nobody, *found]
            return super().field
        return self._field


class RowFilter(_OfRows, filters.ChoiceFilter):
    """One row of `rows(request)`."""


class RowsFilter(_OfRows, filters.MultipleChoiceFilter):
    """Some rows of `rows(request)`; `nobody` names the choice of those that have none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"widget": forms.CheckboxSelectMultiple, **kwargs})

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        wanted = Q(**{f"{self.field_name}__in": [v for v in value if v != NOBODY]})
        return qs.filter(wanted | Q(**{f"{self.field_name}__isnull": True}) if NOBODY in value else wanted)


class SomeFilter(filters.MultipleChoiceFilter):
    """Some of a few fixed choices."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"widget": forms.CheckboxSelectMultiple, **kwargs})

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


class DaysInput(SuffixedMultiWidget):
    """The first and the last day of a period, each with the browser's own picker."""

    template_name = "forms/days.html"
    suffixes = ("van", "tot")
    use_fieldset = True

    def __init__(self, attrs: dict | None = None) -> None:
        first = DateInput({"class": "form-control short", "aria-label": _("Van"), "title": _("Van")})
        last = DateInput({"class": "form-control short", "aria-label": _("Tot en met"), "title": _("Tot en met")})
        super().__init__((first, last), attrs)

    def decompress(self, value: Any) -> list:
        return [value.start, value.stop] if value else [None, None]


class DaysField(DateRangeField):
    """Two days in years that can be meant."""

    widget = DaysInput

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = (DayField(required=False), DayField(required=False))


class DaysFilter(filters.RangeFilter):
    """Between two days, both included; `<name>_van` and `<name>_tot` in the address."""

    field_class = DaysField
