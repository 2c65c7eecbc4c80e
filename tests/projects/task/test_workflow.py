"""What must be done for a project."""

import datetime as dt

import pytest

from pio_portal.accounts.enums import Role
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import SentMail
from pio_portal.organisations.enums import Level
from projects.closing.workflow import waive_sharing
from projects.enums import (
    DelayReason,
    KnowledgeKind,
    Phase,
    ProcurementStatus,
    ProjectState,
    TaskKind,
    TaskRole,
    TaskStatus,
)
from projects.models import PreparationStep, ProjectTask
from projects.preparation.workflow import record_step
from projects.procurement.contract import note_lessons, sign_contract
from projects.project.workflow import stop_project
from projects.task.workflow import add_task, drop_task, finish_task, reopen_task
from tests.factories import ground, projects
from tests.factories.projects import AT, DAY
from tests.pages import client_of, markup, refusal, text

pytestmark = pytest.mark.django_db


def ask(project, *, by=None, **to) -> ProjectTask:
    return add_task(project=project, title="Vraag de offertes op", by=by, at=AT, **to)


def asked(project) -> set[str]:
    """What the portal asks by itself."""
    return set(project.tasks.open().exclude(kind=TaskKind.OWN).values_list("kind", flat=True))


def test_a_task_is_done_opened_again_and_dropped():
    project, colleague = projects.project(), ground.user(Role.STAFF)
    task = ask(project, by=colleague, due_on=DAY, origin="Evaluatie van 2 maart 2026")
    assert (task.for_role, task.for_user, task.whom) == (TaskRole.PIO, None, "PIO-begeleider")
    done = finish_task(task=task, by=colleague, at=AT)
    assert (done.status, done.ended_at, done.ended_by) == (TaskStatus.DONE, AT, colleague)
    again = reopen_task(task=task, by=colleague, at=AT)
    assert (again.status, again.ended_at, again.ended_by) == (TaskStatus.OPEN, None, None)
    assert drop_task(task=task, by=colleague, at=AT).status == TaskStatus.DROPPED
    with pytest.raises(Refused, match="Niet meer nodig"):
        finish_task(task=task, by=colleague, at=AT)
    told = [line.sentence for line in timeline(project)]
    assert f"{colleague} schrapte de taak “Vraag de offertes op”." in told
    assert not [line for line in timeline(project, public_only=True) if "offertes" in line.sentence]


def test_what_is_asked_of_the_client_is_done_by_its_editors_and_told_to_it():
    project = projects.project()
    task = ask(project, role=TaskRole.CLIENT)
    for person in (ground.member(project.organisation, Level.VIEWER), ground.member(), ground.user(Role.SECRETARY)):
        with pytest.raises(NotPermitted):
            finish_task(task=task, by=person, at=AT)
    editor = ground.member(project.organisation, Level.EDITOR)
    again = ask(project, role=TaskRole.CLIENT, due_on=DAY)
    mail = SentMail.objects.get(kind="project_task_asked").email
    assert mail.to == [editor.email]
    assert "Vraag de offertes op. Graag tegen 2 mrt 2026." in mail.message
    drop_task(task=again, by=None, at=AT)
    with pytest.raises(NotPermitted):
        drop_task(task=task, by=editor, at=AT)
    finish_task(task=task, by=editor, at=AT)
    told = [line.sentence for line in timeline(project, public_only=True)]
    assert f"{editor} deed wat gevraagd was: Vraag de offertes op." in told


