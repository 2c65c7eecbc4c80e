"""What a client with several projects sees: one table with the next step of each, and on a project what is asked."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from pio_portal.accounts.enums import Role
from pio_portal.documents.models import Document
from pio_portal.organisations.enums import Level
from projects.enums import Phase, ProjectState, TaskRole, TaskStatus
from projects.models import Milestone, Project, ProjectTask
from projects.project.guide import GUIDES
from projects.task.workflow import add_task
from tests.factories import ground, projects
from tests.files import pdf
from tests.pages import client_of, markup, text
from tests.plugins.clock import NOW
from tests.queries import steady

pytestmark = [pytest.mark.django_db, pytest.mark.moment(NOW)]
LIST = "/mijn/projecten/"
SOON = dt.timedelta(days=30)


@pytest.fixture
def body():
    return ground.organisation()


def calm(project):
    """A project of which no milestone is late."""
    Milestone.objects.filter(project=project).update(forecast_on=timezone.localdate() + SOON)
    return project


def ask(project, title="Bezorg de plannen", **to):
    return add_task(project=project, title=title, by=None, at=NOW, **({"role": TaskRole.CLIENT} | to))


def test_ten_projects_stand_in_one_table_those_that_ask_first_with_their_next_step(body):
    quiet = [calm(projects.project(phase=Phase.PREPARATION, client=body)) for _number in range(8)]
    waiting = projects.put_to_client(projects.project(client=body))
    asked = calm(projects.project(phase=Phase.STRATEGY, client=body))
    ask(asked)
    page = text(client_of(ground.member(body, Level.MANAGER)).get(LIST))
    assert all(project.ref in page for project in (*quiet, waiting, asked))
    assert max(page.index(p.ref) for p in (waiting, asked)) < min(page.index(p.ref) for p in quiet)
    assert "Engagementen bevestigen" in page
    assert "Bezorg de plannen" in page


def test_the_table_is_filtered_and_sorted(body):
    early = calm(projects.project(client=body))
    late = calm(projects.project(phase=Phase.STRATEGY, client=body))
    ask(late)
    client = client_of(ground.member(body))

    def shown(query):
        page = text(client.get(LIST + query))
        return [project for project in sorted((early, late), key=lambda p: page.find(p.ref)) if project.ref in page]

    assert shown("?fase=procurement_strategy") == [late]
    assert shown("?vraagt=on") == [late]
    assert shown(f"?q={early.ref}") == [early]
    assert shown("?sort=phase&vraagt=") == [early, late]
    assert shown("?sort=-phase") == [late, early]
    assert "Geen project past" in text(client.get(LIST + "?q=onbestaand"))
    assert client.get(LIST + "?fase=niets&sort=niets").status_code == 200


def test_the_table_asks_the_same_of_the_database_for_many_projects(body):
    first = projects.project(phase=Phase.PREPARATION, client=body)
    ask(first)
    client = client_of(ground.member(body))
    with steady(client, LIST, "/mijn/", at_most=20):
        for _number in range(9):
            ask(projects.project(phase=Phase.PREPARATION, client=body))


@pytest.mark.parametrize("phase", Phase)
def test_each_phase_says_in_plain_words_what_happens_what_is_asked_and_what_comes_next(phase, body):
    project = Project(phase=phase)
    guide = GUIDES[Phase(project.phase)]
    assert all(str(part).endswith(".") for part in (guide.now, guide.asked, guide.then))
    assert max(len(sentence.split()) for sentence in f"{guide.now} {guide.asked} {guide.then}".split(".")) <= 26


def test_the_client_does_what_was_asked_with_a_document(body):
    project = calm(projects.project(phase=Phase.PREPARATION, client=body))
    task = ask(project)
    client, url = client_of(ground.member(body, Level.EDITOR)), project.get_applicant_url()
    assert str(GUIDES[Phase.PREPARATION].now) in markup(client.get(url))
    assert "Bezorg de plannen" in text(client.get("/mijn/"))
    sent = {"kind": "other", "title": "Plannen", "file": SimpleUploadedFile("plan.pdf", pdf()), "task": task.pk}
    client.post(url + "documenten/nieuw/", sent)
    assert Document.objects.get().title == "Plannen"
    assert ProjectTask.objects.get(pk=task.pk).status == TaskStatus.DONE
    assert "Bezorg de plannen" not in text(client.get("/mijn/"))
    assert "bezorgde een document: Plannen" in text(client.get(url))


def test_the_client_ticks_off_what_was_asked_and_nothing_else(body):
    project = calm(projects.project(phase=Phase.PREPARATION, client=body))
    asked, inside = ask(project), ask(project, role=TaskRole.PIO)
    client, url = client_of(ground.member(body, Level.EDITOR)), project.get_applicant_url()
    assert client.post(f"{url}taken/{inside.pk}/gedaan/").status_code == 404
    client.post(f"{url}taken/{asked.pk}/gedaan/")
    statuses = dict(ProjectTask.objects.filter(pk__in=[asked.pk, inside.pk]).values_list("pk", "status"))
    assert statuses == {asked.pk: TaskStatus.DONE, inside.pk: TaskStatus.OPEN}


@pytest.mark.parametrize("who", ["viewer", "another", "adviser"])
def test_others_hand_nothing_in_and_tick_nothing_off(body, who):
    project = calm(projects.project(phase=Phase.PREPARATION, client=body))
    task, url = ask(project), project.get_applicant_url()
    people = {"viewer": lambda: ground.member(body, Level.VIEWER), "another": ground.member}
    client = client_of(people.get(who, lambda: ground.user(Role.ADVISER))())
    assert client.get(url + "documenten/nieuw/").status_code == 404
    client.post(f"{url}taken/{task.pk}/gedaan/")
    assert ProjectTask.objects.get(pk=task.pk).status == TaskStatus.OPEN
    assert (project.ref in text(client.get(LIST))) is (who == "viewer")


def test_a_project_that_does_not_run_takes_no_documents(body):
    project = projects.in_state(ProjectState.STOPPED, client=body)
    client = client_of(ground.member(body))
    sent = {"kind": "other", "title": "Plannen", "file": SimpleUploadedFile("plan.pdf", pdf())}
    answer = client.post(project.get_applicant_url() + "documenten/nieuw/", sent)
    assert answer.status_code == 422
    assert not Document.objects.exists()


def test_a_client_starts_from_the_templates_of_its_phase_as_long_as_pio_offers_them(body):
    project = calm(projects.project(phase=Phase.PREPARATION, client=body))
    pio, client = client_of(ground.user(Role.STAFF)), client_of(ground.member(body))
    url = "/beheer/projecten/sjablonen/"
    assert "Nog geen sjablonen" in text(pio.get(url))
    for phase, title in ((Phase.PREPARATION, "Behoefteanalyse"), (Phase.DOCUMENTS, "Bestek")):
        sent = {"phase": phase.value, "title": title, "file": SimpleUploadedFile("begin.pdf", pdf())}
        pio.post(url + "nieuw/", sent)
    page = text(client.get(project.get_applicant_url()))
    offered = Document.objects.get(title="Behoefteanalyse")
    assert "Om mee te beginnen Behoefteanalyse" in page
    assert "Bestek" not in page[page.index("Om mee te beginnen") : page.index("Engagementen")]
    assert b"".join(client.get(f"/documenten/{offered.pk}/").streaming_content).startswith(b"%PDF")
    assert "Bestek" in text(pio.get(url))
    pio.post(f"{url}{offered.owner_id}/weghalen/")
    assert "Om mee te beginnen" not in text(client.get(project.get_applicant_url()))
    assert client.post(url + "nieuw/").status_code == 403
