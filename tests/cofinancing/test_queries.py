"""Each page asks as many queries with 30 rows as with one."""

import pytest

from cofinancing.enums import Authority, RequestStatus
from cofinancing.workflow.decisions import amend_decision
from pio_portal.accounts.enums import Role
from tests.factories import cofinancing as make
from tests.factories.cofinancing import AT, TODAY
from tests.factories.ground import user
from tests.pages import client_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
HOME = "/beheer/cofinanciering/"
MANY = 30


@pytest.fixture
def desk():
    client = client_of(user(Role.LEAD, Role.SECRETARY))
    make.envelope(10_000_000)
    return client


def test_requests(desk):
    make.request()
    one = queries_of(desk, HOME)
    for _ in range(MANY):
        make.request(status=RequestStatus.SCHEDULED)

    assert queries_of(desk, HOME) == one <= 12


def test_request(desk):
    granted = make.decision(amount=100)
    url = granted.request.get_absolute_url()
    one = queries_of(desk, url)
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

    assert queries_of(desk, url) == one <= 20


def test_waiting_request(desk):
    asked = make.request()
    make.meeting()
    one = queries_of(desk, asked.get_absolute_url())
    for _ in range(MANY):
        make.meeting()

    assert queries_of(desk, asked.get_absolute_url()) == one <= 20


def test_meetings(desk):
    make.meeting()
    one = queries_of(desk, f"{HOME}vergaderingen/")
    for _ in range(MANY):
        make.request(status=RequestStatus.SCHEDULED)

    assert queries_of(desk, f"{HOME}vergaderingen/") == one <= 12


def test_meeting(desk):
    meeting = make.meeting()
    make.decision(of=make.request(status=RequestStatus.SCHEDULED, on=meeting))
    one = queries_of(desk, meeting.get_absolute_url())
    for _ in range(MANY):
        make.decision(of=make.request(status=RequestStatus.SCHEDULED, on=meeting))

    assert queries_of(desk, meeting.get_absolute_url()) == one <= 20


def test_envelope(desk):
    make.decision()
    one = queries_of(desk, f"{HOME}enveloppe/?jaar=2026")
    for _ in range(MANY):
        make.decision()

    assert queries_of(desk, f"{HOME}enveloppe/?jaar=2026") == one <= 12


def test_forms(desk):
    asked, other = make.request(), make.procurement()
    pages = [
        f"{HOME}nieuw/",
        f"{HOME}nieuw/?opdracht={other.ref}",
        f"{HOME}vergaderingen/nieuw/",
        f"{HOME}enveloppe/instellen/",
        f"{HOME}{asked.pk}/beslissen/",
        f"{HOME}opdracht/{other.ref}/wijzigen/",
        f"{HOME}opdracht/{other.ref}/intrekken/",
    ]
    before = {url: queries_of(desk, url) for url in pages}
    for _ in range(MANY):
        make.decision()
        make.meeting()

    assert {url: queries_of(desk, url) for url in pages} == before
    assert max(before.values()) <= 12


def test_today(desk):
    def fill():
        make.request()
        make.request(status=RequestStatus.SCHEDULED)
        make.meeting()

    fill()
    one = queries_of(desk, "/beheer/")
    for _ in range(MANY):
        fill()

    assert queries_of(desk, "/beheer/") == one
