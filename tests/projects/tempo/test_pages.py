"""Forecasting milestones."""

import datetime as dt

import pytest
from django.utils import timezone

from pio_portal.organisations.enums import Level
from projects.models import Milestone
from tests.factories import ground, projects
from tests.pages import refusal

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def test_a_forecast_needs_a_reason_when_later(client, staff):
    project = projects.project(started_on=TODAY)
    milestone = project.milestones.first()
    url = f"/beheer/projecten/{project.ref}/mijlpalen/{milestone.pk}/verwachting/"
    later = milestone.forecast_on + dt.timedelta(days=9)
    data = {"forecast_on": later.isoformat(), "seen": milestone.forecast_on.isoformat()}
    assert "Kies waarom de mijlpaal opschuift" in refusal(client.post(url, data))
    assert client.post(url, data | {"reason": "market"}).status_code == 302
    assert Milestone.objects.get(pk=milestone.pk).forecast_on == later
    assert "verschoof deze mijlpaal intussen" in refusal(client.post(url, data | {"reason": "market"}))


@pytest.mark.parametrize(("level", "code"), [(Level.VIEWER, 403), (Level.EDITOR, 302), (Level.MANAGER, 302)])
def test_who_of_the_client_forecasts(client, level, code):
    project = projects.project(started_on=TODAY)
    client.force_login(ground.member(project.organisation, level))
    milestone = project.milestones.first()
    later = (milestone.forecast_on + dt.timedelta(days=3)).isoformat()
    url = f"{project.get_applicant_url()}mijlpalen/{milestone.pk}/"
    assert client.post(url, {"forecast_on": later, "reason": "market"}).status_code == code
