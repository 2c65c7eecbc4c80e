"""Every state × every transition × every role, generated from the tables of transitions themselves."""

import pytest
from django_fsm import can_proceed

from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused, perform
from pio_portal.organisations.enums import Level
from projects.enums import HandoverStatus, Phase, ProcurementStatus, ProjectState, TaskStatus
from projects.models import Handover, Procurement, Project, ProjectTask
from projects.rules import is_manager
from tests.factories import ground, projects

pytestmark = pytest.mark.django_db

TABLES = [
    (Project, "phase", Phase),
    (Project, "state", ProjectState),
    (Procurement, "status", ProcurementStatus),
    (Handover, "status", HandoverStatus),
    (ProjectTask, "status", TaskStatus),
]  # what becomes of an amendment is the client's too: tests/projects/tempo/test_amendments.py
WHO = [*Role, *Level, "stranger"]
PIO = {Role.STAFF, Role.LEAD}  # the phases and the state of a project are PIO's
MAY = {
    Project: PIO,
    Handover: PIO,
    ProjectTask: PIO,
    Procurement: PIO | {Level.EDITOR, Level.MANAGER},
}  # the client's own procurement is its editors' too


def transitions(model, field):
    """Every (name, source, target) of a table; a transition with two sources stands in it twice."""
    return [(t.name, t.source, t.target) for t in getattr(model(), f"get_all_{field}_transitions")()]


def test_the_tables_are_the_ones_that_the_domain_describes():
    found = {
        (model.__name__, field): sorted(
            (n, str(source), str(target)) for n, source, target in transitions(model, field)
        )
        for model, field, _enum in TABLES
    }
    assert found["Project", "phase"] == sorted(
        (name, source.value, target.value)
        for name, source, target in [
            ("to_preparation", Phase.INTAKE, Phase.PREPARATION),
            ("to_strategy", Phase.PREPARATION, Phase.STRATEGY),
            ("to_documents", Phase.STRATEGY, Phase.DOCUMENTS),
            ("to_award", Phase.DOCUMENTS, Phase.AWARD),
            ("to_execution", Phase.AWARD, Phase.EXECUTION),
            ("to_delivery", Phase.EXECUTION, Phase.DELIVERY),
            ("to_knowledge", Phase.DELIVERY, Phase.KNOWLEDGE),
            ("to_closed", Phase.KNOWLEDGE, Phase.CLOSED),
        ]
    )
    assert {name for name, _s, _t in found["Project", "state"]} == {"suspend", "resume", "stop", "close"}
    assert {name for name, _s, _t in found["Procurement", "status"]} == {
        "launch", "award", "deliver", "cancel", "report_no_tenders", "terminate",
    }  # fmt: skip


def row(model, field, state, client):
    """An unsaved row in this state: the tables need no more."""
    project = Project(organisation=client, title="x")
    made = project if model is Project else model(project=project)
    made.__dict__[field] = state.value
    return made


@pytest.mark.parametrize("who", WHO, ids=str)
@pytest.mark.parametrize(("model", "field", "enum"), TABLES, ids=lambda value: getattr(value, "__name__", str(value)))
def test_each_transition_from_each_state_by_each_role(model, field, enum, who):
    client = ground.organisation()
    if who == "stranger":
        user = ground.member()
    else:
        user = ground.user(who) if isinstance(who, Role) else ground.member(client, who)
    allowed = []
    table = transitions(model, field)
    for name in {name for name, _source, _target in table}:
        targets = {source: target for n, source, target in table if n == name}
        for state in enum:
            made = row(model, field, state, client)
            try:
                perform(made, name, by=user)
                outcome = "done"
            except NotPermitted:
                outcome = "not permitted"
            except Refused:
                outcome = "refused"
            expected = "refused" if state not in targets else ("done" if who in MAY[model] else "not permitted")
            assert (name, state, outcome) == (name, state, expected)
            assert getattr(made, field) == (targets[state] if outcome == "done" else state)
            allowed.append(outcome)
    assert "refused" in allowed
    assert ("done" in allowed) is (who in MAY[model])


def test_the_tables_leave_no_way_out_of_an_end():
    for model, field, ends in (
        (Project, "state", {ProjectState.STOPPED, ProjectState.CLOSED}),
        (
            Procurement,
            "status",
            {ProcurementStatus.DELIVERED, ProcurementStatus.CANCELLED, ProcurementStatus.TERMINATED},
        ),
    ):
        for end in ends:
            made = row(model, field, end, ground.organisation())
            assert not [name for name, _s, _t in transitions(model, field) if can_proceed(getattr(made, name))]


@pytest.mark.parametrize("level", Level)
def test_only_a_manager_confirms_for_the_client_and_from_editor_on_one_forecasts(level):
    project = projects.project()
    member = ground.member(project.organisation, level)
    assert member.has_perm("projects.confirm_for_client", project) is (level == Level.MANAGER)
    assert member.has_perm("projects.forecast_project", project) is (level >= Level.EDITOR)
    assert is_manager(member, project) is (level == Level.MANAGER)
