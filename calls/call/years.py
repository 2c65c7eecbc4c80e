"""The open calls year by year: what a third submission date changes (plan, action 1).

Everything is counted by the database, as it is at one moment; Python gets a row per date and per year. What is not known
(no decision yet, an imported row without its moment) is None, never zero.

A round belongs to the year of its call. Thematic calls keep their own rhythm and stay out, but for the load on the
team, which is that of all applications in the calendar year.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import fmean
from typing import Any

from django.db import connection
from django.db.models import Aggregate, Avg, Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus as Status
from calls.enums import CallKind, CallStatus
from calls.models import Application, Round
from pio_portal.formats import number_text

YEARS = 12  # shown at most: the newest
LAST_DAY = dt.timedelta(hours=24)
HANDED_IN = ~Q(status__in=[Status.DRAFT, Status.VOID])
TWO, THREE = 2, 3


class Median(Aggregate):
    """The middle value, as PostgreSQL computes it."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Date:
    """One submission date: how many came in, and how many of those in the last 24 hours."""

    number: int
    closes_at: dt.datetime
    applications: int
    known: int
    last_day: int
    over: bool


@dataclass
class Year:
    """One year of the open call. Days are from submission, or from the closing, to the decision."""

    year: int
    dates: list[Date]
    decided: int = 0
    median_days: float | None = None
    mean_days: float | None = None
    median_from_closing: float | None = None
    mean_from_closing: float | None = None
    handled: int = 0
    handlers: int = 0
    busiest: int | None = None
    busiest_month: dt.date | None = None

    @property
    def is_over(self) -> bool:
        """All its dates have closed: only then can it be compared."""
        return all(date.over for date in self.dates)

    @property
    def applications(self) -> int:
        return sum(date.applications for date in self.dates)

    @property
    def per_date(self) -> float | None:
        closed = [date.applications for date in self.dates if date.over]
        return fmean(closed) if closed else None

    @property
    def last_day_share(self) -> float | None:
        """The share of the applications that came in during the last 24 hours, of those whose moment is known."""
        known = sum(date.known for date in self.dates if date.over)
        return sum(date.last_day for date in self.dates if date.over) / known if known else None

    @property
    def per_handler(self) -> float | None:
        return self.handled / self.handlers if self.handlers else None


def years(at: dt.datetime) -> list[Year]:
    """The newest years with an open call, the oldest first. Three queries, whatever there is."""
    found: dict[int, Year] = {}
    for row in _rounds(at):
        date = Date(
            number=row["number"],
            closes_at=row["closes_at"],
            applications=row["handed_in"],
            known=row["known"],
            last_day=row["last_day"],
            over=row["closes_at"] <= at,
        )
        found.setdefault(row["call__year"], Year(row["call__year"], [])).dates.append(date)
    shown = [found[year] for year in sorted(found)[-YEARS:]]
    decided = {row["call__year"]: row for row in _decisions([one.year for one in shown])}
    busiest = _busiest(shown, at)
    for one in shown:
        _fill(one, decided.get(one.year, {}))
        one.busiest_month, one.busiest = busiest.get(one.year, (None, None))
    return shown


def _rounds(at: dt.datetime) -> Iterable[Any]:
    """A row per date of the years in which one has opened, with its counts."""
    on_time = Q(applications__submitted_at__lt=F("closes_at"))
    in_last_day = Q(applications__submitted_at__gte=F("closes_at") - LAST_DAY) & on_time
    handed_in = ~Q(applications__status__in=[Status.DRAFT, Status.VOID]) & Q(applications__isnull=False)
    rows = Round.objects.filter(call__kind=CallKind.OPEN, call__status=CallStatus.PUBLISHED)
    rows = rows.filter(call__year__in=rows.filter(opens_at__lte=at).values("call__year"))
    return (
        rows.values("call__year", "number", "closes_at")
        .annotate(
            handed_in=Count("applications", filter=handed_in),
            known=Count("applications", filter=handed_in & Q(applications__submitted_at__isnull=False)),
            last_day=Count("applications", filter=handed_in & in_last_day),
        )
        .order_by("call__year", "closes_at", "number")
    )


def _decisions(shown: list[int]) -> Iterable[Any]:
    """A row per year: how long decisions took, and over how many people the applications were spread."""
    rows = Application.objects.filter(HANDED_IN, call__kind=CallKind.OPEN, call__year__in=shown)
    decided = Q(status__in=Status.decided(), decided_on__isnull=False)
    known = decided & Q(submitted_at__isnull=False)
    closed = decided & Q(round__isnull=False)
    from_submission = _days(F("decided_on") - TruncDate("submitted_at"))
    from_closing = _days(F("decided_on") - TruncDate("round__closes_at"))
    return (
        rows.values("call__year")
        .annotate(
            decided=Count("pk", filter=decided),
            median=Median(from_submission, filter=known),
            mean=Avg(from_submission, filter=known),
            median_closing=Median(from_closing, filter=closed),
            mean_closing=Avg(from_closing, filter=closed),
            handled=Count("pk", filter=Q(handler__isnull=False)),
            handlers=Count("handler", distinct=True),
        )
        .order_by("call__year")
    )


def _days(expression) -> ExpressionWrapper:
    return ExpressionWrapper(expression, output_field=DurationField())


