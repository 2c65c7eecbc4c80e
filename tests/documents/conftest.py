"""What the documents of the tests belong to."""

import pytest

from tests.factories.ground import organisation


@pytest.fixture
def body(db):
    """A public body that owns documents."""
    return organisation()
