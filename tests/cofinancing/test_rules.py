"""Who may do what with co-financing: every permission with every role."""

import pytest

from pio_portal.accounts.enums import Role
from tests.permissions import PIO, roles_with

pytestmark = pytest.mark.django_db

MAY = {
    "view_cofinancingrequest": PIO | {Role.SECRETARY, Role.MANAGEMENT},  # the committee's own: of what is on an agenda
    "view_meeting": PIO | {Role.SECRETARY, Role.COMMITTEE},
    "handle_request": PIO,
    "manage_meeting": PIO | {Role.SECRETARY},
    "record_decision": {Role.SECRETARY},
    "manage_envelope": {Role.LEAD},
}


@pytest.mark.parametrize("permission", MAY)
def test_permission_is_for_these_roles_alone(permission):
    assert roles_with(f"cofinancing.{permission}") == MAY[permission]
