"""Staff's pages on applications: list, dossier, handling, decision."""

import datetime as dt
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse

from calls.assessment.handling import assign_handler
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Theme
from calls.selection.decision import select_application
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.models import SentMail
from tests.factories import assessment as make
from tests.factories.ground import member, organisation, user
from tests.files import text_of_pdf
from tests.pages import client_of, markup, refusal

pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.LATER)]
TABS = [
    "staff_application",
    "staff_application_answers",
    "staff_application_assessment",
    "staff_application_documents",
    "staff_application_history",
]
LIST = "/beheer/aanvragen/"


@pytest.fixture
def lead_desk():
    return client_of(user(Role.LEAD))


def to(name, application) -> str:
    return reverse(f"calls:{name}", args=[application.ref])


# The list


def test_list_shows_what_was_handed_in_and_no_drafts(desk):
    advised = make.advised()
    make.assignment(advised.application)
    make.conflicted(advised.application)
    draft = make.application(Status.DRAFT)

    html = markup(desk.get(LIST))

    assert advised.application.title in html
    assert advised.application.organisation.name in html
    assert "1 van 2" in html
    assert draft.ref not in html


@pytest.mark.parametrize("status", [s for s in Status if s != Status.DRAFT])
def test_list_chip_of_a_state_shows_that_state(desk, status):
    wanted = make.application(status)
    other = make.application(Status.SUBMITTED if status != Status.SUBMITTED else Status.ELIGIBLE)

    html = markup(desk.get(LIST, {"status": status.value}))

    assert wanted.ref in html
    assert other.ref not in html


def test_list_filters_by_each_dimension(desk):
    handler, theme = user(Role.STAFF), Theme.objects.order_by("-position").first()
    wanted = make.application(theme=theme, of=organisation(type="zorg"))
    assign_handler(application=wanted, handler=handler, by=handler, at=make.AT)
    other = make.application()
    filters = {
        "oproep": wanted.call_id,
        "indiendatum": wanted.round_id,
        "thema": theme.pk,
        "soort": "zorg",
        "behandelaar": handler.pk,
    }
    for name, value in filters.items():
        html = markup(desk.get(LIST, {name: value}))
        assert wanted.ref in html, name
        assert other.ref not in html, name
    assert other.ref in markup(desk.get(LIST, {"behandelaar": "geen"}))


def test_list_ready_to_decide_has_all_advices(desk):
    ready, waiting = make.advised().application, make.advised().application
    make.assignment(waiting)
    html = markup(desk.get(LIST, {"beoordeling": "klaar"}))
    assert ready.ref in html
    assert waiting.ref not in html


@pytest.mark.parametrize("q", ["vuilnisbak", "vuilnisbakken", "A-2026-0001", "halle"])
def test_list_search_knows_dutch_stems_references_and_organisations(desk, q):
    wanted = make.application(title="Slimme vuilnisbakken", of=organisation(name="Stad Halle"))
    other = make.application(title="Koelkledij voor topsport")
    assert wanted.ref == "A-2026-0001"
    html = markup(desk.get(LIST, {"q": q}))
    assert wanted.ref in html
    assert other.ref not in html


@pytest.mark.parametrize(
    "query",
    [
        "?status=onzin",
        "?page=999999",
        "?page=-1",
        "?page=x",
        "?sort=onzin",
        "?oproep=abc",
        "?q='%22(",
        "?behandelaar=0",
    ],
)
def test_list_with_nonsense_in_the_address_still_answers(desk, query):
    make.application()
    assert desk.get(LIST + query).status_code == 200


def test_list_hides_what_someone_has_a_conflict_with():
    biased = user(Role.STAFF, Role.ADVISER)
    hidden = make.conflicted(adviser=biased).application
    assert hidden.ref not in markup(client_of(biased).get(LIST))
    for name in TABS:
        assert client_of(biased).get(to(name, hidden)).status_code == 404


