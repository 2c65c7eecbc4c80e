"""A client's milestone slips: what moves is seen first, PIO is warned, people are reminded, and another date is agreed on."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.organisations.enums import Level
from projects.enums import Phase
from projects.models import LateReminder, Milestone, PhaseEntry, Project
from projects.tempo.reminders import remind_of_late
from projects.tempo.tasks import warn_early
from tests.eyes import faults_of
from tests.factories import projects as make
from tests.factories.ground import member, organisation, user, who_logs_in
from tests.journeys.people import Person, step
from tests.mails import leave_together
from tests.plugins.browser import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
DESK = {"width": 1280, "height": 900}
TERM = 300
SIX_WERE_QUICK = (30, 150, 200, 260)  # days after the start on which their phases began, and they launched


@pytest.fixture
def portfolio(transactional_db):
    """Six projects that were launched within their term."""
    for _ in range(6):
        done = make.project(phase=Phase.AWARD)
        began_anew(done, done.started_on, *SIX_WERE_QUICK)
        launched_on = done.started_on + dt.timedelta(days=SIX_WERE_QUICK[-1])
        Milestone.objects.filter(project=done, is_launch=True).update(actual_on=launched_on)


@pytest.fixture
def slipping(portfolio):
    """A project of Stad Halle, started sixty days ago and a month in its preparation; Karel Maes answers for it."""
    today, of = timezone.localdate(), organisation(name="Stad Halle")
    who_logs_in(member(of, Level.MANAGER, name="Karel Maes", email="karel@halle.test"))
    lead = user(Role.STAFF, name="Nora Claes")
    started_on = today - dt.timedelta(days=60)
    project = make.project(client=of, started_on=started_on, phase=Phase.PREPARATION, lead=lead)
    began_anew(project, started_on, 30)
    return project


def began_anew(project: Project, started_on: dt.date, *days: int) -> None:
    """Let its phases begin so many days after its start."""
    phases = list(Phase)[: len(days) + 1]
    PhaseEntry.objects.filter(project=project).delete()
    PhaseEntry.objects.bulk_create(
        PhaseEntry(project=project, phase=phase, entered_on=started_on + dt.timedelta(days=n))
        for phase, n in zip(phases, (0, *days), strict=True)
    )


def slip(karel: Person, project: Project) -> None:
    """The needs analysis comes 200 days later: the client sees what moves along before it is saved."""
    first = project.milestones.first()
    later = first.forecast_on + dt.timedelta(days=200)
    karel.go(project.get_applicant_url()).follow("Behoefteanalyse").sees_title("Behoefteanalyse")
    karel.fill(
        {"Wanneer verwacht u deze mijlpaal nu?": later.isoformat(), "Waarom schuift hij op?": "Wegvallen projectleider"}
    )
    karel.press("Bekijk wat verschuift").sees("Dit verschuift", "State-of-the-art", "Lancering van de opdracht")
    assert faults_of(karel.page) == []
    assert Milestone.objects.get(pk=first.pk).forecast_on == first.forecast_on
    karel.press("Verschuif").sees("De verwachte datum is bewaard", "Daardoor schuiven mee")
    assert Milestone.objects.get(pk=first.pk).forecast_on == later


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["1280", "390"])
def test_slip_warning_and_recovery(people, new_page, slipping, window):
    page = slipping.get_staff_url()
    an = people.with_role("An Peeters", Role.STAFF)
    with step("before: the worker counted, and the chance is small"):
        warn_early(timezone.now())
        an.go(page).sees("Vroege waarschuwing", "van de 6 projecten")
        small = Project.objects.get(pk=slipping.pk).warning.chance
        assert small < 30
    with step("the client lets a milestone slip"):
        karel = Person(new_page(viewport=window), "karel@halle.test", "Karel Maes").log_in()
        slip(karel, slipping)
    with step("PIO is warned"):
        warn_early(timezone.now())
        an.go(page).sees("De streeftermijn is in gevaar", "Laatst gemelde reden: wegvallen projectleider")
        an.sees("De lancering schoof al 1 keer op")
        an.go("/beheer/").sees("Streeftermijn in gevaar")
    with step("the day passes: the client, its sponsor and PIO are reminded in turn"):
        first, karel_maes = slipping.milestones.first(), User.objects.get(email="karel@halle.test")
        back_then, day = first.forecast_on, timezone.localdate() - dt.timedelta(days=1)
        Milestone.objects.filter(pk=first.pk).update(forecast_on=day)
        for days in (0, 2, 6, 8, 14, 21, 28):
            remind_of_late(timezone.now() + dt.timedelta(days=days))
        leave_together()
        told = LateReminder.objects.filter(project=slipping).order_by("pk")
        assert [step for (step,) in told.filter(person=karel_maes).values_list("step")] == ["client", "sponsor"]
        assert [row.person for row in told.filter(step="pio")] == [slipping.lead]
        an.go(f"{page}verloop/").sees("herinnerde aan “Behoefteanalyse”", "(opdrachtgever bij de klant)", "Karel Maes")
        karel.go(slipping.get_applicant_url()).sees("Deze mijlpalen zijn over tijd").follow("Behoefteanalyse")
        karel.fill({"Wanneer verwacht u deze mijlpaal nu?": back_then.isoformat()})
        karel.fill({"Waarom schuift hij op?": "Trage besluitvorming"}).press("Bekijk wat verschuift")
        karel.press("Verschuif").sees("De verwachte datum is bewaard")
        number = told.count()
        remind_of_late(timezone.now() + dt.timedelta(days=35))
        assert told.count() == number
    with step("a colleague proposes another date, and the client agrees"):
        launch = slipping.milestones.get(is_launch=True)
        an.go(f"{page}mijlpalen/{launch.pk}/afspraak/")
        new_date = {"Nieuwe afgesproken datum": launch.forecast_on.isoformat()}
        an.fill(new_date | {"Waarom spreken we een andere datum af?": "De opvolger begint in mei."})
        an.press("Voorstellen").sees("Wacht op de bevestiging van iemand anders")
        karel.go("/mijn/").sees("PIO stelt een nieuwe datum voor")
        karel.go(slipping.get_applicant_url()).follow("Bekijk het voorstel").sees("De opvolger begint in mei.")
        assert faults_of(karel.page) == []
        karel.press("Deze datum bevestigen").sees("De nieuwe datum is afgesproken.", "Eerdere voorstellen")
    with step("recovery: the target is within reach again"):
        warn_early(timezone.now())
        an.go(page).sees("Vroege waarschuwing").sees_not("De streeftermijn is in gevaar")
        assert faults_of(an.page) == []
        expect(an.page.get_by_role("heading", name="Vroege waarschuwing")).to_be_visible()
        assert Project.objects.get(pk=slipping.pk).target_launch_on == launch.forecast_on
