"""The pages of a project for its client and its partners."""

import pytest
from django.utils import timezone

from pio_portal.accounts.enums import Role
from projects.closing.workflow import waive_sharing
from projects.enums import Phase
from projects.preparation.workflow import record_step
from tests.factories import ground, projects
from tests.pages import markup
from tests.plugins.clock import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.moment(NOW)]
TODAY = timezone.localdate(NOW)


def test_a_partner_reads_and_a_milestone_of_another_project_does_not_exist(client):
    mine, other = projects.project(), projects.project()
    partner = ground.organisation()
    mine.partners.add(partner)
    client.force_login(ground.member(partner))
    assert client.get(mine.get_applicant_url()).status_code == 200
    foreign = other.milestones.first()
    assert client.get(f"{mine.get_applicant_url()}mijlpalen/{foreign.pk}/").status_code == 404
    assert client.get(other.get_applicant_url()).status_code == 404


def test_the_client_reads_nothing_internal(client):
    project = projects.project(phase=Phase.PREPARATION, lead=ground.user(Role.STAFF, name="An Peeters"))
    step = project.steps.first()
    record_step(step=step, started_on=TODAY, ended_on=None, by=None, at=NOW)
    projects.consultancy(of=project, ordered=98765, consultant="KANARIE-INTERN")
    waive_sharing(project=project, reason="KANARIE-INTERN", by=ground.user(Role.LEAD), at=NOW)
    client.force_login(ground.member(project.organisation))
    page = markup(client.get(project.get_applicant_url()))
    assert "98.765" not in page
    assert "KANARIE-INTERN" not in page
