"""Who may do what for an organisation: by role, and by level in it."""

import pytest

from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership, Organisation
from pio_portal.organisations.rules import level_in
from tests.factories.ground import AT, asking, member, organisation, user
from tests.permissions import PIO, levels_with, roles_with

pytestmark = pytest.mark.django_db
MAY = {
    "view_organisation": (PIO | {Role.ADMINISTRATOR}, set(Level)),
    "change_organisation": (PIO, {Level.MANAGER}),
    "manage_organisation": (set(), {Level.MANAGER}),
}
MEMBERSHIP = {
    "manage_membership": (PIO, {Level.MANAGER}),
    "end_membership": (PIO, {Level.MANAGER}),
}


@pytest.mark.parametrize("permission", MAY)
def test_permission_on_an_organisation(permission):
    body, (roles, levels) = organisation(), MAY[permission]

    assert roles_with(f"organisations.{permission}", body) == roles
    assert levels_with(f"organisations.{permission}", body, body) == levels


@pytest.mark.parametrize("permission", MEMBERSHIP)
def test_permission_on_a_membership(permission):
    body, (roles, levels) = organisation(), MEMBERSHIP[permission]
    membership = asking(body)

    assert roles_with(f"organisations.{permission}", membership) == roles
    assert levels_with(f"organisations.{permission}", membership, body) == levels


def test_a_membership_is_ended_by_the_person_too_and_managed_by_others():
    person = member(level=Level.VIEWER)
    own = person.memberships.get()

    assert person.has_perm("organisations.end_membership", own)
    assert not person.has_perm("organisations.manage_membership", own)


@pytest.mark.parametrize("permission", [*MAY, *MEMBERSHIP])
def test_nobody_outside_has_a_permission_on_nothing(permission):
    assert not member().has_perm(f"organisations.{permission}", None)


@pytest.mark.parametrize("status", list(MembershipStatus))
def test_only_an_active_membership_gives_a_level(status):
    person = member(level=Level.EDITOR)
    own = person.memberships.get()
    demanded = {
        MembershipStatus.REQUESTED: {"decided_at": None, "decided_by": None},
        MembershipStatus.ENDED: {"ended_at": AT, "ended_by": person},
    }
    Membership.objects.filter(pk=own.pk).update(status=status, **demanded.get(status, {}))

    active = status == MembershipStatus.ACTIVE
    assert level_in(person, own.organisation_id) == (Level.EDITOR if active else 0)
    assert Organisation.objects.of_member(person).exists() is active
    assert Membership.objects.active().exists() is active
    assert Membership.objects.requested().exists() is (status == MembershipStatus.REQUESTED)


def test_no_level_without_an_organisation_or_elsewhere():
    person = member()

    assert level_in(person, None) == 0
    assert level_in(person, organisation().pk) == 0
    assert level_in(user(), person.organisations.get().pk) == 0
