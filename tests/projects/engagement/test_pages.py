"""Writing, confirming and reading engagements."""

import pytest

from pio_portal.organisations.enums import Level
from projects.enums import Phase, Side
from projects.models import Project
from tests.factories import ground, projects
from tests.pages import markup

pytestmark = pytest.mark.django_db


def test_pio_writes_and_confirms_the_engagements_it_saw(client, staff):
    project = projects.named(projects.project())
    url = f"/beheer/projecten/{project.ref}/engagementen/"
    seen = client.get(url).context["seen"]
    new = {"side": "client", "text": "Wij leveren data", "person": "An Peeters", "due_on": "2026-06-01"}
    client.post(url + "nieuw/", new)
    added = project.engagements.get(text="Wij leveren data")
    assert "An Peeters" in markup(client.get(url))

    stale = client.post(url + "bevestigen/", {"seen": seen}, follow=True)
    assert "intussen gewijzigd" in markup(stale)
    assert Project.objects.get().pio_confirmed_at is None
    client.post(url + "bevestigen/", {"seen": client.get(url).context["seen"]})
    assert Project.objects.get().pio_confirmed_by == staff

    page = client.get(url + f"wijzigen/{added.pk}/")
    assert "opnieuw bevestigen" in markup(page)
    assert "Engagement verwijderen" in markup(page)
    client.post(url + f"wijzigen/{added.pk}/", {"text": "Wij leveren alle data", "person": "An Peeters"})
    assert Project.objects.get().pio_confirmed_at is None
    client.post(url + f"wijzigen/{added.pk}/weghalen/")
    assert not project.engagements.filter(pk=added.pk).exists()


def test_a_promise_without_words_is_invalid(client, staff):
    project = projects.project()
    answer = client.post(f"/beheer/projecten/{project.ref}/engagementen/nieuw/", {"side": "pio"})
    assert answer.status_code == 422


def test_an_engagement_of_another_project_is_not_found(client, staff):
    project, other = projects.project(), projects.project()
    key = other.engagements.first().pk
    assert client.get(f"/beheer/projecten/{project.ref}/engagementen/wijzigen/{key}/").status_code == 404


def test_a_manager_reads_and_confirms_what_pio_put_to_it(client):
    project = projects.named(projects.project())
    client.force_login(manager := ground.member(project.organisation))
    url = project.get_applicant_url()
    text = project.engagements.first().text
    page = markup(client.get(url))
    assert "PIO schrijft uit wat" in page
    assert text not in page
    assert "Bevestig de engagementen" not in page

    projects.put_to_client(project)
    page = client.get(url)
    assert "Bevestig de engagementen" in markup(page)
    assert text in markup(page)
    assert "Engagementen bevestigen" in markup(client.get("/mijn/projecten/"))
    client.post(url + "bevestigen/", {"seen": page.context["seen"]})
    assert Project.objects.get().client_confirmed_by == manager


def test_an_editor_reads_but_does_not_confirm(client):
    project = projects.put_to_client(projects.project())
    client.force_login(ground.member(project.organisation, Level.EDITOR))
    url = project.get_applicant_url()
    assert "Een beheerder van uw organisatie" in markup(client.get(url))
    assert client.post(url + "bevestigen/", {"seen": client.get(url).context["seen"]}).status_code == 403


@pytest.fixture
def twice():
    """A project whose engagements were confirmed, changed, and confirmed again."""
    project = projects.project(phase=Phase.PREPARATION)
    project.engagements.filter(side=Side.CLIENT, position=1).update(text="Er zijn twee projectleiders")
    Project.objects.update(pio_confirmed_at=None, pio_confirmed_by=None)
    Project.objects.update(client_confirmed_at=None, client_confirmed_by=None)
    return projects.confirmed(Project.objects.get())


def test_both_sides_read_the_old_versions_and_what_changed(client, staff, twice):
    staff_url, own_url = twice.get_staff_url() + "engagementen/", twice.get_applicant_url()
    assert "Versie 1" in markup(client.get(staff_url))
    assert "Er is één projectleider" in markup(client.get(staff_url + "1/"))
    page = markup(client.get(staff_url + "2/"))
    assert "Wat er veranderde sinds versie 1" in page
    assert "toegevoegd: " in page
    assert client.get(staff_url + "3/").status_code == 404

    client.force_login(ground.member(twice.organisation, Level.VIEWER))
    assert f'href="{own_url}engagementen/1/"' in markup(client.get(own_url))
    assert "Wat er veranderde sinds versie 1" in markup(client.get(own_url + "engagementen/2/"))

    client.force_login(ground.member())
    assert client.get(own_url + "engagementen/2/").status_code == 404


def test_a_changed_list_says_what_holds_meanwhile_and_what_is_to_be_done(client, staff, twice):
    added = {"side": "pio", "text": "Wij helpen", "person": "Bo"}
    client.post(twice.get_staff_url() + "engagementen/nieuw/", added)
    page = markup(client.get(twice.get_staff_url() + "engagementen/"))
    assert "Versie 2 blijft gelden" in page
    assert "Leg de engagementen van" in markup(client.get("/beheer/"))
