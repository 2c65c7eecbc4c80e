"""Who was invited by a manager joins at once: nobody asks again, and nobody else gets in with the link."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from post_office.models import Email

from pio_portal.change import Refused
from pio_portal.organisations import invitations, workflow
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership
from tests.factories.ground import member, organisation, user
from tests.pages import client_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return organisation()


@pytest.fixture
def manager(of):
    return member(of)


@pytest.fixture
def guest():
    return user(email="lien@aarschot.be")


def key(of, manager, email="Lien@aarschot.be ", at=None):
    return invitations.key_of(organisation=of, email=email, by=manager, at=at or timezone.now())


def address(key):
    return f"/mijn/organisaties/uitnodiging/{key}/"


def test_guest_joins_with_one_button(of, manager, guest):
    browser, link = client_of(guest), address(key(of, manager))

    page = text(browser.get(link))
    assert f"{manager.name} nodigt u uit om mee te werken aan de dossiers van {of.name}, als bewerker." in page
    assert browser.post(link).status_code == 302

    joined = Membership.objects.get(user=guest)
    assert (joined.organisation, joined.level, joined.status, joined.decided_by) == (
        of, Level.EDITOR, MembershipStatus.ACTIVE, manager,
    )  # fmt: skip
    assert browser.get(f"/mijn/organisaties/{of.pk}/").status_code == 200


def test_guest_who_asked_already_is_let_in(of, manager, guest):
    workflow.request_membership(organisation=of, by=guest, at=timezone.now())

    client_of(guest).post(address(key(of, manager)))

    assert Membership.objects.get(user=guest).status == MembershipStatus.ACTIVE


def test_mail_has_the_link_that_lets_in(of, manager, guest):
    workflow.invite(organisation=of, email="lien@aarschot.be", by=manager, at=timezone.now())

    link = re.search(r"/mijn/organisaties/uitnodiging/[^/]+/", Email.objects.get().message)[0]
    assert client_of(guest).post(link).status_code == 302


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("other", "voor een ander e-mailadres"), ("left", "geldt niet meer"), ("no manager", "geen beheerder meer")],
)
def test_link_lets_in_nobody_else(of, manager, guest, who, sentence):
    person = user() if who == "other" else guest
    invitation = invitations.read(key(of, manager))
    if who == "left":
        later = timezone.now() + dt.timedelta(minutes=1)
        workflow.accept_invitation(invitation=invitation, by=guest, at=timezone.now())
        workflow.end_membership(membership=Membership.objects.get(user=guest), by=manager, at=later)
    if who == "no manager":
        Membership.objects.filter(user=manager).update(level=Level.EDITOR)
        invitation = invitations.read(key(of, manager))

    with pytest.raises(Refused, match=sentence):
        workflow.accept_invitation(invitation=invitation, by=person, at=timezone.now())


def test_link_that_was_changed_or_is_old_leads_to_the_search(of, manager, guest):
    good = key(of, manager)
    browser = client_of(guest)

    assert browser.get(address(f"{good[:-1]}x")).url == "/mijn/organisaties/zoeken/"
    assert invitations.read(good) is not None
    assert invitations.read("geen") is None
