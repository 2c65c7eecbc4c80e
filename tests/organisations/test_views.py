import pytest

from pio_portal.accounts.enums import Role
from pio_portal.organisations import workflow
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership, Organisation
from tests.factories.ground import AT, asking, kbo, member, organisation, user
from tests.pages import client_of
from tests.queries import steady

pytestmark = pytest.mark.django_db
MINE = "/mijn/organisaties/"
MANY = 30


@pytest.mark.parametrize(
    "written", ["0316.380.841", "0316380841", "BE 0316.380.841", "316380841", "gewest", "OVO002949"]
)
def test_an_organisation_is_found_however_it_is_written(written):
    organisation(kbo="0316380841", name="Vlaams Gewest", ovo="OVO002949")

    page = client_of(user()).get(f"{MINE}zoeken/", {"q": written}).content.decode()

    assert "Vlaams Gewest" in page
    assert "Toegang vragen" in page


def test_a_wrong_number_says_how_it_should_be_and_keeps_what_was_typed():
    page = client_of(user()).get(f"{MINE}zoeken/", {"q": "0316.380.842"}).content.decode()

    assert "De controlecijfers van 0316.380.842 kloppen niet" in page
    assert 'value="0316.380.842"' in page
    assert "Organisatie toevoegen" not in page


def test_an_unknown_number_can_be_added_at_once():
    person = user()
    client = client_of(person)

    page = client.get(f"{MINE}zoeken/", {"q": "0207.499.430"}).content.decode()
    assert f"{MINE}nieuw/?kbo=0207499430" in page
    response = client.post(
        f"{MINE}nieuw/",
        {"kbo": "0207.499.430", "name": "Stad Halle", "type": "lokaal_bestuur", "postcode": "1500", "ovo": ""},
    )

    added = Organisation.objects.get()
    assert response["Location"] == f"{MINE}{added.pk}/"
    assert (added.kbo, added.memberships.get().user) == ("0207499430", person)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("kbo", "0316.380.842", "De controlecijfers van 0316.380.842 kloppen niet"),
        ("kbo", "2316.380.841", "Geen geldig ondernemingsnummer"),
        ("kbo", "", "Vul “Ondernemingsnummer (KBO)” in."),
        ("postcode", "0999", "Geen geldige postcode"),
        ("ovo", "OVO2949", "Geen geldige OVO-code"),
        ("type", "onderneming", "Kies een van de antwoorden"),
    ],
)
def test_a_new_organisation_with_bad_input_keeps_what_was_typed(field, value, sentence):
    data = {"kbo": "0207499430", "name": "Stad Halle", "type": "lokaal_bestuur", "postcode": "1500"} | {field: value}

    page = client_of(user()).post(f"{MINE}nieuw/", data)

    assert list(page.context["form"].errors) == [field]
    assert sentence in page.content.decode()
    assert "Stad Halle" in page.content.decode()
    assert not Organisation.objects.exists()


def test_from_asking_access_to_being_let_in():
    of = organisation(name="Stad Halle")
    manager, person = member(of), user(name="Nora Claes")

    client_of(person).post(f"{MINE}{of.pk}/toegang/")
    assert "Toegang gevraagd" in client_of(person).get(MINE).content.decode()
    row = Membership.objects.get(user=person)
    assert "Nora Claes" in client_of(manager).get(f"{MINE}{of.pk}/").content.decode()
    client_of(manager).post(f"{MINE}leden/{row.pk}/aanvaarden/", {"level": "2"})

    row = Membership.objects.get(pk=row.pk)
    assert (row.status, row.level) == (MembershipStatus.ACTIVE, Level.EDITOR)
    assert "Stad Halle" in client_of(person).get(MINE).content.decode()


def test_a_manager_changes_refuses_removes_and_invites():
    of = organisation()
    manager, colleague, row = member(of), member(of, Level.VIEWER), asking(of)
    theirs = Membership.objects.get(user=colleague)
    client = client_of(manager)

    client.post(f"{MINE}leden/{row.pk}/weigeren/")
    client.post(f"{MINE}leden/{theirs.pk}/niveau/", {"level": "3"})
    assert Membership.objects.get(pk=theirs.pk).level == Level.MANAGER
    client.post(f"{MINE}leden/{theirs.pk}/beeindigen/")
    invited = client.post(f"{MINE}{of.pk}/uitnodigen/", {"email": "geen-adres"})

    assert sorted(Membership.objects.values_list("status", flat=True)) == ["active", "ended", "refused"]
    assert "Schrijf een volledig e-mailadres" in invited.content.decode()


