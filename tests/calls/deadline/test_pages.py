"""/beheer/oproepen/<code>/indiendata/<n>/: how a round fills, more time, news, reminders."""

import datetime as dt

import pytest
import time_machine

from calls.application.writing import save_section
from calls.deadline.reminders import remind_of_closing
from calls.models import Announcement, Extension, Reminder, Round
from pio_portal.accounts.enums import Role
from tests.factories import calls as make
from tests.factories.ground import member, user
from tests.pages import text
from tests.queries import steady

AT, DAY = make.AT, make.DAY
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT)]


@pytest.fixture
def draft():
    manager = member()
    return make.application(of=manager.organisations.get(), by=manager, within=make.call(code="PIO-2026"))


ROUND = "/beheer/oproepen/PIO-2026/indiendata/2/"


def test_the_page_shows_who_writes_and_how_far_and_nothing_of_what_they_write(client, lead, draft):
    save_section(
        application=draft, section="contact", values=make.COMPLETE["contact"], version=0, by=draft.created_by, at=AT
    )
    answer = client.get(ROUND)
    page, shown = answer.content.decode(), text(answer)
    assert f"{draft.title}" in shown
    assert f"{draft.ref} · {draft.organisation}" in shown
    assert draft.created_by.email in shown
    assert "1 van 6" in shown
    assert make.COMPLETE["contact"]["projectleider"] not in page
    assert "Nog 20 dagen" in shown


def test_the_page_counts_what_came_in_per_day(client, lead, draft):
    for _ in range(2):
        make.submitted(within=draft.call)
    shown = text(client.get(ROUND))
    assert "2 ingediend" in shown
    assert "De meeste aanvragen (2) kwamen binnen op 2 mrt 2026." in shown
    assert "2 mrt 2026 3 2" in shown


def test_the_page_says_which_reminders_left(client, lead, draft):
    remind_of_closing(draft.round.closes_at - 7 * DAY)
    with time_machine.travel(draft.round.closes_at - 3 * DAY, tick=False):
        shown = text(client.get(ROUND))
    assert "7 dagen voor de sluiting 1 aanvraag herinnerd" in shown
    assert "2 dagen voor de sluiting 20 mrt 2026 om 10.00 uur" in shown


def test_verlengen_moves_the_closing_in_brussels_time(client, lead, draft):
    page = client.get(f"{ROUND}verlengen/").content.decode()
    assert "krijgt een mail met de nieuwe datum en uw reden" in page
    answer = client.post(
        f"{ROUND}verlengen/",
        {"until": "2026-03-29T03:30", "reason": "Storing", "seen": draft.round.closes_at.isoformat()},
    )
    assert answer.url == ROUND
    assert Round.objects.get(pk=draft.round_id).closes_at == dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)
    shown = text(client.get(ROUND))
    assert "Iedereen tot 29 mrt 2026 om 03.30 uur Storing" in shown
    assert f"{lead.name} verlengde de indiendatum" in shown


