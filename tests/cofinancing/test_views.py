import datetime as dt
import re

import pytest
from django.test import Client

from cofinancing.enums import DecisionKind, RequestStatus
from cofinancing.models import CofinancingDecision, CofinancingRequest, Envelope, Meeting
from pio_portal.accounts.enums import Role
from tests.factories import cofinancing as make
from tests.factories.cofinancing import AT
from tests.factories.ground import member, user
from tests.pages import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT + dt.timedelta(hours=1))]
HOME = "/beheer/cofinanciering/"


def decision(**changes) -> dict:
    return {
        "kind": "grant",
        "amount": "80.000,50",
        "decided_on": "2026-03-02",
        "authority": "delegation",
        "reference": "AG/2026/1",
        "grounds": "Vernieuwend.",
    } | changes


def test_the_list_shows_requests_chips_and_what_is_left_of_the_envelope():
    make.envelope(250_000)
    make.decision(amount=50_000)
    waiting = make.request()

    page = client_of(user(Role.STAFF)).get(HOME).content.decode()

    assert waiting.procurement.title in page
    assert "€\u00a0200.000,00" in page
    assert 'value="20"' in page


def test_the_list_is_searched_by_client_and_chosen_by_status():
    first, second = make.request(), make.request(status=RequestStatus.SCHEDULED)
    client = client_of(user(Role.STAFF))

    found = client.get(HOME, {"q": first.procurement.ref}).content.decode()
    assert (first.procurement.title in found, second.procurement.title in found) == (True, False)
    chosen = client.get(HOME, {"status": "scheduled"}).content.decode()
    assert (first.procurement.title in chosen, second.procurement.title in chosen) == (False, True)


def test_a_request_is_made_from_the_procurement_that_the_address_names():
    procurement = make.procurement()

    response = client_of(user(Role.STAFF)).post(
        f"{HOME}nieuw/?opdracht={procurement.ref}",
        {"requested": "100.000,00", "base": "200.000", "rate": "50", "motivation": "Nieuw voor de markt."},
    )

    asked = CofinancingRequest.objects.get()
    assert response["Location"] == asked.get_absolute_url()
    assert (asked.procurement, asked.requested, asked.base, asked.rate) == (procurement, 100_000, 200_000, 50)


def test_more_than_the_estimate_is_asked_about_once():
    procurement = make.procurement(estimate=250_000)
    address = f"{HOME}nieuw/?opdracht={procurement.ref}"
    client = client_of(user(Role.STAFF))
    typed = {"requested": "3.000.000", "motivation": "Nieuw voor de markt."}

    asked = client.post(address, typed)

    assert asked.status_code == 422
    assert "Dat is meer dan de raming van de opdracht (€\u00a0250.000,00)." in asked.content.decode()
    assert client.post(address, typed | {"sure": "on"}).status_code == 302
    assert CofinancingRequest.objects.get().requested == 3_000_000


def test_an_unknown_procurement_is_asked_again_kindly():
    page = client_of(user(Role.STAFF)).get(f"{HOME}nieuw/?opdracht=O-1999-0001").content.decode()

    assert "Er is geen opdracht met deze referentie." in page
    assert 'value="O-1999-0001"' in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("requested", "", "Vul “Gevraagd bedrag” in."),
        ("requested", "veel", "Schrijf het bedrag in cijfers"),
        ("requested", "150.000", "50 % van €\u00a0200.000,00 is €\u00a0100.000,00."),
        ("rate", "", "allebei in, of geen van beide"),
        ("motivation", "", "Geef een antwoord op"),
    ],
)
def test_a_request_with_bad_input_keeps_what_was_typed(field, value, sentence):
    data = {"requested": "90.000", "base": "200.000", "rate": "50", "motivation": "Een lange uitleg."} | {field: value}

    page = client_of(user(Role.STAFF)).post(f"{HOME}nieuw/?opdracht={make.procurement().ref}", data)

    assert sentence in page.content.decode()
    assert page.context["form"]["base"].value() == "200.000"
    assert not CofinancingRequest.objects.exists()


def test_a_request_sent_twice_is_made_once():
    url = f"{HOME}nieuw/?opdracht={make.procurement().ref}"
    client, data = client_of(user(Role.STAFF)), {"requested": "1", "motivation": "x"}

    client.post(url, data)
    page = client.post(url, data)

    assert "loopt al een vraag" in page.content.decode()
    assert CofinancingRequest.objects.count() == 1


