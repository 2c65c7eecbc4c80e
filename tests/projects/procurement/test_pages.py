"""Recording a procurement and what becomes of it."""

import pytest
from django.utils import timezone

from projects.enums import Phase
from projects.enums import ProcurementStatus as Status
from projects.models import Procurement
from projects.views.progress import procurement_line
from tests.factories import ground, projects
from tests.pages import markup, refusal

pytestmark = pytest.mark.django_db


def test_a_procurement_goes_its_way_through_the_pages(client, staff):
    project = projects.project(phase=Phase.STRATEGY)
    answer = client.post(
        f"/beheer/projecten/{project.ref}/opdrachten/nieuw/",
        {"title": "Lampen", "procedure": "38", "cpv": "34928500-3", "estimate": "250.000,00"},
    )
    procurement = Procurement.objects.get()
    url = procurement.get_staff_url()
    assert (answer.headers["Location"], procurement.estimate) == (url, 250000)
    steps = [
        ("lanceren/", {"launched_on": "2025-06-01", "notice_ref": "2025-1", "tender_deadline": "2025-07-01T12:00"}),
        ("deelnemers/", {"kbo": "0316.380.841", "country": "BE", "role": "tenderer"}),
        ("gunnen/", {"awarded_on": "2025-09-01", "contractor_name": "Lumen", "award_value": "240.000"}),
        ("opleveren/", {"delivered_on": "2025-12-01", "note": "Werkt"}),
    ]
    for path, data in steps:
        assert client.get(url + path).status_code == 200
        assert (path, client.post(url + path, data).headers["Location"]) == (path, url)
    procurement = Procurement.objects.get()
    assert (procurement.status, procurement.award_value) == (Status.DELIVERED, 240000)
    assert timezone.localtime(procurement.tender_deadline).hour == 12
    page = markup(client.get(url))
    assert "1 onderneming" in page
    assert "Lumen" in page


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"kbo": "0316.380.842"}, "De controlecijfers van 0316.380.842 kloppen niet"),
        ({"kbo": ""}, "ondernemingsnummer in, of de naam"),
        ({"kbo": "0316380841", "country": "België"}, "hoogstens 2 tekens"),
        ({"name": "X", "country": "1!"}, "twee letters"),
    ],
)
def test_a_wrong_participant_is_told_at_its_field(client, staff, data, message):
    procurement = projects.procurement(status=Status.LAUNCHED)
    url = f"/beheer/opdrachten/{procurement.ref}/deelnemers/"
    page = refusal(client.post(url, {"country": "BE", "role": "tenderer"} | data))
    assert message in page
    assert 'class="error-summary"' in page


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"cpv": "1234"}, "Geen geldige CPV-code"),
        ({"estimate": "veel"}, "Schrijf het bedrag in cijfers"),
        ({"estimate": "-5"}, "niet onder nul"),
        ({"title": ""}, "Vul “Titel” in"),
        ({"procedure": "99"}, "Kies een van de antwoorden"),
    ],
)
def test_a_wrong_procurement_is_told_at_its_field(client, staff, data, message):
    project = projects.project()
    page = refusal(client.post(f"/beheer/projecten/{project.ref}/opdrachten/nieuw/", {"title": "Lampen"} | data))
    assert message in page
    assert not Procurement.objects.exists()


def test_a_failed_procurement_is_launched_again_by_one_button(client, staff):
    failed = projects.procurement(status=Status.NO_TENDERS)
    answer = client.post(f"/beheer/opdrachten/{failed.ref}/herlanceren/")
    again = Procurement.objects.get(relaunch_of=failed)
    assert answer.headers["Location"] == again.get_staff_url()
    twice = client.post(f"/beheer/opdrachten/{failed.ref}/herlanceren/", follow=True)
    assert again.ref in markup(twice)


def test_a_procurement_that_was_awarded_meanwhile_is_not_cancelled(client, staff):
    awarded = projects.procurement(status=Status.AWARDED)
    url = f"{awarded.get_staff_url()}annuleren/"
    assert "de stand is intussen “Gegund”" in refusal(client.post(url, {"ended_on": "2026-03-01", "reason": "Te duur"}))
    assert Procurement.objects.get().status == Status.AWARDED


@pytest.mark.parametrize(
    ("status", "states"),
    [
        (Status.PREPARED, ["now", "", "", "", ""]),
        (Status.LAUNCHED, ["done", "now", "", "", ""]),
        (Status.AWARDED, ["done", "done", "now", "", ""]),
        (Status.DELIVERED, ["done"] * 5),
        (Status.CANCELLED, ["done", "", "", "", ""]),
        (Status.NO_TENDERS, ["done", "done", "", "", ""]),
    ],
)
def test_the_line_of_a_procurement_says_how_far_it_is(status, states):
    line = procurement_line(projects.procurement(status=status))
    assert [step.state for step in line] == states


def test_the_dossier_of_a_procurement_has_its_line_and_leads_to_the_whole_story(client, staff):
    shown = projects.procurement(status=Status.LAUNCHED)
    page = markup(client.get(shown.get_staff_url()))
    assert 'aria-current="step"' in page
    assert shown.project.get_staff_url() + "verloop/" in page
    client.force_login(ground.member(shown.project.organisation))
    assert 'aria-current="step"' in markup(client.get(f"{shown.project.get_applicant_url()}opdrachten/{shown.ref}/"))
