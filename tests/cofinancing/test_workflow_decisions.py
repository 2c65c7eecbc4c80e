import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cofinancing.enums import Authority, DecisionKind, RequestStatus
from cofinancing.models import CofinancingDecision, CofinancingRequest, Envelope, LedgerEntry
from cofinancing.workflow.decisions import amend_decision, record_decision, revoke_decision
from cofinancing.workflow.ledger import set_envelope
from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import OutboxTask
from projects.models import Procurement
from tests.factories import cofinancing as make
from tests.factories.cofinancing import AT, TODAY
from tests.factories.ground import user

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - dt.timedelta(days=1)
TOMORROW = TODAY + dt.timedelta(days=1)
INTO_LEDGER = "INSERT INTO cofinancing_ledgerentry (envelope_id, amount, what, at)"
NEXT_YEAR = dt.datetime(2027, 2, 1, 9, tzinfo=dt.UTC)


def left(year: int = 2026) -> Decimal:
    return Envelope.objects.get(year=year).left


def amend(procurement, amount, *, at=AT, **changes) -> CofinancingDecision:
    fields = {
        "decided_on": at.date(),
        "authority": Authority.DELEGATION,
        "reference": "",
        "grounds": "Raming.",
    } | changes
    return amend_decision(
        procurement=procurement,
        amount=Decimal(amount),
        by=fields.pop("by", None) or user(Role.SECRETARY),
        at=at,
        **fields,
    )


def revoke(procurement, *, at=AT, by=None) -> CofinancingDecision:
    return revoke_decision(
        procurement=procurement,
        decided_on=at.date(),
        authority=Authority.DELEGATION,
        reference="",
        grounds="Stopgezet.",
        by=by or user(Role.SECRETARY),
        at=at,
    )


def test_grant_commits_on_the_envelope_and_tells_the_procurement():
    make.envelope(250_000)
    secretary = user(Role.SECRETARY, name="Sofie Claes")
    request = make.request()

    granted = make.decision(of=request, amount="80000.50", by=secretary)

    saved = CofinancingDecision.objects.get()
    assert (saved.ref, saved.kind, saved.amount, saved.decided_on) == (
        "CF-2026-0001",
        DecisionKind.GRANT,
        Decimal("80000.50"),
        TODAY,
    )
    assert (saved.recorded_at, saved.recorded_by, saved.request) == (AT, secretary, request)
    assert CofinancingRequest.objects.get().status == RequestStatus.DECIDED
    assert left() == Decimal("169999.50")
    entry = LedgerEntry.objects.get()
    assert (entry.decision, entry.amount, entry.what) == (
        granted,
        Decimal("80000.50"),
        f"Toekenning {request.procurement.ref}",
    )
    procurement = Procurement.objects.get()
    assert (procurement.cofinancing_granted, procurement.cofinancing_decided_on) == (Decimal("80000.50"), TODAY)
    assert timeline(request)[0].sentence == (
        "Sofie Claes legde toekenning CF-2026-0001 vast: €\u00a080.000,50, beslist op 2 mrt 2026."
    )
    assert OutboxTask.objects.get().task == "cofinancing.send_letter"


def test_refusal_commits_nothing():
    make.envelope(250_000)

    refused = make.decision(kind=DecisionKind.REFUSAL)

    assert (refused.amount, left(), LedgerEntry.objects.count()) == (None, 250_000, 0)
    procurement = Procurement.objects.get()
    assert (procurement.cofinancing_granted, procurement.cofinancing_decided_on) == (None, TODAY)


def test_what_is_decided_by_delegation_leaves_the_agenda_of_a_meeting_to_come():
    make.envelope()
    coming = make.meeting(held_at=AT + dt.timedelta(days=14))
    asked = make.request(status=RequestStatus.SCHEDULED, on=coming)
    other = make.request(status=RequestStatus.SCHEDULED, on=coming)

    make.decision(of=asked)

    decided = CofinancingRequest.objects.get(pk=asked.pk)
    assert (decided.status, decided.meeting) == (RequestStatus.DECIDED, None)
    assert list(coming.requests.all()) == [other]


