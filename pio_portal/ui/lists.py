"""The staff's lists: declared, not programmed. The query string is the whole state of a list.

    class ApplicationList(StaffList):
        title = _("Aanvragen")
        nouns = _("aanvraag"), _("aanvragen")
        queryset = staticmethod(lambda user: Application.objects.visible_to(user).for_list())
        filterset_class = ApplicationFilter
        table_class = ApplicationTable
        state_field, states = "status", Status

Parameters: `q` searches, `state_field` chooses a chip, the filters have their own names, `sort` is a column (`-` in
front turns it round), `page` a page, `export=csv` gives everything that is chosen as a file.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Choices, Count, Model, Q, QuerySet
from django.http import HttpRequest, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django_filters import FilterSet
from django_tables2 import Table

from pio_portal.ui.formats import number_text
from pio_portal.ui.shapes import Chip

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class KnownPaginator(Paginator):
    """A paginator that was told the number of rows, and need not count them again."""

    def __init__(self, rows: Any, per_page: int, total: int) -> None:
        super().__init__(rows, per_page)
        self.total = total

    @cached_property
    def count(self) -> int:
        return self.total


class StaffList(View):
    """One list: what is in it, how it is searched, filtered, counted, ordered and shown."""

    title: Any
    nouns: tuple[Any, Any] = ("rij", "rijen")
    table_class: type[Table]
    queryset: Callable[[Any], QuerySet]
    filterset_class: type[FilterSet] | None = None
    state_field: str = ""
    states: type[Choices] | None = None
    search_fields: tuple[str, ...] = ()
    search_hint: Any = ""
    order_text: Any = ""
    page_size = 50
    exportable = True
    empty_text: Any = ""
    template_name = "components/list.html"
    actions_template = ""
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """The page, or the file when `export` asks for it."""
        if self.exportable and request.GET.get("export") == "csv":
            return self.export()
        return render(request, self.template_name, self.context())

    # What is chosen

    def base(self) -> QuerySet:
        """All that this user may see. Override when `queryset` is not enough."""
        return type(self).queryset(self.request.user)

    def search(self, rows: QuerySet, q: str) -> QuerySet:
        """The rows that answer the question: the queryset's own `search`, else the words in the named fields."""
        if hasattr(rows, "search"):
            return rows.search(q)
        for word in q.split():
            found = Q()
            for field in self.search_fields:
                found |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(found)
        return rows

    @cached_property
    def q(self) -> str:
        return self.request.GET.get("q", "").replace("\x00", "").strip()[:200]

    @cached_property
    def filterset(self) -> FilterSet | None:
        if self.filterset_class is None:
            return None
        return self.filterset_class(self.request.GET, queryset=self.base(), request=self.request)

    @cached_property
    def filtered(self) -> QuerySet:
        """Searched and filtered, before a chip is chosen: the counts on the chips are of these."""
        filters = self.filterset
        rows = self.base() if filters is None else filters.qs
        return self.search(rows, self.q) if self.q else rows

    @cached_property
    def state(self) -> str:
        """The chosen chip; an unknown one chooses nothing."""
        value = self.request.GET.get(self.state_field, "") if self.state_field else ""
        return value if self.states and value in self.states.values else ""

    @cached_property
    def counts(self) -> dict[Any, int]:
        """How many rows in each state, in one query; the total of the list comes from it too."""
        if not self.state_field:
            return {"": self.filtered.count()}
        grouped = self.filtered.order_by().values_list(self.state_field).annotate(n=Count("pk"))
        return dict(grouped)

    @cached_property
    def chosen(self) -> QuerySet:
        return self.filtered.filter(**{self.state_field: self.state}) if self.state else self.filtered

    @cached_property
    def total(self) -> int:
        return self.counts.get(self.state, 0) if self.state else sum(self.counts.values())

    # What is shown

    def chips(self) -> list[Chip]:
        """All, and each state that has rows or is chosen."""
        if not self.states:
            return []
        everything = Chip(
            label=_("Alle"),
            url=self.address(**{self.state_field: None}),
            count=sum(self.counts.values()),
            on=not self.state,
        )
        return [everything] + [
            Chip(
                label=member.label,
                url=self.address(**{self.state_field: member.value}),
                count=self.counts.get(member.value, 0),
                on=self.state == member.value,
            )
            for member in self.states
            if self.counts.get(member.value) or self.state == member.value
        ]

    def filter_chips(self) -> list[Chip]:
        """One chip per filter in use, whose link takes it out."""
        filters = self.filterset
        if filters is None or not filters.is_valid():
            return []
        chips = []
        for name, bound in filters.filters.items():
            value = filters.form.cleaned_data.get(name)
            if name != self.state_field and value not in (None, "", [], ()) and not _is_empty(value):
                text = f"{bound.label}: {_written(filters.form.fields[name], value)}"
                chips.append(Chip(label=text, url=self.address(**dict.fromkeys(_parameters(filters, name)))))
        return chips

    def address(self, **changes: Any) -> str:
        """The list's query string with some values replaced; it starts at page 1 again."""
        query: QueryDict = self.request.GET.copy()
        for name in ("page", "export"):
            query.pop(name, None)
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = value
        return f"?{query.urlencode()}" if query else "?"

    @cached_property
    def table(self) -> Table:
        """The table with its rows in order, always the same order for equal keys."""
        table = self.table_class(self.chosen, order_by=self.request.GET.get("sort") or None, order_by_field="sort")
        table.request = self.request  # given to the constructor it would paginate, and count, by itself
        rows = table.data.data
        order = rows.query.order_by or (_ordering(rows.model) if rows.query.default_ordering else ())
        if "pk" not in order and "-pk" not in order:
            table.data.data = rows.order_by(*order, "-pk")
        pages = partial(KnownPaginator, total=self.total)
        last = max(1, -(-self.total // self.page_size))
        table.paginate(paginator_class=pages, per_page=self.page_size, page=min(self._page_asked(), last))
        table.page.object_list = list(iter(table.page.object_list))  # a len() on them would count the rows again
        return table

    def _page_asked(self) -> int:
        asked = self.request.GET.get("page", "")
        return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1  # noqa: PLR2004

    def caption(self) -> str:
        """`22 van 51 aanvragen, jongste eerst`."""
        everything = sum(self.counts.values())
        one, many = self.nouns
        shown = number_text(self.total)
        text = f"{shown} {one if self.total == 1 else many}"
        if self.total != everything:
            text = _("%(shown)s van %(all)s %(noun)s") % {
                "shown": shown,
                "all": number_text(everything),
                "noun": one if everything == 1 else many,
            }
        return f"{text}, {self.order_text}" if self.order_text and not self.request.GET.get("sort") else text

    def hidden(self) -> Iterable[tuple[str, str]]:
        """What the search form must carry along: the chip, the order, and other parameters of the address."""
        mine = {"q", "page", "export"}
        filters = self.filterset
        if filters is not None:
            mine |= {p for name in filters.filters if name != self.state_field for p in _parameters(filters, name)}
        return [(k, v) for k, values in self.request.GET.lists() if k not in mine for v in values]

    def context(self) -> dict[str, Any]:
        """All that the template needs. Extend it for what one list shows besides."""
        table = self.table
        page: Page = table.page
        return {
            "list": self,
            "title": self.title,
            "table": table,
            "page": page,
            "chips": self.chips(),
            "filter_chips": self.filter_chips(),
            "filterset": self.filterset,
            "q": self.q,
            "caption": self.caption(),
            "hidden": self.hidden(),
            "is_narrowed": bool(self.q or self.state or self.filter_chips()),
            "clear_url": "?",
            "export_url": self.address(export="csv") if self.exportable and self.total else "",
            "search_hint": self.search_hint or _("Zoek in deze lijst"),
            "empty_text": self.empty_text,
            "actions_template": self.actions_template,
            "crumbs": [],
        }

    # What is taken along

    def export(self) -> StreamingHttpResponse:
        """Everything that is chosen, as CSV for a spreadsheet: row by row, so that memory does not grow with it."""
        table = self.table_class(self.chosen, order_by=self.request.GET.get("sort") or None)
        match = self.request.resolver_match
        name = f"{match.url_name if match else 'lijst'}-{timezone.localdate():%Y-%m-%d}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(_csv_lines(table), content_type="text/csv; charset=utf-8", headers=headers)


def _ordering(model: type[Model]) -> Iterable[Any]:
    return model._meta.ordering or ()


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv_lines(table: Table) -> Iterator[str]:
    """With a BOM and semicolons, as spreadsheets in Belgium expect; no cell can be a formula."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff"
    for row in table.as_values():
        yield writer.writerow([_harmless(cell) for cell in row])


def _harmless(cell: Any) -> Any:
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def _is_empty(value: Any) -> bool:
    """An empty queryset or range of a filter that was not used."""
    if isinstance(value, slice):
        return value.start is None and value.stop is None
    return isinstance(value, QuerySet) and not value


def _parameters(filters: FilterSet, name: str) -> list[str]:
    """The names in the query string of one filter; a range has two."""
    widget = filters.form.fields[name].widget
    suffixes = getattr(widget, "suffixes", None)
    return [f"{name}_{suffix}" if suffix else name for suffix in suffixes] if suffixes else [name]


def _written(field: Any, value: Any) -> str:
    """A filter's value as people read it."""
    if isinstance(value, slice):
        return f"{value.start or ''}–{value.stop or ''}"
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    values = list(value) if isinstance(value, list | tuple | QuerySet) else [value]
    choices = {str(k): v for k, v in getattr(field, "choices", []) or []} if _has_static_choices(field) else {}
    return ", ".join(str(choices.get(str(v), v)) for v in values)


def _has_static_choices(field: Any) -> bool:
    return hasattr(field, "choices") and not hasattr(field, "queryset")
