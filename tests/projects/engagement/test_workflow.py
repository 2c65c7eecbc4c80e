import datetime as dt

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from post_office.models import Email

from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from pio_portal.organisations.enums import Level
from projects.engagement.workflow import (
    MOST,
    add_engagement,
    change_engagement,
    confirm_engagements,
    engagements_version,
    remove_engagement,
)
from projects.enums import Phase, ProjectState, Side
from projects.models import EngagementVersion, Project
from projects.project.workflow import advance_project
from tests.factories import ground, projects
from tests.factories.projects import AT, STARTED

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 6, 1)


def intake():
    return projects.named(projects.project())


def add(project, *, side=Side.CLIENT, text="Wij leveren data", **fields):
    return add_engagement(project=project, side=side, text=text, by=None, at=AT, **fields)


def change(project, *, text="Wij leveren data", person="An Peeters", **fields):
    first = project.engagements.filter(side=Side.CLIENT).first()
    return change_engagement(engagement=first, text=text, person=person, by=None, at=AT, **fields)


def confirm(project, side, *, by=None, **options):
    return confirm_engagements(project=project, side=side, by=by, at=AT, **options)


def test_pio_puts_the_list_to_the_client_and_after_both_the_preparation_may_start():
    project = intake()
    manager, staff = ground.member(project.organisation), ground.user(Role.STAFF)

    confirm(project, Side.PIO, by=staff)
    with pytest.raises(Refused, match="pas als de klant en PIO"):
        advance_project(project=project, by=staff, at=AT)
    confirm(project, Side.CLIENT, by=manager)
    advance_project(project=project, by=staff, at=AT)

    saved = Project.objects.get()
    assert (saved.client_confirmed_by, saved.pio_confirmed_by, saved.phase) == (manager, staff, Phase.PREPARATION)


def test_the_managers_of_the_client_are_mailed_when_pio_confirmed_and_nobody_before():
    project = intake()
    manager, _editor = ground.member(project.organisation), ground.member(project.organisation, Level.EDITOR)
    ground.member()
    change(project)
    assert not Email.objects.exists()

    confirm(project, Side.PIO, by=ground.user(Role.STAFF))

    mail = Email.objects.get()
    assert mail.to == [manager.email]
    assert mail.subject == f"Bevestig de engagementen van project {project.ref}"
    assert f"/mijn/projecten/{project.ref}/" in mail.message


def test_a_client_does_not_confirm_what_pio_still_writes():
    project = intake()
    with pytest.raises(Refused, match="PIO werkt nog aan deze engagementen"):
        confirm(project, Side.CLIENT)


def test_somebody_answers_for_each_promise_before_it_is_confirmed():
    project = intake()
    add(project, text="Wij leveren data")
    with pytest.raises(Refused, match="wie ervoor instaat: “Wij leveren data”"):
        confirm(project, Side.PIO)


def test_a_project_starts_with_a_name_for_each_promise():
    lead = ground.user(Role.STAFF, name="Bo Claes")
    project = projects.project(lead=lead)
    assert {e.person for e in project.engagements.filter(side=Side.PIO)} == {"Bo Claes"}
    assert {e.person for e in project.engagements.filter(side=Side.CLIENT)} == {project.application.created_by.name}


@pytest.mark.parametrize("level", [Level.VIEWER, Level.EDITOR])
def test_only_a_manager_of_the_client_confirms(level):
    project = projects.project()
    with pytest.raises(NotPermitted):
        confirm(project, Side.CLIENT, by=ground.member(project.organisation, level))


def test_pio_cannot_confirm_for_the_client_nor_the_client_for_pio():
    project = projects.project()
    with pytest.raises(NotPermitted):
        confirm(project, Side.CLIENT, by=ground.user(Role.LEAD))
    with pytest.raises(NotPermitted):
        confirm(project, Side.PIO, by=ground.member(project.organisation))


def test_confirming_twice_is_refused_and_keeps_the_first():
    project = projects.confirmed(projects.project())
    first = project.client_confirmed_by
    with pytest.raises(Refused, match="al bevestigd"):
        confirm(project, Side.CLIENT, by=ground.member(project.organisation))
    assert Project.objects.get().client_confirmed_by == first
    assert EngagementVersion.objects.count() == 1


