import datetime as dt
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from consultations.enums import ConsultationStatus as Status
from consultations.models import MarketConsultation
from consultations.today import to_conclude
from pio_portal.accounts.enums import Role
from pio_portal.registrations.enums import RegistrationStatus as State
from pio_portal.registrations.models import Registration
from pio_portal.registrations.workflow.registering import cancel_registration
from tests.factories import consultations as make
from tests.factories.ground import member, user
from tests.files import pdf
from tests.pages import markup
from tests.queries import steady, steady_each
from tests.transitions import ROLES

AT, AFTER, STARTS = make.AT, make.AFTER, make.STARTS
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT)]
PERSON = {"email": "ilse@lumen.test", "name": "Ilse", "sector": "enterprise", "organisation_name": "Lumen bv"}


def register_url(consultation) -> str:
    return f"/marktconsultaties/{consultation.slug}/inschrijven/"


# The public


def test_list_shows_announced_and_past_and_no_drafts(client):
    make.consultation(title="Straks", capacity=40)
    make.consultation(title="In opmaak", status=Status.DRAFT)
    past = {"starts_at": AT - dt.timedelta(days=60), "ends_at": AT - dt.timedelta(days=59)}
    make.consultation(title="Besloten", status=Status.CONCLUDED, at=AT - dt.timedelta(days=90), **past)

    page = markup(client.get("/marktconsultaties/"))

    assert "Straks" in page
    assert "0 ingeschreven, nog 40 plaatsen" in page
    assert page.index("Straks") < page.index("Besloten")
    assert "In opmaak" not in page


@pytest.mark.parametrize(("moment", "told"), [(AT, True), (STARTS, False)])
def test_a_project_mentions_the_consultation_that_one_can_still_join(client, moment, told):
    project = make.client_project(published=True, need="Lampen die meten.")
    joined = make.consultation(title="Wat kan de markt?", project=project)
    make.consultation(title="Nog niet aangekondigd", project=project, status=Status.DRAFT)
    with time_machine.travel(moment, tick=False):
        page = markup(client.get(project.get_absolute_url()))
    assert ("Denk mee over dit project." in page) is told
    assert (f'href="{joined.get_absolute_url()}"' in page) is told
    assert "Nog niet aangekondigd" not in page


def test_page_of_a_draft_does_not_exist_for_the_public(client):
    draft = make.consultation(status=Status.DRAFT)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(register_url(draft)).status_code == 404


def test_page_shows_conclusions_and_reason_of_cancelling(client):
    concluded = make.consultation(status=Status.CONCLUDED)
    cancelled = make.consultation(status=Status.CANCELLED)

    assert "De markt kan het." in markup(client.get(concluded.get_absolute_url()))
    assert "Geen zaal" in markup(client.get(cancelled.get_absolute_url()))


def test_home_shows_what_one_can_join(client):
    assert "waar u nu aan kunt meedoen" not in markup(client.get("/"))
    make.consultation(title="Straks")
    make.consultation(title="Gesloten", registration_closes_at=AT)

    page = markup(client.get("/"))
    assert "waar u nu aan kunt meedoen" in page
    assert "Straks" in page
    assert "Gesloten" not in page


def test_register_confirm_and_cancel_in_the_browser_without_an_account(client):
    consultation = make.consultation()

    sent = client.post(register_url(consultation), PERSON, follow=True)
    assert "Controleer uw mailbox" in markup(sent)
    registration = Registration.objects.get()
    own = f"/inschrijving/{registration.token}/"

    page = client.get(own)
    assert "Inschrijving bevestigen" in markup(page)
    assert Registration.objects.get().status == State.UNCONFIRMED, "opening the link changes nothing"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]

    assert "Uw plaats is zeker" in markup(client.post(f"{own}bevestigen/", follow=True))
    calendar = client.get(f"{own}agenda.ics")
    assert calendar["Content-Type"].startswith("text/calendar")
    assert b"DTSTART:20260415T080000Z" in calendar.content

    changed = client.post(f"{own}wijzigen/", PERSON | {"name": "Bram"}, follow=True)
    assert "Bram" in markup(changed)
    assert "geannuleerd" in markup(client.post(f"{own}annuleren/", follow=True))
    assert Registration.objects.get().status == State.CANCELLED


