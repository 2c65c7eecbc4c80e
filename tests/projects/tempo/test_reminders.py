"""Reminders of days that are past: to the client, then its sponsor, then PIO."""

import datetime as dt

import pytest
from django.utils import timezone
from post_office.models import Email

from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import timeline
from pio_portal.correspondence.models import OutboxTask, SentMail
from pio_portal.organisations.enums import Level
from projects.engagement.checks import Found, check_engagements
from projects.enums import DelayReason, Phase, ReminderStep
from projects.models import Engagement, LateReminder, Milestone
from projects.tempo import reminders
from projects.tempo.reminders import remind_of_late
from projects.tempo.tasks import REMIND, remind, remind_on_working_days
from projects.tempo.workflow import forecast_milestone
from tests.factories import ground, projects
from tests.factories.projects import at_nine
from tests.mails import leave_together

pytestmark = pytest.mark.django_db
CLIENT, SPONSOR, PIO, LEAD = ReminderStep
FRIDAY = dt.date(2026, 6, 5)  # what was expected then is late on Monday


@pytest.fixture
def late():
    """A milestone that was expected on a Friday, in a project with an editor, a manager and a guide of PIO."""
    guide = ground.user(Role.STAFF, name="Gids")
    client = ground.organisation()
    project = projects.project(client=client, lead=guide, started_on=dt.date(2026, 1, 12))
    ground.member(client, Level.VIEWER, name="Lezer")
    ground.member(client, Level.EDITOR, name="Bewerker")
    ground.member(client, Level.MANAGER, name="Beheerder")
    Milestone.objects.filter(project=project).update(forecast_on=dt.date(2027, 1, 1))
    milestone = project.milestones.first()
    Milestone.objects.filter(pk=milestone.pk).update(forecast_on=FRIDAY)
    User.objects.with_role(Role.LEAD).update(is_active=False)  # those who made what came before
    return Milestone.objects.get(pk=milestone.pk)


def told() -> list[tuple[str, str]]:
    return [(row.person.name, row.step) for row in LateReminder.objects.select_related("person").order_by("pk")]


def go_on(*days: str) -> list[tuple[str, str]]:
    """What the worker tells on these days, and no other."""
    before = len(told())
    for day in days:
        remind_of_late(at_nine(day))
    return told()[before:]


def test_a_late_milestone_is_told_to_the_client_then_its_sponsor_then_pio(late):
    assert go_on("2026-06-05") == []  # its own day
    assert go_on("2026-06-08") == [("Bewerker", CLIENT), ("Beheerder", CLIENT)]
    assert go_on("2026-06-09", "2026-06-10", "2026-06-11") == []
    assert go_on("2026-06-12") == [("Beheerder", SPONSOR)]  # four working days after the client
    assert go_on("2026-06-18") == []
    assert go_on("2026-06-19") == [("Gids", PIO)]  # five working days after the sponsor
    assert go_on("2026-06-22", "2026-09-01") == []

    lines = [line.sentence for line in timeline(late.project) if "herinnerde aan" in line.sentence]
    assert len(lines) == 3
    assert "(klant): Bewerker, Beheerder." in lines[-1]
    assert not any("herinnerde aan" in line.sentence for line in timeline(late.project, public_only=True))


def test_nothing_is_told_twice_however_often_the_worker_runs(late):
    assert len(go_on("2026-06-08", "2026-06-08", "2026-06-08")) == 2


def test_after_a_worker_that_stood_still_nobody_is_passed_over(late):
    assert go_on("2026-09-01") == [("Bewerker", CLIENT), ("Beheerder", CLIENT)]
    assert go_on("2026-09-02", "2026-09-04") == []
    assert go_on("2026-09-07") == [("Beheerder", SPONSOR)]


def test_a_step_without_anybody_holds_up_none_after_it(late):
    late.project.organisation.memberships.filter(level=Level.MANAGER).delete()
    assert go_on("2026-06-08") == [("Bewerker", CLIENT)]
    assert go_on("2026-06-18") == []
    assert go_on("2026-06-19") == [("Gids", PIO)]  # nine working days after the client


def test_who_wants_no_reminders_gets_none_and_who_wants_them_later_gets_them_later(late):
    people = {m.user.name: m.user for m in late.project.organisation.memberships.select_related("user")}
    people["Bewerker"].gets_reminders = False
    people["Beheerder"].reminder_delay = 3
    for person in people.values():
        person.save()
    assert go_on("2026-06-08", "2026-06-10") == []
    assert go_on("2026-06-11") == [("Beheerder", CLIENT)]


def test_a_project_that_nobody_guides_is_told_to_the_programme_lead(late):
    late.project.lead = None
    late.project.save()
    ground.user(Role.LEAD, name="Programmaleider")
    late.project.organisation.memberships.all().delete()
    assert go_on("2026-06-18") == []
    assert go_on("2026-06-19") == [("Programmaleider", PIO)]  # ten working days after the day