@pytest.mark.parametrize(
    ("to", "field"),
    [
        ({"due_on": DAY - dt.timedelta(days=1)}, "due_on"),
        ({"person": "stranger"}, "whom"),
        ({"person": "adviser"}, "whom"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_refused(to, field):
    people = {"stranger": ground.member, "adviser": lambda: ground.user(Role.ADVISER)}
    to = {name: people[value]() if name == "person" else value for name, value in to.items()}
    with pytest.raises(Refused) as refused:
        ask(projects.project(), **to)
    assert refused.value.field == field


@pytest.mark.parametrize("state", [ProjectState.SUSPENDED, ProjectState.STOPPED])
def test_a_project_that_does_not_run_asks_nothing(state):
    with pytest.raises(Refused, match=r"opgeschort|stopgezet"):
        ask(projects.in_state(state))


def test_a_closed_project_keeps_the_tasks_that_people_made():
    project = projects.project(phase=Phase.KNOWLEDGE)
    task = ask(project)
    projects.shared(project)
    projects.closed(project)
    assert list(project.tasks.open()) == [task]
    assert finish_task(task=task, by=None, at=AT).status == TaskStatus.DONE


# What a phase asks for


@pytest.mark.parametrize(
    ("phase", "kinds"),
    [
        (Phase.INTAKE, set()),
        (Phase.PREPARATION, {TaskKind.PREPARE}),
        (Phase.STRATEGY, {TaskKind.PROCURE}),
        (Phase.DOCUMENTS, set()),
        (Phase.EXECUTION, {TaskKind.CONTRACT}),
        (Phase.DELIVERY, {TaskKind.LESSONS, TaskKind.ACTIVITY, TaskKind.STORY}),
        (Phase.CLOSED, set()),
    ],
)
def test_a_phase_asks_for_what_is_not_there_yet(phase, kinds):
    assert asked(projects.project(phase=phase)) == kinds


def test_what_is_asked_ends_by_itself_once_it_is_there():
    project = projects.project(phase=Phase.PREPARATION)
    step = PreparationStep.objects.filter(project=project).first()
    colleague = ground.user(Role.STAFF)
    record_step(step=step, started_on=DAY, ended_on=None, by=colleague, at=AT)
    task = project.tasks.get(kind=TaskKind.PREPARE)
    assert (task.status, task.ended_by) == (TaskStatus.DONE, colleague)
    open_one = projects.project(phase=Phase.STRATEGY).tasks.get(kind=TaskKind.PROCURE)
    with pytest.raises(Refused, match="eindigt vanzelf"):
        finish_task(task=open_one, by=colleague, at=AT)
    assert drop_task(task=open_one, by=colleague, at=AT).status == TaskStatus.DROPPED
    with pytest.raises(Refused, match="maakt het portaal zelf"):
        reopen_task(task=task, by=colleague, at=AT)


def test_the_contract_and_the_lessons_end_what_asked_for_them():
    running = projects.project(phase=Phase.EXECUTION)
    sign_contract(procurement=running.procurements.get(), contract_on=DAY, contract_ends_on=None, by=None, at=AT)
    assert asked(running) == set()
    delivered = projects.project(phase=Phase.DELIVERY)
    note_lessons(procurement=delivered.procurements.get(), lessons="Vroeg beginnen", by=None, at=AT)
    assert asked(delivered) == {kind.value for kind in KnowledgeKind}


def test_a_second_procurement_keeps_the_contract_asked_until_it_has_one_or_ends():
    project = projects.project(phase=Phase.EXECUTION)
    projects.procurement(project=project, status=ProcurementStatus.AWARDED)
    first, second = project.procurements.order_by("pk")
    sign_contract(procurement=first, contract_on=DAY, contract_ends_on=None, by=None, at=AT)
    assert asked(project) == {TaskKind.CONTRACT}
    sign_contract(procurement=second, contract_on=DAY, contract_ends_on=None, by=None, at=AT)
    assert asked(project) == set()


def test_a_waiver_and_a_stop_end_what_was_asked():
    waived = projects.project(phase=Phase.DELIVERY)
    waive_sharing(project=waived, reason="Vertrouwelijk", by=ground.user(Role.LEAD), at=AT)
    assert asked(waived) == {TaskKind.LESSONS}
    stop_project(project=waived, cause=DelayReason.BUDGET, reason="Failliet", by=None, at=AT)
    assert not waived.tasks.open().exists()


# On the pages


def test_staff_asks_the_client_on_the_page_and_ticks_it_off(client, staff):
    project = projects.project(lead=staff)
    url = project.get_staff_url() + "taken/"
    assert "Niets te doen" in markup(client.get(url))
    assert "Kies" in refusal(client.post(url + "nieuw/", {"title": "Lijst", "whom": "0"}))
    person = ground.member(project.organisation)
    client.post(url + "nieuw/", {"title": "Bezorg de lijst van armaturen", "whom": str(person.pk)})
    client.post(url + "nieuw/", {"title": "Bel de klant", "whom": "pio"})
    first, second = ProjectTask.objects.order_by("pk")
    assert (first.for_user, second.for_role) == (person, TaskRole.PIO)
    today = text(client.get("/beheer/"))
    assert "Bel de klant" in today
    assert "armaturen" not in today
    client.post(f"{url}{second.pk}/gedaan/")
    assert "Bel de klant" not in text(client.get("/beheer/"))
    page = text(client.get(url))
    assert "Bel de klant" in page
    assert f"door {staff}" in page


def test_a_task_of_the_lead_or_of_a_colleague_stands_on_the_vandaag_of_nobody_else():
    project = projects.project(lead=ground.user(Role.STAFF))
    lead, named = ground.user(Role.LEAD), ground.user(Role.STAFF)
    add_task(project=project, title="Keur het goed", role=TaskRole.LEAD, by=None, at=AT)
    add_task(project=project, title="Reken het na", person=named, by=None, at=AT)
    seen = {person: text(client_of(person).get("/beheer/")) for person in (lead, named, project.lead)}
    assert [person for person in seen if "Keur het goed" in seen[person]] == [lead]
    assert [person for person in seen if "Reken het na" in seen[person]] == [named]
