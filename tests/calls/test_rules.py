"""Rules of access whose parts each decide by themselves."""

import pytest

from calls.application.submission import submit_application
from calls.assessment.handling import declare_eligible
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Conflict, Invitation
from calls.rules import is_handed_in
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership
from tests.factories import assessment
from tests.factories import calls as make
from tests.factories.ground import member, organisation, user
from tests.permissions import PIO, roles_with, those_seeing, those_with

pytestmark = pytest.mark.django_db


def test_removed_files_of_a_draft_are_not_for_pio():
    """What applicants took out before they submitted was never handed in."""
    manager = member()
    draft = make.application(of=manager.organisations.get(), by=manager, complete=True)
    staff = user(Role.STAFF)
    assert not staff.has_perm("calls.view_removed_application", draft)

    handed_in = submit_application(application=draft, by=manager, at=make.AT)

    assert staff.has_perm("calls.view_removed_application", handed_in)


@pytest.mark.parametrize("role", [Role.ADVISER, Role.COMMITTEE, Role.MANAGEMENT, Role.COMMUNICATION])
def test_removed_files_are_for_pio_alone(role):
    assert not user(role).has_perm("calls.view_removed_application", make.submitted())


@pytest.fixture
def people():
    """Everybody who can stand near one application, by name; it is not made yet."""
    client, partner = organisation(), organisation()
    in_client = {level.name.lower(): member(client, level) for level in Level}
    in_partner = {f"partner {level.name.lower()}": member(partner, level) for level in Level}
    return (
        in_client
        | in_partner
        | {
            "elsewhere": member(),
            "staff": user(Role.STAFF),
            "lead": user(Role.LEAD),
            "staff of the client": member(client, roles=[Role.STAFF]),
            "lead of the partner": member(partner, roles=[Role.LEAD]),
            "lead with an interest": user(Role.LEAD),
            "management": user(Role.MANAGEMENT),
            "asked": user(Role.ADVISER),
            "declared": user(Role.ADVISER),
            "advised": user(Role.ADVISER),
        }
    )


def draft_of(people):
    manager, partner = people["manager"], people["partner manager"].organisations.get()
    made = make.application(of=manager.organisations.get(), by=manager, partners=[partner], complete=True)
    declare_interest(made, people["lead with an interest"])
    return made


def declare_interest(application, person):
    Conflict.objects.create(application=application, user=person, reason="Mijn zus werkt er.", declared_at=make.AT)


def assessed_of(people):
    handed_in = submit_application(application=draft_of(people), by=people["manager"], at=make.AT)
    eligible = declare_eligible(application=handed_in, by=people["staff"], at=make.AT + make.DAY)
    assessment.assignment(eligible, people["asked"])
    assessment.declared(eligible, people["declared"])
    assessment.advised(eligible, adviser=people["advised"])
    return eligible


UNBIASED = {"staff", "lead"}
CLIENT, PARTNERS = {"viewer", "editor", "manager"}, {"partner viewer", "partner editor", "partner manager"}
TAKING_PART = CLIENT | PARTNERS
WRITERS = {"editor", "manager", "partner editor", "partner manager"}
LEADING_EDITORS = {"editor", "manager"}
ANY_STATE = {
    "edit_application": WRITERS,
    "invite_organisation": LEADING_EDITORS,
    "copy_application": LEADING_EDITORS,
    "discard_application": {"manager"},
    "submit_application": {"manager"},
    "withdraw_application": {"manager"},
    "handle_application": UNBIASED,
    "extend_application": UNBIASED,
    "decide_application": {"lead"},
}
DRAFT = ANY_STATE | {
    "view_application": TAKING_PART,
    "view_whole_application": TAKING_PART,
    "view_removed_application": set(),
    "view_messages_application": set(),
    "correspond_application": set(),
    "discuss_application": set(),
}
HANDED_IN = ANY_STATE | {
    "view_application": UNBIASED | TAKING_PART | {"declared", "advised"},
    "view_whole_application": UNBIASED | TAKING_PART,
    "view_removed_application": UNBIASED,
    "view_messages_application": UNBIASED | TAKING_PART,
    "correspond_application": UNBIASED | WRITERS,
    "discuss_application": UNBIASED | {"advised"},
}


def test_a_draft_is_for_those_who_apply(people):
    draft = draft_of(people)
    assert {name: those_with(f"calls.{name}", draft, people) for name in DRAFT} == DRAFT
    assert those_seeing(draft, people) == TAKING_PART | UNBIASED  # PIO sees that it exists


def test_what_was_handed_in_is_for_those_who_apply_and_for_who_judges_without_an_interest(people):
    handed_in = assessed_of(people)
    assert {name: those_with(f"calls.{name}", handed_in, people) for name in HANDED_IN} == HANDED_IN
    assert those_seeing(handed_in, people) == HANDED_IN["view_application"]


def test_who_declared_an_interest_sees_nothing_whatever_else_they_are(people):
    handed_in = assessed_of(people)
    concerned = {name: people[name] for name in ("manager", "partner manager", "advised", "staff")}
    for person in concerned.values():
        declare_interest(handed_in, person)
    handed_in = Application.objects.get(pk=handed_in.pk)
    concerned = {name: User.objects.get(pk=person.pk) for name, person in concerned.items()}  # as the next request does

    assert those_seeing(handed_in, concerned) == set()
    left = {name: those_with(f"calls.{name}", handed_in, concerned) for name in HANDED_IN}
    assert {name: people for name, people in left.items() if people} == {}


