import re
import threading
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.db import connections
from post_office.models import Email

from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from pio_portal.organisations import workflow
from pio_portal.organisations.enums import Level, MembershipStatus, OrganisationType
from pio_portal.organisations.models import Membership, Organisation
from tests.factories.ground import AT, asking, member, organisation, user

pytestmark = pytest.mark.django_db
HALLE = {"kbo": "0207499430", "name": "Stad Halle", "type": OrganisationType.LOCAL_AUTHORITY, "postcode": "1500"}


def membership_of(person, of) -> Membership:
    return Membership.objects.get(user=person, organisation=of)


def test_who_adds_an_organisation_writes_for_it_and_manages_it_once_pio_confirms():
    person = user(name="Karel Maes")

    added = workflow.add_organisation(**HALLE, by=person, at=AT)

    assert (added.province, added.ovo) == ("Vlaams-Brabant", None)
    row = membership_of(person, added)
    assert (row.level, row.status, row.decided_at) == (Level.EDITOR, MembershipStatus.ACTIVE, AT)
    assert [line.sentence for line in timeline(added)] == ["Karel Maes voegde de organisatie toe."]
    assert not person.has_perm("organisations.manage_organisation", added)
    with pytest.raises(NotPermitted):
        workflow.change_level(membership=row, level=Level.MANAGER, by=person, at=AT)

    workflow.change_level(membership=row, level=Level.MANAGER, by=user(Role.STAFF), at=AT)

    assert workflow.managers_of(added) == [person]
    mail = Email.objects.get()
    assert (mail.to, mail.subject) == ([person.email], f"U bent nu beheerder van {added.name}")


def test_pio_adds_an_organisation_without_belonging_to_it():
    added = workflow.add_organisation(**HALLE, by=user(Role.STAFF), at=AT)

    assert not added.memberships.exists()


def test_a_known_organisation_is_not_added_again():
    workflow.add_organisation(**HALLE, by=user(), at=AT)

    with pytest.raises(Refused, match="staat al in het portaal") as refused:
        workflow.add_organisation(**HALLE, by=user(), at=AT)

    assert refused.value.field == "kbo"
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("changes", [{"kbo": "0207499431"}, {"postcode": "0999"}, {"ovo": "OVO12"}, {"name": ""}])
def test_an_organisation_with_bad_numbers_is_refused_at_its_field(changes):
    (field,) = changes

    with pytest.raises(Refused) as refused:
        workflow.add_organisation(**HALLE | changes, by=user(), at=AT)

    assert refused.value.field == field
    assert not Organisation.objects.exists()


def test_asking_access_tells_the_managers():
    of = organisation(name="Stad Halle")
    manager = member(of)
    member(of, Level.EDITOR)
    person = user(name="Nora Claes")

    row = workflow.request_membership(organisation=of, by=person, at=AT)

    assert (row.status, row.requested_at) == (MembershipStatus.REQUESTED, AT)
    mail = Email.objects.get()
    assert (mail.to, mail.subject) == ([manager.email], "Nora Claes vraagt toegang tot Stad Halle")


def test_asking_twice_is_refused_with_where_it_stands():
    of = organisation()
    row = asking(of)

    with pytest.raises(Refused, match="U vroeg al toegang"):
        workflow.request_membership(organisation=of, by=row.user, at=AT)
    workflow.accept_membership(membership=row, level=Level.VIEWER, by=user(Role.LEAD), at=AT)
    with pytest.raises(Refused, match="U hoort al bij deze organisatie"):
        workflow.request_membership(organisation=of, by=row.user, at=AT)


def test_whoever_was_refused_or_left_may_ask_again():
    of = organisation()
    row = asking(of)
    workflow.refuse_membership(membership=row, by=user(Role.LEAD), at=AT)

    again = workflow.request_membership(organisation=of, by=row.user, at=AT)

    assert again.status == MembershipStatus.REQUESTED


@pytest.mark.parametrize("role", list(Role))
def test_people_of_the_programme_join_no_organisation(role):
    with pytest.raises(Refused, match="hoort niet bij een organisatie"):
        workflow.request_membership(organisation=organisation(), by=user(role), at=AT)


def test_a_manager_lets_somebody_in_at_a_level():
    of = organisation()
    manager, row = member(of), asking(of)

    accepted = workflow.accept_membership(membership=row, level=Level.EDITOR, by=manager, at=AT)

    assert (accepted.status, accepted.level, accepted.decided_by) == (MembershipStatus.ACTIVE, Level.EDITOR, manager)
    mail = Email.objects.order_by("pk").last()
    assert mail.to == [row.user.email]
    assert "als bewerker" in mail.message


def test_a_decided_request_is_not_decided_again():
    row = asking(organisation())
    workflow.refuse_membership(membership=row, by=user(Role.LEAD), at=AT)

    with pytest.raises(Refused, match="de stand is intussen “Geweigerd”"):
        workflow.accept_membership(membership=row, level=Level.VIEWER, by=user(Role.LEAD), at=AT)


