"""Two answers at once, an answer and a cancellation, two times along to the next round: with the lock and without."""

from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.db import connections

from calls.application.partners import accept_invitation, cancel_invitation, decline_invitation
from calls.application.successors import carry_application
from calls.enums import ApplicationStatus as Status
from calls.enums import InvitationStatus
from calls.models import Application, Invitation
from tests.factories import assessment
from tests.factories import partners as make
from tests.factories.ground import member
from tests.races import AllReadFirst

AT, DAY = make.AT, make.DAY
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*changes):
    """What becomes of changes that are made in the same moment: `done`, or the name of what was raised."""

    def make_change(change):
        try:
            change()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test compares its name
            return type(error).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(changes)) as pool:
        return sorted(pool.map(make_change, changes))


def without_lock(module, changes):
    """What becomes of them when the lock is patched away, and all read before one writes."""

    def read(instance):
        return type(instance)._default_manager.get(pk=instance.pk)

    reading = AllReadFirst(len(changes))
    with mock.patch(f"{module}.locked", read):
        return at_once(*map(reading.then, changes))


def answers():
    invitation = make.invitation()
    one, other = (member(invitation.organisation) for _ in range(2))
    return (
        lambda: accept_invitation(invitation=invitation, by=one, at=AT),
        lambda: decline_invitation(invitation=invitation, by=other, at=AT),
    )


def is_consistent():
    invitation = Invitation.objects.get()
    takes_part = invitation.application.partners.contains(invitation.organisation)
    return takes_part is (invitation.status == InvitationStatus.ACCEPTED)


def test_two_managers_answer_at_once_and_one_answer_stands():
    assert at_once(*answers()) == ["Refused", "done"]
    assert is_consistent()


def test_two_managers_answer_at_once_need_the_lock():
    """Negative control: both answers go through."""
    assert without_lock("calls.application.partners", answers()) == ["done", "done"]


def accept_and_cancel():
    invitation = make.invitation()
    manager = member(invitation.organisation)
    return (
        lambda: accept_invitation(invitation=invitation, by=manager, at=AT),
        lambda: cancel_invitation(invitation=invitation, by=invitation.invited_by, at=AT),
    )


def test_cancelled_while_accepting():
    assert at_once(*accept_and_cancel()) == ["Refused", "done"]
    assert is_consistent()


def test_cancelled_while_accepting_needs_the_lock():
    """Negative control: accepted and cancelled both."""
    assert without_lock("calls.application.partners", accept_and_cancel()) == ["done", "done"]


def carries():
    refused = assessment.application(Status.NOT_SELECTED)
    by = refused.submitted_by
    return [lambda: carry_application(application=refused, by=by, at=AT + 25 * DAY)] * 3


def test_carry_at_once_gives_one_draft():
    assert at_once(*carries()) == ["done"] * 3
    assert Application.objects.filter(carried=True).count() == 1


def test_carry_at_once_needs_the_lock():
    """Negative control: all find that nothing was carried, and only the constraint is left to refuse the others."""
    three = carries()
    with mock.patch("calls.application.writing.SAME_CLICK", -DAY):
        assert without_lock("calls.application.successors", three) == ["Refused", "Refused", "done"]
