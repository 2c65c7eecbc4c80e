"""Closing a project."""

import pytest
from django.utils import timezone

from pio_portal.accounts.enums import Role
from projects.enums import Phase, ProjectState
from projects.models import Project
from tests.factories import ground, projects
from tests.pages import markup, refusal

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def test_closing_lists_what_is_missing_and_then_closes(client, staff):
    project = projects.project(phase=Phase.KNOWLEDGE)
    url = f"/beheer/projecten/{project.ref}/afsluiten/"
    assert "Koppel minstens één gepubliceerd verhaal" in markup(client.get(url))
    assert "nog niet worden afgesloten" in refusal(client.post(url, {"closed_on": TODAY.isoformat()}))
    projects.shared(project)
    client.post(url, {"closed_on": TODAY.isoformat()})
    assert Project.objects.get().state == ProjectState.CLOSED


def test_only_the_programme_lead_waives_sharing(client, staff):
    project = projects.project(phase=Phase.KNOWLEDGE)
    url = f"/beheer/projecten/{project.ref}/vrijstelling/"
    assert client.post(url, {"reason": "Vertrouwelijk"}).status_code == 403
    client.force_login(ground.user(Role.LEAD))
    assert "Geef een antwoord" in refusal(client.post(url, {"reason": ""}))
    answer = client.post(url, {"reason": "Vertrouwelijk"})
    assert answer.headers["Location"] == f"/beheer/projecten/{project.ref}/afsluiten/"
    assert Project.objects.get().sharing_waived_reason == "Vertrouwelijk"
