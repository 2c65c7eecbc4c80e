"""The tests have room on Python's stack, as a request has in the portal."""

import pytest

from pio_portal.stack import roomy

_inside = pytest.StashKey[bool]()


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    """Begin the run once more, inside."""
    if config.stash.get(_inside, False):
        return None
    config.stash[_inside] = True
    return roomy(lambda: config.hook.pytest_cmdline_main(config=config))
