"""Forecasting milestones."""

import datetime as dt

import pytest
from django.utils import timezone

from pio_portal.organisations.enums import Level
from projects.models import Milestone, MilestoneLink
from tests.factories import ground, projects
from tests.pages import refusal
from tests.plugins.clock import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.moment(NOW)]
TODAY = timezone.localdate(NOW)


def test_a_forecast_needs_a_reason_when_later(client, staff):
    project = projects.project(started_on=TODAY)
    milestone = project.milestones.get(is_launch=True)
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
    milestone = project.milestones.get(is_launch=True)
    later = (milestone.forecast_on + dt.timedelta(days=3)).isoformat()
    url = f"{project.get_applicant_url()}mijlpalen/{milestone.pk}/"
    assert client.post(url, {"forecast_on": later, "reason": "market"}).status_code == code


def test_what_moves_along_is_shown_before_it_is_saved(client, staff):
    project = projects.project(started_on=TODAY)
    first, *others = project.milestones.all()
    url = f"/beheer/projecten/{project.ref}/mijlpalen/{first.pk}/verwachting/"
    assert "Bekijk wat verschuift" in client.get(url).content.decode()
    later = first.forecast_on + dt.timedelta(days=100)
    typed = {"forecast_on": later.isoformat(), "seen": first.forecast_on.isoformat(), "reason": "market"}
    assert "Bekijk eerst wat verschuift" in refusal(client.post(url, typed))

    shown = client.post(url, typed | {"preview": "1"})

    assert shown.status_code == 200
    assert [move.milestone for move in shown.context["plan"].moves] == others[:3]
    assert "Er schuift verder niets mee" not in shown.content.decode()
    assert project.milestones.first().forecast_on == first.forecast_on  # nothing is saved
    agreed = shown.context["form"]["agreed"].value()
    assert client.post(url, typed | {"agreed": agreed}).status_code == 302
    assert [m.forecast_on for m in project.milestones.all()[:3]] == [
        later + dt.timedelta(days=30 * n) for n in range(3)
    ]


def test_a_preview_of_what_cannot_be_is_refused(client, staff):
    project = projects.project(started_on=TODAY)
    milestone = project.milestones.first()
    url = f"/beheer/projecten/{project.ref}/mijlpalen/{milestone.pk}/verwachting/"
    past = {"forecast_on": (TODAY - dt.timedelta(days=1)).isoformat(), "preview": "1"}
    assert "ligt niet in het verleden" in refusal(client.post(url, past))


def test_staff_says_what_follows_on_what(client, staff):
    project = projects.project(started_on=TODAY)
    first, second = project.milestones.all()[:2]
    url = f"/beheer/projecten/{project.ref}/mijlpalen/{second.pk}/volgorde/"
    assert first.name in client.get(url).content.decode()
    link = MilestoneLink.objects.get(milestone=second)
    assert client.post(f"{url}{link.pk}/weghalen/").status_code == 302
    assert "volgt nog op geen andere" in client.get(url).content.decode()
    assert client.post(url, {"after": first.pk, "lag_days": "7"}).status_code == 302
    assert MilestoneLink.objects.get(milestone=second, after=first).lag_days == 7
    circle = f"/beheer/projecten/{project.ref}/mijlpalen/{first.pk}/volgorde/"
    assert "bijt de ketting in haar eigen staart" in refusal(client.post(circle, {"after": second.pk, "lag_days": "0"}))


def test_only_the_milestones_of_the_project_can_be_followed(client, staff):
    mine, other = projects.project(started_on=TODAY), projects.project(started_on=TODAY)
    url = f"/beheer/projecten/{mine.ref}/mijlpalen/{mine.milestones.first().pk}/volgorde/"
    assert client.post(url, {"after": other.milestones.first().pk, "lag_days": "0"}).status_code == 422
    foreign = MilestoneLink.objects.filter(milestone__project=other).first()
    assert client.post(f"{url}{foreign.pk}/weghalen/").status_code == 404
