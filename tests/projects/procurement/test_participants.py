"""Enterprises in an award procedure: known by a number of any country, once in each role, and seen before at a consultation."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from consultations.workflow import create_consultation, publish_consultation
from pio_portal.change import Refused
from pio_portal.organisations.enums import OrganisationType
from pio_portal.registrations.enums import Sector
from pio_portal.registrations.models import Registration
from pio_portal.registrations.workflow.occasion import OccasionData
from projects.enums import ParticipantRole
from projects.enums import ProcurementStatus as Status
from projects.models import Participant
from projects.procurement.interest import reach_of
from projects.procurement.participants import add_participant, enterprise_key, remove_participant
from tests.factories import ground, projects
from tests.factories.projects import AT
from tests.pages import markup, refusal

pytestmark = pytest.mark.django_db


def participate(procurement, **fields):
    return add_participant(procurement=procurement, by=None, at=AT, **fields)


@pytest.fixture
def launched():
    return projects.procurement(status=Status.LAUNCHED)


def test_a_foreign_enterprise_is_known_by_its_number_in_its_country(launched):
    made = participate(launched, country="nl", foreign_number="nl 8123.45.678 B01", name="Licht B.V.", is_sme=True)
    assert (made.foreign_number, made.country, made.number, made.is_sme) == ("812345678B01", "NL", "812345678B01", True)
    assert Participant.objects.get().identity == "nr:nl:812345678B01"


def test_a_foreign_enterprise_without_a_number_is_known_by_country_and_name(launched):
    participate(launched, country="DE", name="Größe Ümlaut GmbH")
    assert Participant.objects.get().identity == "naam:de:grosse umlaut gmbh"


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ({"kbo": "0316.380.841"}, {"kbo": "BE 316380841"}),
        ({"country": "NL", "foreign_number": "NL8123", "name": "A"}, {"country": "nl", "foreign_number": "81-23", "name": "B"}),
        ({"country": "NL", "name": "Licht B.V."}, {"country": "NL", "name": "licht"}),
        ({"country": "NL", "name": "Licht BV"}, {"country": "NL", "foreign_number": "8123", "name": "Licht"}),
        ({"kbo": "0316380841", "name": "Lumen nv"}, {"name": "LUMEN"}),
    ],
)  # fmt: skip
def test_one_enterprise_is_not_added_twice_in_two_spellings(launched, first, again):
    participate(launched, **first)
    with pytest.raises(Refused, match="staat er al in"):
        participate(launched, **again)
    participate(launched, role=ParticipantRole.SUBCONTRACTOR, **again)


def test_two_enterprises_of_one_name_have_two_numbers(launched):
    participate(launched, kbo="0316380841", name="Lumen")
    participate(launched, kbo="0207499430", name="Lumen")
    participate(launched, country="NL", foreign_number="8123", name="Lumen")
    participate(launched, country="DE", foreign_number="8123", name="Lumen")
    assert Participant.objects.values("identity").distinct().count() == 4


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"foreign_number": "8123", "name": "x"}, "foreign_number"),
        ({"kbo": "0316380841", "country": "NL", "foreign_number": "8123"}, "foreign_number"),
        ({"country": "NL", "foreign_number": "BV", "name": "x"}, "foreign_number"),
        ({"country": "NL", "foreign_number": "8123"}, "name"),
        ({"country": "NL"}, "kbo"),
    ],
)
def test_what_does_not_say_which_enterprise_it_is_is_refused(launched, fields, field):
    with pytest.raises(Refused) as refused:
        participate(launched, **fields)
    assert refused.value.field == field


def test_a_known_enterprise_brings_its_name(launched):
    known = ground.organisation(type=OrganisationType.ENTERPRISE)
    assert participate(launched, kbo=known.kbo).name == known.name


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"kbo": "", "name": ""}, "participant_is_named"),
        ({"kbo": "", "foreign_number": "nl 81", "name": "x"}, "participant_number_in_one_form"),
        ({"foreign_number": "81"}, "participant_number_in_one_form"),
        ({"kbo": "0207499430"}, "participant_once_in_a_role"),
    ],
)
def test_an_impossible_participant_cannot_be_stored(launched, values, name):
    participate(launched, kbo="0207499430")
    made = participate(launched, kbo="0316380841", name="Lumen")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Participant.objects.filter(pk=made.pk).update(**values)


def test_the_form_takes_foreign_enterprises_and_refuses_a_second_spelling(client, staff, launched):
    url = f"{launched.get_staff_url()}deelnemers/"
    data = {"country": "NL", "foreign_number": "NL 8123", "name": "Licht bv", "role": "tenderer", "is_sme": "ja"}
    assert client.post(url, data).status_code == 302
    page = markup(client.get(launched.get_staff_url()))
    assert "8123" in page
    assert "kmo" in page
    assert "staat er al in" in refusal(client.post(url, data | {"foreign_number": "8-1-2-3", "name": "LICHT"}))
    assert "land" in refusal(client.post(url, data | {"country": "BE"}))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Lumen N.V.", "LUMEN nv", True),
        ("Crème & Co bvba", "creme co", True),
        ("Lumen Oost", "Lumen", False),
        ("NV", "", True),
    ],
)
def test_the_spellings_of_a_name_have_one_key(one, other, same):
    assert (enterprise_key(one) == enterprise_key(other)) is same


def test_a_participant_is_known_by_its_number_or_by_country_and_name():
    procurement = projects.procurement(status=Status.LAUNCHED)
    participate(procurement, kbo="0316.380.841", consortium=" Team Licht ")
    participate(procurement, country="nl", name=" Licht BV ", role=ParticipantRole.CANDIDATE)
    assert list(Participant.objects.values_list("kbo", "country", "name", "identity", "consortium")) == [
        ("0316380841", "BE", "", "kbo:0316380841", "Team Licht"),
        ("", "NL", "Licht BV", "naam:nl:licht bv", ""),
    ]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kbo": "0316.380.842"}, "kbo"),
        ({"kbo": "", "name": " "}, "kbo"),
        ({"kbo": "0316380841"}, "kbo"),
        ({"country": "NL", "name": "licht bv"}, "name"),
        ({"name": "Nieuw", "role": "winner"}, "role"),
    ],
)
def test_a_wrong_or_double_participant_is_refused_at_its_field(fields, field):
    procurement = projects.procurement(status=Status.LAUNCHED)
    participate(procurement, kbo="0316380841")
    participate(procurement, country="NL", name="Licht BV")
    with pytest.raises(Refused) as refused:
        participate(procurement, **fields)
    assert (refused.value.field, Participant.objects.count()) == (field, 2)


def test_the_same_enterprise_may_be_tenderer_and_contractor():
    procurement = projects.procurement(status=Status.AWARDED)
    participate(procurement, kbo="0316380841")
    participate(procurement, kbo="0316380841", role=ParticipantRole.CONTRACTOR)
    assert Participant.objects.values("identity").distinct().count() == 1


def test_no_participants_before_the_launch_and_one_by_mistake_is_taken_out():
    procurement = projects.procurement()
    with pytest.raises(Refused, match="na de lancering"):
        participate(procurement, kbo="0316380841")
    projects.launch(procurement)
    remove_participant(participant=participate(procurement, kbo="0316380841"), by=None, at=AT)
    assert not Participant.objects.exists()


# From consultation to tender


@pytest.fixture
def consulted(launched):
    """A consultation of the project, a month before the launch of 1 June 2025, with its registrations."""
    starts_at = dt.datetime(2025, 5, 1, 12, tzinfo=dt.UTC)
    occasion = OccasionData(title="Wat kan de markt?", starts_at=starts_at)
    consultation = create_consultation(
        occasion=occasion, summary="x", programme="", project=launched.project, by=None, at=AT
    )
    registered_at = starts_at - dt.timedelta(days=9)
    for number, (name, sector) in enumerate([
        ("Lumen", Sector.ENTERPRISE), ("LUMEN nv", Sector.ENTERPRISE), ("Nova bv", Sector.ENTERPRISE),
        ("Stad Gent", Sector.PUBLIC),
    ]):  # fmt: skip
        Registration.objects.create(
            occasion=consultation.occasion, email=f"p{number}@example.be", sector=sector, organisation_name=name,
            registered_at=registered_at, confirmed_at=registered_at,
        )  # fmt: skip
    return consultation


def reached(consultation):
    rows = Participant.objects.select_related("procurement")
    [reach] = reach_of(type(consultation).objects.filter(pk=consultation.pk), rows)
    return {one.name: [p.procurement.ref for p in one.later] for one in reach.enterprises}


def test_who_came_to_a_consultation_and_tendered_later_is_known_by_name(consulted, launched):
    participate(launched, kbo="0316380841", name="Lumen n.v.")
    participate(launched, name="Andere bv")
    assert reached(consulted) == {"LUMEN nv": [launched.ref], "Nova bv": []}


def test_what_was_launched_before_the_consultation_is_no_consequence_of_it(consulted, launched):
    participate(launched, name="Lumen")
    consulted.occasion.starts_at = dt.datetime(2025, 6, 2, 12, tzinfo=dt.UTC)
    consulted.occasion.save()
    assert reached(consulted) == {"LUMEN nv": [], "Nova bv": []}


def test_both_dossiers_show_who_came_and_tendered(client, staff, consulted, launched):
    participate(launched, name="Lumen")
    page = markup(client.get(launched.get_staff_url()))
    assert "1 van 2 ingeschreven ondernemingen" in page
    assert consulted.ref in page
    publish_consultation(consultation=consulted, by=None, at=AT - dt.timedelta(days=400))
    page = markup(client.get(consulted.get_staff_url()))
    assert "1 van 2 ingeschreven ondernemingen" in page
    assert launched.ref in page


def test_who_only_reads_does_not_see_who_registered(client, consulted, launched):
    client.force_login(ground.user("management"))
    assert "ingeschreven ondernemingen" not in markup(client.get(launched.get_staff_url()))


# Questions


def test_questions_come_between_the_launch_and_the_tenders(client, staff, launched):
    url = f"{launched.get_staff_url()}aankondiging/"
    data = {"questions_until": "2025-07-02T12:00", "tender_deadline": "2025-07-01T12:00", "questions_received": "14"}
    assert "ten laatste tot de uiterste datum" in refusal(client.post(url, data))
    assert "pas na de lancering" in refusal(client.post(url, data | {"questions_until": "2025-05-02T12:00"}))
    client.post(url, data | {"questions_until": "2025-06-20T12:00"})
    assert "14 vragen" in markup(client.get(launched.get_staff_url())).replace("\u00a0", " ")
