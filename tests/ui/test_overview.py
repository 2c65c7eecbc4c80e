"""`/mijn/`: what PIO and colleagues ask, by its last day, how far drafts are, and where a first visit leads."""

import pytest

from calls.application.completion import request_info
from calls.application.signing import ask_signature
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.workflow.messages import send_message
from pio_portal.organisations.enums import Level
from tests.factories import calls, partners, projects
from tests.factories.ground import asking, member, organisation, user
from tests.pages import client_of, text
from tests.queries import steady

AT, DAY = calls.AT, calls.DAY
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT)]


@pytest.fixture
def manager():
    return member(name="Karel Maes")


@pytest.fixture
def of(manager):
    return manager.organisations.get()


def overview(person) -> str:
    return text(client_of(person).get("/mijn/"))


def completion(of, by, *, due_on, **fields):
    application = calls.submitted(of=of, by=by, **fields)
    pio = user(Role.STAFF)
    request_info(application=application, reason="Meer.", due_on=due_on, sections=[], by=pio, at=AT)
    return application


def test_everything_that_is_asked_stands_on_top_by_its_last_day(of, manager):
    later = completion(of, manager, due_on=AT.date() + 9 * DAY, title="Later aan te vullen")
    completion(of, manager, due_on=AT.date() + 2 * DAY, title="Eerst aan te vullen")
    draft = calls.application(of=of, by=manager, complete=True, title="Te ondertekenen")
    ask_signature(application=draft, by=member(of, Level.EDITOR, name="Nora Claes"), at=AT)
    partners.invitation(of=calls.application(title="Samen"), to=of)
    asking(of)
    projects.put_to_client(projects.project(client=of, of={"title": "Te bevestigen"}))
    send_message(about=later, text="Hoe gaat het?", key="k", by=user(Role.STAFF), at=AT)

    page = overview(manager)
    asked = page[page.index("Wat we van u vragen") : page.index("Uw aanvragen")]
    order = ["Eerst aan te vullen", "ten laatste op 4 mrt 2026", "Later aan te vullen", "ten laatste op 11 mrt 2026"]
    order += ["Nora Claes vraagt om te ondertekenen", "ten laatste op 22 mrt 2026"]
    places = [asked.index(part) for part in order]
    assert places == sorted(places)
    for part in ("Samen", "vraagt toegang", "bevestigen", "1 nieuw bericht"):
        assert part in asked


def test_completion_that_is_late_says_so(of, manager):
    completion(of, manager, due_on=AT.date() + DAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("calls.home.timezone.localdate", lambda _now: AT.date() + 2 * DAY)
        assert "Te laat" in overview(manager)


def test_who_may_not_do_it_is_not_asked(of, manager):
    completion(of, manager, due_on=AT.date() + DAY)
    asking(of)
    assert "Wat we van u vragen" not in overview(member(of, Level.VIEWER))
    assert "vraagt toegang" not in overview(member(of, Level.EDITOR))


def test_draft_says_how_far_it_is(of, manager):
    calls.application(of=of, by=manager, complete=True)
    assert "6 van 6 onderdelen volledig" in overview(manager)


def test_first_visit_leads_to_the_organisation(db):
    page = overview(user())
    assert "Zo begint u Uw account Klaar" in page
    assert "Zoek uw organisatie" in page
    assert "Uw aanvragen" not in page


def test_visit_while_access_is_asked_says_what_is_waited_for(db):
    row = asking(organisation(name="Stad Halle"))
    assert "U vroeg toegang tot Stad Halle." in overview(row.user)


def test_visit_without_an_application_leads_to_the_call(of, manager):
    call = calls.call(title="Open oproep 2026")
    page = client_of(manager).get("/mijn/")
    assert "Begin een aanvraag voor Open oproep 2026" in text(page)
    assert f"/oproepen/{call.code}/" in page.content.decode()


def test_overview_asks_as_much_for_many_as_for_one(of, manager):
    client = client_of(manager)

    def one_more(days):
        completion(of, manager, due_on=AT.date() + days * DAY)
        calls.application(of=of, by=manager)
        asking(of)

    one_more(1)
    with steady(client, "/mijn/", at_most=30):
        for days in range(2, 7):
            one_more(days)
