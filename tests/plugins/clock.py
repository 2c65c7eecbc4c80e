"""The clock: a test that is marked with a moment happens at that moment, and time stands still."""

import datetime as dt

import pytest
import time_machine

NOW = dt.datetime.now(
    dt.UTC
)  # of this process: for tests that happen now, which may begin before midnight and end after it


def pytest_configure(config):
    config.addinivalue_line("markers", "moment(at): the moment at which the test happens; its fixtures as well")


@pytest.fixture(autouse=True)
def clock(request):
    """Stand still at the moment of the test, if it has one; with `clock.move_to` and `clock.shift` it goes on."""
    marker = request.node.get_closest_marker("moment")
    if marker is None:
        yield None
        return
    (at,) = marker.args
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller
