"""The pages about evaluations, of staff and of the client."""

import datetime as dt

import pytest
from django.utils import timezone

from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from projects.enums import Phase
from projects.home import asks as asked_of_client
from projects.models import Evaluation, ProjectTask
from projects.today import to_take_up
from tests.factories import ground, projects
from tests.pages import client_of, markup, refusal
from tests.plugins.clock import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.moment(NOW)]
TODAY = timezone.localdate(NOW)


@pytest.fixture
def evaluation():
    """One for today, of a project that prepares."""
    project = projects.project(phase=Phase.PREPARATION, started_on=TODAY - dt.timedelta(days=50), at=NOW)
    return projects.evaluation(project, planned_on=TODAY, at=NOW)


def test_staff_plans_adds_a_point_writes_decides_and_closes(client, staff, evaluation):
    project, url = evaluation.project, evaluation.get_staff_url()
    tab = f"/beheer/projecten/{project.ref}/evaluaties/"
    assert str(evaluation) in markup(client.get(tab))
    assert client.post(url + "punt/", {"title": "Het budget"}).headers["Location"] == url
    point = evaluation.points.get(title="Het budget")

    written = {"present": "Karel", "conclusion": "Verder zo.", f"minutes_{point.pk}": "Dat is rond."}
    assert client.post(url + "verslag/", written).status_code == 302
    client.post(url + "afspraak/", {"title": "Vraag offertes", "whom": "client"})
    page = markup(client.get(url))
    assert "Dat is rond." in page
    assert "Vraag offertes" in page
    assert "Ga eerst na" in refusal(client.post(url + "afsluiten/", {"held_on": TODAY}))

    found = {f"outcome_{e.pk}": "kept" for e in project.engagements.all()}
    client.post(f"/beheer/projecten/{project.ref}/engagementen/nagaan/", found | {"checked_on": TODAY})
    assert client.post(url + "afsluiten/", {"held_on": TODAY}).status_code == 302
    assert "Verslag schrijven" not in markup(client.get(url))
    assert Evaluation.objects.get().held_on == TODAY
    assert client.get(url + "pdf/").headers["Content-Type"] == "application/pdf"


def test_the_tab_leads_where_there_is_none(client, staff):
    project = projects.project(phase=Phase.PREPARATION)
    assert "Nog geen evaluatie" in markup(client.get(f"/beheer/projecten/{project.ref}/evaluaties/"))
    url = f"/beheer/projecten/{project.ref}/evaluaties/plannen/"
    assert "voorbij" in refusal(client.post(url, {"planned_on": TODAY - dt.timedelta(days=1)}))
    client.post(url, {"planned_on": TODAY + dt.timedelta(days=40)})
    page = markup(client.get(Evaluation.objects.get().get_staff_url()))
    assert "Nog geen agenda" in page


def test_the_client_prepares_and_reads_the_minutes_once_they_are_closed(evaluation):
    project = evaluation.project
    editor = ground.member(project.organisation, Level.EDITOR)
    client, url = client_of(editor), evaluation.get_applicant_url()
    assert [item.url for item in asked_of_client(editor, NOW)] == [url]
    assert "Bereid de evaluatie van" in markup(client.get(project.get_applicant_url()))
    point = evaluation.points.get(subject="ahead")
    assert client.post(url, {f"prepared_{point.pk}": "Wij vragen uitstel."}).status_code == 302
    assert "Wij vragen uitstel." in markup(client_of(projects.pio()).get(evaluation.get_staff_url()))
    assert list(asked_of_client(editor, NOW)) == []

    Evaluation.objects.update(conclusion="Nog niet voor de klant.")
    assert "Nog niet voor de klant." not in markup(client.get(url))
    ProjectTask.objects.all().delete()
    projects.held(evaluation, held_on=TODAY, conclusion="Uitstel is goed.")
    page = markup(client.get(url))
    assert "Uitstel is goed." in page
    assert "<textarea" not in page
    assert client.get(url + "pdf/").status_code == 200


def test_nobody_else_finds_it(evaluation):
    url, desk = evaluation.get_applicant_url(), evaluation.get_staff_url()
    viewer = client_of(ground.member(evaluation.project.organisation, Level.VIEWER))
    assert "<textarea" not in markup(viewer.get(url))
    for stranger in (ground.member(ground.organisation()), ground.user(Role.ADVISER), ground.user(Role.STAFF)):
        for address in (url, url + "pdf/"):
            assert client_of(stranger).get(address).status_code == 404
    for stranger in (ground.member(evaluation.project.organisation), ground.user(Role.ADVISER)):
        for address in (desk, desk + "pdf/", desk + "verslag/"):
            assert client_of(stranger).get(address).status_code in (403, 404)
    planned = Evaluation.objects.update(asked_at=None)
    assert planned == 1
    assert viewer.get(url).status_code == 404


def test_one_that_was_never_held_is_not_announced_when_the_project_is_over(client, staff, evaluation):
    project = evaluation.project
    projects.stopped(project, at=NOW)
    assert str(evaluation) not in markup(client.get(f"/beheer/projecten/{project.ref}/evaluaties/"))
    page = client_of(ground.member(project.organisation)).get(project.get_applicant_url())
    assert f"{evaluation}</a>" not in markup(page)


def test_a_due_evaluation_stands_on_vandaag_until_it_is_held(evaluation):
    guide = projects.pio()

    def waiting():
        return [item.source for item in to_take_up(guide, NOW) if item.tag == "Evaluatie"]

    assert waiting() == [evaluation.project.ref]
    projects.held(evaluation, held_on=TODAY)
    assert waiting() == []