# Who may


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.STAFF, Role.LEAD)])
def test_staff_pages_are_refused_to_other_roles(role):
    client, application = client_of(user(role)), make.application()
    assert client.get(LIST).status_code == 403
    for name in [*TABS, "request_info", "assign_handler", "assign_advisers", "void", "decide"]:
        assert client.get(to(name, application)).status_code == 403, name


def test_staff_pages_are_refused_to_the_applicant_and_ask_the_anonymous_to_log_in():
    application = make.application()
    for name in TABS:
        assert client_of(application.submitted_by).get(to(name, application)).status_code == 403
        assert Client().get(to(name, application)).headers["Location"].startswith("/inloggen/")


def test_deciding_is_refused_to_staff(desk):
    application = make.application(Status.ELIGIBLE)
    for name in ("decide", "decision_letter"):
        assert desk.post(to(name, application), {"outcome": "selected"}).status_code == 403
    assert Application.objects.get().status == Status.ELIGIBLE


@pytest.mark.parametrize("name", [*TABS, "decide"])
def test_a_draft_does_not_exist_for_staff(lead_desk, name):
    assert lead_desk.get(to(name, make.application(Status.DRAFT))).status_code == 404


@pytest.mark.parametrize("name", ["declare_eligible", "decision_letter"])
def test_state_changes_only_by_post(lead_desk, name):
    assert lead_desk.get(to(name, make.application())).status_code == 405


# The dossier


@pytest.mark.parametrize("status", [s for s in Status if s != Status.DRAFT])
@pytest.mark.parametrize("name", TABS)
def test_tabs_answer_in_every_state(lead_desk, status, name):
    application = make.application(status)
    html = markup(lead_desk.get(to(name, application)))
    assert application.title in html
    assert html.count("btn-primary") <= 1  # one next step


def test_answers_are_as_submitted_and_not_as_they_are_now(desk):
    application = make.application()
    application.answers.filter(section="markt").update(values={"gezocht": "LATER GEWIJZIGD"})
    html = markup(desk.get(to("staff_application_answers", application)))
    assert "Gesprekken met drie leveranciers" in html
    assert "LATER GEWIJZIGD" not in html
    assert "€ 360.000,00" in html


@pytest.mark.parametrize("version", ["1", "9", "x", "-1"])
def test_answers_of_any_version_in_the_address_answer(desk, version):
    assert desk.get(to("staff_application_answers", make.application()), {"versie": version}).status_code == 200


def test_imported_application_without_answers_says_so(desk):
    application = make.application()
    Application.objects.filter(pk=application.pk).update(imported=True)
    with mock.patch("calls.views.staff.applications.submitted_version", return_value=None):
        assert "Geen antwoorden" in markup(desk.get(to("staff_application_answers", application)))


def test_drafts_of_an_adviser_are_not_shown_to_staff(desk):
    scored = make.scored(comment="NOG-NIET-AF")
    html = markup(desk.get(to("staff_application_assessment", scored.application)))
    assert scored.adviser.name in html
    assert "NOG-NIET-AF" not in html


def test_assessment_flags_knock_outs_and_disagreement(desk):
    low = make.advised(points=1)
    make.advised(low.application, points=4)
    html = markup(desk.get(to("staff_application_assessment", low.application)))
    assert "De beoordelaars verschillen sterk over:" in html
    assert "Bespreken" in html
    make.advised(low.application, points=0)
    assert "Onder de uitsluitingsdrempel:" in markup(desk.get(to("staff_application_assessment", low.application)))


# Handling


def test_eligible_button_moves_on_and_a_second_click_says_why_not(desk):
    application = make.application()
    assert "Ontvankelijk verklaren" in markup(desk.get(to("staff_application", application)))
    desk.post(to("declare_eligible", application))
    assert Application.objects.get().status == Status.ELIGIBLE

    again = desk.post(to("declare_eligible", application), follow=True)
    assert "de stand is intussen “In beoordeling”" in markup(again)


