"""Who walks through the journeys."""

import pytest

from tests.journeys.people import People


@pytest.fixture
def people(new_page, celery_worker):
    """Windows for everybody, with a worker that sends the mails and makes the PDFs."""
    return People(new_page)
