from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection

from pio_portal.accounts.models import User
from pio_portal.audit.models import Entry
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, save_checked
from pio_portal.organisations.enums import OrganisationType
from pio_portal.organisations.models import Organisation
from pio_portal.registrations.models import Occasion
from pio_portal.retelling import TOGETHER, attempt, retelling, write_later

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def body(db):
    return Organisation.objects.create(name="Stad Halle", type=OrganisationType.LOCAL_AUTHORITY)


def lines():
    return list(Entry.objects.order_by("pk").values_list("detail", flat=True))


def tell(body, *numbers):
    for number in numbers:
        record(about=body, verb="organisation_added", by=None, at=AT, detail={"n": number})


def test_lines_of_a_timeline_are_written_together_in_their_order(body):
    with retelling():
        tell(body, 1, 2, 3)
        assert lines() == []

    assert lines() == [{"n": 1}, {"n": 2}, {"n": 3}]


def test_lines_do_not_all_wait_until_the_end(body):
    with retelling():
        tell(body, *range(TOGETHER + 1))
        assert len(lines()) == TOGETHER

    assert len(lines()) == TOGETHER + 1


@pytest.mark.django_db
def test_what_breaks_a_constraint_is_refused_by_the_database():
    wrong = Occasion(title="Overleg", starts_at=AT, ends_at=AT)

    with pytest.raises(IntegrityError, match="occasion_ends_after_it_starts"), retelling():
        save_checked(wrong)


def is_refused(body):
    tell(body, 2)
    User.objects.create(email="weg@voorbeeld.test")
    raise Refused("nee")


def fails_halfway(body):
    tell(body, 1)
    User.objects.create(email="weg@voorbeeld.test")
    raise RuntimeError("halfweg")


def test_what_is_refused_in_an_attempt_is_undone_and_nothing_else(body):
    with retelling():
        tell(body, 1)
        with pytest.raises(Refused), attempt():
            is_refused(body)
        tell(body, 3)

    assert lines() == [{"n": 1}, {"n": 3}]
    assert not User.objects.filter(email="weg@voorbeeld.test").exists()


def test_nothing_is_kept_of_history_that_fails(body):
    with pytest.raises(RuntimeError, match="halfweg"), retelling():
        fails_halfway(body)

    assert lines() == []
    assert not User.objects.filter(email="weg@voorbeeld.test").exists()


def test_savepoints_are_made_again_afterwards(body):
    with retelling():
        assert not connection.features.uses_savepoints

    assert connection.features.uses_savepoints


def test_only_history_is_written_later_or_attempted(body):
    with pytest.raises(RuntimeError):
        write_later(Entry(about=body, verb="organisation_added", at=AT))
    with pytest.raises(RuntimeError), attempt():
        pass