def test_register_answers_alike_for_who_is_registered_already(client):
    consultation = make.consultation()
    make.registered(consultation, PERSON["email"])

    known = client.post(register_url(consultation), PERSON)
    new = client.post(register_url(consultation), PERSON | {"email": "nieuw@lumen.test"})

    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])
    assert re.sub("csrf.*?>", "", markup(client.get(known["Location"]))) == re.sub(
        "csrf.*?>", "", markup(client.get(new["Location"]))
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "ilse"}, "Schrijf een volledig e-mailadres"),
        ({"name": ""}, "Vul “Voornaam en naam” in."),
        ({"sector": "unknown"}, "Kies een van de antwoorden"),
        ({"name": "x" * 200}, "hoogstens 100 tekens"),
    ],
)
def test_register_with_bad_input_says_what_is_wrong_and_keeps_what_was_typed(client, changed, sentence):
    consultation = make.consultation()

    page = client.post(register_url(consultation), PERSON | changed)

    assert page.status_code == 422
    assert sentence in markup(page)
    assert "Lumen bv" in markup(page)
    assert not Registration.objects.exists()


def test_register_when_closed_says_so_kindly(client):
    consultation = make.consultation()
    with time_machine.travel(STARTS, tick=False):
        assert "voorbij of al begonnen" in markup(client.get(register_url(consultation)))
        page = client.post(register_url(consultation), PERSON)
    assert page.status_code == 422
    assert "voorbij of al begonnen" in markup(page)
    assert not Registration.objects.exists()


def test_register_by_a_program_that_fills_the_hidden_field_does_nothing(client):
    consultation = make.consultation()
    answer = client.post(register_url(consultation), PERSON | {"website": "http://koop.test"})
    assert answer.status_code == 302
    assert not Registration.objects.exists()


def test_register_too_often_from_one_address_is_slowed_down(client):
    consultation = make.consultation()
    codes = [
        client.post(register_url(consultation), PERSON | {"email": f"p{n}@lumen.test"}).status_code for n in range(21)
    ]

    assert codes == [302] * 20 + [429]
    assert Registration.objects.count() == 20
    other = client.post(register_url(consultation), PERSON, REMOTE_ADDR="10.0.0.9")
    assert other.status_code == 302


def test_register_says_that_only_the_waiting_list_is_left(client):
    consultation = make.consultation(capacity=1)
    make.registered(consultation)
    assert "Alle plaatsen zijn bezet." in markup(client.get(register_url(consultation)))


@pytest.mark.parametrize("method", ["get", "post"])
def test_own_page_of_an_unknown_link_does_not_exist(client, method):
    assert client.get("/inschrijving/onbekend/").status_code == 404
    assert client.post("/inschrijving/onbekend/bevestigen/").status_code == 404


@pytest.mark.parametrize("action", ["bevestigen", "annuleren"])
def test_own_page_changes_nothing_by_a_get(client, action):
    registration = make.asked(make.consultation())
    assert client.get(f"/inschrijving/{registration.token}/{action}/").status_code == 405


def test_own_page_in_every_state(client):
    consultation = make.consultation(capacity=1)
    seated, waiting = make.registered(consultation), make.registered(consultation)
    unconfirmed, gone = make.asked(consultation), make.registered(consultation)
    cancel_registration(registration=gone, at=AT)

    def shown(registration):
        return markup(client.get(registration.get_absolute_url()))

    assert "Uw plaats is zeker" in shown(seated)
    assert "U staat op de wachtlijst" in shown(waiting)
    assert "Inschrijving bevestigen" in shown(unconfirmed)
    assert "Opnieuw inschrijven" in shown(gone)
    with time_machine.travel(STARTS, tick=False):
        assert "voorbij of al begonnen" in shown(seated)
        assert "niet bevestigd" in shown(unconfirmed)


# Staff

