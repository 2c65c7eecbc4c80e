"""What came along from the application, who works on a project, and its story."""

import datetime as dt
import json

import pytest

from calls.models import Conflict
from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from projects.enums import Phase
from projects.models import Project
from projects.task.workflow import add_task
from projects.views.story import story
from tests.factories import assessment, ground, projects
from tests.factories.projects import AT
from tests.pages import client_of, markup, text

pytestmark = pytest.mark.django_db


def test_the_answers_and_the_decision_of_the_application_stand_in_the_dossier():
    application = assessment.application("selected")
    project = projects.project(application=application, started_on=application.decided_on + dt.timedelta(days=1))
    lead = client_of(ground.user(Role.STAFF))
    url = project.get_staff_url() + "aanvraag/"
    assert url in markup(lead.get(project.get_staff_url()))
    page = text(lead.get(url))
    assert application.decision.grounds in page
    assert json.loads(application.revisions.get().content)["sections"][0]["title"] in page


def test_who_declared_a_conflict_on_the_application_does_not_read_it_in_the_project():
    project, colleague = projects.project(), ground.user(Role.STAFF)
    Conflict.objects.create(application=project.application, user=colleague, reason="Familie", declared_at=AT)
    assert client_of(colleague).get(project.get_staff_url() + "aanvraag/").status_code == 404


def test_the_people_of_a_project_stand_on_its_dossier_with_what_they_do():
    lead = ground.user(Role.STAFF, name="An Peeters")
    project = projects.project(lead=lead)
    ground.member(project.organisation, Level.EDITOR, name="Nora Claes")
    ground.member(project.organisation, Level.MANAGER, name="Karel Maes")
    page = text(client_of(lead).get(project.get_staff_url()))
    people = page[page.index("Mensen") :]
    where = [people.index(name) for name in ("An Peeters", "Karel Maes", "Nora Claes")]
    assert where == sorted(where)
    assert f"Beheerder · {project.organisation}" in people


def test_the_story_has_a_chapter_for_each_phase_and_tells_each_day_in_order():
    project = projects.project(phase=Phase.STRATEGY, at=AT)
    later = AT + dt.timedelta(days=9)
    for number, moment in enumerate([later, later + dt.timedelta(hours=1)], start=1):
        add_task(project=project, title=f"Stap {number}", by=None, at=moment)
    first, *_others = story(Project.objects.get(), [project])
    assert first.phase == Phase.STRATEGY
    assert first.days[0].on == later.date()
    assert [line.sentence[-7:] for line in first.days[0].lines] == ["Stap 1.", "Stap 2."]
    page = text(client_of(ground.user(Role.STAFF)).get(project.get_staff_url() + "verloop/"))
    assert page.index("Stap 1.") < page.index("Stap 2.")
