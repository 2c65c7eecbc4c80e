"""Who walks through the journeys."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import PATIENCE, People


@pytest.fixture
def people(new_page, celery_worker):
    """Windows for everybody, with a worker that sends the mails and makes the PDFs."""
    expect.set_options(timeout=PATIENCE)
    yield People(new_page)
    expect.set_options(timeout=5_000)
