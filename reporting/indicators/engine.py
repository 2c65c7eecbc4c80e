"""Computes the indicators in SQL, from their definitions: one query per set of rows, whatever the period."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db import connections

from reporting.indicators.definitions import INDICATORS, Indicator, Measure
from reporting.indicators.rows import NETWORKS, RowSet


@dataclass(frozen=True)
class Period:
    """Calendar years, both included; `as_of` is the day that things are seen on, None for everything that is known."""

    first: int
    last: int
    as_of: date | None = None

    @property
    def years(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def parameters(self) -> dict:
        return {"from": self.first, "to": self.last, "as_of": self.as_of.isoformat() if self.as_of else "infinity"}


def figures(period: Period, indicators: Iterable[Indicator] = INDICATORS, *, items_too: bool = True) -> list[dict]:
    """Every indicator over the period, in the shape of the JSON: code, title, years, items."""
    return [figure(indicator, period, items_too=items_too) for indicator in indicators]


def figure(indicator: Indicator, period: Period, *, items_too: bool = False) -> dict:
    """One indicator over the period, with or without its items."""
    years = {str(year): {name: m.nothing for name, m in indicator.measures.items()} for year in period.years}
    for year, values in by_year(indicator.rows, indicator.measures, period):
        years[str(year)].update(values)
    for name, (rows, measure) in indicator.also.items():
        for values in years.values():
            values[name] = measure.nothing
        for year, found in by_year(rows, {name: measure}, period):
            years[str(year)].update(found)
    if indicator.networks:
        add_networks(indicator, period, years)
    result = {"code": indicator.code, "title": indicator.title, "years": years}
    if indicator.items and items_too:
        result["items"] = items(indicator, period)
    return result


def by_year(rows: RowSet, measures: dict[str, Measure], period: Period) -> Iterator[tuple[int, dict]]:
    """The measures of each year that has rows."""
    wanted = ", ".join(m.sql for m in measures.values())
    for year, *found in ask(
        f"SELECT {rows.year}, {wanted} FROM ({rows.sql}) rows WHERE {rows.within} GROUP BY 1 ORDER BY 1", period
    ):
        yield year, {name: plain(value, m.digits) for (name, m), value in zip(measures.items(), found, strict=True)}


def add_networks(indicator: Indicator, period: Period, years: dict[str, dict]) -> None:
    """Split the sessions by the networks that they were held with; one with two of them stands under both."""
    for values in years.values():
        values["partners"] = {}
    found = ask(
        f"SELECT {indicator.rows.year}, q.code, count(*), sum(value)::bigint FROM ({indicator.rows.sql}) rows "
        f"JOIN outreach_event_partners l ON l.event_id = event JOIN outreach_partner q ON q.id = l.partner_id "
        f"WHERE {indicator.rows.within} AND q.code = ANY(%(networks)s) "
        f"GROUP BY 1, 2 ORDER BY 1, array_position(%(networks)s, q.code::text)",
        period,
        networks=list(NETWORKS),
    )
    for year, code, events, value in found:
        years[str(year)]["partners"][code] = {"events": events, "value": value}


def items(indicator: Indicator, period: Period) -> list[dict]:
    """A row per event or procurement and year, by year and code."""
    measure = indicator.measures[indicator.items]
    found = ask(
        f'SELECT {indicator.rows.year}, code COLLATE "C", {measure.sql} FROM ({indicator.rows.sql}) rows '
        f"WHERE {indicator.rows.within} GROUP BY 1, 2 ORDER BY 1, 2",
        period,
    )
    return [{"code": code, "year": year, indicator.items: plain(value, measure.digits)} for year, code, value in found]


def drill_down(
    indicator: Indicator,
    period: Period,
    *,
    limit: int | None = None,
    offset: int = 0,
    of: tuple[str, str] | None = None,
) -> list[dict]:
    """The rows behind the figures, newest first. `of` keeps one value of one of the indicator's dimensions."""
    page = f"LIMIT {int(limit)} OFFSET {int(offset)}" if limit is not None else ""
    return dicts(
        f"SELECT * FROM ({indicator.rows.sql}) rows WHERE {indicator.rows.within} AND {only(indicator, of)} "
        f'ORDER BY date DESC NULLS LAST, code COLLATE "C" {page}',
        period,
        value=of[1] if of else "",
    )


def only(indicator: Indicator, of: tuple[str, str] | None) -> str:
    """The condition that keeps one value of a dimension. Raises KeyError for a dimension that it does not have."""
    if of is None:
        return "true"
    if of[0] not in indicator.dimensions:
        raise KeyError(of[0])
    return f"coalesce({of[0]}::text, '') = %(value)s"


def count_rows(indicator: Indicator, period: Period, *, of: tuple[str, str] | None = None) -> int:
    """How many rows are behind the figures of the period."""
    ((number,),) = ask(
        f"SELECT count(*) FROM ({indicator.rows.sql}) rows WHERE {indicator.rows.within} AND {only(indicator, of)}",
        period,
        value=of[1] if of else "",
    )
    return number


def split_by(indicator: Indicator, period: Period, dimension: str) -> list[tuple]:
    """The rows of the period counted along one of the indicator's dimensions, most first."""
    if dimension not in indicator.dimensions:
        raise KeyError(dimension)
    return ask(
        f"SELECT coalesce({dimension}::text, ''), count(*) FROM ({indicator.rows.sql}) rows "
        f"WHERE {indicator.rows.within} "
        f"GROUP BY 1 ORDER BY 2 DESC, 1",
        period,
    )


def ask(sql: str, period: Period, **more) -> list[tuple]:
    """The rows that the database answers with."""
    with connections[reading_from()].cursor() as cursor:
        cursor.execute(sql, period.parameters | more)
        return cursor.fetchall()


def dicts(sql: str, period: Period, **more) -> list[dict]:
    """The same, by the names of the columns."""
    with connections[reading_from()].cursor() as cursor:
        cursor.execute(sql, period.parameters | more)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def reading_from() -> str:
    """Reports read from the replica where there is one."""
    return "replica" if "replica" in settings.DATABASES else "default"


def plain(value, digits: int | None):
    """A value as the JSON has it: amounts, means and shares as text with their decimals, half up; the rest as it is."""
    if value is None or digits is None:
        return value
    return str(Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
