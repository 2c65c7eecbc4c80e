"""What everybody reads about calls: dates, conditions, questions, calendar, eligibility."""

import datetime as dt

import pytest
import time_machine
from icalendar import Calendar

from calls.default_form import CHECKS
from pio_portal.accounts.enums import Role
from tests.calls.test_views_applicant import text
from tests.factories import calls as make
from tests.factories.ground import user

AT, DAY = make.AT, make.DAY
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(AT, tick=False):
        yield


def test_call_shows_past_next_and_later_dates_with_the_zone(client):
    make.submitted(within=make.call(code="PIO-2026", title="Open oproep 2026"))
    page = text(client.get("/oproepen/PIO-2026/"))
    assert "Voorbij 31 januari 2026" in page
    assert "Nog 20 dagen 22 maart 2026 om 10.00 uur, tijd van Brussel · in uw agenda" in page
    assert "Later 21 mei 2026" in page


def test_call_counts_what_was_handed_in_and_not_the_drafts(client):
    call = make.call()
    make.submitted(within=call)
    make.application(within=call)
    with time_machine.travel(AT + 30 * DAY, tick=False):
        assert "22 maart 2026 1 aanvraag ingediend" in text(client.get(call.get_absolute_url()))


def test_call_shows_criteria_and_every_question(client):
    call = make.call()
    page = text(client.get(call.get_absolute_url()))
    for section in call.form.definition["sections"]:
        for question in section["fields"]:
            assert question["label"] in page
    assert "Behoefte Is het probleem helder, belangrijk en door gebruikers gedragen? 3 / 11 minstens 2 op 5" in page


def test_call_in_preparation_is_for_the_programme_only(client):
    call = make.call(published=False)
    assert client.get(call.get_absolute_url()).status_code == 404
    client.force_login(user(Role.STAFF))
    page = client.get(call.get_absolute_url())
    assert page.status_code == 200
    assert "Start een aanvraag" not in text(page)


@pytest.mark.parametrize("code", ["PIO-1999", "x%00y"])
def test_unknown_call_does_not_exist(client, code):
    assert client.get(f"/oproepen/{code}/").status_code == 404


def test_list_separates_current_from_past(client):
    current, past = make.call(title="Die loopt"), make.call(title="Die voorbij is", at=AT - 400 * DAY)
    make.call(title="Die nog geheim is", published=False)
    page = text(client.get("/oproepen/"))
    assert page.index(current.title) < page.index("Vorige oproepen") < page.index(past.title)
    assert "geheim" not in page


def test_list_without_a_call_says_so(client):
    assert "Er loopt nu geen oproep" in text(client.get("/oproepen/"))


def test_home_shows_the_three_dates(client):
    call = make.call()
    page = text(client.get("/"))
    assert f"{call.title} : drie indiendata" in page or f"{call.title}: drie indiendata" in page
    assert "Nog 20 dagen" in page


def test_calendar_has_each_closing_moment(client):
    call = make.call()
    response = client.get(f"{call.get_absolute_url()}agenda.ics")
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert [e.decoded("dtstart") for e in events] == [r.closes_at for r in call.rounds.all()]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Ja, u kunt een aanvraag indienen."),
        ({"trekker": "nee"}, "Misschien. Neem eerst contact met ons op."),
        ({"publiek": "nee"}, "Nee, met deze antwoorden komt u niet in aanmerking."),
        ({"delen": ""}, "Beantwoord alle vragen"),
        ({"delen": "misschien"}, "Beantwoord alle vragen"),
    ],
)
def test_eligibility_says_yes_maybe_no_or_what_is_missing(client, answers, sentence):
    given = {c["key"]: "ja" for c in CHECKS} | answers
    page = text(client.get(f"{make.call().get_absolute_url()}kom-ik-in-aanmerking/", {**given, "controleer": "1"}))
    assert sentence in page


def test_dates_say_when_the_next_round_opens(client):
    call = make.call()
    with time_machine.travel(AT + 30 * DAY, tick=False):
        assert "Opent op 11 apr 2026" in text(client.get(call.get_absolute_url()))


def test_last_hours_are_counted_in_hours(client):
    call = make.call()
    with time_machine.travel(call.rounds.get(number=2).closes_at - dt.timedelta(hours=3), tick=False):
        assert "Nog 3 uur" in text(client.get(call.get_absolute_url()))
