"""Which rules a procurement falls under, and what hardly fits together: asked about, never refused."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from projects.enums import InnovationKind, Procedure, ThresholdKind
from projects.models import Procurement, Threshold
from projects.procurement.regime import estimate_doubt, procedure_doubt, regime_of
from projects.procurement.thresholds import save_threshold
from projects.procurement.workflow import change_notice, describe_innovation, launch_procurement
from tests.factories import ground, projects
from tests.factories.projects import AT
from tests.pages import markup, refusal

pytestmark = pytest.mark.django_db
IT, WORKS = "72000000-5", "45000000-7"


def amounts(year=2025):
    return Threshold.objects.on(dt.date(year, 3, 1))


def facts(estimate, procedure=Procedure.OPEN, cpv=IT):
    return {"estimate": Decimal(estimate), "procedure": procedure, "cpv": cpv}


@pytest.mark.parametrize(
    ("year", "estimate", "procedure", "cpv", "label"),
    [
        (2023, 214_999, "36", IT, "Belgisch"),
        (2023, 215_000, "36", IT, "Europees"),
        (2025, 215_000, "36", IT, "Belgisch"),
        (2025, 221_000, "36", IT, "Europees"),
        (2026, 216_000, "36", IT, "Europees"),
        (2025, 5_537_999, "36", WORKS, "Belgisch"),
        (2026, 5_404_000, "36", WORKS, "Europees"),
        (2025, 749_999, "89", IT, "Belgisch"),
    ],
)
def test_the_regime_follows_from_the_estimate_on_its_day(year, estimate, procedure, cpv, label):
    assert regime_of(**facts(estimate, procedure, cpv), amounts=amounts(year)).label == label


def test_without_an_estimate_or_a_threshold_the_regime_is_unknown():
    unknown = {"estimate": None, "procedure": "36", "cpv": IT}
    assert regime_of(**unknown, amounts=amounts()) is None
    assert regime_of(**facts(1), amounts=amounts(2016)) is None, "no amount is known of that year"


@pytest.mark.parametrize(
    ("estimate", "procedure", "cpv", "limit"),
    [
        (29_999, "92", IT, ""),
        (30_000, "92", IT, "€ 30.000,00"),
        (142_999, "42", IT, ""),
        (143_000, "42", IT, "€ 143.000,00"),
        (220_999, "41", IT, ""),
        (221_000, "41", IT, "€ 221.000,00"),
        (749_999, "41", WORKS, ""),
        (750_000, "41", WORKS, "€ 750.000,00"),
        (9_000_000, "38", IT, ""),
    ],
)
def test_a_procedure_above_its_threshold_is_doubted(estimate, procedure, cpv, limit):
    told = procedure_doubt(**facts(estimate, procedure, cpv), amounts=amounts()).replace("\u00a0", " ")
    assert (bool(told), limit in told) == (bool(limit), True)


@pytest.mark.parametrize(("estimate", "asks"), [(None, False), (0, False), (250, True), (999, True), (1000, False)])
def test_an_estimate_in_thousands_is_asked_about(estimate, asks):
    assert bool(estimate_doubt(None if estimate is None else Decimal(estimate))) == asks


def test_the_form_asks_once_and_then_takes_it(client, staff):
    url = f"/beheer/projecten/{projects.project().ref}/opdrachten/nieuw/"
    data = {"title": "Lampen", "procedure": "92", "estimate": "250"}
    assert "Bedoelt u € 250.000,00?" in refusal(client.post(url, data)).replace("\u00a0", " ")
    data["estimate"] = "250.000"
    assert "blijft onder" in refusal(client.post(url, data))
    answer = client.post(url, data | {"sure": "on"}, follow=True)
    assert "blijft onder" in markup(answer), "the dossier goes on saying so"
    assert Procurement.objects.get().procedure == Procedure.LIMITED_VALUE


def test_every_procedure_has_its_code_of_a_notice():
    assert {p.value: p.eforms for p in Procedure} == {
        "36": "open", "37": "restricted", "38": "neg-w-call", "39": "comp-dial", "40": "innovation", "41": "neg-w-call",
        "42": "neg-wo-call", "89": "oth-single", "92": "oth-single", "32": "oth-single",
    }  # fmt: skip
    assert Procurement().eforms == ""


# What is new about it, and how it was announced


def test_what_is_new_is_said_in_any_state(client, staff):
    made = projects.procurement(status="delivered")
    client.post(f"{made.get_staff_url()}innovatie/", {"innovation": "first_use", "rd_share": "40"})
    saved = Procurement.objects.get()
    assert (saved.innovation, saved.rd_share) == (InnovationKind.FIRST_USE, 40)
    page = markup(client.get(made.get_staff_url()))
    assert "Eerste gebruik" in page
    assert "40 %" in page.replace("\u00a0", " ")


@pytest.mark.parametrize("share", ["101", "-1", "12,5"])
def test_a_share_is_a_whole_part_of_a_hundred(client, staff, share):
    made = projects.procurement()
    assert "rd_share" in refusal(client.post(f"{made.get_staff_url()}innovatie/", {"rd_share": share}))
    with pytest.raises(IntegrityError, match="procurement_rd_share_is_a_part"), transaction.atomic():
        Procurement.objects.update(rd_share=101)


def test_nobody_says_what_is_new_about_a_procurement_of_others():
    with pytest.raises(NotPermitted):
        describe_innovation(
            procurement=projects.procurement(), innovation="", rd_share=None, by=ground.user(Role.ADVISER), at=AT
        )


def test_a_notice_is_corrected_until_the_award(client, staff):
    made = projects.procurement(status="launched")
    url = f"{made.get_staff_url()}aankondiging/"
    assert "2025-512345" in markup(client.get(url))
    wrong = {"notice_url": "geen adres", "tender_deadline": "2025-05-01T12:00"}
    assert "volledig webadres" in refusal(client.post(url, wrong))
    assert "na de lancering" in refusal(client.post(url, wrong | {"notice_url": ""}))
    right = {"notice_url": "https://www.publicprocurement.be/x", "tender_deadline": "2025-08-01T12:00"}
    client.post(url, right | {"notice_ref": "2025-9"})
    assert "Bekijk de aankondiging" in markup(client.get(made.get_staff_url()))
    for status in ("in_preparation", "awarded"):
        with pytest.raises(Refused, match="tussen de lancering en de gunning"):
            change_notice(
                procurement=projects.procurement(status=status),
                notice_ref="", notice_url="", tender_deadline=None, by=None, at=AT,
            )  # fmt: skip


def test_a_launch_takes_the_address_of_its_notice():
    address = "https://www.publicprocurement.be/x"
    made = launch_procurement(
        procurement=projects.procurement(), launched_on=dt.date(2025, 6, 1), notice_url=address, by=None, at=AT
    )
    assert made.notice_url == address


# The thresholds that PIO keeps


def test_the_next_thresholds_are_added_by_pio_and_hold_from_their_day(client, staff):
    url = "/beheer/drempelbedragen/"
    assert "geldt nu" in markup(client.get(url))
    data = {"kind": "limited_value", "starts_on": "2030-01-01", "amount": "40.000", "source": "Wet van 2029"}
    assert client.post(url + "nieuw/", data).headers["Location"] == url
    limits = [Threshold.objects.on(dt.date(year, 1, 1))[ThresholdKind.LIMITED_VALUE] for year in (2029, 2030)]
    assert limits == [30_000, 40_000]
    assert "al een bedrag vanaf die dag" in refusal(client.post(url + "nieuw/", data))
    assert "Bron" in refusal(client.post(url + "nieuw/", data | {"source": ""}))
    made = Threshold.objects.get(amount=40_000)
    client.post(f"{url}{made.pk}/", data | {"amount": "41.000"})
    assert Threshold.objects.get(pk=made.pk).amount == 41_000


def test_thresholds_that_were_all_taken_away_are_told(client, staff):
    Threshold.objects.all().delete()
    assert "Nog geen drempelbedragen" in markup(client.get("/beheer/drempelbedragen/"))


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.MANAGEMENT, Role.COMMUNICATION])
def test_others_read_the_thresholds_and_change_none(client, role):
    by = ground.user(role)
    client.force_login(by)
    assert "Drempelbedrag toevoegen" not in markup(client.get("/beheer/drempelbedragen/"))
    with pytest.raises(NotPermitted):
        save_threshold(
            threshold=Threshold(), kind="eu_goods", starts_on=AT.date(), amount=Decimal(1), source="x", by=by, at=AT
        )


@pytest.mark.parametrize(
    ("values", "name"),
    [({"amount": 0}, "threshold_is_an_amount"), ({"source": ""}, "threshold_says_its_source")],
)
def test_an_impossible_threshold_cannot_be_stored(values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Threshold.objects.filter(kind="limited_value").update(**values)