def somebody(kind: str, of: Organisation) -> User:
    return {
        "viewer": lambda: member(of, Level.VIEWER),
        "editor": lambda: member(of, Level.EDITOR),
        "stranger": member,
        **{role.value: lambda role=role: user(role) for role in Role},
    }[kind]()


@pytest.mark.parametrize(
    "kind", ["viewer", "editor", "stranger", *[r.value for r in Role if r not in (Role.STAFF, Role.LEAD)]]
)
def test_only_managers_and_pio_decide_about_members(kind):
    of = organisation()
    manager, row = member(of), asking(of)
    other = somebody(kind, of)

    for change in (
        lambda: workflow.accept_membership(membership=row, level=Level.VIEWER, by=other, at=AT),
        lambda: workflow.refuse_membership(membership=row, by=other, at=AT),
        lambda: workflow.change_level(membership=membership_of(manager, of), level=Level.MANAGER, by=other, at=AT),
        lambda: workflow.invite(organisation=of, email="x@halle.test", by=other, at=AT),
    ):
        with pytest.raises(NotPermitted):
            change()
    member(of)
    with pytest.raises(NotPermitted):
        workflow.end_membership(membership=membership_of(manager, of), by=other, at=AT)


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD])
def test_pio_decides_where_there_is_no_manager(role):
    row = asking(organisation())

    accepted = workflow.accept_membership(membership=row, level=Level.MANAGER, by=user(role), at=AT)

    assert accepted.status == MembershipStatus.ACTIVE


def test_the_last_manager_stays_while_others_remain():
    of = organisation()
    manager, editor = member(of), member(of, Level.EDITOR)
    row = membership_of(manager, of)

    with pytest.raises(Refused, match="Maak eerst iemand anders beheerder"):
        workflow.end_membership(membership=row, by=manager, at=AT)
    with pytest.raises(Refused, match="Maak eerst iemand anders beheerder"):
        workflow.change_level(membership=row, level=Level.EDITOR, by=manager, at=AT)
    workflow.change_level(membership=membership_of(editor, of), level=Level.MANAGER, by=manager, at=AT)
    ended = workflow.end_membership(membership=row, by=manager, at=AT)

    assert (ended.status, ended.ended_at, ended.ended_by) == (MembershipStatus.ENDED, AT, manager)


def test_the_only_member_may_leave():
    of = organisation()
    manager = member(of)

    assert workflow.end_membership(membership=membership_of(manager, of), by=manager, at=AT).ended_at == AT


def test_who_is_removed_is_told_and_who_leaves_is_not():
    of = organisation()
    manager, first, second = member(of), member(of, Level.VIEWER), member(of, Level.VIEWER)

    workflow.end_membership(membership=membership_of(first, of), by=first, at=AT)
    workflow.end_membership(membership=membership_of(second, of), by=manager, at=AT)

    assert Email.objects.get().to == [second.email]


def test_an_invitation_is_the_same_with_and_without_an_account():
    of = organisation()
    manager, known = member(of), user()

    for address in (known.email, "niemand@halle.test"):
        workflow.invite(organisation=of, email=address, by=manager, at=AT)

    first, second = Email.objects.order_by("pk")
    key = re.compile(r"(/mijn/organisaties/uitnodiging/)[^/]+/")
    same = [(mail.subject, key.sub(r"\1", mail.message)) for mail in (first, second)]
    assert same[0] == same[1]
    assert key.search(first.message)


def leave_at_once(memberships: list[Membership]) -> list[str]:
    def leave(row):
        try:
            workflow.end_membership(membership=row, by=row.user, at=AT)
        except Refused:
            return "refused"
        finally:
            connections.close_all()
        return "left"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(leave, memberships))


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_leave_at_once_do_not_leave_the_others_alone():
    of = organisation()
    member(of, Level.VIEWER)
    rows = [membership_of(member(of), of) for _ in range(2)]

    assert leave_at_once(rows) == ["left", "refused"]


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_leave_at_once_need_the_lock():
    """Negative control: without the lock on the organisation both see the other one still there."""
    of = organisation()
    member(of, Level.VIEWER)
    rows = [membership_of(member(of), of) for _ in range(2)]
    both_have_read = threading.Barrier(2)
    last_manager = workflow._is_last_manager

    def read_together(*arguments):
        answer = last_manager(*arguments)
        both_have_read.wait(timeout=10)
        return answer

    with (
        mock.patch("pio_portal.organisations.workflow.locked", lambda row: type(row).objects.get(pk=row.pk)),
        mock.patch("pio_portal.organisations.workflow._is_last_manager", read_together),
    ):
        assert leave_at_once(rows) == ["left", "left"]


def test_who_lost_the_seat_while_a_change_waited_makes_it_no_more():
    body = organisation()
    first, second = member(body), member(body)
    waiting = User.objects.get(pk=second.pk)
    assert waiting.has_perm("organisations.manage_organisation", body)

    workflow.end_membership(membership=membership_of(second, body), by=first, at=AT)

    with pytest.raises(NotPermitted):
        workflow.invite(organisation=body, email="nieuw@stad.test", by=waiting, at=AT)
