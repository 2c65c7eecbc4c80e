"""Columns for the staff's tables: each declares what it holds, and the page, a CSV and a workbook follow.

`wide=True` leaves the column out on a phone; `url(record)` makes its cells the link to the row's page. What
`render_<name>` of a table adds to a cell stands on the page only; `value_<name>` gives an export another value of the
same kind.
"""

from collections.abc import Callable, Iterable
from typing import Any

import django_tables2 as tables
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from pio_portal import formats
from pio_portal.ui import kinds
from pio_portal.ui.templatetags import pio


class Column(tables.Column):
    """A column of text; `classes` are for its cells, `head` for its heading."""

    kind = kinds.TEXT
    classes, head = "", ""
    reads_record = False  # whether `render` and `value` find by themselves what the cell says

    def __init__(
        self, *args: Any, wide: bool = False, url: Callable[[Any], str] | None = None, width: int = 0, **kwargs: Any
    ) -> None:
        extra = "wide" if wide else ""
        attrs = {"th": {"class": f"{self.head} {extra}".strip()}, "td": {"class": f"{self.classes} {extra}".strip()}}
        kwargs.setdefault("default", formats.NOTHING)
        super().__init__(*args, attrs={k: v for k, v in attrs.items() if v["class"]}, **kwargs)
        self.url, self.width = url, width or self.kind.width

    def shown(self, value: Any) -> Any:
        """What a cell says on the page."""
        return self.kind.shown(value)

    def render(self, value: Any, record: Any) -> Any:
        return (
            format_html('<a href="{}">{}</a>', self.url(record), self.shown(value)) if self.url else self.shown(value)
        )

    def value(self, value: Any) -> Any:
        """What an export keeps: a value of the column's kind, or None."""
        return value


class ReferenceColumn(Column):
    """A reference, on one line; a phone finds it below the title."""

    classes = "key small"

    def __init__(self, *args: Any, wide: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, wide=wide, **kwargs)


class TitleColumn(Column):
    """The title as the link to the row's page, cut off where the line ends.

    A phone shows the reference and `sub(record)` below it; a wider screen has columns for those. `url(record)` and
    `sub(record)` must ask the database nothing: select what they need with the rows.
    """

    classes = "title"

    def __init__(
        self,
        *args: Any,
        url: Callable[[Any], str] = lambda record: record.get_absolute_url(),
        sub: Callable[[Any], Any] = lambda record: "",  # noqa: ARG005
        reference: str = "ref",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{"url": url, "width": 50} | kwargs)
        self.sub, self.reference = sub, reference

    def render(self, value: Any, record: Any) -> SafeString:
        reference = getattr(record, self.reference, "") if self.reference else ""
        below = " · ".join(str(text) for text in (reference, self.sub(record)) if text)
        line = f'<span class="sub only-phone">{escape(below)}</span>' if below else ""
        title = escape(value)
        return mark_safe(f'<a href="{escape(self.url(record))}" title="{title}">{title}</a>{line}')  # noqa: S308 - escaped


class StatusColumn(Column):
    """A state as its tag; sorted by the field itself."""

    kind = kinds.STATE
    reads_record = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tags: dict[Any, SafeString] = {}  # of the table of one page, which has a copy of the column for itself

    def render(self, record: Any, bound_column: Any) -> SafeString:  # type: ignore[override]  # tables2 passes what is asked
        state = pio.status_of(record, bound_column.name)
        if state not in self._tags:
            self._tags[state] = pio.status(state)
        return self._tags[state]

    def value(self, record: Any, bound_column: Any) -> str:  # type: ignore[override]  # tables2 passes what is asked
        return str(pio.status_of(record, bound_column.name).label)


class PersonColumn(Column):
    """The name of a person, which is never cut off."""

    classes = "person"


class ManyColumn(Column):
    """Several things in one cell, with commas between them: `of(record)`, which must ask the database nothing."""

    reads_record = True

    def __init__(self, *args: Any, of: Callable[[Any], Iterable[Any]], **kwargs: Any) -> None:
        super().__init__(*args, empty_values=(), orderable=False, **kwargs)
        self.of = of

    def render(self, record: Any) -> str:  # type: ignore[override]  # tables2 passes what is asked
        return self.value(record) or formats.NOTHING

    def value(self, record: Any) -> str:  # type: ignore[override]  # tables2 passes what is asked
        return ", ".join(map(str, self.of(record)))


class NumberColumn(Column):
    """A number, to the right; with `decimals` always so many."""

    kind = kinds.NUMBER
    classes, head = "num", "num"

    def __init__(self, *args: Any, decimals: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decimals = decimals

    def shown(self, value: Any) -> str:
        return formats.number_text(value, self.decimals)


class DayColumn(Column):
    """A date, or the day of a moment."""

    kind = kinds.DAY
    classes = "small day"


class MomentColumn(Column):
    """A moment. `brief` shows only its day on the page; a file always has the hour, in Brussels."""

    kind = kinds.MOMENT
    classes = "small day"

    def __init__(self, *args: Any, brief: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.brief = brief

    def shown(self, value: Any) -> SafeString:
        return pio.day(value) if self.brief else pio.moment_short(value)


class MoneyColumn(Column):
    """An amount, to the right."""

    kind = kinds.AMOUNT
    classes, head = "num", "num"