# In hand in a month: submitted before its end, and not finished before its start. Months without movement count too:
# the running sums carry over them. A row that is over without a known end is left out: it would stay open for ever.
BUSIEST = """
WITH held AS (
    SELECT date_trunc('month', submitted_at AT TIME ZONE %(zone)s)::date AS came,
           CASE WHEN status = ANY(%(open)s) THEN NULL
                ELSE date_trunc('month', COALESCE(decided_on::timestamp, withdrawn_at AT TIME ZONE %(zone)s))::date
           END AS went,
           status = ANY(%(open)s) AS is_open
    FROM calls_application
    WHERE submitted_at IS NOT NULL AND submitted_at <= %(at)s AND NOT status = ANY(%(out)s)
), moves AS (
    SELECT came AS month, count(*) AS came, 0 AS went FROM held WHERE is_open OR went IS NOT NULL GROUP BY came
    UNION ALL
    SELECT (went + interval '1 month')::date, 0, count(*) FROM held WHERE went IS NOT NULL GROUP BY went
), months AS (
    SELECT generate_series(%(first)s::date, %(last)s::date, interval '1 month')::date AS month
), by_month AS (
    SELECT month, sum(came) AS came, sum(went) AS went
    FROM (SELECT month, came, went FROM moves UNION ALL SELECT month, 0, 0 FROM months) AS every
    GROUP BY month
), running AS (
    SELECT month, sum(came) OVER (ORDER BY month) - sum(went) OVER (ORDER BY month) AS in_hand FROM by_month
)
SELECT DISTINCT ON (extract(year FROM month)) extract(year FROM month)::int, month, in_hand::int
FROM running JOIN months USING (month)
ORDER BY extract(year FROM month), in_hand DESC, month
"""


def _busiest(shown: list[Year], at: dt.datetime) -> dict[int, tuple[dt.date, int]]:
    """Per calendar year the month with the most applications in hand; a year without any is left out."""
    if not shown:
        return {}
    names: dict[str, Any] = {
        "zone": "Europe/Brussels",
        "at": at,
        "open": [str(status) for status in Status.open()],
        "out": [str(Status.DRAFT), str(Status.VOID)],
        "first": dt.date(shown[0].year, 1, 1),
        "last": min(dt.date(shown[-1].year, 12, 1), at.date().replace(day=1)),
    }
    with connection.cursor() as cursor:
        cursor.execute(BUSIEST, names)
        return {year: (month, number) for year, month, number in cursor.fetchall() if number}


def _fill(one: Year, row: dict) -> None:
    if not row:
        return
    one.decided, one.handled, one.handlers = row["decided"], row["handled"], row["handlers"]
    one.median_days, one.mean_days = in_days(row["median"]), in_days(row["mean"])
    one.median_from_closing, one.mean_from_closing = in_days(row["median_closing"]), in_days(row["mean_closing"])


def in_days(span: dt.timedelta | None) -> float | None:
    """A duration in days; unknown stays unknown."""
    return None if span is None else span / dt.timedelta(days=1)


# In words


@dataclass(frozen=True)
class Rhythm:
    """The means of the years with this number of dates; each over the years in which the figure is known."""

    dates: int
    years: list[int]
    applications: float
    days: float | None
    last_day_share: float | None
    busiest: float | None


def rhythm(all_years: list[Year], dates: int) -> Rhythm | None:
    """The means of the years that are over and had this number of dates; None when there are none."""
    alike = [one for one in all_years if len(one.dates) == dates and one.is_over]
    if not alike:
        return None
    return Rhythm(
        dates=dates,
        years=[one.year for one in alike],
        applications=fmean(one.applications for one in alike),
        days=_mean(one.median_days for one in alike),
        last_day_share=_mean(one.last_day_share for one in alike),
        busiest=_mean(one.busiest for one in alike),
    )


def in_words(all_years: list[Year]) -> str:
    """Two against three dates, in a sentence or two."""
    two, three = rhythm(all_years, TWO), rhythm(all_years, THREE)
    if two is None or three is None:
        missing = [text for found, text in ((two, _("twee")), (three, _("drie"))) if found is None]
        return _("Vergelijken kan nog niet: er is geen afgesloten jaar met %(missing)s indiendata.") % {
            "missing": f" {_('of')} ".join(missing)
        }
    told = [
        _("Met drie indiendata kwamen er gemiddeld %(three)s aanvragen per jaar, met twee %(two)s.")
        % {"three": _one(three.applications), "two": _one(two.applications)}
    ]
    if two.days is not None and three.days is not None:
        told.append(
            _("Van indienen tot beslissen duurde het met drie data %(three)s dagen, met twee %(two)s: %(verdict)s.")
            % {"three": _one(three.days), "two": _one(two.days), "verdict": _verdict(three.days - two.days)}
        )
    if two.busiest is not None and three.busiest is not None:
        told.append(
            _("In de drukste maand lagen er met drie data %(three)s aanvragen tegelijk op tafel, met twee %(two)s.")
            % {"three": _one(three.busiest), "two": _one(two.busiest)}
        )
    return " ".join(told)


def _verdict(difference: float) -> str:
    if abs(difference) < 1:
        return _("ongeveer even lang")
    return _("sneller") if difference < 0 else _("trager")


def _one(value: float) -> str:
    return number_text(Decimal(str(round(value, 1))).normalize() + 0)


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