GETS = (
    "",
    "{ref}/",
    "{ref}/bewerken/",
    "{ref}/annuleren/",
    "{ref}/conclusies/",
    "{ref}/inschrijvingen/",
    "{ref}/geteld/",
    "nieuw/",
)
POSTS = ("{ref}/publiceren/", "{ref}/projecten/", "{ref}/documenten/", "{ref}/inschrijvingen/1/annuleren/")


@pytest.mark.parametrize("role", [*ROLES])
@pytest.mark.parametrize("path", GETS)
def test_staff_pages_are_for_the_team(client, path, role):
    consultation = make.consultation()
    client.force_login(user(role) if role else member())

    answer = client.get("/beheer/marktconsultaties/" + path.format(ref=consultation.ref))

    assert answer.status_code == (200 if role in {Role.STAFF, Role.LEAD} else 403)


@pytest.mark.parametrize("path", [*GETS, *POSTS])
def test_staff_pages_send_the_anonymous_to_log_in(client, path):
    consultation = make.consultation()
    answer = client.post("/beheer/marktconsultaties/" + path.format(ref=consultation.ref))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/inloggen/")


def test_create_edit_publish_and_conclude_in_the_browser(desk):
    filled = {
        "title": "Slimme straat", "starts_at": "2026-04-15T10:00", "ends_at": "2026-04-15T12:00", "place": "Gent",
        "capacity": "40", "summary": "Wat kan de markt?", "programme": "",
    }  # fmt: skip
    page = desk.post("/beheer/marktconsultaties/nieuw/", filled, follow=True)
    consultation = MarketConsultation.objects.get()
    assert "nog niet publiek" in markup(page)
    assert consultation.occasion.starts_at == dt.datetime(2026, 4, 15, 8, 0, tzinfo=dt.UTC)

    own = consultation.get_staff_url()
    desk.post(f"{own}bewerken/", filled | {"capacity": "50"})
    assert "staat op de publieke site" in markup(desk.post(f"{own}publiceren/", follow=True))
    consultation = MarketConsultation.objects.get()
    assert (consultation.status, consultation.occasion.capacity) == (Status.PUBLISHED, 50)

    with time_machine.travel(AFTER, tick=False):
        assert "Conclusies publiceren" in markup(desk.get(own))
        desk.post(f"{own}conclusies/", {"conclusions": "De markt kan het."})
    assert MarketConsultation.objects.get().status == Status.CONCLUDED


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "Vul “Titel” in."),
        ({"starts_at": "morgen"}, "Schrijf dag en uur"),
        ({"ends_at": "2026-04-15T09:00"}, "Het einde moet na het begin liggen."),
        ({"capacity": "0"}, "Vul minstens 1 in."),
        ({"capacity": "veel"}, "Schrijf een geheel getal"),
        ({"project": "P-1999-0001"}, "Er is geen project met referentie “P-1999-0001”"),
        ({"registration_closes_at": "2026-04-16T09:00"}, "sluiten ten laatste bij het begin"),
    ],
)
def test_create_with_bad_input_keeps_what_was_typed(desk, changed, sentence):
    filled = {"title": "Slimme straat", "starts_at": "2026-04-15T10:00", "place": "Virginie Loveling"} | changed

    page = desk.post("/beheer/marktconsultaties/nieuw/", filled)

    assert page.status_code == 422
    assert sentence in markup(page)
    assert "Virginie Loveling" in markup(page)
    assert not MarketConsultation.objects.exists()


def test_publish_what_is_not_ready_says_why(desk):
    consultation = make.consultation(status=Status.DRAFT, starts_at=AT - dt.timedelta(days=1), ends_at=None)
    page = desk.post(f"{consultation.get_staff_url()}publiceren/", follow=True)
    assert "Het begin ligt in het verleden" in markup(page)


def test_document_of_the_wrong_kind_is_refused_with_its_sentence(desk):
    consultation = make.consultation()
    upload = SimpleUploadedFile("x.exe", b"MZ\x90\x00")
    page = desk.post(f"{consultation.get_staff_url()}documenten/", {"file": upload, "title": "Vragen"})
    assert page.status_code == 422
    assert 'class="field error"' in page.content.decode()


