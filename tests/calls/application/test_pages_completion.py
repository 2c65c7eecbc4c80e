"""The return for completion on the pages: what the applicants find open, what staff sees that changed, plain words."""

import pytest

from calls.application.completion import request_info
from calls.application.next_steps import next_steps
from calls.application.submission import submit_application
from calls.application.writing import attach_file, remove_file, save_section
from calls.assessment.today import to_check
from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.accounts.enums import Role
from pio_portal.audit.sentences import SENTENCES
from pio_portal.formats import moment_text
from pio_portal.organisations.enums import Level
from tests.factories import assessment as make
from tests.factories import calls
from tests.factories.ground import member, organisation, user
from tests.files import png, text_of_pdf
from tests.pages import client_of, crawl, markup, text

AT, DAY = make.AT, make.DAY
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT + DAY)]


@pytest.fixture
def asked(db):
    """Two parts were asked of a submitted application with one attachment."""
    draft = calls.application(complete=True)
    attach_file(application=draft, upload=png("oud.png"), by=draft.created_by, at=AT)
    application = submit_application(application=draft, by=draft.created_by, at=AT)
    return request_info(
        application=application,
        reason="De raming ontbreekt.",
        due_on=AT.date() + 4 * DAY,
        sections=["middelen", "bijlagen"],
        by=user(Role.STAFF),
        at=AT,
    )


@pytest.fixture
def applicant(asked):
    return client_of(asked.submitted_by)


def section(application, key) -> str:
    return f"{application.get_absolute_url()}{key}/"


def save(application, section_key, values, at=None):
    stored = application.answers.get(section=section_key)
    return save_section(
        application=application,
        section=section_key,
        values=values,
        version=stored.version,
        by=application.submitted_by,
        at=at or AT + DAY,
    )


def test_the_dossier_says_what_is_asked_why_and_until_when(asked, applicant):
    html = markup(applicant.get(asked.get_absolute_url()))
    for part in ("De raming ontbreekt.", "ten laatste op 6 maart 2026. Nog 3 dagen.", "Uw aanvulling wordt verwacht"):
        assert part in html
    todo, done = html.split("Al ingediend")
    assert todo.count("Aan te vullen") == 2
    assert "U wijzigde nog niets." in todo
    for title in ("Planning, team en budget", "Bijlagen"):
        assert title in todo
    for title in ("Titel en thema", "Behoefte en gebruikers", "Samenwerking"):
        assert title in done
        assert title not in todo.split("Vul dit aan")[1]


def test_the_question_stands_on_each_page_where_it_is_answered_and_one_leads_to_the_next(asked, applicant):
    for part in ("middelen", "bijlagen"):
        assert "PIO vraagt een aanvulling, ten laatste op 6 mrt 2026: De raming ontbreekt." in text(
            applicant.get(section(asked, part))
        )
    assert "PIO vraagt een aanvulling" not in text(applicant.get(section(asked, "behoefte")))

    version = asked.answers.get(section="middelen").version
    answer = applicant.post(section(asked, "middelen"), {"_version": version, "team": "Twee projectleiders."})
    assert answer.headers["Location"] == section(asked, "bijlagen")


def test_before_signing_one_reads_what_was_asked_and_is_not_changed(asked, applicant):
    save(asked, "middelen", {"team": "Twee projectleiders, elk tien dagen per maand."})
    assert "Gevraagd, en nog niet gewijzigd: Bijlagen" in text(applicant.get(section(asked, "controle")))

    attach_file(application=asked, upload=png("raming.png"), by=asked.submitted_by, at=AT + DAY)
    assert "Gevraagd, en nog niet gewijzigd" not in text(applicant.get(section(asked, "controle")))


def test_what_was_completed_is_marked(asked, applicant):
    save(asked, "middelen", {"team": "Twee projectleiders, elk tien dagen per maand."})
    html = markup(applicant.get(asked.get_absolute_url()))
    assert html.count("Aangevuld") == 1
    save(asked, "middelen", {"team": ""})
    assert "Nog niet in orde" in markup(applicant.get(asked.get_absolute_url()))


def test_a_day_that_is_over_is_said_and_can_still_be_met(asked, applicant, clock):
    clock.move_to(AT + 6 * DAY)
    html = markup(applicant.get(asked.get_absolute_url()))
    assert "U moest uw aanvulling indienen op 6 maart 2026. Doe het nu: het kan nog." in html
    assert "Nakijken en aanvulling indienen" in html


@pytest.mark.parametrize("key", ["basis", "behoefte"])
def test_a_closed_part_can_be_read_and_not_changed(asked, applicant, key):
    html = markup(applicant.get(section(asked, key)))
    assert "Dit onderdeel is ingediend." in html
    assert "<form" not in html.split("<main")[1].split("</main>")[0]
    shown = asked.title if key == "basis" else calls.COMPLETE["behoefte"]["vandaag"]
    assert shown in html


