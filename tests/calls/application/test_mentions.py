"""A colleague who is named in a message or a note finds it on Vandaag, until they open it."""

import pytest
from playwright.sync_api import expect

from calls.assessment.conflicts import declare_interest
from pio_portal.accounts.enums import Role
from pio_portal.change import Refused
from pio_portal.correspondence.models import Mention
from pio_portal.correspondence.today import mentions
from pio_portal.correspondence.workflow.mentions import mentioned_in
from pio_portal.correspondence.workflow.messages import send_message
from pio_portal.correspondence.workflow.notes import change_note, write_note
from tests.factories import assessment as make
from tests.factories.ground import user
from tests.pages import client_of, markup, with_session_of

AT, DAY = make.AT, make.DAY
pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.LATER)]


@pytest.fixture
def bart(an):
    return user(Role.LEAD, name="Bart De Wilde")


def asked_of(who) -> list[str]:
    return [item.url for item in mentions(who, make.LATER)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vraag het @Bart De Wilde.", ["Bart De Wilde"]),
        ("@bart de wilde, @An?", ["Bart De Wilde", "An Peeters"]),
        ("@Bart De Wildeman", ["Bart De Wilde"]),
        ("@Bart: kijk jij?", ["Bart De Wilde"]),
        ("Schrijf naar info@bart.be of @Barto.", []),
        ("@Tom, en @ alleen", []),
        ("@Lien", []),
        ("@Lien Maes", ["Lien Maes"]),
        ("@Noor D'Hondt en @RENEE.", ["Noor D’Hondt", "Renée Claes"]),
    ],
)
def test_somebody_is_named_by_the_whole_name_or_by_a_first_name_of_one_only(an, bart, text, names):
    user(Role.STAFF, name="Lien Maes")
    user(Role.STAFF, name="Lien Smets")
    user(Role.STAFF, name="Noor D’Hondt")
    user(Role.STAFF, name="Renée Claes")
    user(Role.COMMUNICATION, name="Tom Goossens")

    assert [one.name for one in mentioned_in(text)] == names


def test_a_note_stands_on_vandaag_of_who_is_named_until_it_is_read(application, an, bart):
    notes = f"/beheer/aanvragen/{application.ref}/notities/"
    said = client_of(an).post(notes, {"text": "Kijk jij dit na, @Bart?"}, follow=True)
    assert "Uw notitie staat erbij, en op Vandaag van Bart De Wilde." in markup(said)
    assert "An Peeters noemt u in" in markup(client_of(bart).get("/beheer/"))
    assert (asked_of(bart), asked_of(an)) == ([notes], [])

    client_of(bart).get(notes)

    assert asked_of(bart) == []


def test_a_message_of_pio_names_colleagues_and_one_of_an_applicant_does_not(application, an, bart):
    send_message(about=application, text="@Bart De Wilde, ter info", by=application.submitted_by, at=AT)
    assert not Mention.objects.exists()

    desk = f"/beheer/aanvragen/{application.ref}/berichten/"
    said = client_of(an).post(desk, {"text": "@Bart De Wilde volgt dit op."}, follow=True)

    assert "Het staat ook op Vandaag van Bart De Wilde." in markup(said)
    assert asked_of(bart) == [desk]
    client_of(bart).get(desk)
    assert asked_of(bart) == []


def test_a_changed_note_asks_again_only_who_was_not_named_before(application, an, bart):
    note = write_note(about=application, text="@Bart, kijk jij?", by=an, at=AT)
    lien = user(Role.STAFF, name="Lien Smets")

    change_note(note=note, text="@Bart of @Lien, kijken jullie?", by=an, at=AT)

    assert list(Mention.objects.order_by("pk").values_list("user__name", flat=True)) == [bart.name, lien.name]


def test_who_has_an_interest_cannot_be_asked_and_is_no_longer(application, an, bart):
    write_note(about=application, text="@Bart?", by=an, at=AT)
    declare_interest(application=application, reason="Mijn zus werkt er.", by=bart, at=AT + DAY)

    assert asked_of(bart) == []
    with pytest.raises(Refused, match="Bart De Wilde kan dit dossier niet lezen"):
        write_note(about=application, text="@Bart nog eens?", by=an, at=AT + DAY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place", ["notities/", "berichten/"])
def test_who_types_an_at_sign_chooses_a_colleague(application, place, page, live_server):
    me, _other = user(Role.STAFF, name="Zoë Aerts"), user(Role.LEAD, name="Noor D’Hondt")
    page.clock.install()
    with_session_of(client_of(me), page, live_server).goto(f"/beheer/aanvragen/{application.ref}/{place}")
    text, choices = page.locator("[data-colleagues]"), page.locator(".suggestions button")

    text.press_sequentially("Mail info@noor.be en vraag @zoe")
    expect(choices).to_have_text(["Zoë Aerts"])
    for _letter in "zoe":
        text.press("Backspace")
    text.press_sequentially("d'h")
    expect(choices).to_have_text(["Noor D’Hondt"])
    text.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(text).to_be_focused()
    expect(text).to_have_value("Mail info@noor.be en vraag @Noor D’Hondt ")
    expect(choices).to_have_count(0)
    text.press_sequentially("of @zo")
    page.clock.run_for(1_000)  # what waited to put the first list away, as the focus left, leaves this one
    expect(choices).to_have_count(1)
    page.keyboard.press("Escape")
    expect(choices).to_have_count(0)
    expect(text).to_have_value("Mail info@noor.be en vraag @Noor D’Hondt of @zo")


def test_an_applicant_is_not_told_who_works_at_pio(application, an):
    assert "data-colleagues" not in markup(
        client_of(application.submitted_by).get(f"/mijn/aanvragen/{application.ref}/berichten/")
    )