def test_completion_is_asked_with_a_reason_and_a_date(desk):
    application = make.application()
    data = {"reason": "De raming ontbreekt", "due_on": "2026-04-01", "everything": "on"}
    response = desk.post(to("request_info", application), data)
    assert response.status_code == 302
    assert "De raming ontbreekt" in markup(desk.get(to("staff_application", application)))
    assert SentMail.objects.filter(kind="application_info_requested").exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"reason": "Mijn lange uitleg", "due_on": "2026-03-12"}, "Kies een datum na vandaag"),
        ({"reason": "Mijn lange uitleg", "due_on": "31/02/2026"}, "Schrijf een bestaande datum"),
        ({"reason": "", "due_on": "2026-04-01"}, "Geef een antwoord op"),
    ],
)
def test_completion_with_bad_input_keeps_what_was_typed(desk, data, sentence):
    response = desk.post(to("request_info", make.application()), data | {"sections": ["middelen"]})
    assert response.status_code == 422
    assert sentence in markup(response)
    assert data["reason"] in markup(response)
    assert Application.objects.get().status == Status.SUBMITTED


def test_completion_opens_nothing_that_was_not_chosen(desk):
    application, data = make.application(), {"reason": "De raming ontbreekt", "due_on": "2026-04-01"}
    assert "Kruis aan welke onderdelen opengaan" in refusal(desk.post(to("request_info", application), data))
    assert Application.objects.get().status == Status.SUBMITTED

    desk.post(to("request_info", application), data | {"sections": ["middelen"]})
    assert Application.objects.get().completion.sections == ["middelen"]
    desk.post(to("request_info", application), data | {"sections": ["middelen"], "everything": "on"})
    assert Application.objects.get().completion.sections == []
    assert 'name="everything" class="form-check-input" id="id_everything" checked' in markup(
        desk.get(to("request_info", application))
    )


def test_stale_completion_form_says_what_happened_meanwhile(desk):
    application = make.application(Status.ELIGIBLE)
    data = {"reason": "Te laat", "due_on": "2026-04-01", "sections": ["middelen"]}
    response = desk.post(to("request_info", application), data)
    assert "de stand is intussen “In beoordeling”" in markup(response)
    assert "Te laat" in markup(response)


def test_several_advisers_at_once(desk):
    application, first, second = make.application(Status.ELIGIBLE), user(Role.ADVISER), user(Role.ADVISER)
    desk.post(to("assign_advisers", application), {"advisers": [first.pk, second.pk], "due_on": "2026-04-01"})
    assert set(application.assignments.values_list("adviser", flat=True)) == {first.pk, second.pk}

    assert f'name="advisers" value="{first.pk}"' not in markup(desk.get(to("assign_advisers", application)))


def test_an_adviser_with_an_interest_is_refused_on_the_form(desk):
    application = make.application(Status.ELIGIBLE, of=organisation(name="Stad Halle"))
    adviser = member(application.organisation, roles=[Role.ADVISER])
    response = desk.post(to("assign_advisers", application), {"advisers": [adviser.pk]})
    assert "werkt bij Stad Halle" in markup(response)
    assert not application.assignments.exists()


def test_the_same_advisers_twice_is_refused_kindly(desk):
    application, adviser = make.application(Status.ELIGIBLE), user(Role.ADVISER)
    desk.post(to("assign_advisers", application), {"advisers": [adviser.pk]})
    assert "is al toegewezen" in markup(desk.post(to("assign_advisers", application), {"advisers": [adviser.pk]}))
    assert application.assignments.count() == 1


def test_handler_and_void_by_their_forms(desk):
    application, handler = make.application(), user(Role.STAFF)
    desk.post(to("assign_handler", application), {"handler": handler.pk})
    assert Application.objects.get().handler == handler
    desk.post(to("void", application), {"reason": "Een proef"})
    assert Application.objects.get().status == Status.VOID


