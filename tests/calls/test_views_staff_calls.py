"""/beheer/oproepen/: the lead makes and amends, the team reads."""

import pytest
import time_machine

from calls.enums import CallStatus
from calls.forms.call import proposal
from calls.forms.call_rows import proposed_criteria, proposed_points
from calls.models import Call
from pio_portal.accounts.enums import Role
from tests.calls.test_views_applicant import hidden, text
from tests.factories import calls as make
from tests.factories.ground import user

AT = make.AT
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def lead(client):
    new = user(Role.LEAD)
    client.force_login(new)
    return new


def form(**changes):
    values = {name: v for name, v in proposal(AT).items() if not name.startswith(("opens", "closes"))}
    values |= {"kind": "open", "target_term_days": "365"}
    for number, (opens, closes) in enumerate(
        [
            ("2026-03-03T12:00", "2026-04-14T12:00"),
            ("2026-06-01T12:00", "2026-09-14T12:00"),
            ("2026-10-01T12:00", "2026-12-14T12:00"),
        ],
        1,
    ):
        values |= {f"opens_{number}": opens, f"closes_{number}": closes}
    points = proposed_points()
    values |= {"points-TOTAL_FORMS": len(points) + 1, "points-INITIAL_FORMS": len(points)}
    for n, row in enumerate(points):
        values |= {f"points-{n}-{name}": v for name, v in row.items()}
    values["form"] = values["form"] or ""
    rows = proposed_criteria()
    values |= {"criteria-TOTAL_FORMS": len(rows) + 2, "criteria-INITIAL_FORMS": len(rows)}
    for n, row in enumerate(rows):
        values |= {f"criteria-{n}-{name}": "" if v is None else v for name, v in row.items()}
    return values | changes


def test_new_proposes_this_years_code_and_three_dates(client, lead):
    page = client.get("/beheer/oproepen/nieuw/").content.decode()
    assert 'value="PIO-2026"' in page
    assert 'value="2026-03-15T12:00"' in page
    assert 'value="2026-12-15T12:00"' in page
    assert 'value="Behoefte"' in page


def test_new_makes_the_call_with_three_rounds_in_brussels_time(client, lead):
    response = client.post("/beheer/oproepen/nieuw/", form())
    assert response.url == "/beheer/oproepen/PIO-2026/"
    rounds = Call.objects.get().rounds.order_by("number")
    assert [r.closes_at.isoformat() for r in rounds] == [
        "2026-04-14T10:00:00+00:00",
        "2026-09-14T10:00:00+00:00",
        "2026-12-14T11:00:00+00:00",
    ]
    assert Call.objects.get().criteria.count() == 5


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"closes_1": "2026-03-01T12:00"},
            "Indiendatum 1 sluit op 1 mrt 2026 om 12.00 uur (Brussel): dat moet na de opening zijn",
        ),
        (
            {"opens_2": "2026-04-14T11:59"},
            "maar indiendatum 1 is dan nog open (tot 14 apr 2026 om 12.00 uur (Brussel))",
        ),
        ({"closes_3": ""}, "Vul ook dit moment in: een indiendatum opent en sluit."),
        ({"opens_2": "", "closes_2": ""}, "Vul eerst deze indiendatum in, of laat ook de volgende leeg."),
        ({"opens_1": "2026-03-29T02:30"}, "Dit uur bestaat niet op die dag, of komt er twee keer voor"),
        ({"opens_1": "gisteren"}, "Schrijf dag en uur, bijvoorbeeld 31/12/2026 12:00."),
        ({"title": ""}, "Vul “Titel” in."),
        ({"kind": "thematic"}, "Kies het thema van deze thematische oproep."),
        ({f"criteria-{n}-name": "" for n in range(5)}, "Een oproep heeft minstens één criterium."),
    ],
)
def test_new_with_a_fault_says_which_and_keeps_what_was_typed(client, lead, changes, sentence):
    response = client.post("/beheer/oproepen/nieuw/", form(summary="Mijn samenvatting", **changes))
    assert response.status_code == 200
    assert sentence in text(response)
    assert "Mijn samenvatting" in response.content.decode()
    assert not Call.objects.exists()


def test_new_with_a_taken_code_is_refused(client, lead):
    make.call(code="PIO-2026")
    response = client.post("/beheer/oproepen/nieuw/", form(code="pio-2026"))
    assert "Deze code bestaat al. Kies een andere." in text(response)
    assert Call.objects.count() == 1


def test_publish_puts_it_on_the_public_site(client, lead):
    client.post("/beheer/oproepen/nieuw/", form())
    client.post("/beheer/oproepen/PIO-2026/publiceren/")
    assert Call.objects.get().status == CallStatus.PUBLISHED
    client.logout()
    assert client.get("/oproepen/PIO-2026/").status_code == 200


def test_edit_changes_the_title(client, lead):
    client.post("/beheer/oproepen/nieuw/", form())
    page = client.get("/beheer/oproepen/PIO-2026/wijzigen/")
    keys = {f"criteria-{n}-pk": c.pk for n, c in enumerate(Call.objects.get().criteria.all())}
    keys |= {f"points-{n}-pk": p.pk for n, p in enumerate(Call.objects.get().eligibility_points.all())}
    client.post("/beheer/oproepen/PIO-2026/wijzigen/", form(title="Anders", seen=hidden(page, "seen"), **keys))
    assert Call.objects.get().title == "Anders"
    assert Call.objects.get().criteria.count() == 5


def test_stale_edit_is_refused_and_keeps_what_was_typed(client, lead):
    client.post("/beheer/oproepen/nieuw/", form())
    seen = hidden(client.get("/beheer/oproepen/PIO-2026/wijzigen/"), "seen")
    Call.objects.update(title="Van een collega")
    response = client.post("/beheer/oproepen/PIO-2026/wijzigen/", form(title="Van mij", seen=seen))
    assert "Een collega wijzigde deze oproep intussen." in text(response)
    assert 'value="Van mij"' in response.content.decode()
    assert Call.objects.get().title == "Van een collega"


def test_staff_reads_and_does_not_write(client):
    call = make.call()
    client.force_login(user(Role.STAFF))
    page = text(client.get(f"/beheer/oproepen/{call.code}/"))
    assert call.title in page
    assert "Wijzigen" not in page
    for address in ("nieuw/", f"{call.code}/wijzigen/"):
        assert client.get(f"/beheer/oproepen/{address}").status_code == 403
    assert client.post(f"/beheer/oproepen/{call.code}/publiceren/").status_code == 403


def test_list_shows_every_call_with_its_state(client, lead):
    make.submitted(within=make.call(title="Die loopt"))
    make.call(title="Die wacht", published=False)
    page = text(client.get("/beheer/oproepen/"))
    assert "Die loopt" in page
    assert "Die wacht" in page
    assert "Alle 2 In voorbereiding 1 Gepubliceerd 1" in page
    assert "Die wacht" not in text(client.get("/beheer/oproepen/?status=published"))


def test_today_signals_a_round_that_closes_within_the_week(client, lead):
    call = make.call()
    make.application(within=call)
    with time_machine.travel(AT + 16 * make.DAY, tick=False):
        assert f"{call.code}: nog 4 dagen om in te dienen, nog 1 in opmaak" in text(client.get("/beheer/"))
    assert "om in te dienen" not in text(client.get("/beheer/"))
