"""What every test may ask for; the parts live in `tests/plugins/`."""

import hypothesis
import pytest

from pio_portal.accounts.enums import Role
from tests.factories import ground

pytest.register_assert_rewrite("tests.pages", "tests.queries")  # they say what they found

pytest_plugins = [
    "tests.plugins.garbage",
    "tests.plugins.stack",
    "tests.plugins.network",
    "tests.plugins.services",
    "tests.plugins.database",
    "tests.plugins.told",
    "tests.plugins.browser",
    "tests.plugins.portal",
    "tests.plugins.worker",
    "tests.plugins.clock",
]

hypothesis.settings.register_profile("busy", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("busy")  # no test fails because the machine has other things to do


@pytest.fixture
def staff(client):
    """A colleague of PIO, who is logged in."""
    user = ground.user(Role.STAFF)
    client.force_login(user)
    return user


@pytest.fixture
def desk(client, staff):
    """The browser of that colleague."""
    return client
