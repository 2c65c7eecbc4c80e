"""Reopening on the pages: the offer, the warning, the task list, and what staff reads meanwhile."""

import pytest

from calls.application.reopening import UNDER_WAY, keep_at_closing, reopen_application
from calls.application.writing import save_section
from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.correspondence.models import SentMail
from pio_portal.organisations.enums import Level
from tests.factories import assessment as make
from tests.factories.ground import member, user
from tests.pages import client_of, markup

AT, DAY = make.AT, make.DAY
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT + DAY)]
OFFER, REOPEN = "kunt u uw aanvraag heropenen en opnieuw indienen", "Aanvraag heropenen"


@pytest.fixture
def manager(application, karel):
    return client_of(karel)


@pytest.mark.parametrize("page", ["", "ontvangst/"])
@pytest.mark.parametrize("level", [Level.VIEWER, Level.EDITOR, Level.MANAGER])
def test_reopening_is_offered_to_who_may_until_the_closing(application, clock, level, page):
    someone = client_of(member(application.organisation, level))
    address = application.get_absolute_url() + page
    assert (OFFER in markup(someone.get(address))) is (level == Level.MANAGER)
    clock.move_to(application.round.closes_at)
    assert OFFER not in markup(someone.get(address))


def test_the_page_warns_before_it_reopens(application, manager):
    address = application.get_absolute_url() + "heropenen/"
    html = markup(manager.get(address))
    assert "Wat u wijzigt, is niet ingediend tot u opnieuw ondertekent en indient." in html
    assert "Doet u dat niet voor" in html
    assert "7 mrt 2026 om 10.00 uur" in html
    assert "2 mrt 2026 om 10.00 uur" in html
    assert Application.objects.get().status == Status.SUBMITTED
    page = markup(manager.post(address, follow=True))
    assert "Uw aanvraag staat weer open." in page
    assert Application.objects.get().status == Status.REOPENED


def test_who_reopens_twice_finds_it_open_and_is_told_once(application, manager):
    address = application.get_absolute_url() + "heropenen/"
    manager.post(address)
    for again in (manager.get, manager.post):
        assert again(address).url == application.get_absolute_url()
    told = SentMail.objects.filter(kind="application_reopened").count()
    reopen_application(application=application, by=application.submitted_by, at=AT)
    assert SentMail.objects.filter(kind="application_reopened").count() == told > 0
    assert Entry.objects.filter(verb="application_reopened").count() == 1


def test_an_editor_is_told_who_can_reopen(application):
    editor = client_of(member(application.organisation, Level.EDITOR))
    html = markup(editor.get(application.get_absolute_url() + "heropenen/"))
    assert "Alleen een beheerder van uw organisatie kan deze aanvraag heropenen." in html
    assert editor.post(application.get_absolute_url() + "heropenen/").status_code == 403


def test_after_the_closing_it_cannot_be_reopened(application, manager, clock):
    clock.move_to(application.round.closes_at)
    html = markup(manager.get(application.get_absolute_url() + "heropenen/"))
    assert "Deze aanvraag kan niet worden heropend." in html
    refused = manager.post(application.get_absolute_url() + "heropenen/")
    assert (refused.status_code, "Heropenen kan niet meer" in markup(refused)) == (422, True)


def test_the_task_list_says_what_counts_and_how_to_undo(application, manager, karel):
    reopen_application(application=application, by=karel, at=AT + DAY)
    html = markup(manager.get(application.get_absolute_url()))
    assert "Zolang u niet opnieuw indient, telt de versie van" in html
    assert "Nakijken en opnieuw indienen" in html
    assert "Opnieuw indienen kan tot 7 maart 2026 om 10.00 uur" in html
    assert "Heropening ongedaan maken" in html
    kept = markup(manager.post(application.get_absolute_url() + "behouden/", follow=True))
    assert "De heropening is ongedaan gemaakt." in kept
    assert Application.objects.get().status == Status.SUBMITTED


def test_the_overview_asks_for_it_first_and_the_list_says_it(application, manager, karel):
    reopen_application(application=application, by=karel, at=AT + DAY)
    html = markup(manager.get("/mijn/"))
    assert "Heropend en nog niet opnieuw ingediend" in html
    assert "opnieuw indienen tot 7 mrt 2026" in html
    assert "Heropend" in markup(manager.get("/mijn/aanvragen/"))


def test_the_answers_to_check_say_what_changed_since(application, manager, karel):
    reopen_application(application=application, by=karel, at=AT + DAY)
    version = application.answers.get(section="middelen").version
    typed = {"team": "Twee projectleiders."}
    save_section(application=application, section="middelen", values=typed, version=version, by=karel, at=AT + DAY)
    html = markup(manager.get(application.get_absolute_url() + "controle/"))
    assert "Dit wijzigde u sinds u indiende" in html
    assert "Wie werkt eraan mee" in html.split("Dit wijzigde u sinds u indiende")[1][:300]
    assert "kunt u ze daarna nog heropenen" in html


def test_who_submits_too_late_reads_that_the_submitted_version_counts(application, manager, karel, clock):
    reopen_application(application=application, by=karel, at=AT + DAY)
    signed = {
        "signer_name": "Karel Maes",
        "signer_function": "Directeur",
        "agreed": "on",
        "key": "k2",
        "seen": "anders",
    }
    clock.move_to(application.round.closes_at)
    late = manager.post(application.get_absolute_url() + "controle/", signed)
    assert (late.status_code, "De versie die u daarvoor indiende, telt." in markup(late)) == (422, True)
    clock.move_to(application.round.closes_at + UNDER_WAY)
    keep_at_closing(application.round.closes_at + UNDER_WAY)
    gone = manager.post(application.get_absolute_url() + "controle/", signed, follow=True)
    assert "De antwoorden op uw scherm zijn niet ingediend." in markup(gone)
    assert Application.objects.get().revisions.count() == 1


def test_staff_reads_that_it_is_reopened_and_until_when(application, karel):
    reopen_application(application=application, by=karel, at=AT + DAY)
    html = markup(client_of(user(Role.STAFF)).get(application.get_staff_url()))
    assert "De aanvrager wijzigt de aanvraag, tot 7 mrt 2026 om 10.00 uur (Brussel)." in html
    assert "Heropend" in html
