"""A round at a glance: each step counts what its list shows, what is late is told, and earlier years say what to expect."""

import datetime as dt

import pytest

from calls.call.forecast import forecast
from calls.call.workflow import Period
from calls.enums import ApplicationStatus as Status
from calls.enums import CallKind
from calls.models import Theme
from calls.selection.cockpit import cockpit_of
from pio_portal.accounts.enums import Role
from tests.factories import assessment as make
from tests.factories import calls
from tests.factories.ground import user
from tests.pages import client_of, text

AT, LATER, DAY, TODAY = make.AT, make.LATER, make.DAY, make.TODAY
pytestmark = [pytest.mark.django_db, pytest.mark.moment(LATER)]


@pytest.fixture
def shown():
    """Eight that were handed in: one of each that matters, with a draft decision, a late advice, a late completion."""
    first = make.advised().application
    within = {"within": first.call}
    make.drafted(first)
    late = make.application(Status.ELIGIBLE, **within)
    make.advised(late)
    make.assignment(late, due_on=TODAY - DAY)
    make.application(**within)
    make.ask_to_complete(make.application(**within), due_on=TODAY - DAY)
    for status in (Status.SELECTED, Status.INELIGIBLE, Status.WITHDRAWN, Status.VOID):
        make.application(status, **within)
    make.application(Status.DRAFT, **within)
    make.application()  # of another call
    return first.round


def test_the_steps_count_how_far_the_round_is(shown):
    steps = cockpit_of(shown, user(Role.STAFF), TODAY).steps
    assert [(str(s.label), s.done, s.of, s.left) for s in steps] == [
        ("ingediend", 6, None, ""),
        ("ontvankelijk", 3, 6, "2 nog na te gaan"),
        ("adviezen", 2, 3, "wacht op 1 advies"),
        ("ontwerpen", 3, 6, "3 zonder ontwerp"),
        ("gepubliceerd", 2, 6, "4 nog niet beslist"),
    ]


def test_a_step_links_to_the_list_of_what_it_counts(shown):
    staff = user(Role.STAFF)
    desk, (submitted, checked, advised, drafted, published) = client_of(staff), cockpit_of(shown, staff, TODAY).steps
    counted = {
        submitted.url: 8,  # with the one that was withdrawn and the one that is void
        checked.url: checked.done,
        checked.left_url: 2,
        advised.left_url: 1,
        drafted.left_url: 3,
        published.url: published.done,
    }
    for url, number in counted.items():
        assert desk.get(url).context["table"].paginator.count == number, url
    for url in (advised.url, drafted.url, published.left_url):
        assert desk.get(url).status_code == 200


def test_what_is_late_is_told_with_its_list(shown):
    staff = user(Role.STAFF)
    late = cockpit_of(shown, staff, TODAY).late
    assert [one.text for one in late] == ["1 advies is laat", "1 aanvulling is laat"]
    for one in late:
        assert client_of(staff).get(one.url).context["table"].paginator.count == 1
    assert cockpit_of(shown, staff, TODAY - DAY).late == []


def test_a_round_without_applications_has_nothing_to_do():
    steps = cockpit_of(calls.call().rounds.get(number=1), user(Role.STAFF), TODAY).steps
    assert [(s.done, s.left, s.is_done) for s in steps] == [(0, "", False)] * 5


def test_what_a_colleague_has_an_interest_in_is_not_counted_for_that_colleague(shown):
    staff = user(Role.STAFF)
    application = shown.applications.filter(status=Status.SELECTED).get()
    application.conflicts.create(user=staff, reason="Mijn zus werkt er.", declared_at=AT)
    assert cockpit_of(shown, staff, TODAY).steps[0].done == 5


def test_the_page_of_the_round_shows_its_steps_and_what_is_late(shown):
    page = text(client_of(user(Role.STAFF)).get(f"/beheer/oproepen/{shown.call.code}/indiendata/{shown.number}/"))
    assert "6 ingediend 3 /6 ontvankelijk 2 nog na te gaan 2 /3 adviezen wacht op 1 advies" in page
    assert "Te laat: 1 advies is laat , 1 aanvulling is laat" in page


# What to expect


def noon(year, month):
    return dt.datetime(year, month, 1, 11, tzinfo=dt.UTC)


def open_call(year, *months, numbers=()):
    """A call with a date in each of these months, and so many applications on each."""
    rounds = [Period(noon(year, month) - 20 * DAY, noon(year, month)) for month in months]
    made = calls.call(year=year, rounds=rounds, at=rounds[0].opens_at - DAY)
    for round_, number in zip(made.rounds.order_by("number"), numbers, strict=False):
        for _n in range(number):
            written = calls.application(round=round_, at=round_.opens_at)
            calls.in_state(written, Status.SUBMITTED, at=round_.closes_at - DAY)
    return made


def test_a_date_is_expected_to_bring_what_the_same_date_brought_in_years_with_as_many_dates():
    open_call(2023, 3, 6, 10, numbers=(2, 0, 1))
    open_call(2024, 3, 10, numbers=(9, 9))
    open_call(2025, 3, 6, 10, numbers=(4, 1, 1))
    this = open_call(2026, 2, 6, 10, numbers=(3,))

    found = forecast(this, LATER)

    assert [(e.round.number, e.came_in, e.mean, e.low, e.high, e.is_over) for e in found] == [
        (1, 3, 3.0, 2, 4, True),
        (2, 0, 0.5, 0, 1, False),
        (3, 0, 1.0, 1, 1, False),
    ]
    assert found[0].years == [2023, 2025]


def test_without_years_of_as_many_dates_a_year_is_spread_evenly():
    open_call(2025, 3, 10, numbers=(4, 2))
    found = forecast(open_call(2026, 2, 6, 10), LATER)
    assert [(e.mean, e.years) for e in found] == [(2.0, [2025])] * 3


def test_without_earlier_years_nothing_is_known():
    found = forecast(open_call(2026, 2, 6), LATER)
    assert [(e.mean, e.low, e.high, e.years) for e in found] == [(None, None, None, [])] * 2


def test_a_thematic_call_is_not_compared():
    open_call(2025, 3, numbers=(2,))
    theme = Theme.objects.get_or_create(name="Energie")[0]
    assert forecast(calls.call(kind=CallKind.THEMATIC, theme=theme), LATER) == []


def test_the_page_of_the_round_tells_what_to_expect():
    open_call(2025, 3, 6, numbers=(2, 1))
    this = open_call(2026, 2, 6, numbers=(1,))
    page = text(client_of(user(Role.STAFF)).get(f"/beheer/oproepen/{this.code}/indiendata/2/"))
    assert "Verwachte drukte per indiendatum" in page
    assert "van de afgelopen jaren: 2025." in page
