"""Who may do what with projects and procurements: by role, and by level in the client or a partner."""

import pytest

from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from projects.enums import Phase
from tests.factories import cofinancing, projects
from tests.factories.ground import organisation
from tests.permissions import PIO, levels_with, roles_with

pytestmark = pytest.mark.django_db
READERS = PIO | {Role.SECRETARY, Role.MANAGEMENT, Role.COMMUNICATION}
ROLES = {
    "view_project": READERS,
    "view_procurement": READERS,
    "start_project": PIO,
    "handle_project": PIO,
    "confirm_for_client": set(),
    "forecast_project": PIO,
    "propose_amendment": PIO,
    "agree_amendment": {Role.LEAD},
    "decline_amendment": PIO,
    "waive_sharing": {Role.LEAD},
    "close_project": PIO,
    "handle_procurement": PIO,
}
CLIENT = {
    "view_project": set(Level),
    "confirm_for_client": {Level.MANAGER},
    "forecast_project": {Level.EDITOR, Level.MANAGER},
    "agree_amendment": {Level.MANAGER},
    "decline_amendment": {Level.MANAGER},
    "propose_amendment": set(),
    "handle_project": set(),
    "close_project": set(),
}


@pytest.mark.parametrize("permission", ROLES)
def test_permission_on_projects_is_for_these_roles_alone(permission):
    assert roles_with(f"projects.{permission}") == ROLES[permission]


@pytest.mark.parametrize("permission", CLIENT)
def test_permission_on_a_project_by_level_in_its_client(permission):
    project = projects.project(phase=Phase.INTAKE)
    assert levels_with(f"projects.{permission}", project, project.organisation) == CLIENT[permission]


def test_partners_see_the_project_and_change_nothing():
    project, partner = projects.project(phase=Phase.INTAKE), organisation()
    project.partners.add(partner)

    assert levels_with("projects.view_project", project, partner) == set(Level)
    assert levels_with("projects.forecast_project", project, partner) == set()


def test_everybody_of_the_client_sees_a_procurement_and_its_editors_record_it():
    procurement = cofinancing.procurement()
    client = procurement.project.organisation

    assert levels_with("projects.view_procurement", procurement, client) == set(Level)
    assert levels_with("projects.handle_procurement", procurement, client) == {Level.EDITOR, Level.MANAGER}
