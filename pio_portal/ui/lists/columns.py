"""Which columns a list shows: the usual ones, or those that the address names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django_tables2 import Table

from pio_portal.ui.columns import TitleColumn

COLUMNS = "kolommen"


@dataclass(frozen=True, kw_only=True)
class ColumnChoice:
    """One box of the panel in which columns are chosen. A fixed one is always there."""

    name: str
    label: Any
    on: bool
    fixed: bool


class ChosenColumns:
    """The part of a list that knows its columns."""

    request: HttpRequest
    table_class: type[Table]
    extra_columns: tuple[str, ...] = ()  # of the table, shown only to who asks for them
    column_joins: dict[str, tuple[str, ...]] = {}  # what a column needs to be fetched with the rows
    export_also: tuple[str, ...] = ()  # what the page says within another column, and a file in one of its own

    @cached_property
    def fixed_columns(self) -> list[str]:
        """The title: without it nothing leads to the row."""
        return [name for name, column in self.table_class.base_columns.items() if isinstance(column, TitleColumn)]

    @cached_property
    def usual_columns(self) -> list[str]:
        return [name for name in self._known_columns if name not in self.extra_columns]

    @cached_property
    def _known_columns(self) -> list[str]:
        return list(self.table_class._meta.sequence or self.table_class.base_columns)

    @cached_property
    def columns(self) -> list[str]:
        """The names of the columns that are shown, in order. Unknown names are passed over."""
        asked = [name for part in self.request.GET.getlist(COLUMNS) for name in part.split(",")]
        known = [name for name in dict.fromkeys(asked) if name in self.table_class.base_columns]
        if not known:
            return self.usual_columns
        return [name for name in self.fixed_columns if name not in known] + known

    def column_choices(self) -> list[ColumnChoice]:
        """What the panel offers: the shown ones first, as they stand."""
        rest = [name for name in self._known_columns if name not in self.columns]
        return [
            ColumnChoice(
                name=name,
                label=self.table_class.base_columns[name].verbose_name or name,
                on=name in self.columns,
                fixed=name in self.fixed_columns,
            )
            for name in [*self.columns, *rest]
        ]

    def exported_columns(self) -> list[str]:
        """The shown columns, and behind the title what stands below it on the page."""
        names = [name for name in self.columns if name not in self.export_also]
        also = [name for name in self.export_also if name in self.table_class.base_columns]
        where = max((names.index(name) + 1 for name in self.fixed_columns if name in names), default=len(names))
        return names[:where] + also + names[where:]

    def with_columns(self, rows: QuerySet, names: Sequence[str]) -> QuerySet:
        """The rows with what these columns need."""
        joins = [join for name in names for join in self.column_joins.get(name, ())]
        return rows.select_related(*joins) if joins else rows

    def table_of(self, rows: QuerySet, names: Sequence[str], order: Any) -> Table:
        """The table of these rows with these columns."""
        hidden = [name for name in self.table_class.base_columns if name not in names]
        return self.table_class(
            self.with_columns(rows, names), order_by=order, order_by_field="sort", exclude=hidden, sequence=list(names)
        )
