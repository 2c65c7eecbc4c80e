"""The example programme gives exactly the expected figures."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from reporting.importing.programme import import_programme
from tests.reporting.tables import EXAMPLE, import_small, small

pytestmark = pytest.mark.django_db


def indicators(*arguments: str) -> dict:
    out = StringIO()
    call_command("indicators", *arguments, "--format", "json", stdout=out)
    return json.loads(out.getvalue())


def test_the_example_gives_the_expected_figures():
    import_programme(path=EXAMPLE, at=timezone.now())
    expected = json.loads((EXAMPLE / "expected-indicators.json").read_text())

    found = indicators("--from", str(expected["from"]), "--to", str(expected["to"]))

    assert (found["from"], found["to"]) == (expected["from"], expected["to"])
    by_code = {indicator["code"]: indicator for indicator in found["indicators"]}
    assert list(by_code) == [indicator["code"] for indicator in expected["indicators"]]
    for indicator in expected["indicators"]:
        assert {key: by_code[indicator["code"]][key] for key in indicator} == indicator
        assert by_code[indicator["code"]]["title"]


def test_nothing_known_is_null_and_nothing_there_is_zero():
    found = {
        indicator["code"]: indicator["years"]["2030"]
        for indicator in indicators("--from", "2030", "--to", "2030")["indicators"]
    }

    assert found == {
        "I01": {"value": 0, "withdrawn": 0},
        "I02": {"value": 0, "cohort": 0},
        "I03": {
            "value": None,
            "events": 0,
            "known": 0,
            "mean": None,
            "public": None,
            "enterprise": None,
            "knowledge": None,
            "unknown": None,
        },
        "I04": {"value": 0, "relaunches": 0},
        "I05": {"value": 0},
        "I06": {"granted": "0.00", "corrections": "0.00", "net": "0.00"},
        "I07": {"value": None, "procedures": 0, "known": 0, "mean": None},
        "I08": {"value": None, "events": 0, "known": 0, "mean": None},
        "I09": {"value": None, "events": 0, "known": 0, "mean": None, "partners": {}},
        "I10": {"value": None, "events": 0},
        "I11": {"value": None, "events": 0},
        "I12": {"innovative": 0, "total": 0, "number_share": None, "value_share": None},
    }


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2024-03-28", {"I01": 0, "I02": 0, "I04": 0, "I09": None}),
        ("2024-03-29", {"I01": 1, "I02": 0, "I04": 0, "I09": None}),
        ("2024-05-01", {"I01": 1, "I02": 1, "I04": 0, "I09": None}),
        ("2024-09-01", {"I01": 1, "I02": 1, "I04": 0, "I09": 1}),
        ("2024-10-15", {"I01": 1, "I02": 1, "I04": 1, "I09": 1}),
    ],
)
def test_a_day_counts_from_its_own_day_on(tmp_path, as_of, expected):
    import_small(tmp_path, small())

    found = indicators("--from", "2024", "--to", "2024", "--as-of", as_of)

    assert found["as_of"] == as_of
    values = {indicator["code"]: indicator["years"]["2024"].get("value") for indicator in found["indicators"]}
    assert {code: values[code] for code in expected} == expected


def test_csv_and_table_carry_the_same_figures(tmp_path):
    import_small(tmp_path, small())
    csv, table = StringIO(), StringIO()

    call_command("indicators", "--from", "2024", "--to", "2025", "--format", "csv", stdout=csv)
    call_command("indicators", "--from", "2024", "--to", "2025", "--format", "table", stdout=table)

    assert "I06;Toegekende PIO-cofinanciering;2025;corrections;-20000.00" in csv.getvalue().splitlines()
    assert (
        "I09;Inschrijvers per (deel)sessie via partnernetwerken;2024;partners.HFB.value;1"
        in csv.getvalue().splitlines()
    )
    assert ["Correcties", "0.00", "-20000.00"] in [line.split() for line in table.getvalue().splitlines()]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from", "2025", "--to", "2024"),
        ("--from", "x", "--to", "2024"),
        ("--from", "2024", "--to", "2024", "--as-of", "31/12/2024"),
        ("--from", "2024"),
    ],
)
def test_wrong_arguments_are_refused(arguments):
    with pytest.raises(CommandError):
        call_command("indicators", *arguments)
