"""Closing a project."""

import pytest
from django.utils import timezone

from pio_portal.accounts.enums import Role
from projects.enums import Phase, ProjectState
from projects.models import Project
from tests.factories import ground, projects
from tests.pages import client_of, markup, refusal, text
from tests.plugins.clock import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.moment(NOW)]
TODAY = timezone.localdate(NOW)


def test_closing_lists_what_is_missing_and_then_closes(client, staff):
    project = projects.project(phase=Phase.KNOWLEDGE)
    url = f"/beheer/projecten/{project.ref}/afsluiten/"
    assert "Koppel minstens één gepubliceerd verhaal" in markup(client.get(url))
    assert "nog niet worden afgesloten" in refusal(client.post(url, {"closed_on": TODAY.isoformat()}))
    projects.shared(project)
    client.post(url + "voorstellen/")
    assert "Een collega van PIO sluit het project af" in markup(client.get(url))
    assert "U stelde zelf voor" in refusal(client.post(url, {"closed_on": TODAY.isoformat()}))
    colleague = client_of(ground.user(Role.STAFF))
    assert f"{staff.name} stelde" in text(colleague.get(url))
    assert "Voorgesteld door een collega" in text(colleague.get("/beheer/"))
    colleague.post(url, {"closed_on": TODAY.isoformat()})
    assert Project.objects.get().state == ProjectState.CLOSED


def test_a_proposal_is_withdrawn_on_the_page(client, staff):
    project = projects.project(phase=Phase.KNOWLEDGE)
    projects.shared(project)
    url = f"/beheer/projecten/{project.ref}/afsluiten/"
    client.post(url + "voorstellen/")
    client.post(url + "intrekken/")
    assert Project.objects.get().closing_proposed_at is None
    assert "Voorstellen om af te sluiten" in markup(client.get(url))


@pytest.mark.parametrize("phase", [Phase.DELIVERY, Phase.KNOWLEDGE])
def test_a_delivered_project_asks_on_vandaag_to_share_its_knowledge(client, staff, phase):
    project = projects.project(phase=phase, lead=staff)
    page = text(client.get("/beheer/"))
    assert "Deel de kennis op een activiteit met de klant" in page
    assert "Deel de kennis in een verhaal" in page
    projects.shared(project)
    page = text(client.get("/beheer/"))
    assert "Deel de kennis" not in page
    assert f"Stel voor om “{project.title}” af te sluiten" in page


@pytest.mark.parametrize("phase", [Phase.EXECUTION, Phase.CLOSED])
def test_before_delivery_and_after_closing_nothing_is_asked(client, staff, phase):
    projects.project(phase=phase, lead=staff)
    assert "Deel de kennis" not in text(client.get("/beheer/"))


def test_only_the_programme_lead_waives_sharing(client, staff):
    project = projects.project(phase=Phase.KNOWLEDGE)
    url = f"/beheer/projecten/{project.ref}/vrijstelling/"
    assert client.post(url, {"reason": "Vertrouwelijk"}).status_code == 403
    client.force_login(ground.user(Role.LEAD))
    assert "Geef een antwoord" in refusal(client.post(url, {"reason": ""}))
    answer = client.post(url, {"reason": "Vertrouwelijk"})
    assert answer.headers["Location"] == f"/beheer/projecten/{project.ref}/afsluiten/"
    assert Project.objects.get().sharing_waived_reason == "Vertrouwelijk"
