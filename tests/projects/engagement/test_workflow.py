import pytest
from django.db import IntegrityError, transaction
from post_office.models import Email

from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.change import NotPermitted, Refused
from pio_portal.organisations.enums import Level
from projects.engagement.workflow import change_engagements, confirm_engagements, engagements_version
from projects.enums import Phase, ProjectState, Side
from projects.models import Project
from projects.project.workflow import advance_project
from tests.factories import ground, projects
from tests.factories.projects import AT

pytestmark = pytest.mark.django_db


def change(project, *, client=("Wij leveren data",), pio=("Wij begeleiden",), by=None):
    return change_engagements(project=project, client=client, pio=pio, by=by, at=AT)


def test_both_sides_confirm_and_then_the_preparation_may_start():
    project = projects.project()
    manager, staff = ground.member(project.organisation), ground.user(Role.STAFF)

    confirm_engagements(project=project, side=Side.CLIENT, by=manager, at=AT)
    with pytest.raises(Refused, match="pas als de klant en PIO"):
        advance_project(project=project, by=staff, at=AT)
    confirm_engagements(project=project, side=Side.PIO, by=staff, at=AT)
    advance_project(project=project, by=staff, at=AT)

    saved = Project.objects.get()
    assert (saved.client_confirmed_by, saved.pio_confirmed_by, saved.phase) == (manager, staff, Phase.PREPARATION)


@pytest.mark.parametrize("level", [Level.VIEWER, Level.EDITOR])
def test_only_a_manager_of_the_client_confirms(level):
    project = projects.project()
    with pytest.raises(NotPermitted):
        confirm_engagements(project=project, side=Side.CLIENT, by=ground.member(project.organisation, level), at=AT)


def test_pio_cannot_confirm_for_the_client_nor_the_client_for_pio():
    project = projects.project()
    with pytest.raises(NotPermitted):
        confirm_engagements(project=project, side=Side.CLIENT, by=ground.user(Role.LEAD), at=AT)
    with pytest.raises(NotPermitted):
        confirm_engagements(project=project, side=Side.PIO, by=ground.member(project.organisation), at=AT)


def test_confirming_twice_is_refused_and_keeps_the_first():
    project = projects.project()
    first = ground.member(project.organisation)
    confirm_engagements(project=project, side=Side.CLIENT, by=first, at=AT)
    with pytest.raises(Refused, match="al bevestigd"):
        confirm_engagements(project=project, side=Side.CLIENT, by=ground.member(project.organisation), at=AT)
    assert Project.objects.get().client_confirmed_by == first


def test_confirming_a_list_that_changed_meanwhile_is_refused():
    project = projects.project()
    seen = engagements_version(project.engagements.all())
    change(project)
    with pytest.raises(Refused, match="intussen gewijzigd"):
        confirm_engagements(project=project, side=Side.PIO, by=None, at=AT, seen=seen)
    now = engagements_version(project.engagements.all())
    confirm_engagements(project=project, side=Side.PIO, by=ground.user(Role.STAFF), at=AT, seen=now)


def test_changing_a_confirmed_list_asks_both_sides_again():
    project = projects.confirmed(projects.project())

    change(project, client=["  Eerste ", "", "Tweede"])

    saved = Project.objects.get()
    assert not saved.both_confirmed
    assert (saved.client_confirmed_at, saved.pio_confirmed_at) == (None, None)
    assert [e.text for e in saved.engagements.filter(side=Side.CLIENT)] == ["Eerste", "Tweede"]
    assert Entry.objects.filter(verb="engagements_changed_after_confirmation").count() == 1
    assert Email.objects.count() == 1


def test_saving_the_same_list_changes_nothing_and_keeps_the_confirmations():
    project = projects.confirmed(projects.project())
    lists = {side: [e.text for e in project.engagements.filter(side=side)] for side in Side}
    change(project, client=lists[Side.CLIENT], pio=lists[Side.PIO])
    assert Project.objects.get().both_confirmed


@pytest.mark.parametrize(
    ("lists", "field"),
    [
        ({"client": [" "]}, "client"),
        ({"pio": []}, "pio"),
        ({"pio": ["x"] * 21}, "pio"),
        ({"client": ["x" * 301]}, "client"),
    ],
)
def test_an_impossible_list_is_refused_at_its_side(lists, field):
    with pytest.raises(Refused) as refused:
        change(projects.project(), **lists)
    assert refused.value.field == field


def test_the_list_stands_once_the_preparation_began():
    with pytest.raises(Refused, match="liggen vast"):
        change(projects.project(phase=Phase.PREPARATION))


@pytest.mark.parametrize("state", [ProjectState.SUSPENDED, ProjectState.STOPPED])
def test_nothing_is_confirmed_in_a_project_that_does_not_run(state):
    project = projects.in_state(state, phase=Phase.INTAKE)
    with pytest.raises(Refused):
        confirm_engagements(project=project, side=Side.PIO, by=None, at=AT)


def test_preparation_without_both_confirmations_cannot_be_stored():
    project = projects.project()
    with pytest.raises(IntegrityError, match="project_prepares_after_both_confirmed"), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(phase=Phase.PREPARATION)
