"""Who writes in an application, and who writes about it."""

import pytest

from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from tests.factories import assessment
from tests.factories.ground import member, organisation, user


@pytest.fixture
def editor(client):
    """Who may write for an organisation, but not submit; logged in."""
    new = member(level=Level.EDITOR)
    client.force_login(new)
    return new


@pytest.fixture
def application(db):
    """An application that Karel Maes submitted."""
    of = organisation()
    return assessment.application(of=of, by=member(of, name="Karel Maes"))


@pytest.fixture
def karel(application):
    """Who submitted it."""
    return application.submitted_by


@pytest.fixture
def an(db):
    """A colleague of PIO."""
    return user(Role.STAFF, name="An Peeters")