def test_the_secretary_takes_a_request_from_agenda_to_grant():
    make.envelope(100_000)
    asked, client = make.request(), client_of(user(Role.SECRETARY))

    client.post(f"{HOME}vergaderingen/nieuw/", {"held_at": "2026-03-02T10:30", "place": "Brussel"})
    meeting = Meeting.objects.get()
    client.post(f"{HOME}{asked.pk}/agenderen/", {"meeting": meeting.pk})
    assert asked.procurement.title in client.get(meeting.get_absolute_url()).content.decode()
    client.post(f"{HOME}{asked.pk}/beslissen/", decision(authority="committee"))
    client.post(f"{HOME}vergaderingen/{meeting.pk}/gehouden/", {"minutes": "Kort."})

    granted = CofinancingDecision.objects.get()
    assert (str(granted.amount), granted.meeting, granted.authority) == ("80000.50", meeting, "committee")
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "CF-2026-0001" in page
    assert "Kort." in client.get(meeting.get_absolute_url()).content.decode()


def test_a_grant_above_the_envelope_says_so_at_its_field_and_keeps_what_was_typed():
    make.envelope(12_000)
    asked = make.request()

    page = client_of(user(Role.SECRETARY)).post(f"{HOME}{asked.pk}/beslissen/", decision())

    assert page.status_code == 422
    (fault,) = page.context["form"].errors["amount"]
    assert fault.startswith("In de enveloppe 2026 is nog €\u00a012.000,00 over; u wilt €\u00a080.000,50 toekennen.")
    assert 'value="80.000,50"' in page.content.decode()
    assert CofinancingRequest.objects.get().status == RequestStatus.REQUESTED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": ""}, "amount"),
        ({"decided_on": "2026-03-03"}, "decided_on"),
        ({"decided_on": "2026-03-01"}, "decided_on"),
        ({"decided_on": "31/02/2026"}, "decided_on"),
        ({"authority": "committee"}, "authority"),
        ({"kind": "revocation"}, "kind"),
        ({"grounds": ""}, "grounds"),
    ],
)
def test_a_decision_with_bad_input_stays_on_its_form(changes, field):
    make.envelope()
    asked = make.request()

    page = client_of(user(Role.SECRETARY)).post(f"{HOME}{asked.pk}/beslissen/", decision(**changes))

    assert list(page.context["form"].errors) == [field]
    assert not CofinancingDecision.objects.exists()


def test_a_refusal_needs_no_amount():
    asked = make.request()

    client_of(user(Role.SECRETARY)).post(f"{HOME}{asked.pk}/beslissen/", decision(kind="refusal", amount=""))

    assert CofinancingDecision.objects.get().kind == DecisionKind.REFUSAL


def test_a_stale_decision_form_is_told_that_it_is_decided():
    make.envelope()
    asked, client = make.request(), client_of(user(Role.SECRETARY))
    client.post(f"{HOME}{asked.pk}/beslissen/", decision())

    page = client.post(f"{HOME}{asked.pk}/beslissen/", decision())

    assert "de stand is intussen “Beslist”" in page.content.decode()
    assert CofinancingDecision.objects.count() == 1


def test_the_secretary_amends_and_revokes():
    make.envelope()
    granted = make.decision(amount=80_000)
    client, ref = client_of(user(Role.SECRETARY)), granted.procurement.ref

    amended = client.post(f"{HOME}opdracht/{ref}/wijzigen/", decision(amount="90.000"))
    client.post(f"{HOME}opdracht/{ref}/intrekken/", decision())

    assert amended["Location"] == granted.request.get_absolute_url()
    assert list(CofinancingDecision.objects.in_order().values_list("kind", "amount")) == [
        ("grant", 80_000),
        ("amendment", 90_000),
        ("revocation", 0),
    ]


def test_withdrawing_and_the_agenda_from_the_pages():
    meeting = make.meeting()
    first, second = (make.request(status=RequestStatus.SCHEDULED, on=meeting) for _ in range(2))
    client = client_of(user(Role.STAFF))

    client.post(f"{HOME}{second.pk}/verplaatsen/", {"richting": "op"})
    assert list(meeting.requests.order_by("position")) == [second, first]
    client.post(f"{HOME}{first.pk}/van-agenda/")
    client.post(f"{HOME}{second.pk}/intrekken/")

    assert dict(CofinancingRequest.objects.values_list("pk", "status")) == {
        first.pk: RequestStatus.REQUESTED,
        second.pk: RequestStatus.WITHDRAWN,
    }


def test_the_lead_sets_the_envelope_and_hears_when_it_is_too_little():
    client = client_of(user(Role.LEAD))
    client.post(f"{HOME}enveloppe/instellen/", {"year": "2026", "amount": "100.000", "source": "Begroting"})
    make.decision(amount=60_000)

    page = client.post(f"{HOME}enveloppe/instellen/", {"year": "2026", "amount": "50.000", "source": ""})

    assert "is al €\u00a060.000,00 vastgelegd" in page.content.decode()
    assert Envelope.objects.get().amount == 100_000
    ledger = client.get(f"{HOME}enveloppe/?jaar=2026").content.decode()
    assert "CF-2026-0001" in ledger