@pytest.mark.parametrize("ends", ["reached", "moved", "suspended"])
def test_what_is_no_longer_late_is_told_no_further(late, ends):
    assert len(go_on("2026-06-08")) == 2
    if ends == "reached":
        Milestone.objects.filter(pk=late.pk).update(actual_on=dt.date(2026, 6, 9))
    elif ends == "suspended":
        projects.suspended(late.project, at=at_nine("2026-06-09"))
    else:
        later = dt.date(2026, 7, 20)
        forecast_milestone(
            milestone=late, forecast_on=later, reason=DelayReason.MARKET, by=None, at=at_nine("2026-06-09")
        )
    assert go_on("2026-06-12", "2026-06-19") == []
    assert len(go_on("2026-07-22")) == (2 if ends == "moved" else 0)  # another day, told anew; the 21st is a holiday


def test_an_engagement_of_pio_is_told_to_its_guide_then_the_programme_lead_until_it_is_checked(late):
    Milestone.objects.filter(pk=late.pk).update(forecast_on=dt.date(2027, 1, 1))
    ground.user(Role.LEAD, name="Programmaleider")
    project = projects.confirmed(late.project, at=at_nine("2026-03-02"))
    mine = project.engagements.filter(side="pio").first()
    Engagement.objects.filter(pk=mine.pk).update(due_on=FRIDAY)
    guide, *_others = go_on("2026-06-08")
    assert guide == ("Gids", PIO)
    assert go_on("2026-06-12") == [("Programmaleider", LEAD)]

    theirs = project.engagements.filter(side="client").first()
    Engagement.objects.filter(pk=theirs.pk).update(due_on=FRIDAY)
    check_engagements(
        project=project, checked_on=dt.date(2026, 6, 12), found={theirs.pk: Found("kept")}, by=None,
        at=at_nine("2026-06-12"),
    )  # fmt: skip
    assert go_on("2026-06-15") == []


def test_one_that_fails_holds_up_none_after_it(late, monkeypatch):
    other = projects.project(phase=Phase.INTAKE, started_on=dt.date(2026, 1, 12))
    ground.member(other.organisation, Level.EDITOR, name="Ander")
    Milestone.objects.filter(project=other).update(forecast_on=dt.date(2027, 1, 1))
    Milestone.objects.filter(pk=other.milestones.last().pk).update(forecast_on=FRIDAY)
    record = reminders.record

    def record_or_fail(*, about, **rest):
        if about == late.project:
            raise ValueError
        record(about=about, **rest)

    with monkeypatch.context() as patch:
        patch.setattr(reminders, "record", record_or_fail)
        assert go_on("2026-06-08") == [("Ander", CLIENT)]
    assert go_on("2026-06-08") == [("Bewerker", CLIENT), ("Beheerder", CLIENT)]


def test_many_days_that_are_past_leave_as_one_mail(late):
    assert Milestone.objects.filter(project=late.project).update(forecast_on=FRIDAY) > 1
    go_on("2026-06-08")
    leave_together()
    mails = Email.objects.order_by("pk")
    assert {mail.subject for mail in mails} == {f"{late.project.milestones.count()} afgesproken dagen zijn voorbij"}
    assert {kind for (kind,) in SentMail.objects.values_list("kind")} == {"projects_late_together"}
    assert all("welke mails u krijgt" in mail.message for mail in mails)
    assert len(mails) == 2


@pytest.mark.parametrize(
    ("day", "hour", "looks"),
    [
        ("2026-06-08", dt.time(7, 59), False),
        ("2026-06-08", dt.time(8), True),
        ("2026-06-07", dt.time(12), False),  # Sunday
        ("2026-07-21", dt.time(12), False),  # a holiday
    ],
)
def test_the_worker_looks_once_on_each_working_day_from_eight(late, day, hour, looks):
    at = timezone.make_aware(dt.datetime.combine(dt.date.fromisoformat(day), hour))
    remind_on_working_days(at)
    remind_on_working_days(at + dt.timedelta(seconds=30))
    posted = OutboxTask.objects.filter(task=REMIND)
    assert posted.count() == looks
    for task in posted:
        remind(**task.arguments)
        assert len(told()) == 2


def test_looking_asks_as_many_questions_for_many_as_for_one(late, django_assert_num_queries):
    go_on("2026-06-08")
    with django_assert_num_queries(5):
        remind_of_late(at_nine("2026-06-09"))
    for _each in range(3):
        other = projects.project(started_on=dt.date(2026, 1, 12))
        Milestone.objects.filter(project=other).update(forecast_on=FRIDAY)
    with django_assert_num_queries(5):
        remind_of_late(at_nine("2026-06-09"))
