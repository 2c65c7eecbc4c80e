"""What everybody reads about projects."""

import pytest
from django.utils import timezone

from pio_portal.accounts.enums import Role
from projects.enums import Phase
from projects.models import Project
from projects.procurement.workflow import tell_cofinancing_decided
from projects.project.publishing import edit_public_texts, publish_project
from tests.factories import ground, projects
from tests.pages import markup
from tests.plugins.clock import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.moment(NOW)]
TODAY = timezone.localdate(NOW)


def published(project, **texts):
    texts = {"need": "Lampen die meten.", "approach": "", "lessons": ""} | texts
    edit_public_texts(project=project, by=None, at=NOW, **texts)
    publish_project(project=project, by=None, at=NOW)
    return Project.objects.get(pk=project.pk)


def test_the_catalogue_shows_what_is_published_and_narrows_it(client):
    shown = published(projects.project(of={"title": "Slimme lampen"}))
    projects.project(of={"title": "Geheim project"})
    page = markup(client.get("/projecten/"))
    assert shown.title in page
    assert "Geheim project" not in page
    assert shown.title in markup(client.get("/projecten/?q=lamp"))
    assert "Geen project gevonden" in markup(client.get("/projecten/?q=koelkast"))
    assert "Geen project gevonden" in markup(client.get("/projecten/?phase=award"))
    assert shown.title in markup(client.get("/"))


def test_a_project_that_is_not_published_does_not_exist(client):
    project = projects.project()
    assert client.get(project.get_absolute_url()).status_code == 404
    client.force_login(ground.user(Role.STAFF))
    assert client.get(project.get_absolute_url()).status_code == 404


def test_the_public_page_tells_the_story_and_nothing_confidential(client):
    project = projects.project(phase=Phase.AWARD, lead=ground.user(Role.STAFF, name="An Peeters"))
    planned = projects.procurement(project=project, title="KANARIE-GEPLAND", estimate=777777)
    launched = project.procurements.launched().get()
    tell_cofinancing_decided(procurement=launched, amount=180000, decided_on=TODAY, by=None, at=NOW)
    tell_cofinancing_decided(procurement=planned, amount=5555, decided_on=TODAY, by=None, at=NOW)
    project.steps.update(skipped_reason="KANARIE-STAP")
    projects.consultancy(of=project, ordered=98765, consultant="KANARIE-CONSULTANT")
    projects.shared(project)
    published(project, lessons="Meet eerst.")
    page = markup(client.get(project.get_absolute_url()))
    for shown in ("Lampen die meten.", "Meet eerst.", launched.title, "180.000,00", "Gedeeld als"):
        assert shown in page
    for secret in ("KANARIE", "777.777", "250.000", "98.765", "5.555", "An Peeters"):
        assert secret not in page


def test_the_catalogue_is_paged(client):
    rows = [projects.project() for _n in range(25)]
    Project.objects.filter(pk__in=[row.pk for row in rows]).update(published=True, need="x")
    assert len(client.get("/projecten/").context["cards"]) == 24
    assert len(client.get("/projecten/?page=2").context["cards"]) == 1
