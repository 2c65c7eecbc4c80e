"""Rules of access whose parts each decide by themselves."""

import pytest

from calls.application.submission import submit_application
from pio_portal.accounts.enums import Role
from tests.factories import calls as make
from tests.factories.ground import member, user

pytestmark = pytest.mark.django_db


def test_removed_files_of_a_draft_are_not_for_pio():
    """What applicants took out before they submitted was never handed in."""
    manager = member()
    draft = make.application(of=manager.organisations.get(), by=manager, complete=True)
    staff = user(Role.STAFF)
    assert not staff.has_perm("calls.view_removed_application", draft)

    handed_in = submit_application(application=draft, by=manager, at=make.AT)

    assert staff.has_perm("calls.view_removed_application", handed_in)


@pytest.mark.parametrize("role", [Role.ADVISER, Role.COMMITTEE, Role.MANAGEMENT, Role.COMMUNICATION])
def test_removed_files_are_for_pio_alone(role):
    assert not user(role).has_perm("calls.view_removed_application", make.submitted())
