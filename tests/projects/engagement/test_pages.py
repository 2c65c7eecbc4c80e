"""Writing and confirming engagements."""

import pytest

from pio_portal.organisations.enums import Level
from projects.enums import Side
from projects.models import Project
from tests.factories import ground, projects
from tests.pages import markup

pytestmark = pytest.mark.django_db


def test_pio_edits_and_confirms_the_engagements_it_saw(client, staff):
    project = projects.project()
    url = f"/beheer/projecten/{project.ref}/engagementen/"
    seen = client.get(url).context["seen"]
    client.post(url + "wijzigen/", {"client": "Eén\n\nTwee", "pio": "Drie"})
    assert [e.text for e in project.engagements.filter(side=Side.CLIENT)] == ["Eén", "Twee"]

    stale = client.post(url + "bevestigen/", {"seen": seen}, follow=True)
    assert "intussen gewijzigd" in markup(stale)
    assert Project.objects.get().pio_confirmed_at is None
    client.post(url + "bevestigen/", {"seen": client.get(url).context["seen"]})
    assert Project.objects.get().pio_confirmed_by == staff


def test_a_manager_confirms_what_stands_on_the_page(client):
    project = projects.project()
    manager = ground.member(project.organisation)
    client.force_login(manager)
    url = project.get_applicant_url()
    page = client.get(url)
    assert "Bevestig de engagementen" in markup(page)
    assert "Engagementen bevestigen" in markup(client.get("/mijn/projecten/"))
    client.post(url + "bevestigen/", {"seen": page.context["seen"]})
    assert Project.objects.get().client_confirmed_by == manager


def test_an_editor_reads_but_does_not_confirm(client):
    project = projects.project()
    client.force_login(ground.member(project.organisation, Level.EDITOR))
    url = project.get_applicant_url()
    assert "Een beheerder van uw organisatie" in markup(client.get(url))
    assert client.post(url + "bevestigen/", {"seen": client.get(url).context["seen"]}).status_code == 403
