"""/beheer/oproepen/: the lead makes and amends, the team reads."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from calls.call.forms.call import proposal, year_later
from calls.call.forms.rows import proposed_criteria, proposed_points
from calls.enums import CallStatus
from calls.models import Call, Theme
from pio_portal.accounts.enums import Role
from tests.factories import calls as make
from tests.factories import questionnaires as forms
from tests.factories.ground import user
from tests.pages import hidden, refusal, text

AT = make.AT
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT)]


def form(**changes):
    values = {name: v for name, v in proposal(AT).items() if not name.startswith(("opens", "closes"))}
    values |= {"code": "PIO-2026", "year": "2026", "kind": "open", "target_term_days": "365"}
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
        ({"opens_1": "2026-03-29T02:30"}, "02.30 uur bestaat niet op 29/03/2026"),
        ({"opens_1": "gisteren"}, "Schrijf dag en uur, bijvoorbeeld 31/12/2026 12:00."),
        ({"title": ""}, "Vul “Titel” in."),
        ({"kind": "thematic"}, "Kies het thema van deze thematische oproep."),
        ({f"criteria-{n}-name": "" for n in range(5)}, "Een oproep heeft minstens één criterium."),
    ],
)
def test_new_with_a_fault_says_which_and_keeps_what_was_typed(client, lead, changes, sentence):
    response = client.post("/beheer/oproepen/nieuw/", form(summary="Mijn samenvatting", **changes))
    assert response.status_code == 422
    assert sentence in text(response)
    assert "Mijn samenvatting" in response.content.decode()
    assert not Call.objects.exists()


def test_new_with_a_taken_code_is_refused(client, lead):
    make.call(code="PIO-2026")
    response = client.post("/beheer/oproepen/nieuw/", form(code="pio-2026"))
    assert response.status_code == 422
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
    assert response.status_code == 422
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


# Rows, versions, copies, kinds


@pytest.mark.parametrize(
    ("button", "name"),
    [("more-rounds", "opens_4"), ("more-criteria", "criteria-7-name"), ("more-points", "points-7-text")],
)
def test_a_button_gives_a_row_more_and_loses_nothing(client, lead, button, name):
    response = client.post("/beheer/oproepen/nieuw/", form(title="", summary="Half klaar", **{button: "1"}))
    assert response.status_code == 200
    page = response.content.decode()
    assert f'name="{name}"' in page
    assert "Half klaar" in page
    assert 'value="2026-04-14T12:00"' in page
    assert 'value="Behoefte"' in page
    assert "De oplossing is nog niet te koop" in page
    assert "error-summary" not in page
    assert not Call.objects.exists()


def test_a_call_with_four_rounds_and_eight_criteria(client, lead):
    more = {"opens_4": "2026-12-20T12:00", "closes_4": "2026-12-31T12:00", "criteria-TOTAL_FORMS": 8}
    more |= {f"criteria-{n}-name": f"Extra {n}" for n in range(5, 8)}
    client.post("/beheer/oproepen/nieuw/", form(**more))
    call = Call.objects.get()
    assert (call.rounds.count(), call.criteria.count(), call.eligibility_points.count()) == (4, 8, 6)
    assert 'name="opens_4"' in client.get("/beheer/oproepen/PIO-2026/wijzigen/").content.decode()


def test_a_row_more_on_an_edit_keeps_what_was_seen(client, lead):
    client.post("/beheer/oproepen/nieuw/", form())
    seen = hidden(client.get("/beheer/oproepen/PIO-2026/wijzigen/"), "seen")
    again = client.post("/beheer/oproepen/PIO-2026/wijzigen/", form(seen="geopend", **{"more-points": "1"}))
    assert (hidden(again, "seen"), len(seen)) == ("geopend", 32)


def test_scale_and_knock_out_are_chosen_together(client, lead):
    response = client.post(
        "/beheer/oproepen/nieuw/", form(**{"criteria-0-scale": "3", "criteria-0-knockout_below": "4"})
    )
    assert "Op deze schaal kan men hoogstens 3 halen." in text(response)
    client.post("/beheer/oproepen/nieuw/", form(**{"criteria-0-scale": "10", "criteria-0-knockout_below": "7"}))
    assert Call.objects.get().criteria.values_list("scale", "knockout_below")[0] == (10, 7)
    assert "minstens 7 op 10" in text(client.get("/oproepen/PIO-2026/"))


def test_only_published_versions_can_be_chosen(client, lead):
    client.post("/beheer/oproepen/nieuw/", form())
    draft = forms.draft(of=Call.objects.get().form)
    page = text(client.get("/beheer/oproepen/PIO-2026/wijzigen/"))
    assert "versie 1" in page
    assert "versie 2" not in page
    refused = client.post("/beheer/oproepen/PIO-2026/wijzigen/", form(form=draft.pk, seen=""))
    assert "Kies een van de antwoorden uit de lijst." in text(refused)


def test_a_call_that_follows_another_takes_its_rows_and_dates_a_year_later(client, lead):
    client.post("/beheer/oproepen/nieuw/", form(**{"points-0-text": "Onze eigen voorwaarde"}))
    page = client.get("/beheer/oproepen/nieuw/?van=PIO-2026").content.decode()
    assert 'value="PIO-2027"' in page
    assert 'value="Open oproep 2027"' in page
    assert 'value="2027-04-14T12:00"' in page
    assert "Onze eigen voorwaarde" in page
    assert "criteria-0-pk" in page
    assert client.get("/beheer/oproepen/nieuw/?van=PIO-1999").status_code == 404
    assert Call.objects.count() == 1


def test_a_leap_day_and_the_clock_change_survive_a_year():
    zone = timezone.get_default_timezone()
    moved = [year_later(dt.datetime(*day, 12, tzinfo=zone)) for day in ((2028, 2, 29), (2026, 3, 28), (2026, 10, 25))]
    assert [timezone.localtime(m).strftime("%Y-%m-%d %H:%M") for m in moved] == [
        "2029-02-28 12:00",
        "2027-03-28 12:00",
        "2027-10-25 12:00",
    ]


def test_the_list_is_narrowed_by_kind(client, lead):
    make.call(title="Een open oproep")
    make.call(title="Een over energie", kind="thematic", theme=Theme.objects.get(name="energie"))
    page = text(client.get("/beheer/oproepen/?soort=thematic"))
    assert "Een over energie" in page
    assert "Thematische oproep energie" in page
    assert "Een open oproep" not in page


def test_a_proposed_code_is_free(client, lead):
    for year in (2026, 2027):
        make.call(code=f"PIO-{year}", year=year)
    assert 'value="PIO-2028"' in client.get("/beheer/oproepen/nieuw/").content.decode()
    assert 'value="PIO-2027-2"' in client.get("/beheer/oproepen/nieuw/?van=PIO-2026").content.decode()


def test_a_code_of_another_year_is_explained_on_the_form(client, lead):
    assert "De code PIO-2031 noemt een ander jaar dan 2026." in refusal(
        client.post("/beheer/oproepen/nieuw/", form(code="PIO-2031"))
    )


def test_a_call_is_taken_back_and_discarded_from_its_page(client, lead):
    call = make.call(code="PIO-2026")
    address = "/beheer/oproepen/PIO-2026/"
    shown = client.get(address).content.decode()
    assert (f"{address}terugnemen/" in shown, f"{address}verwijderen/" in shown) == (True, False)
    client.post(f"{address}terugnemen/", {"reason": "Te vroeg."})
    shown = client.get(address).content.decode()
    assert (f"{address}terugnemen/" in shown, f"{address}verwijderen/" in shown) == (False, True)
    client.post(f"{address}verwijderen/")
    assert not Call.objects.filter(pk=call.pk).exists()


def test_a_call_that_was_used_offers_neither(client, lead):
    make.application(within=make.call(code="PIO-2026"))
    shown = client.get("/beheer/oproepen/PIO-2026/").content.decode()
    assert "terugnemen/" not in shown
    assert "verwijderen/" not in shown
