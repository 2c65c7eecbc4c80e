import pytest

from pio_portal.accounts.enums import Role
from tests.factories import ground


@pytest.fixture
def staff(client):
    """A colleague of PIO, who is logged in."""
    user = ground.user(Role.STAFF)
    client.force_login(user)
    return user