@pytest.mark.parametrize("hour", ["2026-03-29T02:30", "2026-10-25T02:30"])
def test_an_hour_that_does_not_exist_or_exists_twice_is_refused(client, lead, draft, hour):
    answer = client.post(f"{ROUND}verlengen/", {"until": hour, "reason": "Een lange storing"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kies een uur voor 2 of vanaf 3 uur." in text(answer)
    assert "Een lange storing" in page
    assert not Extension.objects.exists()


@pytest.mark.parametrize(("hour", "moment"), [("2026-10-25T01:59", 23), ("2026-10-25T03:00", 2)])
def test_the_hours_around_the_change_of_the_clock_are_read_as_they_are(client, lead, hour, moment):
    at = dt.datetime(2026, 10, 20, 9, tzinfo=dt.UTC)
    make.call(code="PIO-2026", at=at, rounds=[make.Period(at - DAY, at + DAY)])
    with time_machine.travel(at, tick=False):
        client.post("/beheer/oproepen/PIO-2026/indiendata/1/verlengen/", {"until": hour, "reason": "Storing"})
    assert Extension.objects.get().until.hour == moment


def test_what_was_typed_stays_when_a_colleague_extended_meanwhile(client, lead, draft):
    seen = draft.round.closes_at
    values = {"until": "2026-03-25T12:00", "reason": "Storing", "seen": seen.isoformat()}
    client.post(f"{ROUND}verlengen/", values)
    answer = client.post(f"{ROUND}verlengen/", values | {"until": "2026-03-27T12:00", "reason": "Nog een storing"})
    assert answer.status_code == 422
    assert "Een collega verplaatste de sluiting intussen naar 25 mrt 2026 om 12.00 uur" in text(answer)
    assert "Nog een storing" in answer.content.decode()
    assert Extension.objects.count() == 1


def test_uitstel_is_for_staff_too(client, draft):
    client.force_login(user(Role.STAFF))
    address = f"{ROUND}uitstel/{draft.ref}/"
    assert draft.title in client.get(address).content.decode()
    client.post(address, {"until": "2026-04-20T12:00", "reason": "Ziekte van de projectleider"})
    assert "uitstel tot 20 apr 2026 om 12.00 uur" in text(client.get(ROUND))
    assert client.get(f"{ROUND}verlengen/").status_code == 403


def test_uitstel_for_an_application_of_another_round_does_not_exist(client, lead, draft):
    other = make.application()
    assert client.get(f"{ROUND}uitstel/{other.ref}/").status_code == 404


def test_a_colleague_with_a_conflict_sees_no_draft(client, draft):
    staff = user(Role.STAFF, Role.ADVISER)
    draft.conflicts.create(user=staff, reason="Mijn broer werkt er", declared_at=AT)
    client.force_login(staff)
    assert draft.title not in client.get(ROUND).content.decode()
    assert client.get(f"{ROUND}uitstel/{draft.ref}/").status_code == 404


def test_aankondigen_plans_news_and_wegnemen_takes_it_away(client, lead, draft):
    assert "nu 1 persoon." in text(client.get(f"{ROUND}aankondigen/"))
    client.post(
        f"{ROUND}aankondigen/",
        {"title": "Infosessie", "text": "Online.", "publish_at": "2026-03-09T10:00", "by_mail": "on"},
    )
    shown = text(client.get(ROUND))
    assert "Infosessie Gepland" in shown
    assert "De mail vertrekt wanneer de aankondiging publiek is." in shown
    client.post(f"{ROUND}aankondigingen/{Announcement.objects.get().pk}/wegnemen/")
    assert not Announcement.objects.exists()


def test_herinneringen_are_chosen_with_boxes(client, lead, draft):
    page = client.get(f"{ROUND}herinneringen/").content.decode()
    assert page.count("checked") == 3
    client.post(f"{ROUND}herinneringen/", {"hours": ["48", "1"]})
    assert Round.objects.get(pk=draft.round_id).reminder_hours == [48, 1]
    client.post(f"{ROUND}herinneringen/", {})
    assert Round.objects.get(pk=draft.round_id).reminder_hours == []


@pytest.mark.parametrize("number", ["7", "99999999999999999999"])
def test_a_round_that_does_not_exist_is_404(client, lead, draft, number):
    assert client.get(f"/beheer/oproepen/PIO-2026/indiendata/{number}/").status_code == 404


def test_a_closed_round_offers_to_open_it_for_an_hour(client, lead, draft):
    for late, offered in ((dt.timedelta(minutes=59), True), (dt.timedelta(hours=1), False)):
        with time_machine.travel(draft.round.closes_at + late, tick=False):
            page = client.get(ROUND).content.decode()
        assert ("Heropenen" in page, "Te laat" in page) == (offered, True)


@pytest.mark.parametrize(
    ("page", "at_most"),
    [("", 20), ("verlengen/", 5), ("aankondigen/", 5), ("herinneringen/", 4), ("uitstel/{ref}/", 8)],
)
def test_queries(client, lead, draft, page, at_most):
    address = ROUND + page.format(ref=draft.ref)
    with steady(client, address, at_most=at_most):
        for _ in range(29):
            more = make.application(within=draft.call)
            more.reminders.create(kind="closing", due_at=more.round.closes_at, hours=48, sent_at=AT)
        for _ in range(15):
            make.submitted(within=draft.call)
        for number in range(29):
            closes = draft.round.closes_at
            Extension.objects.create(
                round=draft.round, was=closes, until=closes + DAY, reason=f"{number}", at=AT, by=lead
            )
            draft.round.announcements.create(
                title=f"Nieuws {number}", text="x", publish_at=AT, created_at=AT, created_by=lead
            )
        assert Reminder.objects.count() == 29