@pytest.mark.parametrize("year", ["1999", "abc", "", "20260", "²026"])
def test_any_year_in_the_address_gives_a_page(year):
    assert client_of(user(Role.STAFF)).get(f"{HOME}enveloppe/", {"jaar": year}).status_code == 200
    assert client_of(user(Role.LEAD)).get(f"{HOME}enveloppe/instellen/", {"jaar": year}).status_code == 200


READ = {
    "list": {Role.STAFF, Role.LEAD, Role.SECRETARY, Role.MANAGEMENT},
    "nieuw/": {Role.STAFF, Role.LEAD},
    "request": {Role.STAFF, Role.LEAD, Role.SECRETARY, Role.MANAGEMENT, Role.COMMITTEE},
    "beslissen/": {Role.SECRETARY},
    "wijzigen/": {Role.SECRETARY},
    "vergaderingen/": {Role.STAFF, Role.LEAD, Role.SECRETARY, Role.COMMITTEE},
    "vergadering": {Role.STAFF, Role.LEAD, Role.SECRETARY, Role.COMMITTEE},
    "enveloppe/": {Role.STAFF, Role.LEAD, Role.SECRETARY, Role.MANAGEMENT},
    "enveloppe/instellen/": {Role.LEAD},
}


def pages() -> dict[str, str]:
    make.envelope()
    asked = make.request(status=RequestStatus.SCHEDULED)
    return {
        "list": HOME,
        "nieuw/": f"{HOME}nieuw/",
        "request": asked.get_absolute_url(),
        "beslissen/": f"{HOME}{asked.pk}/beslissen/",
        "wijzigen/": f"{HOME}opdracht/{asked.procurement.ref}/wijzigen/",
        "vergaderingen/": f"{HOME}vergaderingen/",
        "vergadering": asked.meeting.get_absolute_url(),
        "enveloppe/": f"{HOME}enveloppe/",
        "enveloppe/instellen/": f"{HOME}enveloppe/instellen/",
    }


@pytest.mark.parametrize("role", list(Role))
def test_each_page_opens_for_its_roles_only(role):
    client = client_of(user(role))

    answers = {name: client.get(url).status_code for name, url in pages().items()}

    assert answers == {name: 200 if role in roles else 403 for name, roles in READ.items()}


def test_applicants_and_strangers_get_nowhere():
    addresses = pages().values()
    applicant = client_of(member())

    assert {applicant.get(url).status_code for url in addresses} == {403}
    assert {Client().get(url).status_code for url in addresses} == {302}


def test_a_committee_member_finds_no_link_to_a_page_that_is_closed():
    asked = make.request(status=RequestStatus.SCHEDULED)
    client = client_of(user(Role.COMMITTEE))

    for url in (asked.get_absolute_url(), asked.meeting.get_absolute_url(), f"{HOME}vergaderingen/"):
        for link in set(re.findall(r'href="(/beheer/[^"?]*)', client.get(url).content.decode())):
            assert client.get(link).status_code == 200, (url, link)


def test_a_committee_member_sees_only_what_stands_on_an_agenda():
    assert client_of(user(Role.COMMITTEE)).get(make.request().get_absolute_url()).status_code == 404


@pytest.mark.parametrize("verb", ["agenderen", "van-agenda", "verplaatsen", "intrekken"])
def test_changes_need_a_post(verb):
    assert client_of(user(Role.STAFF)).get(f"{HOME}{make.request().pk}/{verb}/").status_code == 405


@pytest.mark.parametrize("verb", ["agenderen", "van-agenda", "verplaatsen", "intrekken", "beslissen"])
@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.MANAGEMENT, Role.ADVISER, Role.COMMUNICATION])
def test_readers_cannot_change_anything(verb, role):
    asked = make.request(status=RequestStatus.SCHEDULED)

    assert client_of(user(role)).post(f"{HOME}{asked.pk}/{verb}/", decision()).status_code == 403
    assert CofinancingRequest.objects.get().status == RequestStatus.SCHEDULED


def test_vandaag_tells_the_secretary_what_waits():
    make.envelope(100_000)
    waiting = make.request()
    late = make.request(status=RequestStatus.SCHEDULED, on=make.meeting())
    make.meeting(held_at=AT + dt.timedelta(days=5))
    make.decision(amount=95_000)

    page = client_of(user(Role.SECRETARY)).get("/beheer/").content.decode()

    for sentence in (
        f"Op een agenda zetten: {waiting.procurement.title}",
        f"Beslissing vastleggen: {late.procurement.title}",
        "De agenda van deze vergadering is nog leeg",
        "Van de enveloppe 2026 is nog €\u00a05.000,00 over",
    ):
        assert sentence in page
