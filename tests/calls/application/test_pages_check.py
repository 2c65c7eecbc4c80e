"""The page on which the answers are checked and signed, and the page that confirms the submission."""

import datetime as dt

import pytest
import time_machine

from calls.application.completion import request_info
from calls.application.phases import expected_of, phases_of
from calls.application.submission import submit_application
from calls.application.tasks import file_receipt
from calls.application.writing import save_section
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Revision
from pio_portal.accounts.enums import Role
from pio_portal.change import Refused
from pio_portal.correspondence.models import OutboxTask
from pio_portal.documents.models import Document
from pio_portal.organisations.enums import Level
from tests.calls.pages import at
from tests.factories import assessment, partners
from tests.factories import calls as make
from tests.factories.ground import member, user
from tests.files import text_of_pdf
from tests.pages import hidden, markup, sent_by, text

AT, DAY = make.AT, make.DAY
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT)]
SIGNED = {"signer_name": "Els Peeters", "signer_function": "Algemeen directeur"}


# Checking


def test_check_says_what_it_is_and_leads_to_each_answer(client, ready):
    page = markup(client.get(at(ready, "controle/")))
    assert "Kijk uw antwoorden na" in page[page.index("<h1>") : page.index("</h1>")]
    for address in ("basis/#id_theme", "behoefte/#id_probleem", "middelen/#id_kosten", "partners/"):
        assert f'href="{at(ready, address)}">Wijzigen<' in page


def test_check_lists_what_is_missing_by_section_theme_and_policy_domain_among_it(client, draft):
    page = text(client.get(at(draft, "controle/")))
    listed = page[: page.index("Titel Slimme")]
    headings = ["Uw project", "Thema nog niet ingevuld", "Beleidsdomein nog niet ingevuld", "Contact"]
    headings += ["Behoefte en gebruikers", "Welk probleem wilt u oplossen? nog niet ingevuld"]
    places = [listed.index(heading) for heading in headings]
    assert places == sorted(places)


def test_check_has_the_doubts_on_top(client, ready):
    partners.invitation(of=ready)
    page = text(client.get(at(ready, "controle/")))
    doubt = page.index("1 uitgenodigde organisatie antwoordde nog niet. Dient u nu in, dan doet ze niet mee.")
    assert page.index("Kijk dit zeker na") < doubt < page.index("Uw project")


def test_check_of_a_reader_has_nothing_to_change(client, ready):
    client.force_login(member(ready.organisation, Level.VIEWER))
    page = text(client.get(at(ready, "controle/")))
    assert "De antwoorden van deze aanvraag" in page
    assert "Wijzigen" not in page


def test_submit_without_a_theme_is_refused(ready, manager):
    Application.objects.update(theme=None)
    with pytest.raises(Refused, match="Kies eerst het thema en het beleidsdomein"):
        submit_application(application=Application.objects.get(), by=manager, at=AT)


def test_page_that_comes_back_says_that_a_colleague_changed_an_answer_meanwhile(client, ready):
    page = client.get(at(ready, "controle/"))
    colleague = member(ready.organisation)
    save_section(
        application=ready, section="contact", values={"telefoon": "09 210 00 00"}, version=1, by=colleague, at=AT
    )
    refused = client.post(at(ready, "controle/"), sent_by(page, having="seen", **SIGNED))  # without the declaration
    assert refused.status_code == 422
    assert "Intussen wijzigde een collega deze aanvraag. Kijk de antwoorden opnieuw na." in text(refused)
    assert hidden(refused, "seen") != hidden(page, "seen")


# The confirmation


@pytest.fixture
def submitted(ready, manager):
    return submit_application(application=ready, by=manager, at=AT)


def completed(application, manager):
    request_info(
        application=application, reason="Meer.", due_on=AT.date() + 9 * DAY, sections=[], by=user(Role.STAFF), at=AT
    )
    values = {"telefoon": "02 553 00 00"}
    version = application.answers.get(section="contact").version
    save_section(application=application, section="contact", values=values, version=version, by=manager, at=AT + DAY)
    return submit_application(application=application, by=manager, at=AT + DAY)


def file_receipts():
    for task in OutboxTask.objects.filter(task="calls.file_receipt"):
        file_receipt(**task.arguments)


def test_confirmation_says_who_got_the_mail(client, submitted, manager):
    other = member(submitted.organisation)
    page = text(client.get(at(submitted, "ontvangst/")))
    assert "Uw aanvraag is ingediend Uw referentie" in page
    assert f"We stuurden een bevestiging naar {manager.email}." in page
    assert other.email not in page


def test_confirmation_asks_for_its_file_until_it_is_there(client, submitted):
    page = markup(client.get(at(submitted, "ontvangst/")))
    assert f'hx-get="{at(submitted, "ontvangst/")}" hx-trigger="load delay:3s" hx-select="#receipt-file"' in page
    file_receipts()
    page = markup(client.get(at(submitted, "ontvangst/")))
    assert "hx-trigger" not in page[page.index('id="receipt-file"') : page.index("Wat gebeurt er nu?")]
    assert f"/documenten/{Document.objects.get(kind='receipt').pk}/" in page


def test_completion_is_confirmed_as_a_completion_with_its_own_file(client, submitted, manager, mailoutbox):
    file_receipts()
    completed(submitted, manager)
    page = text(client.get(at(submitted, "ontvangst/")))
    assert "Uw aanvulling is ingediend" in page
    assert "Eerst ingediend 2 mrt 2026 om 10.00 uur (Brussel) (dit is versie 2)" in page
    assert "De PDF wordt gemaakt" in page  # and not the file of version 1

    file_receipts()
    last = Document.objects.get(kind="receipt", filename__endswith="-2.pdf")
    assert "Eerst ingediend 2 mrt 2026 om 10.00 uur (Brussel) (versie 1)" in " ".join(text_of_pdf(last.read()).split())