def test_who_judges_does_so_as_an_adviser_from_outside(people):
    handed_in = assessed_of(people)
    no_more, inside = people["declared"], people["advised"]
    User.objects.filter(pk=no_more.pk).update(roles=[Role.COMMUNICATION])
    User.objects.filter(pk=inside.pk).update(roles=[Role.ADVISER, Role.STAFF])
    Membership.objects.create(
        organisation=handed_in.organisation,
        user=inside,
        level=Level.VIEWER,
        status=MembershipStatus.ACTIVE,
        requested_at=make.AT,
        decided_at=make.AT,
        decided_by=inside,
    )
    changed = {"adviser no more": User.objects.get(pk=no_more.pk), "of PIO now": User.objects.get(pk=inside.pk)}

    assert those_with("calls.view_application", handed_in, changed) == set()
    assert those_seeing(handed_in, changed) == set()


@pytest.mark.parametrize("permission", HANDED_IN)
def test_nobody_has_a_permission_on_no_application(permission):
    people = {"manager": member(), "adviser": user(Role.ADVISER), "lead": user(Role.LEAD)}
    assert those_with(f"calls.{permission}", None, people) == set()


def test_an_assignment_is_for_its_adviser_and_for_who_has_no_interest(people):
    handed_in = assessed_of(people)
    of = handed_in.assignments.get(adviser=people["declared"])

    assert those_with("calls.view_assignment", of, people) == UNBIASED | {"declared"}
    assert those_seeing(of, people) == UNBIASED | {"declared"}
    assert those_with("calls.judge_assignment", of, people) == {"declared"}
    assert those_with("calls.handle_assignment", of, people) == UNBIASED
    assert those_with("calls.direct_assignment", of, people) == {"lead"}


def test_an_invitation_is_for_both_sides_by_level(people):
    draft = draft_of(people)
    asked = organisation()
    invited = {f"invited {level.name.lower()}": member(asked, level) for level in Level}
    invitation = Invitation.objects.create(
        application=draft, organisation=asked, invited_at=make.AT, invited_by=people["manager"]
    )
    concerned, inside = member(asked), member(asked, roles=[Role.STAFF])
    declare_interest(draft, concerned)
    leading = people["manager"].organisations.get()
    asides = {"invited with an interest": concerned, "invited and of PIO": inside}
    asides |= {"manager with an interest": member(leading), "manager and of PIO": member(leading, roles=[Role.LEAD])}
    declare_interest(draft, asides["manager with an interest"])
    everybody = people | invited | asides

    assert those_seeing(invitation, everybody) == set(invited)
    assert those_with("calls.answer_invitation", invitation, everybody) == {"invited manager"}
    assert those_with("calls.cancel_invitation", invitation, everybody) == LEADING_EDITORS
    assert those_with("calls.leave_invitation", invitation, everybody) == {
        "invited manager",
        "manager",
        "invited and of PIO",  # as PIO: the organisation does not take part yet
        *UNBIASED,
    }


def test_rows_of_an_application_follow_it(people):
    handed_in = assessed_of(people)
    drafted = assessment.drafted(handed_in)

    assert those_seeing(drafted, people) == UNBIASED
    assert those_with("calls.publish_decision", drafted, people) == {"lead"}
    assert those_with("calls.prepare_decision", drafted, people) == UNBIASED


def test_a_request_to_complete_is_answered_by_who_submits_and_ended_by_both_sides(people):
    handed_in = submit_application(application=draft_of(people), by=people["manager"], at=make.AT)
    asked = assessment.ask_to_complete(handed_in, people["staff"]).completion_requests.get()

    assert those_with("calls.handle_completionrequest", asked, people) == UNBIASED
    assert those_with("calls.answer_completionrequest", asked, people) == {"manager"}
    assert those_with("calls.end_completionrequest", asked, people) == UNBIASED | {"manager"}


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("change_call", {Role.LEAD}),
        ("publish_decisions", {Role.LEAD}),
        ("change_form", PIO),
        ("announce", PIO),
    ],
)
def test_permission_on_the_programme_is_for_these_roles_alone(permission, roles):
    assert roles_with(f"calls.{permission}") == roles


@pytest.mark.parametrize(
    ("fields", "handed_in"),
    [
        ({"status": Status.DRAFT}, False),
        ({"status": Status.DRAFT, "submitted_at": make.AT}, False),
        ({"status": Status.SUBMITTED, "submitted_at": make.AT}, True),
        ({"status": Status.SUBMITTED}, True),
        ({"status": Status.VOID}, False),
        ({"status": Status.VOID, "submitted_at": make.AT}, True),
        ({"status": Status.VOID, "void_reason": "Dubbel"}, True),
        ({"status": Status.VOID, "imported": True}, True),
    ],
)
def test_a_draft_that_was_thrown_away_was_never_handed_in(fields, handed_in):
    assert is_handed_in.test(user(Role.STAFF), Application(**fields)) is handed_in
