"""The agenda of staff: by month, and as a calendar that somebody subscribes to."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from pio_portal.accounts.enums import Role
from pio_portal.ui.agenda import OF_DAY, month_of
from pio_portal.ui.models import CalendarLink
from pio_portal.ui.workflow.calendar_links import end_link, make_link, read_link
from projects.models import Milestone
from tests.factories import ground
from tests.factories import projects as make
from tests.queries import steady

pytestmark = pytest.mark.django_db
AT = make.AT
DAY = date(2026, 3, 17)


def milestone(*, lead=None, name="Nieuwe stap", on=DAY, project=None):
    project = project or make.project()
    type(project).objects.filter(pk=project.pk).update(lead=lead)
    return Milestone.objects.create(project=project, name=name, forecast_on=on)


def titles(month, day=DAY):
    return [item.title for one in month.days if one.day == day for item in one.items]


def test_month_shows_whole_weeks_and_marks_today():
    month = month_of(ground.user(Role.STAFF), date(2026, 3, 31), today=date(2026, 3, 10), own=True)

    assert [month.days[0].day, month.days[-1].day] == [date(2026, 2, 23), date(2026, 4, 5)]
    assert [one.day for one in month.days if one.is_today] == [date(2026, 3, 10)]
    assert (month.previous, month.next) == (date(2026, 2, 1), date(2026, 4, 1))


def test_own_dossiers_and_those_of_nobody_stand_in_ones_agenda_and_all_in_that_of_all():
    user, colleague = ground.user(Role.STAFF), ground.user(Role.STAFF)
    mine, theirs, nobodys = milestone(lead=user), milestone(lead=colleague), milestone()

    own = titles(month_of(user, DAY, today=DAY, own=True))
    everything = titles(month_of(user, DAY, today=DAY, own=False))

    assert own == [f"Nieuwe stap: {m.project.title}" for m in (mine, nobodys)]
    assert everything == [f"Nieuwe stap: {m.project.title}" for m in (mine, theirs, nobodys)]


def test_what_was_reached_and_a_project_that_stopped_are_no_dates_any_more():
    reached, stopped = milestone(), milestone()
    Milestone.objects.filter(pk=reached.pk).update(actual_on=DAY)
    make.stopped(stopped.project)

    assert titles(month_of(ground.user(Role.STAFF), DAY, today=DAY, own=False)) == []


def test_evaluations_are_dates_until_they_are_held():
    planned = make.evaluation(planned_on=DAY)
    user = ground.user(Role.STAFF)

    def found():
        month = month_of(user, DAY, today=DAY, own=False)
        return [(item.tag, item.url) for day in month.days for item in day.items if item.tag == "Evaluatie"]

    assert found() == [("Evaluatie", planned.get_staff_url())]
    make.held(planned, held_on=DAY)
    assert found() == []


def test_square_shows_a_few_and_counts_the_rest_and_the_list_shows_all():
    project = make.project()
    for number in range(OF_DAY + 2):
        milestone(project=project, name=f"Stap {number}")
    user = ground.user(Role.STAFF)

    square = next(d for d in month_of(user, DAY, today=DAY, own=False).days if d.day == DAY)

    assert (len(square.items), square.more) == (OF_DAY, 2)
    assert len(titles(month_of(user, DAY, today=DAY, own=False, whole=True))) == OF_DAY + 2


def test_month_asks_as_much_with_few_as_with_many_dates(client):
    user = ground.user(Role.STAFF)
    client.force_login(user)
    today = timezone.localdate()

    milestone(on=today)

    with steady(client, reverse("ui:agenda"), at_most=12):
        for number in range(5):
            milestone(on=today, name=f"Stap {number}")


@pytest.mark.parametrize(
    "asked", ["?dag=9999-12-31", "?dag=0001-01-01", "?dag=x&wie=y&vorm=z", "?dag=1900-01-01", "?dag=2100-12-31"]
)
def test_agenda_of_any_day_that_is_asked_is_a_page(client, asked):
    client.force_login(ground.user(Role.STAFF))

    assert client.get(reverse("ui:agenda") + asked).status_code == 200


# The link


def test_subscription_shows_its_secret_once_and_keeps_only_a_digest(client):
    user = ground.user(Role.STAFF)
    client.force_login(user)

    made = client.post(reverse("ui:agenda_link"), {"own": "mijn"}).content.decode()
    again = client.get(reverse("ui:agenda_link")).content.decode()

    kept = CalendarLink.objects.get(user=user)
    token = made.partition("/agenda/")[2].partition(".ics")[0]
    assert kept.own
    assert token
    assert token not in again
    assert token not in kept.digest


def test_calendar_has_days_and_moments_of_its_owner_alone(client):
    user = ground.user(Role.STAFF)
    today = timezone.localdate()
    milestone(lead=user, on=today)
    milestone(lead=ground.user(Role.STAFF), on=today)
    token = make_link(own=True, by=user, at=timezone.now())

    answer = client.get(reverse("ui:agenda_file", args=[token]))

    events = [e for e in Calendar.from_ical(answer.content).walk("VEVENT") if "Mijlpaal" in e["summary"]]
    assert [(e["dtstart"].dt, e["dtend"].dt) for e in events] == [(today, today + timedelta(days=1))]
    assert answer["Cache-Control"] == "private, no-store"
    assert CalendarLink.objects.get(user=user).read_on == today


def test_new_link_ends_the_last_and_taking_it_back_ends_both(client):
    user = ground.user(Role.STAFF)
    first, second = (make_link(own=False, by=user, at=AT) for _ in range(2))

    assert read_link(first, DAY) is None
    assert read_link(second, DAY).user == user

    end_link(by=user, at=AT)

    assert client.get(reverse("ui:agenda_file", args=[second])).status_code == 404


@pytest.mark.parametrize("change", [{"is_active": False}, {"roles": []}])
def test_who_left_reads_nothing_any_more(client, change):
    user = ground.user(Role.STAFF)
    token = make_link(own=False, by=user, at=AT)
    type(user).objects.filter(pk=user.pk).update(**change)

    assert client.get(reverse("ui:agenda_file", args=[token])).status_code == 404


def test_other_staff_makes_and_ends_only_its_own(client):
    user, other = ground.user(Role.STAFF), ground.user(Role.STAFF)
    token = make_link(own=False, by=user, at=AT)
    client.force_login(other)

    client.post(reverse("ui:agenda_link_end"))

    assert read_link(token, DAY).user == user