def test_after_a_refusal_it_can_be_asked_and_granted_again():
    make.envelope()
    refused = make.decision(kind=DecisionKind.REFUSAL)

    granted = make.decision(of=make.request(of=refused.procurement), amount=60_000)

    assert granted.ref == "CF-2026-0002"
    assert Procurement.objects.get().cofinancing_granted == 60_000


def test_grant_above_the_envelope_is_refused_and_changes_nothing():
    make.envelope(12_000)
    request = make.request(requested=50_000)

    with pytest.raises(Refused) as refused:
        make.decision(of=request, amount=50_000)

    assert refused.value.field == "amount"
    assert str(refused.value) == (
        "In de enveloppe 2026 is nog €\u00a012.000,00 over; u wilt €\u00a050.000,00 toekennen. "
        "Verlaag het bedrag of vraag de programmaleider om de enveloppe aan te passen."
    )
    assert CofinancingRequest.objects.get().status == RequestStatus.REQUESTED
    assert (CofinancingDecision.objects.count(), LedgerEntry.objects.count(), left()) == (0, 0, 12_000)
    assert not OutboxTask.objects.exists()


def test_grant_of_exactly_what_is_left_empties_the_envelope():
    make.envelope(100_000)

    make.decision(amount=100_000)

    assert left() == 0


def test_grant_without_an_envelope_for_its_year_says_whom_to_ask():
    with pytest.raises(Refused, match=re.escape("Voor 2026 is er nog geen enveloppe. Vraag de programmaleider")):
        make.decision()


