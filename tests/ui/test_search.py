"""One search over everything: who and what it finds, a reference that opens its dossier, and what does not exist."""

import pytest
from django.urls import reverse

from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from pio_portal.organisations.identifiers import format_kbo
from tests.factories import assessment, cofinancing, consultations, ground, outreach, projects
from tests.queries import steady

pytestmark = pytest.mark.django_db
STAFF = reverse("ui:staff_search")
PUBLIC = reverse("ui:search")


def titles(client, q, address=STAFF, **headers):
    """What is found, by kind."""
    answer = client.get(address, {"q": q}, headers=headers).context["answer"]
    return {str(source.label): [str(hit.title) for hit in hits] for source, hits in answer.results}


@pytest.fixture
def halle():
    return ground.organisation(name="Stad Halle", ovo="OVO002949")


def test_organisations_and_people_are_found(desk, halle):
    ground.member(halle, Level.EDITOR, name="José Peeters", email="jose@halle.test")

    assert titles(desk, "halle") == {"Organisaties": ["Stad Halle"], "Personen": ["José Peeters"]}
    assert titles(desk, "jose peeters") == {"Personen": ["José Peeters"]}


def test_who_left_is_not_found(desk, halle):
    ground.member(halle, name="José Peeters", is_active=False)

    assert titles(desk, "peeters") == {}


def test_a_colleague_leads_to_what_they_handle(desk):
    lien = ground.user(Role.STAFF, name="Lien Maes")

    answer = desk.get(STAFF, {"q": "lien"}).context["answer"]
    ((_source, (hit,)),) = answer.results
    assert hit.url == f"/beheer/aanvragen/?behandelaar={lien.pk}"


def test_a_number_of_an_organisation_opens_it(desk, halle):
    page = reverse("organisations:relation", args=[halle.pk])

    for typed in (halle.kbo, format_kbo(halle.kbo), f"BE {format_kbo(halle.kbo)}", halle.kbo[1:], "ovo002949"):
        assert desk.get(STAFF, {"q": typed}).url == page


@pytest.mark.parametrize("way", [str, str.lower, lambda ref: ref.replace("-", " "), lambda ref: ref.replace("-", "/")])
def test_a_reference_opens_its_dossier(desk, way):
    application = assessment.application()
    project = projects.project()
    consultation = consultations.consultation()
    event = outreach.event()
    procurement = projects.procurement(project=project)
    for dossier in (application, project, procurement, consultation, event):
        assert desk.get(STAFF, {"q": way(dossier.ref)}).url == dossier.get_staff_url()


def test_a_call_and_a_decision_open_by_their_code(desk):
    call = assessment.application().call
    cofinancing.envelope()
    decision = cofinancing.decision()

    assert desk.get(STAFF, {"q": call.code.lower()}).url == reverse("calls:staff_call", args=[call.code])
    assert desk.get(STAFF, {"q": decision.ref}).url == decision.procurement.get_staff_url()


@pytest.mark.parametrize("typed", ["A-2031-0001", "p 2031 1", "0316.380.842"])
def test_what_does_not_exist_is_said_and_looks_like_nothing(desk, typed):
    assessment.application()
    page = desk.get(STAFF, {"q": typed})

    assert page.context["answer"].results == []
    assert "is niet gevonden" in page.content.decode()


def test_a_list_guesses_nothing_for_a_reference(desk):
    made = assessment.application()
    page = desk.get(reverse("calls:staff_applications"), {"q": "A-2031-0001"})

    assert page.context["page"].paginator.count == 0
    assert "A-2031-0001 staat niet in deze lijst" in page.content.decode()
    assert desk.get(reverse("calls:staff_applications"), {"q": made.ref}).context["page"].paginator.count == 1


def test_nothing_opens_for_who_may_not_see_it(client):
    application = assessment.application()
    client.force_login(ground.user(Role.COMMUNICATION))

    assert client.get(STAFF, {"q": application.ref}).context["answer"].missing == application.ref


def test_typing_errors_are_forgiven(desk, client, halle):
    project = projects.project(of={"title": "Slimme vuilnisbakken"}, client=halle)
    type(project).objects.filter(pk=project.pk).update(published=True, need="Minder afval")

    assert titles(desk, "vuilnsbakken")["Aanvragen"] == ["Slimme vuilnisbakken"]
    assert titles(client, "vuilnsbakken", PUBLIC) == {"Projecten": ["Slimme vuilnisbakken"]}
    assert "Dit lijkt erop" in client.get(PUBLIC, {"q": "vuilnsbakken"}).content.decode()


@pytest.mark.parametrize(
    ("q", "name"),
    [("privacy", "ui:privacy"), ("cookies", "ui:privacy"), ("wachtwoord", "ui:help"), ("privecy", "ui:privacy")],
)
def test_pages_of_text_are_found(client, q, name):
    ((_source, (hit,)),) = client.get(PUBLIC, {"q": q}).context["answer"].results

    assert hit.url == reverse(name)


def test_suggestions_are_a_part_of_a_page_and_few(desk):
    for number in range(5):
        ground.organisation(name=f"Stad Halle {number}")
    page = desk.get(STAFF, {"q": "halle"}, headers={"HX-Request": "true"})

    assert page.content.decode().count("<a href") == 4  # three, and the way to all of them
    assert "<html" not in page.content.decode()


def test_a_search_needs_the_same_queries_for_one_and_for_many(desk, halle):
    ground.member(halle, name="Halle")
    with steady(desk, f"{STAFF}?q=halle", at_most=20):
        for _number in range(5):
            ground.member(ground.organisation(name="Halle"), name="Halle")
