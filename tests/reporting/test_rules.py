"""Who may do what with reports and imports: every permission with every role."""

import pytest

from pio_portal.accounts.enums import Role
from tests.permissions import PIO, roles_with

pytestmark = pytest.mark.django_db

MAY = {
    "view_report": PIO | {Role.MANAGEMENT, Role.COMMUNICATION},
    "make_report": PIO | {Role.MANAGEMENT},
    "set_target": {Role.LEAD, Role.MANAGEMENT},
    "import_programme": PIO,
    "view_importrun": PIO,
}


@pytest.mark.parametrize("permission", MAY)
def test_permission_on_reports_is_for_these_roles_alone(permission):
    assert roles_with(f"reporting.{permission}") == MAY[permission]
