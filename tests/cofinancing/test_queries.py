"""Each page asks as many queries with 30 rows as with one."""

import pytest

from cofinancing.enums import Authority, RequestStatus
from cofinancing.workflow.decisions import amend_decision
from pio_portal.accounts.enums import Role
from tests.factories import cofinancing as make
from tests.factories.cofinancing import AT, TODAY
from tests.factories.ground import user
from tests.pages import client_of
from tests.queries import steady

pytestmark = pytest.mark.django_db
HOME = "/beheer/cofinanciering/"
MANY = 30


@pytest.fixture
def desk():
    client = client_of(user(Role.LEAD, Role.SECRETARY))
    make.envelope(10_000_000)
    return client


def test_requests_and_meetings(desk):
    make.request()
    make.meeting()
    with steady(desk, HOME, f"{HOME}vergaderingen/", at_most=12):
        for _ in range(MANY):
            make.request(status=RequestStatus.SCHEDULED)


def test_request(desk):
    granted = make.decision(amount=100)
    url = granted.request.get_absolute_url()
    with steady(desk, url, at_most=20):
        for n in range(MANY):
            amend_decision(
                procurement=granted.procurement,
                amount=200 + n,
                decided_on=TODAY,
                authority=Authority.DELEGATION,
                reference="",
                grounds="Raming.",
                by=granted.recorded_by,
                at=AT,
            )


def test_waiting_request(desk):
    asked = make.request()
    make.meeting()
    with steady(desk, asked.get_absolute_url(), at_most=20):
        for _ in range(MANY):
            make.meeting()


def test_meeting(desk):
    meeting = make.meeting()
    make.decision(of=make.request(status=RequestStatus.SCHEDULED, on=meeting))
    with steady(desk, meeting.get_absolute_url(), at_most=20):
        for _ in range(MANY):
            make.decision(of=make.request(status=RequestStatus.SCHEDULED, on=meeting))


def test_envelope_and_forms(desk):
    make.decision()
    asked, other = make.request(), make.procurement()
    pages = [
        f"{HOME}enveloppe/?jaar=2026",
        f"{HOME}nieuw/",
        f"{HOME}nieuw/?opdracht={other.ref}",
        f"{HOME}vergaderingen/nieuw/",
        f"{HOME}enveloppe/instellen/",
        f"{HOME}{asked.pk}/beslissen/",
        f"{HOME}opdracht/{other.ref}/wijzigen/",
        f"{HOME}opdracht/{other.ref}/intrekken/",
    ]
    with steady(desk, *pages, at_most=12):
        for _ in range(MANY):
            make.decision()
            make.meeting()


def test_today(desk):
    def fill():
        make.request()
        make.request(status=RequestStatus.SCHEDULED)
        make.meeting()

    fill()
    with steady(desk, "/beheer/", at_most=42):
        for _ in range(MANY):
            fill()
