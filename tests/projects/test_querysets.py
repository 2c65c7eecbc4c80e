"""Which projects, milestones and procurements who sees, in what order, and which wait for somebody."""

import datetime as dt

import pytest

from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from projects.enums import KnowledgeKind, Phase, Procedure, ProcurementStatus, ProjectState
from projects.models import Milestone, Procurement, Project
from tests.factories import cofinancing, consultations, projects
from tests.factories.ground import member, organisation
from tests.permissions import PIO, roles_seeing, those_seeing

pytestmark = pytest.mark.django_db
READERS = PIO | {Role.SECRETARY, Role.MANAGEMENT, Role.COMMUNICATION}
DAY = projects.DAY
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture
def project():
    """A running project of a client, without milestones."""
    return consultations.client_project()


def change(row, **fields):
    """Put a row in a state by hand, as imported rows are: what a state demands does not matter here."""
    imported = {} if isinstance(row, Milestone) else {"imported": True}
    type(row).objects.filter(pk=row.pk).update(**imported | fields)


def people_of(project) -> dict:
    partner = organisation()
    project.partners.add(partner)
    return {
        "client": member(project.organisation, Level.VIEWER),
        "partner": member(partner, Level.VIEWER),
        "elsewhere": member(),
    }


def test_a_project_is_for_its_readers_its_client_and_its_partners(project):
    assert roles_seeing(project) == READERS
    assert those_seeing(project, people_of(project)) == {"client", "partner"}


def test_a_procurement_is_for_whoever_sees_its_project():
    procurement = cofinancing.procurement()

    assert roles_seeing(procurement) == READERS
    assert those_seeing(procurement, people_of(procurement.project)) == {"client", "partner"}


def test_of_member_asks_the_level(project):
    editor = member(project.organisation, Level.EDITOR)

    assert list(Project.objects.of_member(editor, Level.EDITOR)) == [project]
    assert list(Project.objects.of_member(editor, Level.MANAGER)) == []


def test_of_organisations_is_as_client_or_as_partner(project):
    partner, other = organisation(), consultations.client_project()
    project.partners.add(partner)

    assert list(Project.objects.of_organisations([project.organisation_id])) == [project]
    assert list(Project.objects.of_organisations([partner.pk])) == [project]
    assert set(Project.objects.of_organisations([partner.pk, other.organisation_id])) == {project, other}


def test_the_newest_first_and_those_without_a_beginning_last():
    early, late, same, unknown = (consultations.client_project(started_on=projects.STARTED) for _ in range(4))
    change(early, started_on=projects.STARTED - ONE_DAY)
    change(unknown, started_on=None)

    assert list(Project.objects.newest()) == [same, late, early, unknown]


def test_only_what_is_published_is_public(project):
    consultations.client_project()
    change(project, published=True, need="Lampen die meten.")

    assert list(Project.objects.public()) == [project]


def test_the_target_is_at_risk_when_the_launch_is_expected_after_it(project):
    launch = Milestone.objects.create(
        project=project, name="Lancering", is_launch=True, forecast_on=project.target_launch_on
    )

    def at_risk():
        return Project.objects.target_at_risk().exists()

    assert not at_risk()
    change(launch, forecast_on=project.target_launch_on + ONE_DAY)
    assert at_risk()
    change(launch, is_launch=False)
    assert not at_risk()
    change(launch, is_launch=True, actual_on=DAY)
    assert not at_risk()
    change(launch, actual_on=None)
    change(project, state=ProjectState.SUSPENDED)
    assert not at_risk()


def test_the_list_shows_the_dates_of_the_launch_alone(project):
    Milestone.objects.create(project=project, name="Gunning", forecast_on=DAY, actual_on=DAY)
    launch = {"project": project, "is_launch": True}
    Milestone.objects.create(**launch, name="Lancering", forecast_on=DAY + ONE_DAY, actual_on=DAY + 2 * ONE_DAY)
    Milestone.objects.create(**launch, name="Nog een", forecast_on=DAY, position=9)  # not forbidden: the first holds

    row = Project.objects.for_list().get(pk=project.pk)

    assert (row.launch_forecast, row.launch_actual) == (DAY + ONE_DAY, DAY + 2 * ONE_DAY)


