import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from projects.enums import Phase, Procedure, ProjectState
from projects.enums import ProcurementStatus as Status
from projects.models import Procurement, Project
from projects.procurement.workflow import (
    award_procurement,
    cancel_procurement,
    deliver_procurement,
    edit_procurement,
    launch_procurement,
    record_procurement,
    relaunch_procurement,
    tell_cofinancing_decided,
)
from projects.project.workflow import advance_project, resume_project
from tests.factories import ground, projects
from tests.factories.projects import AT, DAY

pytestmark = pytest.mark.django_db
LAUNCHED = dt.date(2025, 6, 1)
TOMORROW = DAY + dt.timedelta(days=1)


def launch(procurement, *, launched_on=LAUNCHED, by=None, **options):
    return launch_procurement(procurement=procurement, launched_on=launched_on, by=by, at=AT, **options)


def award(procurement, *, awarded_on=dt.date(2025, 9, 1), contractor_name="Lumen bv", award_value=Decimal(1)):
    return award_procurement(
        procurement=procurement,
        awarded_on=awarded_on,
        contractor_name=contractor_name,
        award_value=award_value,
        by=None,
        at=AT,
    )


def test_a_launch_reaches_the_milestone_and_brings_the_project_to_its_award_phase():
    procurement = projects.procurement()
    deadline = dt.datetime(2025, 7, 15, 10, tzinfo=dt.UTC)

    launch(procurement, by=ground.user(Role.STAFF), notice_ref=" 2025-512345 ", tender_deadline=deadline)

    saved = Procurement.objects.get()
    assert (saved.status, saved.launched_on, saved.notice_ref, saved.tender_deadline) == (
        Status.LAUNCHED, LAUNCHED, "2025-512345", deadline,
    )  # fmt: skip
    assert saved.project.phase == Phase.AWARD
    assert saved.project.milestones.get(is_launch=True).actual_on == LAUNCHED


def test_award_and_delivery_carry_the_project_on():
    procurement = projects.procurement(status=Status.AWARDED)
    assert (procurement.contractor_name, procurement.award_value, procurement.project.phase) == (
        "Lumen bv", Decimal(240000), Phase.EXECUTION,
    )  # fmt: skip
    deliver_procurement(procurement=procurement, delivered_on=DAY, note="Werkt", by=None, at=AT)
    assert Procurement.objects.get().status == Status.DELIVERED
    assert Project.objects.get().phase == Phase.DELIVERY


def test_a_second_launch_leaves_the_project_where_it_is_and_the_first_launch_date_stands():
    first = projects.procurement(status=Status.AWARDED)
    launch(projects.procurement(project=first.project), launched_on=DAY)
    assert Project.objects.get().phase == Phase.EXECUTION
    assert first.project.milestones.get(is_launch=True).actual_on == LAUNCHED


def test_nothing_is_launched_while_the_preparation_is_open():
    procurement = projects.procurement(project=projects.project(phase=Phase.PREPARATION))
    with pytest.raises(Refused, match="Rond eerst de stappen"):
        launch(procurement)
    assert Procurement.objects.get().status == Status.PREPARED


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"launched_on": TOMORROW}, "launched_on"),
        ({"launched_on": dt.date(2025, 1, 9)}, "launched_on"),
        ({"tender_deadline": dt.datetime(2025, 5, 31, 12, tzinfo=dt.UTC)}, "tender_deadline"),
    ],
)
def test_an_impossible_launch_is_refused_at_its_field(options, field):
    with pytest.raises(Refused) as refused:
        launch(projects.procurement(), **options)
    assert refused.value.field == field


def test_a_launch_without_a_procedure_is_refused():
    with pytest.raises(Refused, match="procedure"):
        launch(projects.procurement(procedure=""))


@pytest.mark.parametrize("day", [TOMORROW, LAUNCHED - dt.timedelta(days=1), dt.date(2025, 7, 14)])
def test_an_award_falls_after_the_deadline_and_not_in_the_future(day):
    procurement = launch(projects.procurement(), tender_deadline=dt.datetime(2025, 7, 15, 10, tzinfo=dt.UTC))
    with pytest.raises(Refused) as refused:
        award(procurement, awarded_on=day)
    assert refused.value.field == "awarded_on"


def test_a_delivery_falls_after_the_award():
    procurement = projects.procurement(status=Status.AWARDED)
    with pytest.raises(Refused, match="niet voor de gunning"):
        deliver_procurement(procurement=procurement, delivered_on=LAUNCHED, note="", by=None, at=AT)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"cpv": "3492850-3"}, "cpv"),
        ({"estimate": Decimal(-1)}, None),
        ({"title": ""}, "title"),
        ({"procedure": "99"}, "procedure"),
    ],
)
def test_impossible_data_are_refused_at_their_field(fields, field):
    data = {"title": "x", "procedure": Procedure.OPEN, "cpv": "73100000-3", "estimate": Decimal(1)} | fields
    with pytest.raises(Refused) as refused:
        record_procurement(project=projects.project(), by=None, at=AT, **data)
    assert refused.value.field == field
    assert not Procurement.objects.exists()


def test_a_launched_procurement_is_not_edited_any_more():
    planned = projects.procurement()
    edit_procurement(procurement=planned, title="Nieuw", procedure="36", cpv="", estimate=None, by=None, at=AT)
    assert Procurement.objects.get().title == "Nieuw"
    launch(planned)
    with pytest.raises(Refused, match="staan vast"):
        edit_procurement(procurement=planned, title="x", procedure="36", cpv="", estimate=None, by=None, at=AT)