def test_completion_is_told_as_a_completion_by_mail(submitted, manager):
    from post_office.models import Email

    completed(submitted, manager)
    mail = Email.objects.order_by("pk").last()
    assert mail.subject == f"Uw aanvulling van {submitted.ref} is ingediend"
    assert "Eerst ingediend: 2 mrt 2026 om 10.00 uur (Brussel)" in mail.message
    assert "Aanvulling ingediend: 3 mrt 2026 om 10.00 uur (Brussel)" in mail.message


# Completing, and the dossier once it was submitted


def test_completion_shows_the_question_of_pio_in_its_section_and_the_own_changes_before_signing(
    client, submitted, manager
):
    asked = {"reason": "Wie neemt op?", "due_on": AT.date() + 9 * DAY, "sections": ["contact"]}
    request_info(application=submitted, by=user(Role.STAFF), at=AT, **asked)
    page = text(client.get(at(submitted, "contact/")))
    assert "PIO vraagt een aanvulling, ten laatste op 11 mrt 2026: Wie neemt op?" in page
    assert "U wijzigde nog geen antwoord." in text(client.get(at(submitted, "controle/")))

    values = {"telefoon": "02 123 45 67"}
    version = submitted.answers.get(section="contact").version
    save_section(application=submitted, section="contact", values=values, version=version, by=manager, at=AT)
    page = text(client.get(at(submitted, "controle/")))
    assert "Dit wijzigde u sinds u indiende Op welk telefoonnummer?" in page
    assert page.count("Gewijzigd") == 1


def test_button_of_a_completion_passes_over_what_is_closed(client, submitted):
    asked = {"reason": "Meer.", "due_on": AT.date() + 9 * DAY, "sections": ["contact", "impact"]}
    request_info(application=submitted, by=user(Role.STAFF), at=AT, **asked)
    version = submitted.answers.get(section="contact").version
    sent = make.COMPLETE["contact"] | {"_version": version}
    assert client.post(at(submitted, "contact/"), sent).url == at(submitted, "impact/")


def test_submitted_dossier_has_the_way_to_the_decision_and_the_answers_that_count(client, submitted):
    page = text(client.get(at(submitted)))
    assert "Ontvankelijkheid" in page
    assert "Zoals u ze indiende op 2 mrt 2026 om 10.00 uur (Brussel). Dit is de versie die telt." in page
    assert make.COMPLETE["behoefte"]["probleem"] in page
    assert page.index("Ontvangstbewijs") < page.index("Uw antwoorden")


# The way to the decision


def decided_after(days, *, number=1):
    """Applications of an earlier call that were decided so many days after its closing."""
    closed = AT - 200 * DAY
    within = make.call(rounds=[make.Period(closed - 60 * DAY, closed)], at=closed - 30 * DAY)
    for _n in range(number):
        draft = make.application(round=within.rounds.get(), at=closed - 20 * DAY)
        make.in_state(draft, Status.SELECTED, at=closed - DAY, decided_on=(closed + days * DAY).date())


def test_decision_is_expected_as_long_after_the_closing_as_it_usually_took(submitted):
    for days in (60, 80, 90):
        decided_after(days)
    closes_on = submitted.closes_at.date()
    assert expected_of(submitted, AT).decided_on == closes_on + dt.timedelta(days=80)
    notes = {str(phase.label): (phase.state, str(phase.note)) for phase in phases_of(submitted, AT)}
    assert notes["Ingediend"] == ("done", "2 mrt 2026")
    assert notes["Ontvankelijkheid"][0] == "now"
    assert notes["Beslissing"] == ("", "verwacht rond 10 jun 2026")


def test_nothing_is_expected_from_two_applications_or_once_the_usual_day_has_passed(submitted):
    decided_after(60, number=2)
    assert expected_of(submitted, AT).decided_on is None
    decided_after(60)
    assert expected_of(submitted, AT).decided_on == submitted.closes_at.date() + 60 * DAY
    assert expected_of(submitted, AT + 90 * DAY).decided_on is None


@pytest.mark.parametrize(
    ("status", "line"),
    [
        (
            Status.SUBMITTED,
            [("Ingediend", "done"), ("Ontvankelijkheid", "now"), ("Beoordeling", ""), ("Beslissing", "")],
        ),
        (
            Status.ELIGIBLE,
            [("Ingediend", "done"), ("Ontvankelijkheid", "done"), ("Beoordeling", "now"), ("Beslissing", "")],
        ),
        (
            Status.SELECTED,
            [("Ingediend", "done"), ("Ontvankelijkheid", "done"), ("Beoordeling", "done"), ("Beslissing", "done")],
        ),
        (Status.INELIGIBLE, [("Ingediend", "done"), ("Ontvankelijkheid", "done"), ("Beslissing", "done")]),
        (Status.WITHDRAWN, []),
    ],
)
def test_line_of_phases_in_each_state(status, line):
    application = assessment.application(status)
    assert [(str(phase.label), phase.state) for phase in phases_of(application, AT)] == line


def test_confirmation_shows_the_way_with_its_dates(client, submitted):
    decided_after(80, number=3)
    with time_machine.travel(AT + DAY, tick=False):
        page = text(client.get(at(submitted, "ontvangst/")))
    assert "Beslissing verwacht rond 10 jun 2026" in page
    assert Revision.objects.get().sha256 in page
