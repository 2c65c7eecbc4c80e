"""What a factory made once is put back as rows, and only what it made where nothing else stood."""

import pytest
from django.db import transaction

from calls.models import Call
from tests.factories import projects, rows


@pytest.mark.django_db
def test_what_a_factory_makes_is_kept_with_all_that_it_leans_on():
    made = projects.selected_application(title="Zoals niemand anders")
    (kept,) = [one for key, one in rows._kept.items() if ("title", str, "Zoals niemand anders") in key[1]]
    assert kept.pk == made.pk
    assert any("PIO-2024" in of_a_table for of_a_table in kept.rows)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_kept_of_what_is_made_beside_committed_rows():
    """The call of the first would be missing among the rows of the second."""
    projects.selected_application()
    known = set(rows._kept)
    with transaction.atomic():
        second = projects.selected_application(title="Zoals niemand anders hier")
    assert set(rows._kept) == known
    assert Call.objects.get() == second.call