@pytest.mark.parametrize(
    ("options", "field", "sentence"),
    [
        ({"amount": 0}, "amount", "meer dan 0 euro"),
        ({"amount": 100_001}, "amount", "Er werd €\u00a0100.000,00 gevraagd"),
        ({"decided_on": TOMORROW}, "decided_on", "niet in de toekomst"),
        ({"decided_on": YESTERDAY}, "decided_on", "gevraagd op 2 mrt 2026"),
        ({"authority": "koning"}, "authority", "Kies wie de beslissing nam"),
        ({"authority": Authority.COMMITTEE}, "authority", "Zet de vraag eerst op een agenda"),
        ({"kind": DecisionKind.AMENDMENT}, "kind", "toegekend of geweigerd"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_at_its_field(options, field, sentence):
    make.envelope()

    with pytest.raises(Refused, match=sentence) as refused:
        make.decision(**options)

    assert refused.value.field == field
    assert not CofinancingDecision.objects.exists()


def test_the_committee_decides_in_its_meeting_and_not_before_it():
    make.envelope()
    request = make.request(status=RequestStatus.SCHEDULED, on=make.meeting(held_at=AT + dt.timedelta(days=3)))

    with pytest.raises(Refused, match="De vergadering is op 5 mrt 2026"):
        make.decision(of=request, authority=Authority.COMMITTEE)

    later = AT + dt.timedelta(days=3)
    made = record_decision(
        request=request,
        kind=DecisionKind.GRANT,
        amount=Decimal(1),
        decided_on=later.date(),
        authority=Authority.COMMITTEE,
        reference="",
        grounds="",
        by=user(Role.SECRETARY),
        at=later,
    )
    assert made.meeting == request.meeting


def test_a_decided_request_is_not_decided_again():
    make.envelope()
    granted = make.decision()

    with pytest.raises(Refused, match="de stand is intussen “Beslist”"):
        make.decision(of=granted.request)


@pytest.mark.parametrize("role", [r for r in Role if r != Role.SECRETARY])
def test_only_the_secretary_records_decisions(role):
    make.envelope()
    granted = make.decision()
    somebody = user(role)

    with pytest.raises(NotPermitted):
        make.decision(by=somebody)
    with pytest.raises(NotPermitted):
        amend(granted.procurement, 1, by=somebody)
    with pytest.raises(NotPermitted):
        revoke(granted.procurement, by=somebody)


def test_amendments_are_new_rows_and_book_their_difference():
    make.envelope(150_000)
    granted = make.decision(amount=100_000)

    amend(granted.procurement, 130_000)
    assert left() == 20_000
    amend(granted.procurement, 90_000)
    assert left() == 60_000

    rows = CofinancingDecision.objects.history_of(granted.procurement)
    assert [(d.ref, d.kind, d.amount, d.difference) for d in rows] == [
        ("CF-2026-0001", "grant", 100_000, 100_000),
        ("CF-2026-0002", "amendment", 130_000, 30_000),
        ("CF-2026-0003", "amendment", 90_000, -40_000),
    ]
    assert Procurement.objects.get().cofinancing_granted == 90_000


def test_amendment_above_the_envelope_counts_only_the_difference():
    make.envelope(120_000)
    granted = make.decision(amount=100_000)

    with pytest.raises(Refused, match=re.escape("nog €\u00a020.000,00 over; u wilt €\u00a030.000,00 toekennen")):
        amend(granted.procurement, 130_000)
    amend(granted.procurement, 120_000)

    assert left() == 0


def test_amendment_needs_a_grant_a_change_and_an_amount():
    make.envelope()
    with pytest.raises(Refused, match="geen toekenning die u kunt wijzigen"):
        amend(make.procurement(), 1)
    granted = make.decision(amount=100_000)
    with pytest.raises(Refused, match=re.escape("Er is al €\u00a0100.000,00 toegekend")):
        amend(granted.procurement, 100_000)
    with pytest.raises(Refused, match="Trek de toekenning in"):
        amend(granted.procurement, 0)
    with pytest.raises(Refused, match="De vorige beslissing over deze opdracht is van 2 mrt 2026"):
        amend(granted.procurement, 1, decided_on=YESTERDAY)


def test_next_years_increase_is_paid_by_next_year_and_a_revocation_gives_each_year_its_own_back():
    make.envelope(100_000)
    make.envelope(50_000, year=2027)
    granted = make.decision(amount=100_000)

    amend(granted.procurement, 130_000, at=NEXT_YEAR)
    assert (left(2026), left(2027)) == (0, 20_000)
    amend(granted.procurement, 110_000, at=NEXT_YEAR)
    assert (left(2026), left(2027)) == (0, 40_000)
    revoke(granted.procurement, at=NEXT_YEAR)
    assert (left(2026), left(2027)) == (100_000, 50_000)
    assert Procurement.objects.get().cofinancing_granted == 0


def test_revoked_twice_is_refused():
    make.envelope()
    granted = make.decision()
    revoke(granted.procurement)

    with pytest.raises(Refused, match="geen toekenning"):
        revoke(granted.procurement)


def test_the_envelope_changes_for_the_lead_and_never_below_what_is_committed():
    make.envelope(100_000)
    make.decision(amount=60_000)
    lead = user(Role.LEAD)

    with pytest.raises(Refused, match=re.escape("is al €\u00a060.000,00 vastgelegd")):
        set_envelope(year=2026, amount=Decimal("59999.99"), by=lead, at=AT)
    with pytest.raises(NotPermitted):
        set_envelope(year=2026, amount=Decimal(1), by=user(Role.STAFF), at=AT)
    set_envelope(year=2026, amount=Decimal(60_000), source="Besluit", by=lead, at=AT)

    assert Envelope.objects.values_list("amount", "committed", "source").get() == (60_000, 60_000, "Besluit")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cofinancing_cofinancingdecision SET amount = 1",
        "DELETE FROM cofinancing_cofinancingdecision",
        "UPDATE cofinancing_ledgerentry SET amount = 1",
        "DELETE FROM cofinancing_ledgerentry",
        "UPDATE cofinancing_envelope SET committed = 0",
        "INSERT INTO cofinancing_envelope (year, amount, committed, source) VALUES (2030, 10, 5, '')",
        "UPDATE cofinancing_envelope SET amount = 99999",
        f"{INTO_LEDGER} SELECT id, 1, '', now() FROM cofinancing_envelope",  # noqa: S608 - our own text
        f"{INTO_LEDGER} SELECT id, -100001, '', now() FROM cofinancing_envelope",  # noqa: S608 - our own text
    ],
)
def test_raw_sql_cannot_edit_a_decision_or_over_commit(statement):
    make.envelope(100_000)
    make.decision(amount=100_000)
    before = (
        list(Envelope.objects.values()),
        list(LedgerEntry.objects.values()),
        list(CofinancingDecision.objects.values()),
    )

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    after = (
        list(Envelope.objects.values()),
        list(LedgerEntry.objects.values()),
        list(CofinancingDecision.objects.values()),
    )
    assert after == before


def test_a_decision_with_an_amount_that_does_not_fit_its_kind_cannot_be_stored():
    make.envelope()
    granted = make.decision()
    granted.pk, granted.ref, granted.kind = None, "CF-X", DecisionKind.REFUSAL

    with pytest.raises(IntegrityError, match="decision_amount_fits_its_kind"), transaction.atomic():
        CofinancingDecision.objects.bulk_create([granted])


def test_a_new_envelope_of_nothing_is_kept_and_a_negative_one_refused():
    lead = user(Role.LEAD)
    with pytest.raises(Refused, match="kan niet negatief zijn") as refused:
        set_envelope(year=2028, amount=Decimal("-0.01"), by=lead, at=AT)
    assert refused.value.field == "amount"
    assert set_envelope(year=2028, amount=Decimal(0), by=lead, at=AT).amount == 0
    assert Entry.objects.get(verb="envelope_set").by == lead


def test_a_release_takes_the_latest_year_first_and_no_more_than_it_holds():
    make.envelope(100_000)
    make.envelope(50_000, year=2027)
    granted = make.decision(amount=100_000)
    amend(granted.procurement, 130_000, at=NEXT_YEAR)

    amend(granted.procurement, 90_000, at=NEXT_YEAR)

    assert (left(2026), left(2027)) == (10_000, 50_000)
    assert CofinancingDecision.objects.current_amount(granted.procurement) == 90_000
    amounts = LedgerEntry.objects.order_by("pk").values_list("envelope__year", "amount")
    assert list(amounts) == [(2026, 100_000), (2027, 30_000), (2027, -30_000), (2026, -10_000)]


def test_the_balance_of_each_envelope_runs_by_itself():
    make.envelope(100_000)
    make.envelope(50_000, year=2027)
    granted = make.decision(amount=100_000)
    amend(granted.procurement, 130_000, at=NEXT_YEAR)
    amend(granted.procurement, 90_000, at=NEXT_YEAR)

    rows = LedgerEntry.objects.with_balance().order_by("pk").values_list("balance", flat=True)
    assert list(rows) == [100_000, 30_000, 0, 90_000]
    assert LedgerEntry.objects.all().total() == 90_000
    assert LedgerEntry.objects.none().total() == 0


def test_a_change_is_of_the_request_that_was_granted_and_told_in_its_timeline():
    make.envelope(200_000)
    granted = make.decision(amount=50_000)
    amended = amend(granted.procurement, 60_000)

    assert (amended.request, amended.meeting, amended.recorded_at) == (granted.request, None, AT)
    told = Entry.objects.filter(about_id=granted.request.pk, verb__startswith="cofinancing_").order_by("pk")
    assert list(told.values_list("verb", flat=True))[-2:] == ["cofinancing_granted", "cofinancing_amended"]


def test_the_smallest_grant_is_a_cent():
    make.envelope()
    granted = make.decision(amount="0.01")

    assert granted.amount == Decimal("0.01")
    assert amend(granted.procurement, "0.02").amount == Decimal("0.02")
    assert amend(granted.procurement, "0.01").amount == Decimal("0.01")


@pytest.mark.django_db(transaction=True)
def test_a_change_holds_its_rows_in_a_transaction_of_its_own():
    make.envelope()
    granted = make.decision(amount=50_000)

    assert amend(granted.procurement, 60_000).amount == 60_000
    assert left() == 940_000