def test_a_member_sees_colleagues_but_no_buttons_and_may_leave():
    of = organisation()
    member(of, name="Karel Maes")
    viewer = member(of, Level.VIEWER)
    row = asking(of)
    client = client_of(viewer)

    page = client.get(f"{MINE}{of.pk}/").content.decode()
    assert "Karel Maes" in page
    assert row.user.name not in page
    assert "Aanpassen" not in page
    client.post(f"{MINE}leden/{row.pk}/aanvaarden/", {"level": "1"})
    row = Membership.objects.get(pk=row.pk)
    assert row.status == MembershipStatus.REQUESTED
    response = client.post(f"{MINE}leden/{Membership.objects.get(user=viewer).pk}/beeindigen/")
    assert response["Location"] == MINE


def test_a_foreign_organisation_does_not_exist():
    of = organisation()
    member(of)
    row = asking(of)
    client = client_of(member())

    assert client.get(f"{MINE}{of.pk}/").status_code == 404
    assert client.post(f"{MINE}{of.pk}/uitnodigen/", {"email": "x@y.be"}).status_code == 404
    for verb in ("aanvaarden", "weigeren", "niveau", "beeindigen"):
        assert client.post(f"{MINE}leden/{row.pk}/{verb}/", {"level": "3"}).status_code == 404
    row = Membership.objects.get(pk=row.pk)
    assert row.status == MembershipStatus.REQUESTED


def test_a_level_that_does_not_exist_changes_nothing():
    of = organisation()
    client, row = client_of(member(of)), asking(of)

    client.post(f"{MINE}leden/{row.pk}/aanvaarden/", {"level": "9"})

    row = Membership.objects.get(pk=row.pk)
    assert row.status == MembershipStatus.REQUESTED


def test_staff_finds_relations_by_name_and_number():
    first, second = organisation(name="Stad Halle", kbo=kbo(901)), organisation(name="Stad Genk")
    client = client_of(user(Role.STAFF))

    by_name = client.get("/beheer/relaties/", {"q": "halle"}).content.decode()
    by_number = client.get("/beheer/relaties/", {"q": second.kbo_display}).content.decode()

    assert (first.name in by_name, second.name in by_name) == (True, False)
    assert (first.name in by_number, second.name in by_number) == (False, True)


def test_staff_confirms_who_added_an_organisation_as_its_manager():
    person, client = user(name="Nora Claes"), client_of(user(Role.STAFF))
    added = workflow.add_organisation(kbo="0207499430", name="Stad Halle", type="lokaal_bestuur", by=person, at=AT)
    row = added.memberships.get()
    assert "Er is nog geen beheerder" in client_of(person).get(f"{MINE}{added.pk}/").content.decode()

    assert "Nora Claes wacht om beheerder te worden" in client.get("/beheer/").content.decode()
    client.post(f"{MINE}leden/{row.pk}/niveau/", {"level": "3"})

    assert "wacht om beheerder te worden" not in client.get("/beheer/").content.decode()
    assert "Er is nog geen beheerder" not in client_of(person).get(f"{MINE}{added.pk}/").content.decode()


def test_staff_lets_the_first_manager_in_where_there_is_none():
    of = organisation()
    row, client = asking(of), client_of(user(Role.STAFF))

    assert f"{row.user.name} vraagt toegang, en er is geen beheerder" in client.get("/beheer/").content.decode()
    assert row.user.name in client.get(f"/beheer/relaties/{of.pk}/").content.decode()
    response = client.post(f"{MINE}leden/{row.pk}/aanvaarden/", {"level": "3"})

    assert response["Location"] == f"/beheer/relaties/{of.pk}/"
    row = Membership.objects.get(pk=row.pk)
    assert (row.status, row.level) == (MembershipStatus.ACTIVE, Level.MANAGER)


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.STAFF, Role.LEAD)])
def test_relations_are_for_pio_only(role):
    assert client_of(user(role)).get("/beheer/relaties/").status_code == 403


def test_my_pages_ask_as_many_queries_with_many_rows():
    of = organisation(name="Stad 1")
    manager = member(of)
    client = client_of(manager)
    pages = [MINE, f"{MINE}zoeken/?q=stad", f"{MINE}nieuw/", f"{MINE}{of.pk}/"]
    asking(of)
    with steady(client, *pages, at_most=12):
        for _ in range(MANY):
            asking(of)
            member(of, Level.VIEWER)
            other = organisation()
            workflow.request_membership(organisation=other, by=manager, at=AT)


def test_staff_pages_ask_as_many_queries_with_many_rows():
    of = organisation()
    asking(of)
    client = client_of(user(Role.STAFF))
    with steady(client, "/beheer/relaties/", at_most=12), steady(client, f"/beheer/relaties/{of.pk}/", at_most=20):
        for _ in range(MANY):
            organisation()
            asking(of)
            member(of)
