"""Which columns a list shows: the usual ones, or those that the address names."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django_tables2.utils import OrderBy

from pio_portal.ui.inputs import box
from pio_portal.ui.tables import Table

COLUMNS = "kolommen"
Need = Callable[[QuerySet, HttpRequest], QuerySet]


def joined(*names: str) -> Need:
    """What a column needs: these rows fetched along."""
    return lambda rows, _request: rows.select_related(*names)


class ChosenColumns:
    """The part of a list that knows its columns."""

    request: HttpRequest
    table_class: type[Table]
    extra_columns: tuple[str, ...] = ()  # of the table, shown only to who asks for them
    column_needs: dict[str, Need] = {}  # what the rows must bring for a column: asked only when it is shown
    export_also: tuple[str, ...] = ()  # what the page has no room for, and a file always has

    @cached_property
    def fixed_columns(self) -> list[str]:
        """The link to the row: without it nothing leads there."""
        return [name for name, column in self.table_class.base_columns.items() if column.url]

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
        return self._with(known, self.fixed_columns) if known else self.usual_columns

    @property
    def is_broad(self) -> bool:
        """More columns than a page of the usual width has room for."""
        return len(self.columns) > len(self.usual_columns)

    def column_choices(self) -> list[dict[str, Any]]:
        """What the panel offers, as boxes: the shown ones first, as they stand. A fixed one is always there."""
        rest = [name for name in self._known_columns if name not in self.columns]
        return [
            box(
                name=COLUMNS,
                value=name,
                label=self.table_class.base_columns[name].verbose_name or name,
                form="columns-form",
                id=f"column-{name}",
                checked=name in self.columns,
                disabled=name in self.fixed_columns,
            )
            for name in [*self.columns, *rest]
        ]

    def exported_columns(self) -> list[str]:
        """The shown columns, and what a file always has."""
        return self._with(self.columns, self.export_also)

    def _with(self, names: Sequence[str], more: Sequence[str]) -> list[str]:
        """These columns and more, each of the latter behind those that the table itself has before it."""
        names = list(names)
        for name in more:
            if name not in names:
                before = self._known_columns[: self._known_columns.index(name)]
                names.insert(max((names.index(one) + 1 for one in before if one in names), default=0), name)
        return names

    def with_columns(self, rows: QuerySet, names: Sequence[str]) -> QuerySet:
        """The rows with what these columns need."""
        for need in dict.fromkeys(self.column_needs[name] for name in names if name in self.column_needs):
            rows = need(rows, self.request)
        return rows

    def sorted_by(self, order: Any) -> list[str]:
        """The columns of the table that an order is by; without one, those of the table's usual order."""
        usual = self.table_class._meta.order_by or ()
        asked = usual if order is None else (order,) if isinstance(order, str) else order
        names = [OrderBy(one).bare for one in asked]
        return [name for name in names if name in self.table_class.base_columns]

    def table_of(self, rows: QuerySet, names: Sequence[str], order: Any) -> Table:
        """The table of these rows with these columns. What it is ordered by stays in it, shown or not."""
        kept = list(dict.fromkeys([*names, *self.sorted_by(order)]))
        out = [name for name in self.table_class.base_columns if name not in kept]
        rows = self.with_columns(rows, kept)
        table = self.table_class(rows, order_by=order, order_by_field="sort", exclude=out, sequence=kept)
        for name in kept[len(names) :]:
            table.columns.hide(name)
        return table