# Deciding

GOOD = {"outcome": "selected", "decided_on": "2026-03-12", "grounds": "Sterk & nodig."}


def test_letter_and_mail_are_read_over_before_anything_is_decided(lead_desk):
    application = make.advised().application
    html = markup(lead_desk.post(to("decide", application), GOOD))
    assert "Er is nog niet beslist." in html
    assert "PIO selecteert uw aanvraag" in html
    assert "Sterk &amp; nodig." in html
    assert f"Uw aanvraag {application.ref} is geselecteerd" in html
    assert Application.objects.get().status == Status.ELIGIBLE

    lead_desk.post(to("decide", application), GOOD | {"confirm": "1"})

    assert Application.objects.get().status == Status.SELECTED


def test_changing_after_the_preview_keeps_what_was_typed(lead_desk):
    html = markup(lead_desk.post(to("decide", make.advised().application), GOOD | {"change": "1"}))
    assert "Brief nalezen" in html
    assert "Sterk &amp; nodig." in html


def test_letter_can_be_seen_as_pdf_before_it_leaves(lead_desk):
    application = make.advised().application
    response = lead_desk.post(to("decision_letter", application), GOOD)
    assert response.headers["Content-Type"] == "application/pdf"
    assert "Sterk & nodig." in text_of_pdf(response.content)
    assert Application.objects.get().status == Status.ELIGIBLE


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"decided_on": "2026-03-01"}, "De aanvraag werd ingediend op 2 mrt 2026"),
        ({"decided_on": "2026-03-13"}, "in de toekomst"),
        ({"decided_on": "gisteren"}, "Schrijf een bestaande datum"),
        ({"grounds": ""}, "Vul “Motivering” in"),
        ({"outcome": ""}, "Kies een antwoord bij"),
        ({"outcome": "ineligible"}, "Kies een van de antwoorden"),
        ({"outcome": "not_selected"}, "Schrijf feedback"),
    ],
)
@pytest.mark.parametrize("step", [{}, {"confirm": "1"}])
def test_bad_decision_is_explained_and_keeps_what_was_typed(lead_desk, change, sentence, step):
    application = make.advised().application
    data = GOOD | {"grounds": "Mijn tekst"} | change
    response = lead_desk.post(to("decide", application), data | step)
    assert response.status_code == 422
    assert sentence in markup(response)
    assert data["grounds"] in markup(response)
    assert Application.objects.get().status == Status.ELIGIBLE


def test_the_second_lead_sees_that_it_was_decided_and_keeps_the_text(lead_desk):
    application = make.advised().application
    select_application(
        application=application, decided_on=dt.date(2026, 3, 12), grounds="Eerste", by=user(Role.LEAD), at=make.LATER
    )
    response = lead_desk.post(to("decide", application), GOOD | {"grounds": "Tweede tekst", "confirm": "1"})
    assert response.status_code == 422
    assert "de stand is intussen “Geselecteerd”" in markup(response)
    assert "Tweede tekst" in markup(response)
    assert Application.objects.get().decision.grounds == "Eerste"


@pytest.mark.parametrize("status", [Status.SELECTED, Status.WITHDRAWN, Status.INFO_REQUESTED])
def test_deciding_where_nothing_can_be_decided_goes_back(lead_desk, status):
    response = lead_desk.get(to("decide", make.application(status)), follow=True)
    assert "kan nu niet worden beslist" in markup(response)


def test_ineligible_is_decided_from_submitted(lead_desk):
    application = make.application()
    data = {"outcome": "ineligible", "decided_on": "2026-03-12", "grounds": "Geen overheidsopdracht"}
    assert "is onontvankelijk" in markup(lead_desk.post(to("decide", application), data))
    lead_desk.post(to("decide", application), data | {"confirm": "1"})
    assert Application.objects.get().status == Status.INELIGIBLE
