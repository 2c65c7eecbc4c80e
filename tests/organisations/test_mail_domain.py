"""The mail domain that PIO noted confirms who manages an organisation that has no manager."""

import pytest
from post_office.models import Email

from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted
from pio_portal.organisations import workflow
from pio_portal.organisations.enums import Level, MembershipStatus
from tests.factories.ground import AT, member, organisation, user
from tests.pages import client_of, refusal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("email", "managed", "status", "level"),
    [
        ("nora@halle.be", False, MembershipStatus.ACTIVE, Level.MANAGER),
        ("nora@halle.be", True, MembershipStatus.REQUESTED, Level.VIEWER),
        ("nora@halle.be.evil.test", False, MembershipStatus.REQUESTED, Level.VIEWER),
        ("nora@evilhalle.be", False, MembershipStatus.REQUESTED, Level.VIEWER),
    ],
)
def test_who_asks_with_an_address_of_the_organisation_manages_one_without_manager(email, managed, status, level):
    of = organisation(mail_domain="halle.be")
    if managed:
        member(of)
    row = workflow.request_membership(organisation=of, by=user(email=email), at=AT)
    assert (row.status, row.level) == (status, level)


def test_noting_the_domain_confirms_who_added_the_organisation():
    person, staff = user(email="nora@halle.be"), user(Role.STAFF)
    of = workflow.add_organisation(kbo="0207499430", name="Stad Halle", type="lokaal_bestuur", by=person, at=AT)

    answer = client_of(staff).post(f"/beheer/relaties/{of.pk}/maildomein/", {"mail_domain": "@Halle.be"})

    assert answer.status_code == 302
    assert workflow.managers_of(of) == [person]
    assert Email.objects.get().to == ["nora@halle.be"]


@pytest.mark.parametrize("domain", ["gmail.com", "halle", "nora@halle.be", "https://halle.be", "halle.be/x"])
def test_what_is_no_domain_of_its_own_is_refused(domain):
    of = organisation()
    answer = client_of(user(Role.LEAD)).post(f"/beheer/relaties/{of.pk}/maildomein/", {"mail_domain": domain})
    assert "achter het @-teken" in refusal(answer) or "iedereen een adres" in refusal(answer)


def test_only_pio_notes_it():
    of = organisation()
    with pytest.raises(NotPermitted):
        workflow.note_mail_domain(organisation=of, mail_domain="halle.be", by=member(of), at=AT)
