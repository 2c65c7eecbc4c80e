"""Which organisations who sees, and how they are found and counted."""

import pytest

from calls.enums import ApplicationStatus as Status
from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Membership, Organisation
from tests.factories import calls, consultations
from tests.factories.ground import asking, member, organisation, user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [*Role, None])
def test_pio_and_administrators_see_every_organisation_and_others_their_own(role):
    body, _other = organisation(), organisation()
    person = member(body, Level.VIEWER, roles=[role] if role else [])

    expected = 2 if role in (Role.STAFF, Role.LEAD, Role.ADMINISTRATOR) else 1
    assert Organisation.objects.visible_to(person).count() == expected
    assert body in Organisation.objects.visible_to(person)


@pytest.mark.parametrize("level", list(Level))
def test_of_member_is_of_at_least_this_level(level):
    person = member(level=Level.EDITOR)
    expected = [person.organisations.get()] if level <= Level.EDITOR else []

    assert list(Organisation.objects.of_member(person, level)) == expected


def test_who_asked_to_belong_is_no_member_yet():
    membership = asking(organisation())

    assert list(Membership.objects.requested()) == [membership]
    assert list(Organisation.objects.of_member(membership.user)) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (" halle ", True),
        ("0207.499.430", True),
        ("207499430", True),
        ("ovo000001", True),
        ("OVO00000", False),
        ("20749943", False),
        ("0207.499.431", False),
    ],
)
def test_an_organisation_is_found_by_name_or_by_its_whole_number(typed, found):
    organisation(kbo="0207499430", name="Stad Halle", ovo="OVO000001")

    assert Organisation.objects.matching(typed).exists() is found
    assert Organisation.objects.search(typed).exists() is found


def test_what_was_thrown_away_is_not_counted():
    body = organisation()
    by = member(body)
    within = calls.call()
    for _ in range(2):
        calls.application(of=body, by=by, within=within)
    gone = calls.application(of=body, by=by, within=within)
    type(gone).objects.filter(pk=gone.pk).update(status=Status.VOID, voided_at=calls.AT, voided_by=user())
    consultations.client_project()  # of another organisation

    counted = Organisation.objects.with_counts().get(pk=body.pk)

    assert (counted.applications_made, counted.projects_run) == (2, 0)
    assert set(Organisation.objects.with_counts().values_list("projects_run", flat=True)) == {0, 1}