def test_a_closed_part_keeps_what_was_typed_in_it_to_copy(asked, applicant):
    response = applicant.post(section(asked, "behoefte"), {"probleem": "Mijn lange tekst", "_version": "1"})
    assert response.status_code == 409
    assert "Mijn lange tekst" in markup(response)
    assert "PIO vroeg geen aanvulling" in markup(response)
    assert asked.answers.get(section="behoefte").values == calls.COMPLETE["behoefte"]


def test_a_closed_attachments_page_lists_what_was_submitted(asked, applicant):
    request_info(
        application=asked,
        reason="x",
        due_on=AT.date() + 9 * DAY,
        sections=["middelen"],
        by=user(Role.STAFF),
        at=AT + DAY,
    )
    html = markup(applicant.get(section(asked, "bijlagen")))
    assert "oud.png" in html
    assert "Toevoegen" not in html
    applicant.post(section(asked, "bijlagen"), {"file": png("stiekem.png")})
    assert "stiekem" not in markup(applicant.get(asked.get_absolute_url()))


def test_the_check_page_offers_to_change_only_what_is_open(asked, applicant):
    html = markup(applicant.get(section(asked, "controle")))
    assert f'href="{section(asked, "middelen")}#id_team"' in html
    assert f'href="{section(asked, "behoefte")}' not in html
    assert "Aanvulling indienen" in html


def test_a_viewer_reads_what_is_asked(asked):
    html = markup(client_of(member(asked.organisation, Level.VIEWER)).get(asked.get_absolute_url()))
    assert "De raming ontbreekt." in html
    assert "Antwoorden lezen" in html


# Staff


def test_staff_chooses_what_opens_and_sees_it_in_the_dossier(db):
    application, staff = make.application(), client_of(user(Role.STAFF))
    address = f"/beheer/aanvragen/{application.ref}/aanvulling/"
    html = markup(staff.get(address))
    assert "Planning, team en budget" in html
    assert 'value="2026-03-17"' in html, "two weeks is the usual time"
    data = {"sections": ["middelen", "bijlagen"], "reason": "De raming ontbreekt", "due_on": "2026-04-01"}
    assert staff.post(address, data).status_code == 302
    html = markup(staff.get(application.get_staff_url()))
    assert "Planning, team en budget, Bijlagen" in html
    assert "U leest intussen de laatst ingediende versie" in html
    again = markup(staff.get(address))
    assert "Opnieuw vragen of meer tijd geven" in again
    assert "De raming ontbreekt" in again
    assert staff.post(address, {**data, "sections": ["hacken"]}).status_code == 422


def test_staff_goes_on_without(asked):
    staff = client_of(user(Role.STAFF))
    address = f"/beheer/aanvragen/{asked.ref}/verder/"
    assert "De laatst ingediende versie telt." in markup(staff.get(address))
    assert staff.post(address, {"explanation": ""}).status_code == 302
    assert Application.objects.get().status == Status.SUBMITTED
    assert "de stand is intussen" in markup(staff.post(address, {"explanation": "x"}))


def complete(asked, at=AT + 2 * DAY):
    save(asked, "middelen", {"team": "Twee projectleiders en een aankoper (2 dagen)."})
    document = asked_files(asked)[0]
    remove_file(application=asked, document=document, by=asked.submitted_by, at=AT + DAY)
    attach_file(application=asked, upload=png("raming.png"), by=asked.submitted_by, at=AT + DAY)
    return submit_application(application=asked, by=asked.submitted_by, at=at)


def asked_files(application):
    from pio_portal.documents.models import Document

    return list(Document.objects.of(application).filter(kind="attachment"))


def test_the_pdf_says_where_it_stands_in_the_applicants_own_words(asked):
    partner = organisation(name="OCMW Bronbeek")
    asked.partners.add(partner)
    answer = client_of(asked.submitted_by).get(f"{asked.get_absolute_url()}pdf/")
    text = text_of_pdf(answer.content)
    assert "Uw aanvulling wordt verwacht" in text
    assert "Wacht op aanvulling" not in text
    assert f"{asked.call.title}, indiendatum {asked.round.number}" in text
    assert "OCMW Bronbeek" in text