def test_pio_is_waited_for_first_and_then_the_client_while_the_project_runs():
    project = projects.project(phase=Phase.INTAKE)
    assert (list(Project.objects.waiting_for_pio()), list(Project.objects.waiting_for_client())) == ([project], [])
    projects.put_to_client(project)
    assert (list(Project.objects.waiting_for_pio()), list(Project.objects.waiting_for_client())) == ([], [project])

    change(project, state=ProjectState.SUSPENDED)
    assert list(Project.objects.waiting_for_client()) == []
    change(project, state=ProjectState.ACTIVE)
    projects.confirmed(project)
    assert (list(Project.objects.waiting_for_pio()), list(Project.objects.waiting_for_client())) == ([], [])


def test_nobody_waits_for_engagements_that_never_were_in_the_portal():
    project = projects.project(phase=Phase.INTAKE)
    change(project, phase=Phase.PREPARATION, imported=True)
    assert list(Project.objects.waiting_for_pio()) == []


def test_a_project_is_ready_to_close_once_its_knowledge_was_shared_both_ways():
    project = projects.project(phase=Phase.DELIVERY)
    assert list(Project.objects.ready_to_close()) == []

    projects.shared(project)
    assert list(Project.objects.ready_to_close()) == [project]

    for kind in KnowledgeKind:
        rows = project.knowledge.filter(kind=kind)
        kept = list(rows)
        rows.delete()
        assert list(Project.objects.ready_to_close()) == []
        type(kept[0]).objects.bulk_create(kept)
    assert list(Project.objects.ready_to_close()) == [project]


def test_a_project_that_need_not_share_is_ready_once_nothing_of_it_runs():
    project = projects.project(phase=Phase.DELIVERY)
    change(project, sharing_waived_at=projects.AT, sharing_waived_by=projects.pio(), sharing_waived_reason="Geheim")
    assert list(Project.objects.ready_to_close()) == [project]

    change(project, phase=Phase.KNOWLEDGE)
    assert list(Project.objects.ready_to_close()) == [project]

    other = Procurement.objects.create(ref="O-2026-0999", project=project, title="Nog een", procedure="36")
    assert list(Project.objects.ready_to_close()) == []
    other.delete()

    change(project, phase=Phase.EXECUTION)
    assert list(Project.objects.ready_to_close()) == []


def test_a_milestone_is_overdue_the_day_after_it_was_expected(project):
    expected = Milestone.objects.create(project=project, name="Gunning", forecast_on=DAY)

    def overdue(today):
        return list(Milestone.objects.overdue(today))

    assert overdue(DAY) == []
    assert overdue(DAY + ONE_DAY) == [expected]
    change(project, state=ProjectState.SUSPENDED)
    assert overdue(DAY + ONE_DAY) == []
    change(project, state=ProjectState.ACTIVE)
    change(expected, actual_on=DAY)
    assert overdue(DAY + ONE_DAY) == []


def test_procurements_stand_by_launch_the_planned_ones_last():
    planned, late, early = (cofinancing.procurement() for _ in range(3))
    for row, day in ((late, DAY), (early, DAY - ONE_DAY)):
        change(row, launched_on=day, status=ProcurementStatus.LAUNCHED, procedure=Procedure.OPEN)

    assert list(Procurement.objects.in_order()) == [early, late, planned]
    assert set(Procurement.objects.launched()) == {late, early}


def test_words_are_found_by_their_stem_and_by_their_beginning():
    project = consultations.client_project(title="Slimme lantaarns langs de vaart")
    consultations.client_project(title="Koelkasten")

    for typed in ("lantaarn", "lant", "vaart slim"):
        assert list(Project.objects.matching(typed)) == [project]
    assert list(Project.objects.matching("vaart koelkast")) == []