def test_document_is_added_and_shown_to_the_public(desk, client):
    consultation = make.consultation()
    upload = SimpleUploadedFile("vragen.pdf", pdf())
    desk.post(f"{consultation.get_staff_url()}documenten/", {"file": upload, "title": "Vragenlijst"})
    assert "Vragenlijst" in markup(client.get(consultation.get_absolute_url()))


def test_attendance_and_counted_numbers_in_the_browser(desk):
    consultation = make.consultation()
    empty = make.consultation()
    there, absent = make.registered(consultation), make.registered(consultation)
    own = consultation.get_staff_url()
    with time_machine.travel(AFTER, tick=False):
        assert f'value="{there.pk}"' in markup(desk.get(f"{own}inschrijvingen/"))
        desk.post(f"{own}inschrijvingen/", {"present": [there.pk, "x"]})
        desk.post(f"{empty.get_staff_url()}geteld/", {"public": "3", "source": "VVSG"})
        refused = desk.post(f"{own}geteld/", {"public": "3", "source": "VVSG"})

    assert [Registration.objects.get(pk=one.pk).attended for one in (there, absent)] == [True, False]
    empty.occasion.refresh_from_db()
    assert (empty.occasion.counted_public, empty.occasion.counted_source) == (3, "VVSG")
    assert "die inschrijvingen tellen" in markup(refused)


def test_cancel_for_someone_who_called(desk):
    consultation = make.consultation()
    registration = make.registered(consultation)
    desk.post(f"{consultation.get_staff_url()}inschrijvingen/{registration.pk}/annuleren/")
    assert Registration.objects.get().status == State.CANCELLED


def test_cancel_of_a_registration_for_another_consultation_does_not_exist(desk):
    registration = make.registered(make.consultation())
    other = make.consultation()
    assert desk.post(f"{other.get_staff_url()}inschrijvingen/{registration.pk}/annuleren/").status_code == 404


def test_list_finds_by_title_state_and_date(desk):
    make.consultation(title="Slimme straat")
    make.consultation(title="Slimme zorg", status=Status.DRAFT)

    assert "1 marktconsultatie" in markup(desk.get("/beheer/marktconsultaties/?q=straat"))
    page = markup(desk.get("/beheer/marktconsultaties/?status=draft"))
    assert "Slimme zorg" in page
    assert "Slimme straat" not in page
    assert "Niets gevonden" in markup(desk.get("/beheer/marktconsultaties/?q=onbestaand"))
    assert b"Slimme straat" in b"".join(desk.get("/beheer/marktconsultaties/?export=csv").streaming_content)


def test_today_asks_for_conclusions_once_it_is_over(desk):
    consultation = make.consultation(title="Slimme straat")
    assert to_conclude(None, STARTS + dt.timedelta(minutes=1)) == []

    (task,) = to_conclude(None, AFTER)
    assert (task.url, task.due) == (consultation.get_staff_url(), dt.date(2026, 4, 15))


# Queries: as many with one row as with thirty


def test_lists_need_as_many_queries_with_many_rows(desk, settings):
    settings.MENU_COUNT_SECONDS = 0
    make.consultation(capacity=3)
    ceilings = {"/marktconsultaties/": 6, "/": 10, "/beheer/marktconsultaties/": 17, "/beheer/": 48}
    with steady_each(desk, ceilings):
        for _n in range(29):
            make.registered(make.consultation(capacity=3))


def test_staff_pages_need_as_many_queries_with_many_registrations(desk):
    consultation = make.consultation()
    make.registered(consultation)
    own = {"": 10, "inschrijvingen/": 5, "bewerken/": 4, "geteld/": 4, "annuleren/": 4, "conclusies/": 4}
    with steady_each(desk, {consultation.get_staff_url() + path: at_most for path, at_most in own.items()}):
        for _n in range(29):
            make.registered(consultation)


def test_public_pages_need_as_many_queries_with_many_registrations(client):
    consultation = make.consultation()
    url, own = consultation.get_absolute_url(), make.registered(consultation).get_absolute_url()
    pages = [url, f"{url}inschrijven/", f"{url}inschrijven/mailbox/", own, f"{own}wijzigen/"]
    with steady(client, *pages, at_most=6):
        for _n in range(29):
            make.registered(consultation)
