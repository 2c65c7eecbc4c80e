import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.db import IntegrityError, connections, transaction

from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.change import NotPermitted, Refused
from projects.closing.workflow import (
    close_project,
    propose_closing,
    share_knowledge,
    waive_sharing,
    withdraw_closing,
)
from projects.engagement.workflow import confirm_engagements
from projects.enums import KnowledgeKind, Phase, ProjectState, Side
from projects.models import KnowledgeRecord, Project
from tests.factories import ground, projects
from tests.factories.projects import AT, DAY
from tests.patience import LONGEST

pytestmark = pytest.mark.django_db


def share(project, kind=KnowledgeKind.ACTIVITY, *, source="E-2026-0001", title="Studiedag"):
    return share_knowledge(
        project=project, kind=kind, title=title, on=DAY, source=source, address="/x/", by=None, at=AT
    )


@pytest.mark.parametrize("phase", [Phase.DELIVERY, Phase.KNOWLEDGE])
def test_a_delivered_project_closes_once_its_knowledge_is_shared(phase):
    project = projects.project(phase=phase)
    share(project)
    for verb in (propose_closing, close_project):
        with pytest.raises(Refused, match="minstens één gepubliceerd verhaal"):
            verb(project=project, by=ground.user(Role.STAFF), at=AT)
    share(project, KnowledgeKind.STORY, source="verhaal")

    closer = ground.user(Role.STAFF)
    propose_closing(project=project, by=ground.user(Role.STAFF), at=AT)
    close_project(project=project, by=closer, at=AT)

    saved = Project.objects.get()
    assert (saved.phase, saved.state, saved.closed_on) == (Phase.CLOSED, ProjectState.CLOSED, DAY)
    assert saved.closed_by == closer


def test_a_project_that_shared_nothing_is_told_all_that_is_missing():
    project = projects.project(phase=Phase.AWARD)
    with pytest.raises(Refused) as refused:
        close_project(project=project, by=None, at=AT)
    said = str(refused.value)
    for sentence in ("kennisdelingsactiviteit", "verhaal", project.procurements.get().ref, "Zet het dan stop"):
        assert sentence in said
    assert Project.objects.get().state == ProjectState.ACTIVE


def test_a_waived_project_closes_without_sharing():
    project = projects.project(phase=Phase.DELIVERY)
    for role in set(Role) - {Role.LEAD}:
        with pytest.raises(NotPermitted):
            waive_sharing(project=project, reason="x", by=ground.user(role), at=AT)
    with pytest.raises(Refused, match="reden"):
        waive_sharing(project=project, reason=" ", by=None, at=AT)
    lead = ground.user(Role.LEAD)
    waive_sharing(project=project, reason="Vertrouwelijk onderwerp", by=lead, at=AT)
    with pytest.raises(Refused, match="al vrijgesteld"):
        waive_sharing(project=project, reason="x", by=lead, at=AT)
    assert projects.closed(project).sharing_waived_reason == "Vertrouwelijk onderwerp"


@pytest.mark.parametrize("day", [DAY + dt.timedelta(days=1), dt.date(2024, 1, 1)])
def test_a_project_closes_between_its_start_and_today(day):
    project = projects.project(phase=Phase.DELIVERY)
    projects.shared(project)
    with pytest.raises(Refused) as refused:
        close_project(project=project, closed_on=day, by=None, at=AT)
    assert refused.value.field == "closed_on"


@pytest.fixture
def done():
    """A project of which everything is done."""
    made = projects.project(phase=Phase.KNOWLEDGE)
    projects.shared(made)
    return made


def test_nobody_closes_alone(done):
    one, other = ground.user(Role.LEAD), ground.user(Role.STAFF)
    with pytest.raises(Refused, match="Stel eerst voor"):
        close_project(project=done, by=one, at=AT)
    propose_closing(project=done, by=one, at=AT)
    for alone in (one, None):
        with pytest.raises(Refused, match="U stelde zelf voor"):
            close_project(project=done, by=alone, at=AT)
    assert Project.objects.get().state == ProjectState.ACTIVE
    assert close_project(project=done, by=other, at=AT).state == ProjectState.CLOSED


