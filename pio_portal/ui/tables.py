"""The base of every table of the portal: django-tables2, with what is the same in every row found once."""

import inspect
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import django_tables2 as tables
from django.utils.safestring import SafeString
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow, BoundRows


class Table(tables.Table):
    """A table whose `body` gives the cells for `components/table.html`. Attributes of columns hold for all their cells."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = Rows(self.data, table=self)
        for column in self.columns.iterall():  # django-tables2 would export what `render_<name>` draws, markup and all
            column.value = getattr(self, f"value_{column.name}", column.column.value)

    def body(self) -> Iterator[tuple[Any, list[tuple[SafeString, Any]]]]:
        """Each row's record with its cells: the attributes of the `<td>` and what stands in it."""
        columns = [(column.name, column.attrs["td"].as_html()) for column in self.columns]
        for row in self.paginated_rows:
            yield row.record, [(attrs, row.get_cell(name)) for name, attrs in columns]


class Rows(BoundRows):
    """Rows that are `Row`s."""

    def __iter__(self) -> Iterator["Row"]:
        return (Row(record, table=self.table) for record in self.data)

    def __getitem__(self, key: Any) -> Any:
        return Rows(self.data[key], table=self.table) if isinstance(key, slice) else Row(self.data[key], self.table)


class Row(BoundRow):
    """A row that looks once what the function of a cell asks for: django-tables2 looks for each cell, a tenth of a page."""

    def _call_render(self, bound_column: BoundColumn, value: Any = None) -> Any:
        return self._call(bound_column.render, bound_column, value)

    def _call_value(self, bound_column: BoundColumn, value: Any = None) -> Any:
        return self._call(bound_column.value, bound_column, value)

    def _call(self, function: Callable[..., Any], bound_column: BoundColumn, value: Any) -> Any:
        known = self._optional_cell_arguments(bound_column, value)
        names = _asked_by(getattr(function, "__func__", function))
        return function(**known if names is None else {name: known[name] for name in names})


@lru_cache(maxsize=1024)
def _asked_by(function: Callable[..., Any]) -> tuple[str, ...] | None:
    """The names of what it takes; None when it takes whatever it is given."""
    parameters = inspect.signature(function).parameters.values()
    if any(one.kind is one.VAR_KEYWORD for one in parameters):
        return None
    return tuple(one.name for one in parameters if one.name != "self")
