import datetime as dt

import pytest
from post_office.models import Email

from calls.assessment.conflicts import declare_interest, shut_out
from calls.enums import ApplicationStatus
from calls.models import PolicyDomain, Theme
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from projects.enums import Phase, ProjectState, Side, StepKind, TaskRole
from projects.models import Project, ProjectTask
from projects.project.lead import assign_lead
from projects.start import start_project
from projects.task.workflow import add_task
from tests.factories import ground, projects
from tests.factories.projects import AT, STARTED

pytestmark = pytest.mark.django_db


def start(application, *, by=None, **options):
    return start_project(application=application, by=by, at=AT, **{"started_on": STARTED} | options)


def test_start_copies_the_application_and_takes_the_term_of_its_call():
    theme, domain, partner = Theme.objects.first(), PolicyDomain.objects.first(), ground.organisation()
    application = projects.selected_application(theme=theme, policy_domain=domain)
    application.partners.add(partner)
    lead = ground.user(Role.STAFF)

    project = start(application, by=ground.user(Role.STAFF), lead=lead)

    saved = Project.objects.get(pk=project.pk)
    assert (saved.title, saved.organisation, saved.theme, saved.policy_domain) == (
        application.title, application.organisation, theme, domain,
    )  # fmt: skip
    assert (saved.phase, saved.state, saved.lead, saved.started_on) == (
        Phase.INTAKE,
        ProjectState.ACTIVE,
        lead,
        STARTED,
    )
    assert saved.target_launch_on == STARTED + dt.timedelta(days=300)
    assert list(saved.partners.all()) == [partner]
    assert saved.ref == "P-2026-0001"


def test_start_lays_out_engagements_steps_and_milestones():
    project = start(projects.selected_application(), target_launch_on=STARTED + dt.timedelta(days=100))

    assert {side: project.engagements.filter(side=side).count() for side in Side} == {Side.CLIENT: 4, Side.PIO: 3}
    assert [step.kind for step in project.steps.all()] == list(StepKind)
    assert [(m.name, (m.baseline_on - STARTED).days, m.is_launch) for m in project.milestones.all()] == [
        ("Behoefteanalyse", 25, False),
        ("State-of-the-art", 40, False),
        ("Marktconsultatie", 60, False),
        ("Opdrachtdocumenten", 85, False),
        ("Lancering van de opdracht", 100, True),
    ]
    assert all(m.forecast_on == m.baseline_on and m.actual_on is None for m in project.milestones.all())


def test_start_mails_nobody_so_that_pio_can_adapt_the_engagements_first():
    client = ground.organisation()
    ground.member(client)

    project = start(projects.selected_application(client=client))

    assert not Email.objects.exists()
    assert [line.sentence for line in timeline(project, public_only=True)] == [
        f"Het portaal startte het project vanuit aanvraag {project.application.ref}."
    ]


@pytest.mark.parametrize("status", [ApplicationStatus.SUBMITTED, ApplicationStatus.ELIGIBLE])
def test_start_from_an_application_that_was_not_selected_is_refused(status):
    application = projects.selected_application(status=status)
    with pytest.raises(Refused, match="Alleen een geselecteerde aanvraag"):
        start(application)
    assert not Project.objects.exists()


def test_start_twice_is_refused_with_the_project_that_exists():
    application = projects.selected_application()
    first = start(application)
    with pytest.raises(Refused, match=f"werd al project {first.ref}"):
        start(application)


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"started_on": dt.date(2024, 12, 19)}, "started_on"),
        ({"target_launch_on": STARTED}, "target_launch_on"),
    ],
)
def test_start_on_impossible_dates_is_refused_at_the_field(dates, field):
    with pytest.raises(Refused) as refused:
        start(projects.selected_application(), **dates)
    assert refused.value.field == field


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.STAFF, Role.LEAD)])
def test_start_is_for_pio(role):
    with pytest.raises(NotPermitted):
        start(projects.selected_application(), by=ground.user(role))


def test_start_by_the_client_itself_is_not_permitted():
    application = projects.selected_application()
    with pytest.raises(NotPermitted):
        start(application, by=ground.member(application.organisation))


def test_two_projects_of_the_same_name_have_two_addresses():
    first, second = (start(projects.selected_application(title="Slimme lampen")) for _n in range(2))
    assert first.slug == "slimme-lampen"
    assert second.slug == f"slimme-lampen-{second.ref.lower()}"


def test_a_title_without_letters_gets_its_reference_as_address():
    project = start(projects.selected_application(title="!!!"))
    assert project.slug == project.ref.lower()


def test_the_lead_must_be_of_pio():
    project = projects.project()
    with pytest.raises(Refused, match="PIO-team"):
        assign_lead(project=project, lead=ground.user(Role.ADVISER), by=None, at=AT)
    lead = ground.user(Role.STAFF)
    assign_lead(project=project, lead=lead, by=ground.user(Role.LEAD), at=AT)
    assert Project.objects.get(pk=project.pk).lead == lead


def test_who_has_an_interest_cannot_be_asked_to_guide_it():
    project, colleague = projects.project(), ground.user(Role.STAFF)
    own = ground.member(project.organisation, roles=[Role.STAFF])
    shut_out(project.application, colleague, reason="Familie", at=AT)
    for lead in (colleague, own):
        with pytest.raises(Refused, match=lead.name) as refused:
            assign_lead(project=project, lead=lead, by=ground.user(Role.LEAD), at=AT)
        assert refused.value.field == "lead"


def test_who_declares_an_interest_later_leaves_the_project_and_its_tasks_to_colleagues():
    boss, lead = ground.user(Role.LEAD), ground.user(Role.STAFF)
    project = projects.project(lead=lead)
    task = add_task(project=project, title="Bel de klant", person=lead, by=boss, at=AT)
    declare_interest(application=project.application, reason="Mijn broer werkt er.", by=lead, at=AT)
    project, task = Project.objects.get(pk=project.pk), ProjectTask.objects.get(pk=task.pk)
    assert (project.lead, task.for_user, task.for_role) == (None, None, TaskRole.PIO)
    told = [str(entry.sentence) for entry in timeline(project)]
    assert any(lead.name in sentence and "niet meer" in sentence for sentence in told)
    assert not any("broer" in sentence for sentence in told)


def test_a_verb_judges_by_the_interest_that_was_declared_while_it_waited():
    """The same person in two windows: the rules of the second were tried before the first declared an interest."""
    project, person = projects.project(), ground.user(Role.LEAD)
    waiting = User.objects.get(pk=person.pk)
    assert waiting.has_perm("projects.handle_project", project)

    declare_interest(application=project.application, reason="Mijn zus werkt er.", by=person, at=AT)

    with pytest.raises(NotPermitted):
        add_task(project=project, title="Bel de klant", person=None, by=waiting, at=AT)
