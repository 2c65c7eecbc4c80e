"""What is told of a year that is over, and of one that still runs."""

import datetime as dt

import pytest

from reporting.indicators.definitions import BY_CODE
from reporting.indicators.presentation import key_figures, section

VALUES = {  # of last year and of this one
    "I01": ({"value": 58, "withdrawn": 0}, {"value": 51, "withdrawn": 0}),
    "I03": (
        {"value": 60, "events": 2, "known": 2, "mean": "30.00"},
        {"value": 40, "events": 2, "known": 2, "mean": "20.00"},
    ),
    "I06": (
        {"granted": "200000.00", "corrections": "0.00", "net": "200000.00"},
        {"granted": "100000.00", "corrections": "0.00", "net": "100000.00"},
    ),
    "I12": (
        {"innovative": 10, "total": 100, "number_share": "0.1000", "value_share": None},
        {"innovative": 1, "total": 100, "number_share": "0.0100", "value_share": None},
    ),
}
OVER = {
    "I01": ("In 2026 werden 51 aanvragen ingediend, 7 minder dan in 2025.", "7 minder dan in 2025"),
    "I03": ("Gemiddeld 20,0 inschrijvers in 2026, 10,0 minder dan in 2025.", "10,0 minder dan in 2025"),
}
RUNS = {
    "I01": ("Tot en met 12 mrt 2026 werden 51 aanvragen ingediend, tegenover 58 in heel 2025.", "58 in heel 2025"),
    "I03": ("Gemiddeld 20,0 inschrijvers tot en met 12 mrt 2026, tegenover 30,0 in heel 2025.", "30,0 in heel 2025"),
    "I06": ("Tot en met 12 mrt 2026 is netto € 100.000,00 toegekend, tegenover € 200.000 in heel 2025.", None),
    "I12": ("Tot en met 12 mrt 2026 waren 1 van de 100", None),
}


def figure(code):
    """The figure of two years, with what its table asks besides."""
    indicator = BY_CODE[code]
    before, now = (
        dict.fromkeys([*indicator.measures, *indicator.also]) | {"partners": {}} | values for values in VALUES[code]
    )
    return {"code": code, "title": indicator.title, "years": {"2025": before, "2026": now}}


@pytest.mark.parametrize("code", OVER)
@pytest.mark.parametrize("as_of", [None, dt.date(2026, 12, 31), dt.date(2027, 3, 12)])
def test_a_year_that_is_over_is_compared(code, as_of):
    shown = section(figure(code), as_of=as_of)

    assert (shown.sentence.split("Samen")[0].strip(), shown.change) == OVER[code]


@pytest.mark.parametrize("code", RUNS)
def test_a_year_that_runs_is_not_compared_with_a_whole_one(code):
    shown = section(figure(code), as_of=dt.date(2026, 3, 12))
    told, change = RUNS[code]

    assert shown.sentence.replace("\xa0", " ").startswith(told)
    assert "minder dan" not in shown.sentence + shown.change
    assert change in {None, shown.change}


def test_a_tile_leads_to_the_rows_of_the_same_day():
    (tile,) = key_figures([section(figure("I01"))], address="reporting:indicator", query="van=2025&stand=2026-03-12")

    assert tile.url.endswith("/I01/?van=2025&stand=2026-03-12")
