"""One list: what is in it, how it is searched, filtered, counted, ordered and shown."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import Choices, Count, Model, QuerySet
from django.forms import NumberInput
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views import View
from django_filters import FilterSet

from pio_portal.addresses import query_choice, query_int, query_text
from pio_portal.arrival import arrived_on
from pio_portal.formats import number_text
from pio_portal.references import typed_reference
from pio_portal.searched import sorted_keys
from pio_portal.ui.choices import EVERYTHING, PASSING
from pio_portal.ui.inputs import box
from pio_portal.ui.lists import searching
from pio_portal.ui.lists.chips import chosen_values, leave_out_unasked, parameters_of
from pio_portal.ui.lists.columns import COLUMNS, ChosenColumns
from pio_portal.ui.lists.export import FORMATS
from pio_portal.ui.lists.neighbours import remember
from pio_portal.ui.lists.searching import Ranked, Searched
from pio_portal.ui.lists.several import Several
from pio_portal.ui.lists.views import SavedViews
from pio_portal.ui.shapes import Chip
from pio_portal.ui.tables import Table


class KnownPaginator(Paginator):
    """A paginator that was told the number of rows, and need not count them again."""

    def __init__(self, rows: Any, per_page: int, total: int) -> None:
        super().__init__(rows, per_page)
        self.total = total

    @cached_property
    def count(self) -> int:
        return self.total


class StaffList(ChosenColumns, SavedViews, Several, View):
    """Declare `title`, `nouns`, `queryset` and `table_class`; the rest adds to it."""

    title: Any
    nouns: tuple[Any, Any] = ("rij", "rijen")
    table_class: type[Table]
    queryset: Callable[[Any], QuerySet]
    filterset_class: type[FilterSet] | None = None
    is_drawn = True  # False when only its order is asked, not its page
    state_field: str = ""
    states: type[Choices] | None = None
    absent_states: tuple[Any, ...] = ()  # that no row of this list can have
    search_fields: tuple[str, ...] = ()  # else the queryset is `Searched`
    ranked = False  # whether the queryset is `Ranked`
    similar_fields: tuple[str, ...] = ()  # in which typing errors are forgiven; else the `search_fields`
    full_text = False  # whether `search` is PostgreSQL's full text, which passes over common words
    search_hint: Any = ""
    order_text: Any = ""
    page_size = 50
    exportable = True
    empty_text: Any = ""
    row_url: Callable[[Any], str] = staticmethod(lambda row: row.get_staff_url())  # the dossier of a row
    template_name = "staff/list.html"
    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """The page, or a file when `export` asks for one. The bare address goes to what it opens with."""
        if self.exportable and (kind := query_choice(request, "export", FORMATS)):
            return self.export(kind)
        if chosen := self.opening():
            return redirect(f"{request.path}?{chosen}")
        remember(request)
        self.keep_choice()
        answer = render(request, self.template_name, self.context())
        answer["HX-Push-Url"] = self.address()  # what htmx asked for had every empty field in it
        return answer

    @property
    def heading(self) -> Any:
        """What stands above this list."""
        return self.title

    @property
    def file_name(self) -> str:
        """What a file of this list is called, before the day."""
        return str(self.title)

    # What is chosen

    def base(self) -> QuerySet:
        """All that this user may see. Override when `queryset` is not enough."""
        return type(self).queryset(self.request.user)

    def search(self, rows: QuerySet, q: str) -> QuerySet:
        """The rows that answer the question: the words in the named fields, else what the queryset itself finds."""
        if self.search_fields:
            return searching.with_words(rows, self.search_fields, q)
        return cast("Searched", rows).search(q)

    def best_first(self, rows: QuerySet, q: str) -> QuerySet | None:
        """What was found in the order of how well it answers, when the queryset knows; else None."""
        return cast("Ranked", rows).best_first(q) if self.ranked else None

    def similar(self, rows: QuerySet, q: str) -> QuerySet:
        """What looks like the question, most alike first: asked when nothing answers it."""
        if self.ranked:
            return cast("Ranked", rows).similar(q)
        fields = self.similar_fields or self.search_fields
        return searching.looking_like(rows, fields, q) if fields else rows.none()

    @cached_property
    def q(self) -> str:
        return query_text(self.request, "q")

    @cached_property
    def filterset(self) -> FilterSet | None:
        if self.filterset_class is None:
            return None
        filters = self.filterset_class(self.request.GET, queryset=self.base(), request=self.request)
        if not self.is_drawn:
            leave_out_unasked(filters)
        filters.form.mark_optional = False  # no filter is ever required
        for bound in filters.form.fields.values():
            if getattr(bound, "empty_label", None) is not None:
                bound.empty_label = _("%(filter)s: alle") % {"filter": bound.label}
                bound.widget.choices = bound.choices  # the widget copied those of another form
            elif isinstance(bound.widget, NumberInput):
                bound.widget.attrs["placeholder"] = bound.label  # in a bar of filters nothing else names it
        return filters

    @cached_property
    def narrowed(self) -> QuerySet:
        """Filtered, not searched."""
        return self.base() if self.filterset is None else self.filterset.qs

    @cached_property
    def matched(self) -> QuerySet:
        return self.search(self.narrowed, self.q) if self.q else self.narrowed

    @cached_property
    def filtered(self) -> QuerySet:
        """Searched and filtered, before a state is chosen: the counts on the chips are of these."""
        return self.similar(self.narrowed, self.q) if self.is_guess else self.matched

    @cached_property
    def is_guess(self) -> bool:
        """Nothing answers the question, also not outside the filters; what is shown only looks like it."""
        if len(self.q) < searching.SHORTEST_GUESS or any(self._matched_counts.values()) or self.has_no_words:
            return False
        if self.missing:
            return False
        if self.filterset is not None and self.filter_chips() and self.search(self.base(), self.q).exists():
            return False
        return any(self._similar_counts.values())

    @cached_property
    def has_no_words(self) -> bool:
        """The question holds nothing to look for; known only when nothing was found."""
        return bool(self.q) and self.full_text and searching.has_no_words(self.q)

    @property
    def missing(self) -> str:
        """The reference that the whole question is; without a row it does not exist here, and nothing looks like it."""
        return typed_reference(self.q)

    def _grouped(self, rows: QuerySet) -> dict[Any, int]:
        """How many rows in each state. What the rows bring along may be counted over rows of its own: not with it."""
        if not self.state_field:
            return {"": rows.count()}
        if rows.query.group_by is not None or rows.query.distinct:
            rows = QuerySet(rows.model).filter(pk__in=rows.order_by().values("pk"))
        return dict(rows.order_by().values_list(self.state_field).annotate(n=Count("pk")))

    @cached_property
    def _matched_counts(self) -> dict[Any, int]:
        return self._grouped(self.matched)

    @cached_property
    def _similar_counts(self) -> dict[Any, int]:
        return self._grouped(self.similar(self.narrowed, self.q))

    @cached_property
    def counts(self) -> dict[Any, int]:
        """How many rows in each state, in one query; the total of the list comes from it too."""
        return self._similar_counts if self.is_guess else self._matched_counts

    @cached_property
    def chosen_states(self) -> list[str]:
        """The chosen states, one or several; an unknown one chooses nothing."""
        asked = self.request.GET.getlist(self.state_field) if self.state_field and self.states else []
        return [value for value in dict.fromkeys(asked) if value in self.states.values]

    @property
    def state(self) -> str:
        """The chosen state, when it is one."""
        return self.chosen_states[0] if len(self.chosen_states) == 1 else ""

    @cached_property
    def chosen(self) -> QuerySet:
        if not self.chosen_states:
            return self.filtered
        return self.filtered.filter(**{f"{self.state_field}__in": self.chosen_states})

    @cached_property
    def total(self) -> int:
        if not self.chosen_states:
            return sum(self.counts.values())
        return sum(self.counts.get(state, 0) for state in self.chosen_states)

    # What is shown

    def chips(self) -> list[Chip]:
        """All, and each state that has rows or is chosen. Of several chosen ones, each chip takes its own out."""
        if not self.states:
            return []
        everything = Chip(
            label=_("Alle"),
            url=self.address(**{self.state_field: None}),
            count=sum(self.counts.values()),
            on=not self.chosen_states,
        )
        several = len(self.chosen_states) > 1
        return [everything] + [
            Chip(
                label=member.label,
                url=self.without(self.state_field, member.value)
                if several and member.value in self.chosen_states
                else self.address(**{self.state_field: member.value}),
                count=self.counts.get(member.value, 0),
                on=member.value in self.chosen_states,
            )
            for member in self.states
            if self.counts.get(member.value) or member.value in self.chosen_states
        ]

    def state_choices(self) -> list[dict[str, Any]]:
        """The states in the panel with filters, where several can be chosen, as boxes."""
        return [
            box(
                name=self.state_field,
                value=state.value,
                label=state.label,
                id=f"state-{state.value}",
                checked=state.value in self.chosen_states,
            )
            for state in self.states or ()
            if state not in self.absent_states
        ]

    def filter_chips(self) -> list[Chip]:
        """One chip per value of each filter in use, whose link takes it out."""
        if self.filterset is None:
            return []
        return [
            Chip(
                label=text,
                url=self.without(name, raw)
                if raw is not None
                else self.address(**dict.fromkeys(parameters_of(self.filterset, name))),
            )
            for name, text, raw in chosen_values(self.filterset)
            if name != self.state_field
        ]

    def address(self, **changes: Any) -> str:
        """The list's query string with some values replaced; it starts at page 1 again."""
        query: QueryDict = self.request.GET.copy()
        for name in list(query):
            if name in PASSING or not any(query.getlist(name)):
                del query[name]
        if COLUMNS in query:
            query[COLUMNS] = ",".join(self.columns)
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = value
        return f"?{query.urlencode(safe=',')}" if query else EVERYTHING

    def without(self, name: str, value: str) -> str:
        """The list's query string without one of the values of a parameter."""
        query = QueryDict(self.address()[1:], mutable=True)
        query.setlist(name, [v for v in query.getlist(name) if v != value])
        return f"?{query.urlencode(safe=',')}" if query else EVERYTHING

    @property
    def sort(self) -> str:
        """What the list is sorted by, as it was asked; empty when one of its names is no column."""
        asked = query_text(self.request, "sort")
        names = [name.strip().removeprefix("-") for name in asked.split(",")]
        return asked if all(name in self.table_class.base_columns for name in names) else ""

    def ordered(self, names: list[str]) -> Table:
        """The table with everything that is chosen in order, always the same order for equal keys."""
        rows, order = self.chosen, self.sort or None
        if self.q and not self.sort:
            best = rows if self.is_guess else self.best_first(rows, self.q)
            rows, order = (rows, None) if best is None else (best, ())  # () leaves the order of the rows as it is
        table = self.table_of(rows, names, order)
        found = table.data.data
        keys = found.query.order_by or (_ordering(found.model) if found.query.default_ordering else ())
        last = () if "pk" in keys or "-pk" in keys else ("-pk",)
        table.data.data = found.order_by(*sorted_keys(found.model, keys), *last)
        return table

    @cached_property
    def table(self) -> Table:
        """The table with the rows of one page."""
        table = self.ordered(self.columns)
        table.has_picks = bool(self.bulk_actions())
        table.request = self.request  # given to the constructor it would paginate, and count, by itself
        pages = partial(KnownPaginator, total=self.total)
        last = max(1, -(-self.total // self.page_size))
        page = min(max(1, query_int(self.request, "page", 1)), last)
        table.paginate(paginator_class=pages, per_page=self.page_size, page=page)
        table.page.object_list = list(iter(table.page.object_list))  # a len() on them would count the rows again
        return table

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
        if self.sort and (by := self.sorted_by(self.sort)):
            name = self.table_class.base_columns[by[0]].verbose_name
            return _("%(rows)s, gesorteerd op “%(column)s”") % {"rows": text, "column": name}
        if self.is_guess or (self.q and self.ranked):
            return _("%(rows)s, wat het best past eerst") % {"rows": text}
        return f"{text}, {self.order_text}" if self.order_text else text

    def guess_text(self) -> str:
        """What stands above rows that were not asked for."""
        return _("Niets gevonden voor “%(q)s”. Dit lijkt erop:") % {"q": self.q} if self.is_guess else ""

    def hidden(self) -> Iterable[tuple[str, str]]:
        """What a form of the list must carry along: everything of the address that it does not ask itself."""
        mine = {"q", self.state_field, *PASSING}
        if self.filterset is not None:
            mine |= {p for name in self.filterset.filters for p in parameters_of(self.filterset, name)}
        return [(k, v) for k, values in self.request.GET.lists() if k not in mine for v in values]

    def hidden_for_columns(self) -> Iterable[tuple[str, str]]:
        """What the panel with columns must carry along."""
        return [(k, v) for k, values in self.request.GET.lists() if k not in (COLUMNS, *PASSING) for v in values]

    def usual_columns_url(self) -> str:
        return self.address(**{COLUMNS: None})

    def frame(self) -> dict[str, Any]:
        """What stands around the rows, in whatever way those are shown: the search, the filters, the states."""
        return {
            "list": self,
            "title": self.heading,
            "chips": self.chips(),
            "filter_chips": self.filter_chips(),
            "filterset": self.filterset,
            "q": self.q,
            "hidden": self.hidden(),
            "is_narrowed": bool(self.q or self.chosen_states or self.filter_chips()),
            "clear_url": EVERYTHING,
            "search_hint": self.search_hint or _("Zoek in deze lijst"),
            "crumbs": [],
        }

    def context(self) -> dict[str, Any]:
        """All that the template needs. Extend it for what one list shows besides."""
        table = self.table
        page: Page = table.page
        files = self.exportable and self.total
        return self.frame() | {
            "table": table,
            "page": page,
            "caption": self.caption(),
            "export_url": self.address(export="csv") if files else "",
            "export_xlsx_url": self.address(export="xlsx") if files else "",
            "empty_text": self.empty_text,
            "bulk_actions": self.bulk_actions(),
        }

    # What is taken along

    def export(self, kind: str = "csv") -> HttpResponseBase:
        """Everything that is chosen as a file, with the columns and in the order of the page."""
        name = f"{slugify(self.file_name)}-{arrived_on(self.request):%Y-%m-%d}"
        return FORMATS[kind](self.ordered(self.exported_columns()), file_name=name, title=str(self.title))


def _ordering(model: type[Model]) -> Iterable[Any]:
    return model._meta.ordering or ()