def test_staff_reads_the_differences_side_by_side(asked):
    complete(asked)
    staff = client_of(user(Role.STAFF))
    address = f"/beheer/aanvragen/{asked.ref}/verschillen/"
    html = staff.get(f"{address}?van=1&tot=2").content.decode()
    main = html.split('id="main"')[1]
    assert '<del><span class="visually-hidden">verwijderd: </span>Een projectleider' in main
    assert '<ins><span class="visually-hidden">toegevoegd: </span>Twee projectleiders' in main
    assert "en een aankoper (2 dagen)." in main
    assert "Behoefte en gebruikers" in main.split("Onderdelen waarin niets veranderde")[1]
    for part in ("raming.png", "oud.png", "Toegevoegd", "Verwijderd", "De raming ontbreekt."):
        assert part in main
    assert "van versie 1 naar versie 2" in markup(staff.get(address))
    assert "De twee versies zijn gelijk" in markup(staff.get(f"{address}?van=2&tot=2"))
    for nonsense in ("?van=9&tot=x", "?van=-1", "?van=1&tot=²"):
        assert staff.get(address + nonsense).status_code == 200
    for place in (asked.get_staff_url(), f"{asked.get_staff_url()}antwoorden/"):
        assert address in markup(staff.get(place))
    assert [item.url for item in to_check(user(Role.STAFF), AT)] == [address]


def test_the_pdf_says_when_it_was_submitted_last_and_first(asked, applicant):
    complete(asked)
    told = text_of_pdf(applicant.get(section(asked, "pdf")).content)

    for moment in (asked.revisions.get(number=1).submitted_at, asked.revisions.get(number=2).submitted_at):
        assert moment_text(moment) in told
    assert "(versie 2)" in told


def test_staff_reads_what_was_asked_and_came_back_as_it_was(asked):
    save(asked, "middelen", {"team": "Twee projectleiders, elk tien dagen per maand."})
    submit_application(application=asked, by=asked.submitted_by, at=AT + DAY)

    assert "Niet gewijzigd: Bijlagen" in text(client_of(user(Role.STAFF)).get(f"{asked.get_staff_url()}verschillen/"))


def test_who_asks_a_completion_reads_of_nothing_that_it_is_not_required(asked):
    html = markup(client_of(user(Role.STAFF)).get(f"{asked.get_staff_url()}aanvulling/"))
    assert "niet verplicht" not in html.split('id="main"')[1]


def test_without_a_second_version_there_is_nothing_to_compare(asked):
    html = markup(client_of(user(Role.STAFF)).get(f"/beheer/aanvragen/{asked.ref}/verschillen/"))
    assert "Er valt niets te vergelijken" in html


def test_the_differences_are_not_for_applicants(asked):
    complete(asked)
    assert client_of(asked.submitted_by).get(f"/beheer/aanvragen/{asked.ref}/verschillen/").status_code == 403


def test_staff_keeps_reading_what_was_submitted(asked):
    attach_file(application=asked, upload=png("half.png"), by=asked.submitted_by, at=AT + DAY)
    save(asked, "middelen", {"team": "HALF-GESCHREVEN"})
    staff = client_of(user(Role.STAFF))
    for tab in ("", "antwoorden/", "documenten/"):
        html = markup(staff.get(asked.get_staff_url() + tab))
        assert "HALF-GESCHREVEN" not in html
        if tab == "documenten/":
            assert "half.png" not in html
            assert "oud.png" in html


# Plain words


@pytest.mark.parametrize("status", [s for s in Status if s not in Status.with_applicants()])
def test_every_status_says_what_happens_next(status, clock):
    clock.move_to(make.LATER)
    application = make.application(status)
    html = markup(client_of(application.created_by).get(application.get_absolute_url()))
    told = next_steps(application, make.LATER)
    assert "Wat gebeurt er nu?" in html
    assert told.steps
    assert all(step.replace("'", "&#x27;") in html for step in told.steps)
    assert (status in (*Status.open(), Status.WITHDRAWN, Status.NOT_SELECTED, Status.INELIGIBLE)) is bool(told.when)


@pytest.mark.parametrize("status", list(Status))
def test_applicants_read_only_public_names_of_states(status, clock):
    """Whatever its state, no page that an applicant reaches names it as staff does, where those names differ."""
    clock.move_to(make.LATER)
    application = make.application(status)
    text = crawl(client_of(application.created_by))
    assert application.title in text
    private = {str(s.label) for s in Status} - {str(s.public_label) for s in Status}
    assert private == {"In opmaak", "Wacht op aanvulling"}
    assert not any(label in text for label in private)
    assert str(status.public_label) in text


def test_the_sentences_of_the_timeline_read_well_to_an_outsider():
    """Every public sentence is a whole one: it ends with a full stop or a reason, and names nothing internal."""
    internal = ("eoordelaar ", "score", "advies", "notitie", "behandelaar", "conflict")
    for told in SENTENCES.values():
        if told.public:
            sentence = str(told.text)
            assert not sentence[0].islower(), told.verb
            assert sentence.endswith((".", ": %(reason)s")), told.verb
            assert not any(word in sentence.lower() for word in internal), told.verb
