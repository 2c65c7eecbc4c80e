"""What everybody reads about calls: dates, conditions, questions, calendar, eligibility."""

import datetime as dt
import re

import pytest
import time_machine
from icalendar import Calendar

from calls.deadline.extension import extend_round
from calls.models import Application, PolicyDomain, Theme
from calls.questionnaire import default_form
from calls.questionnaire.default_form import CHECKS
from pio_portal.accounts.enums import Role
from tests.factories import calls as make
from tests.factories import questionnaires as forms
from tests.factories.ground import member, user
from tests.pages import text
from tests.queries import steady

AT, DAY = make.AT, make.DAY
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT)]


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
    assert (
        "Behoefte Is het probleem helder, belangrijk en door gebruikers gedragen? U hebt hier minstens 2 op 5 nodig. 27,3 %"
        in page
    )


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
    assert [e.decoded("dtend") for e in events] == [r.closes_at for r in call.rounds.all()]


def test_an_extended_round_is_a_later_version_of_the_same_event_and_ends_after_it_begins(client):
    call = make.call()
    address = f"{call.get_absolute_url()}agenda.ics"
    before = {e["UID"]: e for e in Calendar.from_ical(client.get(address).content).walk("VEVENT")}
    moved = call.rounds.get(number=2)
    until = moved.closes_at + DAY

    extend_round(round=moved, until=until, reason="Storing", by=user(Role.LEAD), at=AT)

    after = {e["UID"]: e for e in Calendar.from_ical(client.get(address).content).walk("VEVENT")}
    assert after.keys() == before.keys()
    changed = [uid for uid in after if after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"]]
    assert [after[uid].decoded("DTEND") for uid in changed] == [until]
    assert all(e.decoded("DTSTART") < e.decoded("DTEND") for e in after.values())
    assert {e["STATUS"] for e in after.values()} == {"CONFIRMED"}
    assert all(after[uid].decoded("DTSTAMP") >= before[uid].decoded("DTSTAMP") for uid in after)


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


# The way to a new application


def without_checks():
    return forms.published(name="Zonder controle", data={"sections": default_form.DEFINITION["sections"]})


def check(client, call, **answers):
    given = {c["key"]: "ja" for c in CHECKS} | answers | {"controleer": "1"}
    return client.get(f"{call.get_absolute_url()}kom-ik-in-aanmerking/", given).content.decode()


def primary(page):
    """The one button that stands out."""
    return [text.strip() for text in re.findall(r'class="btn btn-primary"[^>]*>([^<]+)<', page)]


def test_start_leads_through_the_check(client):
    call = make.call()
    way_in = f'href="{call.get_absolute_url()}kom-ik-in-aanmerking/"'
    assert way_in in client.get(call.get_absolute_url()).content.decode()
    assert way_in in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("answers", "buttons"),
    [({}, ["Aanvraag beginnen"]), ({"trekker": "nee"}, ["Toch een aanvraag beginnen"]), ({"publiek": "nee"}, [])],
)
def test_the_result_has_one_way_to_begin_and_a_hard_no_has_none(client, answers, buttons):
    page = check(client, make.call(), **answers)
    assert primary(page) == buttons
    assert ("oproep=" in page) == bool(buttons)


def test_a_call_whose_form_has_no_checks_shows_none(client):
    call = make.call(form=without_checks())
    assert client.get(f"{call.get_absolute_url()}kom-ik-in-aanmerking/").url == call.get_absolute_url()
    page = client.get(call.get_absolute_url()).content.decode()
    assert f'href="/mijn/aanvragen/nieuw/?oproep={call.code}"' in page
    assert "in aanmerking komt" not in page


def test_who_comes_straight_to_the_form_is_offered_the_check_and_not_blocked(client):
    client.force_login(member())
    call = make.call()
    page = text(client.get(f"/mijn/aanvragen/nieuw/?oproep={call.code}"))
    assert "Doe eerst de controle." in page
    assert "Voor welke organisatie vraagt u aan?" in page
    assert "Doe eerst" not in text(client.get(f"/mijn/aanvragen/nieuw/?oproep={call.code}&nagekeken=1"))


# Thematic calls, and several at once


def thematic(name="energie", **fields):
    return make.call(kind="thematic", theme=Theme.objects.get(name=name), **fields)


def test_a_theme_is_shown_on_public_pages(client):
    call = thematic(title="Oproep warmte")
    for address in (call.get_absolute_url(), "/oproepen/"):
        assert "Thematische oproep · energie" in text(client.get(address))
    assert "Thema: energie" in text(client.get("/"))


def test_the_theme_of_a_thematic_call_is_preset_and_fixed(client):
    applicant = member()
    client.force_login(applicant)
    call, other = thematic(), Theme.objects.exclude(name="energie").first()
    page = client.get(f"/mijn/aanvragen/nieuw/?oproep={call.code}").content.decode()
    assert re.search(r'<select name="theme"[^>]*disabled', page)
    values = {"organisation": applicant.organisations.get().pk, "round": call.rounds.get(number=2).pk, "title": "Warm"}
    values |= {"theme": other.pk, "policy_domain": PolicyDomain.objects.first().pk, "partners": ""}
    client.post(f"/mijn/aanvragen/nieuw/?oproep={call.code}", values)
    application = Application.objects.get()
    assert application.theme == call.theme
    client.post(f"/mijn/aanvragen/{application.ref}/basis/", {**values, "title": "Warmer"})
    application = Application.objects.get()
    assert (application.title, application.theme) == ("Warmer", call.theme)


def test_with_several_calls_one_chooses(client):
    first, second = make.call(title="Open oproep"), thematic(title="Oproep warmte")
    home = client.get("/").content.decode()
    assert primary(home)[0] == "Kies een oproep"
    assert first.title in home
    assert second.title in home
    client.force_login(member())
    assert 'href="/mijn/aanvragen/nieuw/"' in client.get("/mijn/aanvragen/").content.decode()
    page = text(client.get("/mijn/aanvragen/nieuw/"))
    assert "Voor welke oproep vraagt u aan?" in page
    assert "Oproep warmte Thematische oproep · energie" in page
    assert "Voor welke organisatie" in text(client.get(f"/mijn/aanvragen/nieuw/?oproep={second.code}"))


def test_the_pages_of_several_calls_need_as_many_queries(client):
    for _ in range(2):
        make.call()
    client.force_login(member())
    addresses = ("/", "/oproepen/", "/mijn/aanvragen/nieuw/", "/mijn/aanvragen/", "/mijn/")
    with steady(client, *addresses, at_most=17):
        for _ in range(4):
            make.call()