@pytest.mark.parametrize("fields", [{"text": "Anders"}, {"person": "Een ander"}, {"due_on": DAY}])
def test_confirming_a_list_that_changed_meanwhile_is_refused(fields):
    project = intake()
    seen = engagements_version(project.engagements.all())
    first = project.engagements.filter(side=Side.CLIENT).first()
    change(project, **{"text": first.text, "person": first.person} | fields)
    with pytest.raises(Refused, match="intussen gewijzigd"):
        confirm(project, Side.PIO, seen=seen)
    confirm(project, Side.PIO, by=ground.user(Role.STAFF), seen=engagements_version(project.engagements.all()))


@pytest.mark.parametrize("phase", [Phase.INTAKE, Phase.PREPARATION, Phase.AWARD])
@pytest.mark.parametrize(
    "verb",
    [
        change,
        add,
        lambda project: remove_engagement(engagement=project.engagements.first(), by=None, at=AT),
    ],
)
def test_changing_a_confirmed_list_asks_both_sides_again_in_any_phase(phase, verb):
    project = projects.project(phase=phase)
    project = project if project.agreed_version else projects.confirmed(project)
    Email.objects.all().delete()

    verb(project)

    saved = Project.objects.get()
    assert (saved.client_confirmed_at, saved.pio_confirmed_at, saved.phase) == (None, None, phase)
    assert saved.agreed_version == 1
    assert Entry.objects.filter(verb="engagements_changed_after_confirmation").count() == 1
    assert list(Project.objects.waiting_for_pio()) == [saved]
    assert not Email.objects.exists()


def test_each_confirmation_by_both_is_a_version_and_the_old_ones_stay_as_they_were():
    project = projects.confirmed(projects.project())
    before = EngagementVersion.objects.get().lines
    change(project, text="Wij leveren data elke maand", person="Els Maes", due_on=DAY)
    projects.confirmed(project)

    second, first = EngagementVersion.objects.all()
    assert (first.number, first.lines) == (1, before)
    assert second.number == Project.objects.get().agreed_version == 2
    assert second.lines[0] == {
        "side": "client",
        "text": "Wij leveren data elke maand",
        "person": "Els Maes",
        "due_on": "1 jun 2026",
    }
    assert second.client_confirmed_by == Project.objects.get().client_confirmed_by


def test_a_version_is_frozen():
    projects.confirmed(projects.project())
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        EngagementVersion.objects.update(lines=[])
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        EngagementVersion.objects.all().delete()


def test_saving_the_same_promise_keeps_the_confirmations():
    project = projects.confirmed(projects.project())
    first = project.engagements.filter(side=Side.CLIENT).first()
    change(project, text=f" {first.text} ", person=first.person)
    assert Project.objects.get().both_confirmed


def test_a_side_promises_something_but_not_everything():
    project = projects.project()
    listed = project.engagements.filter(side=Side.PIO)
    while listed.count() < MOST:
        add(project, side=Side.PIO)
    with pytest.raises(Refused, match="hoogstens 20") as refused:
        add(project, side=Side.PIO)
    assert refused.value.field == "side"

    for engagement in listed[1:]:
        remove_engagement(engagement=engagement, by=None, at=AT)
    with pytest.raises(Refused, match="minstens één"):
        remove_engagement(engagement=listed.get(), by=None, at=AT)


def test_a_promise_is_not_due_before_the_project_starts():
    with pytest.raises(Refused, match="voor de start") as refused:
        add(projects.project(), due_on=STARTED - dt.timedelta(days=1))
    assert refused.value.field == "due_on"


def test_the_client_does_not_read_how_pio_wrote_the_list():
    project = projects.project()
    change(project)
    assert all("engagementen" not in line.sentence for line in timeline(project, public_only=True))


@pytest.mark.parametrize("state", [ProjectState.SUSPENDED, ProjectState.STOPPED])
def test_nothing_is_confirmed_in_a_project_that_does_not_run(state):
    project = projects.in_state(state, phase=Phase.INTAKE)
    with pytest.raises(Refused):
        confirm(project, Side.PIO)
    with pytest.raises(Refused):
        change(project)


def test_a_client_writes_no_engagements():
    project = projects.project()
    manager = ground.member(project.organisation)
    with pytest.raises(NotPermitted):
        add_engagement(project=project, side="pio", text="Gratis", by=manager, at=AT)


def test_preparation_without_a_list_that_both_confirmed_cannot_be_stored():
    project = projects.project()
    with pytest.raises(IntegrityError, match="project_prepares_after_both_confirmed"), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(phase=Phase.PREPARATION)
