"""Who of the client gets mails about its project."""

from pio_portal.accounts.models import User
from pio_portal.organisations.enums import Level
from pio_portal.organisations.members import members_of
from projects.models import Project


def client_people(project: Project, level: Level) -> list[User]:
    """Those of the client with this level or more. One query; empty when nobody is left."""
    return members_of(project.organisation_id, level)
