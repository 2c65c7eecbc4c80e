"""The measure of queries sees what it should: a page that grows, one that costs too much, and rows that never came."""

import pytest
from django.http import HttpResponse

from pio_portal.organisations.models import Organisation
from tests.factories.ground import organisation
from tests.queries import steady

pytestmark = pytest.mark.django_db


class Browser:
    """Answers with a page that asks once for all organisations, and once more for each when it is careless."""

    def __init__(self, *, careless=False):
        self.careless = careless

    def get(self, _url):
        for each in Organisation.objects.all():
            if self.careless:
                each.memberships.count()
        return HttpResponse()


def test_steady_lets_a_page_pass_that_does_not_grow():
    organisation()
    with steady(Browser(), "/", at_most=1):
        organisation()


def test_steady_sees_a_page_that_grows():
    organisation()
    with pytest.raises(AssertionError), steady(Browser(careless=True), "/", at_most=20):
        organisation()


def test_steady_sees_a_page_that_costs_too_much():
    organisation()
    with pytest.raises(AssertionError, match="more than 0"), steady(Browser(), "/", at_most=0):
        organisation()


def test_steady_asks_for_rows():
    with pytest.raises(AssertionError, match="added no rows"), steady(Browser(), "/", at_most=1):
        Organisation.objects.count()
