"""P3: the twelve indicators beside the same figures in SQL written by hand."""

from pathlib import Path

from django.db import connection
from django.utils import timezone

from bench.clock import Taken, measure
from reporting.indicators.engine import Period, figures

YEARS = 10
STATEMENTS = [
    s
    for s in (Path(__file__).parent / "indicators_by_hand.sql").read_text(encoding="utf-8").split(";")
    if "SELECT" in s
]


def indicators() -> Taken:
    """All twelve over ten years, as the page and the report ask them."""
    period = _period()
    return measure(lambda: figures(period, items_too=False), rounds=5)


def by_hand() -> Taken:
    """The same, one statement after the other."""
    period = _period()

    def work() -> None:
        with connection.cursor() as cursor:
            for statement in STATEMENTS:
                cursor.execute(statement, {"from": period.first, "to": period.last})
                cursor.fetchall()

    return measure(work, rounds=5)


def _period() -> Period:
    year = timezone.localdate().year
    return Period(year - YEARS + 1, year)
