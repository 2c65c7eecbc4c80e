"""Looking back at what the early warning would have foretold."""

import datetime as dt

from bench.warning import backtest
from projects.enums import Phase
from projects.tempo.courses import BEFORE_LAUNCH, Course

TODAY = dt.date(2026, 3, 2)
PHASES = (*BEFORE_LAUNCH, Phase.AWARD)


def course(number: int, *, preparation: int) -> Course:
    """One of a row that began ten days after each other, to be launched within a year."""
    began = dt.date(2020, 1, 1) + dt.timedelta(days=10 * number)
    days = (0, 20, 20 + preparation, 80 + preparation, 140 + preparation)
    entered = tuple((phase, began + dt.timedelta(days=n)) for phase, n in zip(PHASES, days, strict=True))
    return Course(
        key=number,
        started_on=began,
        target_on=began + dt.timedelta(days=365),
        entered=entered,
        launched_on=entered[-1][1],
    )


def test_what_is_always_late_is_foretold_better_than_by_who_never_says_so():
    found = backtest([course(n, preparation=330) for n in range(120)], TODAY)
    assert found.warning < 0.02
    assert found.client == 1  # nobody ever expected to be late


def test_where_half_is_late_those_that_stay_long_are_told_from_the_others():
    courses = [course(n, preparation=100 if n % 2 else 330) for n in range(120)]
    found = backtest(courses, TODAY)
    assert found.forecasts > 500
    assert found.warning < found.base_rate < found.client


def test_without_anything_to_foretell_there_is_no_score():
    assert backtest([], TODAY) is None
    assert backtest([course(0, preparation=100)], TODAY) is None