def test_a_proposal_is_made_once_and_can_be_withdrawn(done):
    one = ground.user(Role.STAFF)
    propose_closing(project=done, by=one, at=AT)
    with pytest.raises(Refused, match="al voorgesteld"):
        propose_closing(project=done, by=ground.user(Role.STAFF), at=AT)
    withdraw_closing(project=done, by=ground.user(Role.LEAD), at=AT)
    with pytest.raises(Refused, match="geen voorstel"):
        withdraw_closing(project=done, by=one, at=AT)
    with pytest.raises(Refused, match="Stel eerst voor"):
        close_project(project=done, by=one, at=AT)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.LEAD, Role.STAFF)])
def test_only_pio_proposes_withdraws_and_closes(done, role):
    for verb in (propose_closing, withdraw_closing, close_project):
        with pytest.raises(NotPermitted):
            verb(project=done, by=ground.user(role), at=AT)


def test_the_database_asks_for_two_people(done):
    propose_closing(project=done, by=ground.user(Role.STAFF), at=AT)
    with pytest.raises(IntegrityError, match="project_closing_proposal_says"), transaction.atomic():
        Project.objects.update(closing_proposed_by=None)
    withdraw_closing(project=done, by=ground.user(Role.STAFF), at=AT)
    closed = projects.closed(done)
    with pytest.raises(IntegrityError, match="project_closed_by_another_than_proposed_it"), transaction.atomic():
        Project.objects.update(closed_by=closed.closing_proposed_by)
    with pytest.raises(IntegrityError, match="project_closed_says_when"), transaction.atomic():
        Project.objects.update(closed_by=None)


def test_what_was_undone_after_the_proposal_is_asked_again(done):
    propose_closing(project=done, by=ground.user(Role.STAFF), at=AT)
    KnowledgeRecord.objects.filter(kind=KnowledgeKind.STORY).delete()
    with pytest.raises(Refused, match="verhaal"):
        close_project(project=done, by=ground.user(Role.STAFF), at=AT)


def test_knowledge_shared_twice_by_the_same_source_is_one_record_that_is_updated():
    project = projects.project()
    share(project)
    share(project, title="Grote studiedag")
    share(project, source="E-2026-0002")
    assert sorted(KnowledgeRecord.objects.values_list("source", "title")) == [
        ("E-2026-0001", "Grote studiedag"), ("E-2026-0002", "Studiedag"),
    ]  # fmt: skip
    assert Entry.objects.filter(verb="knowledge_shared_activity").count() == 2


# Races: with the lock it happens once; without it, the test sees it happen more often


def at_once(change, n=6):
    def one(_number):
        try:
            change()
        except Refused:
            return "refused"
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(n) as pool:
        return sorted(pool.map(one, range(n)))


def together(n=6):
    """A `locked` without its lock: nobody goes on before all have read."""
    barrier = threading.Barrier(n)

    def unlocked(instance):
        found = type(instance).objects.get(pk=instance.pk)
        barrier.wait(timeout=LONGEST)
        return found

    return mock.patch("projects.project.workflow.locked", unlocked)


@pytest.mark.django_db(transaction=True)
def test_closing_at_once_happens_once():
    project = projects.project(phase=Phase.KNOWLEDGE)
    projects.shared(project)
    one, other = (ground.user(Role.STAFF) for _n in range(2))
    propose_closing(project=project, by=one, at=AT)
    assert at_once(lambda: close_project(project=project, by=other, at=AT)) == ["done"] + ["refused"] * 5


@pytest.mark.django_db(transaction=True)
def test_closing_at_once_needs_the_lock():
    project = projects.project(phase=Phase.KNOWLEDGE)
    projects.shared(project)
    one, other = (ground.user(Role.STAFF) for _n in range(2))
    propose_closing(project=project, by=one, at=AT)
    with together(), pytest.raises(IntegrityError, match="phase_entered_once"):
        at_once(lambda: close_project(project=project, by=other, at=AT))


@pytest.mark.django_db(transaction=True)
def test_confirming_at_once_happens_once():
    project, staff = projects.named(projects.project()), ground.user(Role.STAFF)
    assert (
        at_once(lambda: confirm_engagements(project=project, side=Side.PIO, by=staff, at=AT))
        == ["done"] + ["refused"] * 5
    )


@pytest.mark.django_db(transaction=True)
def test_confirming_at_once_needs_the_lock():
    project, staff = projects.named(projects.project()), ground.user(Role.STAFF)
    with together():
        assert at_once(lambda: confirm_engagements(project=project, side=Side.PIO, by=staff, at=AT)) == ["done"] * 6
