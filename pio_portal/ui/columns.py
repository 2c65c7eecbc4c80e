"""Columns for the staff's tables: dates, amounts and states as everywhere, without a template per cell.

`wide=True` leaves the column out on a phone.
"""

from collections.abc import Callable
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pio_portal import formats
from pio_portal.ui.templatetags import pio


class Column(tables.Column):
    """A column of text; `classes` are for its cells, `head` for its heading."""

    classes, head = "", ""

    def __init__(self, *args: Any, wide: bool = False, **kwargs: Any) -> None:
        extra = "wide" if wide else ""
        attrs = {"th": {"class": f"{self.head} {extra}".strip()}, "td": {"class": f"{self.classes} {extra}".strip()}}
        kwargs.setdefault("default", formats.NOTHING)
        super().__init__(*args, attrs={k: v for k, v in attrs.items() if v["class"]}, **kwargs)

    def value(self, value: Any) -> Any:
        """What an export says."""
        return value


class ReferenceColumn(Column):
    """A reference, on one line; a phone finds it below the title."""

    classes = "key small"

    def __init__(self, *args: Any, wide: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, wide=wide, **kwargs)


class TitleColumn(Column):
    """The title as the link to the row's page, with a line below it; on a phone the reference stands there too.

    `url(record)` and `sub(record)` must ask the database nothing: select what they need with the rows.
    """

    def __init__(
        self,
        *args: Any,
        url: Callable[[Any], str] = lambda record: record.get_absolute_url(),
        sub: Callable[[Any], Any] = lambda record: "",  # noqa: ARG005
        reference: str = "ref",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.url, self.sub, self.reference = url, sub, reference

    def render(self, value: Any, record: Any) -> SafeString:
        reference = getattr(record, self.reference, "") if self.reference else ""
        phone = format_html('<span class="only-phone-inline">{} · </span>', reference) if reference else ""
        below = self.sub(record)
        line = format_html('<span class="sub">{}{}</span>', phone, below) if below or phone else ""
        return format_html('<a href="{}">{}</a>{}', self.url(record), value, line)


class StatusColumn(Column):
    """A state as its tag; sorted by the field itself."""

    def render(self, record: Any, bound_column: Any) -> SafeString:
        return pio.status(record, bound_column.name)

    def value(self, record: Any, bound_column: Any) -> str:  # type: ignore[override]  # tables2 passes what is asked
        return str(pio.status_of(record, bound_column.name).label)


class DayColumn(Column):
    """A date, or the day of a moment."""

    classes = "small"

    def render(self, value: Any) -> SafeString:
        return pio.day(value)

    def value(self, value: Any) -> str:
        return formats.as_date(value).isoformat() if value else ""


class MoneyColumn(Column):
    """An amount, to the right."""

    classes, head = "num", "num"

    def render(self, value: Any) -> SafeString:
        return pio.money(value)
