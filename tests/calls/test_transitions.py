"""The table of transitions, walked whole: every state × transition × role, for all that has one here.

What should happen is read from the table itself and from one short list of who may: a new state, transition or role
makes new cases here by itself.
"""

import pytest

from calls.enums import (
    ApplicationStatus,
    AssignmentStatus,
    CallStatus,
    CompletionStatus,
    DecisionStatus,
    FormStatus,
    InvitationStatus,
)
from calls.models import Application, Assignment, Call, CompletionRequest, Decision, Invitation, Questionnaire
from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused, available, perform
from pio_portal.organisations.enums import Level
from tests.factories import assessment as make
from tests.factories import calls, partners, questionnaires
from tests.factories.ground import member, organisation, user

pytestmark = pytest.mark.django_db

PIO, LEAD, MANAGER, THE_ADVISER = {Role.STAFF, Role.LEAD}, {Role.LEAD}, {"manager"}, {"the_adviser"}
WHO_MAY = {
    "submit": MANAGER,
    "open_again": MANAGER,
    "keep_submitted": MANAGER,
    "withdraw": MANAGER,
    "request_info": PIO,
    "stop_waiting": PIO,
    "declare_eligible": PIO,
    "void": PIO,
    "reconsider": PIO,
    "discard": MANAGER,
    "declare_ineligible": LEAD,
    "select": LEAD,
    "refuse": LEAD,
    "declare_none": THE_ADVISER,
    "declare_conflict": THE_ADVISER,
    "advise": THE_ADVISER,
    "accept": {"invited_manager"},
    "decline": {"invited_manager"},
    "cancel": {"editor", "manager"},
    "leave": {"invited_manager", "manager"} | PIO,
    "reopen": LEAD,
    "take_back": LEAD,
    "ask_again": PIO,
    "publish": LEAD,
    "drop": PIO,
    "answer": MANAGER,
    "stop": PIO,
    "replace": PIO,
    "lapse": MANAGER | PIO,
}


def table(model):
    """{(transition, source): target} of a model's status."""
    field = model._meta.get_field("status")
    return {(t.name, t.source): t.target for t in field.get_all_transitions(model)}


def cases(model, statuses):
    names = sorted({name for name, _source in table(model)})
    return [(status, name) for status in statuses for name in names]


def people(organisation, adviser=None):
    """One of every role, one of every level, and (for an assignment) its own adviser."""
    everyone = {role: user(role) for role in Role} | {"stranger": user()}
    everyone |= {level.name.lower(): member(organisation, level) for level in Level}
    return everyone | ({"the_adviser": adviser} if adviser else {})


def check(thing, status, name, everyone):
    target = table(type(thing)).get((name, status))
    for who, person in everyone.items():
        thing = type(thing).objects.get(pk=thing.pk)
        allowed = target is not None and who in WHO_MAY[name]
        assert (name in available(thing, "status", by=person)) is allowed, (status, name, who)
        if allowed:
            perform(thing, name, by=person)
            assert thing.status == target
            continue
        with pytest.raises(Refused) as refused:
            perform(thing, name, by=person)
        assert thing.status == status
        assert isinstance(refused.value, NotPermitted) is (target is not None), (status, name, who)


@pytest.mark.parametrize(("status", "name"), cases(Application, ApplicationStatus))
def test_application(status, name):
    application = make.application(status)
    assert application.status == status
    check(application, status, name, people(application.organisation))


@pytest.mark.parametrize(("status", "name"), cases(Assignment, AssignmentStatus))
def test_assignment(status, name):
    assignment = make.STAGES[status]()
    assert assignment.status == status
    check(assignment, status, name, people(assignment.application.organisation, assignment.adviser))


@pytest.mark.parametrize(("status", "name"), cases(Invitation, InvitationStatus))
def test_invitation(status, name):
    invitation = partners.invitation(status)
    assert invitation.status == status
    everyone = people(invitation.application.organisation)
    everyone |= {f"invited_{level.name.lower()}": member(invitation.organisation, level) for level in Level}
    check(invitation, status, name, everyone)


@pytest.mark.parametrize(("status", "name"), cases(Call, CallStatus))
def test_call(status, name):
    call = calls.call(published=status == CallStatus.PUBLISHED)
    assert call.status == status
    check(call, status, name, people(organisation()))


@pytest.mark.parametrize(("status", "name"), cases(Questionnaire, FormStatus))
def test_form(status, name):
    form = questionnaires.published() if status == FormStatus.PUBLISHED else questionnaires.draft()
    assert form.status == status
    check(form, status, name, people(organisation()))


@pytest.mark.parametrize(("status", "name"), cases(CompletionRequest, CompletionStatus))
def test_completion_request(status, name):
    request = make.completion_request(status)
    assert request.status == status
    check(request, status, name, people(request.application.organisation))


@pytest.mark.parametrize(("status", "name"), cases(Decision, DecisionStatus))
def test_decision(status, name):
    decision = make.decision(status)
    assert decision.status == status
    check(decision, status, name, people(decision.application.organisation))


def test_every_transition_says_who_may():
    models = (Application, Assignment, Call, CompletionRequest, Decision, Questionnaire, Invitation)
    names = {name for model in models for name, _source in table(model)}
    assert names == set(WHO_MAY)
