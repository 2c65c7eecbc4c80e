from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from pio_portal.references import next_reference, reserve

pytestmark = pytest.mark.django_db


def test_references_count_per_prefix_and_year():
    assert [
        next_reference("A", 2026),
        next_reference("A", 2026),
        next_reference("A", 2027),
        next_reference("P", 2026),
    ] == [
        "A-2026-0001",
        "A-2026-0002",
        "A-2027-0001",
        "P-2026-0001",
    ]


def test_reserved_reference_is_never_given_out():
    reserve("A-2026-0041")
    reserve("A-2026-0007")

    assert next_reference("A", 2026) == "A-2026-0042"


def test_reference_of_another_form_reserves_nothing():
    reserve("een eigen code")

    assert next_reference("A", 2026) == "A-2026-0001"


@pytest.mark.django_db(transaction=True)
def test_references_at_once_are_all_different():
    def one(_):
        try:
            return next_reference("A", 2026)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(one, range(40)))

    assert sorted(given) == [f"A-2026-{number:04d}" for number in range(1, 41)]
