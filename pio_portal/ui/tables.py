"""The base of every table of the portal: django-tables2, with what is the same in every row found once."""

import inspect
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow, BoundRows
from django_tables2.utils import Accessor, AttributeDict

from pio_portal.ui.inputs import input_of


class Table(tables.Table):
    """A table whose rows `components/table.html` has drawn by `body`. Attributes of columns hold for all their cells."""

    has_picks = False  # whether a box to choose it stands before each row

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = Rows(self.data, table=self)
        for column in self.columns.iterall():  # django-tables2 would export what `render_<name>` draws, markup and all
            column.value = getattr(self, f"value_{column.name}", column.column.value)

    def body(self) -> SafeString:
        """The rows of this page, drawn: a loop of the template over all rows and cells takes a fifth of a page.

        Each cell carries the heading of its column, which a phone shows before it.
        """
        columns = [(column, _opening(column)) for column in self.columns]
        about = _("Kies %(row)s") if self.has_picks else ""
        rows = []
        for row in self.paginated_rows:
            cells = (f"{opening}{conditional_escape(row.cell_of(column))}</td>" for column, opening in columns)
            rows.append(f"<tr>{_pick(row.record, about) if about else ''}{''.join(cells)}</tr>\n")
        return mark_safe("".join(rows))  # noqa: S308 - each cell is escaped, or safe


def _opening(column: BoundColumn) -> SafeString:
    attributes = AttributeDict({**column.attrs["td"], "data-label": column.header})
    return format_html("<td {}>", attributes.as_html())


def _pick(record: Any, about: str) -> str:
    own = {"form": "bulk", "aria-label": about % {"row": record}, "class": "form-check-input"}
    return f'<td class="pick">{input_of({"type": "checkbox", "name": "rows", "value": record.pk, "attrs": own})}</td>'


class Rows(BoundRows):
    """Rows that are `Row`s."""

    def __iter__(self) -> Iterator["Row"]:
        return (Row(record, table=self.table) for record in self.data)

    def __getitem__(self, key: Any) -> Any:
        return Rows(self.data[key], table=self.table) if isinstance(key, slice) else Row(self.data[key], self.table)


class Row(BoundRow):
    """A row that looks once for what holds for a column: django-tables2 looks for each cell, a fifth of a page."""

    def cell_of(self, bound_column: BoundColumn) -> Any:
        """What the cell of this column says on the page."""
        return self._get_and_render_with(bound_column, self._call_render, bound_column.default)

    def _get_and_render_with(self, bound_column: BoundColumn, render_func: Callable[..., Any], default: Any) -> Any:
        column, accessor = bound_column.column, bound_column.accessor
        if getattr(column, "reads_record", False):
            return render_func(bound_column)  # else Django first translates every word of the state, for nothing
        if _is_of_choices(type(self.record), accessor):
            return super()._get_and_render_with(bound_column, render_func, default)  # which finds its label
        try:
            value = accessor.resolve(self.record)
        except (TypeError, AttributeError, KeyError, ValueError):  # nothing on the way to it
            value = None
        return default if value in column.empty_values else render_func(bound_column, value)

    def _call_render(self, bound_column: BoundColumn, value: Any = None) -> Any:
        return self._call(bound_column.render, bound_column, value)

    def _call_value(self, bound_column: BoundColumn, value: Any = None) -> Any:
        return self._call(bound_column.value, bound_column, value)

    def _call(self, function: Callable[..., Any], bound_column: BoundColumn, value: Any) -> Any:
        known = self._optional_cell_arguments(bound_column, value)
        names = _asked_by(getattr(function, "__func__", function))
        return function(**known if names is None else {name: known[name] for name in names})


@lru_cache(maxsize=1024)
def _is_of_choices(record: type, accessor: Accessor) -> bool:
    """Whether this is, or leads to, a field whose values have a label each."""
    field, model = None, record
    for name in str(accessor).split(Accessor.SEPARATOR):
        try:
            field = model._meta.get_field(name)
        except (AttributeError, FieldDoesNotExist):
            return False
        model = field.related_model
    return bool(getattr(field, "choices", None))


@lru_cache(maxsize=1024)
def _asked_by(function: Callable[..., Any]) -> tuple[str, ...] | None:
    """The names of what it takes; None when it takes whatever it is given."""
    parameters = inspect.signature(function).parameters.values()
    if any(one.kind is one.VAR_KEYWORD for one in parameters):
        return None
    return tuple(one.name for one in parameters if one.name != "self")
