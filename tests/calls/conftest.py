"""Who asks and who leads in the tests of calls: people who are logged in, the last of them in the browser."""

import pytest

from pio_portal.accounts.enums import Role
from tests.factories import calls, questions
from tests.factories.ground import member, user


@pytest.fixture
def lead(client):
    """Who leads the programme."""
    new = user(Role.LEAD)
    client.force_login(new)
    return new


@pytest.fixture
def manager(client):
    """Who may submit for an organisation."""
    new = member()
    client.force_login(new)
    return new


@pytest.fixture
def writer(manager):
    """Who began the application; a module may say that it was somebody else."""
    return manager


@pytest.fixture
def draft(writer):
    """An application that was begun."""
    return calls.application(of=writer.organisations.get(), by=writer)


@pytest.fixture
def ready(writer):
    """An application in which every question has its answer."""
    return calls.application(of=writer.organisations.get(), by=writer, complete=True)


@pytest.fixture
def rich_draft(manager):
    """An application that was begun, and asks questions of every kind."""
    return questions.application(manager)
