"""The pinned number of queries of the pages of working together: with 1 row and with 30 the same."""

import pytest

from calls.application.successors import carry_application
from calls.enums import ApplicationStatus as Status
from calls.enums import InvitationStatus
from pio_portal.accounts.enums import Role
from tests.factories import assessment
from tests.factories import calls as make
from tests.factories import partners as make_together
from tests.factories.ground import member, organisation, user
from tests.queries import queries_of

AT, DAY = make.AT, make.DAY
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT)]


def more(draft, manager):
    """Partners, open and old invitations, and dossiers that look the same."""
    for _ in range(9):
        for status in (InvitationStatus.INVITED, InvitationStatus.ACCEPTED, InvitationStatus.DECLINED):
            make_together.invitation(status, of=draft)
        make.submitted(of=draft.organisation, by=manager, title=draft.title + " bis")


@pytest.mark.parametrize(
    ("page", "pin"),
    [("", 14), ("partners/", 5), ("partners/?q=stad", 6), ("kopie/", 5), ("vergelijkbaar/", 5), ("controle/", 10)],
)
def test_pages_of_a_draft(client, draft, manager, page, pin):
    url = f"/mijn/aanvragen/{draft.ref}/{page}"
    make_together.invitation(InvitationStatus.ACCEPTED, of=draft)
    first = queries_of(client, url)
    more(draft, manager)
    assert (first, queries_of(client, url)) == (pin, pin)


def test_asking_a_signature(client, manager, draft):
    editor = member(draft.organisation, level=2)
    client.force_login(editor)
    url = f"/mijn/aanvragen/{draft.ref}/ondertekenen/"
    first = queries_of(client, url)
    for _ in range(9):
        member(draft.organisation)
    assert (first, queries_of(client, url)) == (5, 5)


def test_inviting(client, draft):
    url = f"/mijn/aanvragen/{draft.ref}/partners/uitnodigen/?organisatie={organisation().pk}"
    assert queries_of(client, url) == 5


def test_answering(client):
    invitation = make_together.invitation()
    client.force_login(member(invitation.organisation))
    assert queries_of(client, invitation.get_absolute_url()) == 3


def test_home_with_what_is_asked(client, manager):
    of = manager.organisations.get()

    def ask():
        make_together.invitation(to=of)
        asked = make.application(of=of, by=manager)
        type(asked).objects.filter(pk=asked.pk).update(sign_asked_at=AT, sign_asked_by=manager)

    ask()
    first = queries_of(client, "/mijn/")
    for _ in range(9):
        ask()
    assert (first, queries_of(client, "/mijn/")) == (7, 7)


def test_refused_dossier(client):
    refused = assessment.application(Status.NOT_SELECTED)
    client.force_login(refused.submitted_by)
    url = f"/mijn/aanvragen/{refused.ref}/"
    first = queries_of(client, url)
    carry_application(application=refused, by=refused.submitted_by, at=AT + 25 * DAY)
    assert (first, queries_of(client, url)) == (13, 13)


@pytest.mark.parametrize(("page", "pin"), [("", 19), ("vergelijkbaar/", 14), ("partners/", 7)])
def test_staff_pages(client, page, pin):
    of = organisation()
    done = make.submitted(of=of, partners=[organisation()])
    client.force_login(user(Role.STAFF))
    url = f"/beheer/aanvragen/{done.ref}/{page}"
    first = queries_of(client, url)
    for _ in range(9):
        make.submitted(of=of, title=done.title + " bis")
        done.partners.add(organisation())
    assert (first, queries_of(client, url)) == (pin, pin)