def test_a_failed_procurement_is_launched_again_once_at_a_time():
    failed = projects.procurement(status=Status.NO_TENDERS)
    again = relaunch_procurement(procurement=failed, by=ground.user(Role.STAFF), at=AT)
    assert (again.relaunch_of, again.status, again.title, again.ref != failed.ref) == (
        failed,
        Status.PREPARED,
        failed.title,
        True,
    )
    with pytest.raises(Refused, match=f"al opnieuw gelanceerd als {again.ref}"):
        relaunch_procurement(procurement=failed, by=None, at=AT)
    cancel_procurement(procurement=again, ended_on=DAY, reason="x", by=None, at=AT)
    assert relaunch_procurement(procurement=failed, by=None, at=AT).relaunch_of == failed


@pytest.mark.parametrize("status", [Status.PREPARED, Status.LAUNCHED, Status.CANCELLED, Status.DELIVERED])
def test_only_a_launched_one_that_failed_is_launched_again(status):
    with pytest.raises(Refused, match="die mislukte"):
        relaunch_procurement(procurement=projects.procurement(status=status), by=None, at=AT)


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_end_needs_its_reason(reason):
    with pytest.raises(Refused) as refused:
        cancel_procurement(procurement=projects.procurement(), ended_on=DAY, reason=reason, by=None, at=AT)
    assert refused.value.field == "reason"


@pytest.mark.parametrize("state", [ProjectState.SUSPENDED, ProjectState.STOPPED])
def test_nothing_is_launched_in_a_project_that_does_not_run(state):
    procurement = projects.procurement()
    halt = projects.suspended if state == ProjectState.SUSPENDED else projects.stopped
    halt(procurement.project)
    with pytest.raises(Refused):
        launch(procurement)


def test_a_resumed_project_goes_on_and_forgets_why_it_stood_still():
    project = projects.in_state(ProjectState.SUSPENDED)
    resume_project(project=project, by=ground.user(Role.STAFF), at=AT)
    saved = Project.objects.get()
    assert (saved.state, saved.halted_on, saved.halt_reason) == (ProjectState.ACTIVE, None, "")


@pytest.mark.parametrize("phase", list(Phase)[:-2])
def test_every_phase_says_what_it_waits_for_or_goes_on(phase):
    project = projects.project(phase=phase)
    waits = {
        Phase.INTAKE: "engagementen bevestigd",
        Phase.PREPARATION: "Rond eerst de stappen",
        Phase.STRATEGY: "minstens één opdracht",
        Phase.DOCUMENTS: "lancering van een opdracht",
        Phase.AWARD: "gunning van een opdracht",
        Phase.EXECUTION: "oplevering van een opdracht",
    }
    if phase in waits:
        with pytest.raises(Refused, match=waits[phase]):
            advance_project(project=project, by=None, at=AT)
    else:
        assert advance_project(project=project, by=None, at=AT).phase == Phase.KNOWLEDGE


def test_knowledge_sharing_waits_for_every_procurement():
    project = projects.project(phase=Phase.DELIVERY)
    other = projects.procurement(project=project)
    with pytest.raises(Refused, match=other.ref):
        advance_project(project=project, by=None, at=AT)


# What others tell


def test_cofinancing_is_told_and_told_again():
    procurement = projects.procurement()
    tell_cofinancing_decided(procurement=procurement, amount=Decimal("180000.00"), decided_on=DAY, by=None, at=AT)
    saved = Procurement.objects.get()
    assert (saved.cofinancing_granted, saved.cofinancing_decided_on) == (Decimal("180000.00"), DAY)
    tell_cofinancing_decided(procurement=procurement, amount=None, decided_on=TOMORROW, by=None, at=AT)
    assert Procurement.objects.get().cofinancing_granted is None
    with pytest.raises(Refused):
        tell_cofinancing_decided(procurement=procurement, amount=Decimal(-1), decided_on=DAY, by=None, at=AT)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.STAFF, Role.LEAD)])
def test_procurements_are_handled_by_pio(role):
    procurement = projects.procurement()
    for change in (
        lambda by: launch(procurement, by=by),
        lambda by: cancel_procurement(procurement=procurement, ended_on=DAY, reason="x", by=by, at=AT),
        lambda by: record_procurement(project=procurement.project, title="x", by=by, at=AT),
    ):
        with pytest.raises(NotPermitted):
            change(ground.user(role))


# What the database holds, whatever the code does


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"status": Status.LAUNCHED}, "procurement_launched_says_when_and_how"),
        ({"status": Status.AWARDED, "launched_on": LAUNCHED}, "procurement_awarded_says_when_and_to_whom"),
        ({"delivered_on": DAY, "imported": True}, "procurement_delivered_after_launch"),
        ({"estimate": Decimal(-1)}, "procurement_amounts_not_negative"),
        ({"cofinancing_granted": Decimal(-1)}, "procurement_amounts_not_negative"),
        ({"cofinancing_granted": Decimal(1)}, "procurement_cofinancing_says_when_it_was_decided"),
    ],
)
def test_an_impossible_procurement_cannot_be_stored(values, name):
    procurement = projects.procurement()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Procurement.objects.filter(pk=procurement.pk).update(**values)


def test_a_procurement_is_no_relaunch_of_one_of_another_project():
    failed = projects.procurement(status=Status.NO_TENDERS)
    again = relaunch_procurement(procurement=failed, by=None, at=AT)
    other = projects.procurement()
    with pytest.raises(IntegrityError, match="relaunch_in_the_same_project"), transaction.atomic():
        Procurement.objects.filter(pk=other.pk).update(relaunch_of=failed)
    assert Procurement.objects.get(pk=again.pk).relaunch_of == failed


def test_an_imported_procurement_may_not_know_when():
    procurement = projects.procurement()
    Procurement.objects.filter(pk=procurement.pk).update(imported=True, status=Status.AWARDED)
    assert Procurement.objects.get().awarded_on is None
