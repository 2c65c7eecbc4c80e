"""The pages of working together ask as many queries with 30 rows as with 1."""

import pytest

from calls.application.successors import carry_application
from calls.enums import ApplicationStatus as Status
from calls.enums import InvitationStatus
from pio_portal.accounts.enums import Role
from tests.factories import assessment
from tests.factories import calls as make
from tests.factories import partners as make_together
from tests.factories.ground import member, organisation, user
from tests.queries import queries_of, steady, steady_each

AT, DAY = make.AT, make.DAY
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT)]


def more(draft, manager):
    """Partners, open and old invitations, and dossiers that look the same."""
    for _ in range(9):
        for status in (InvitationStatus.INVITED, InvitationStatus.ACCEPTED, InvitationStatus.DECLINED):
            make_together.invitation(status, of=draft)
        make.submitted(of=draft.organisation, by=manager, title=draft.title + " bis")


DRAFT = {"": 20, "partners/": 7, "partners/?q=stad": 8, "kopie/": 7, "vergelijkbaar/": 7, "controle/": 12}


def test_pages_of_a_draft(client, draft, manager):
    make_together.invitation(InvitationStatus.ACCEPTED, of=draft)
    with steady_each(client, {f"/mijn/aanvragen/{draft.ref}/{page}": at_most for page, at_most in DRAFT.items()}):
        more(draft, manager)


def test_asking_a_signature(client, manager, draft):
    editor = member(draft.organisation, level=2)
    client.force_login(editor)
    url = f"/mijn/aanvragen/{draft.ref}/ondertekenen/"
    with steady(client, url, at_most=7):
        for _ in range(9):
            member(draft.organisation)


def test_inviting(client, draft):
    url = f"/mijn/aanvragen/{draft.ref}/partners/uitnodigen/?organisatie={organisation().pk}"
    assert queries_of(client, url) <= 7


def test_answering(client):
    invitation = make_together.invitation()
    client.force_login(member(invitation.organisation))
    assert queries_of(client, invitation.get_absolute_url()) <= 5


def test_home_with_what_is_asked(client, manager):
    of = manager.organisations.get()

    def ask():
        make_together.invitation(to=of)
        asked = make.application(of=of, by=manager)
        type(asked).objects.filter(pk=asked.pk).update(sign_asked_at=AT, sign_asked_by=manager)

    ask()
    with steady(client, "/mijn/", at_most=16):
        for _ in range(9):
            ask()


def test_refused_dossier(client):
    refused = assessment.application(Status.NOT_SELECTED)
    client.force_login(refused.submitted_by)
    url = f"/mijn/aanvragen/{refused.ref}/"
    before = queries_of(client, url)
    carry_application(application=refused, by=refused.submitted_by, at=AT + 25 * DAY)
    assert max(before, queries_of(client, url)) <= 15  # the dates it may be carried to, then what it was carried to


def test_staff_pages(client):
    of = organisation()
    done = make.submitted(of=of, partners=[organisation()])
    client.force_login(user(Role.STAFF))
    url = f"/beheer/aanvragen/{done.ref}/"
    with steady_each(client, {url: 18, f"{url}vergelijkbaar/": 14, f"{url}partners/": 9}):
        for _ in range(9):
            make.submitted(of=of, title=done.title + " bis")
            done.partners.add(organisation())
