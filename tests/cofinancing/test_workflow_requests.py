import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cofinancing.enums import RequestStatus
from cofinancing.models import CofinancingRequest
from cofinancing.workflow.requests import request_cofinancing, withdraw_request
from pio_portal.accounts.enums import Role
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from projects.enums import Procedure, ProcurementStatus
from projects.models import Procurement
from tests.factories import cofinancing as make
from tests.factories import projects
from tests.factories.cofinancing import AT
from tests.factories.ground import user

pytestmark = pytest.mark.django_db


def ask(procurement: Procurement, **changes) -> CofinancingRequest:
    fields = {"requested": Decimal(50_000), "motivation": "Nieuw.", "by": user(Role.STAFF), "at": AT} | changes
    return request_cofinancing(procurement=procurement, **fields)


def test_request_keeps_what_was_asked_by_whom_and_tells_it():
    colleague = user(Role.STAFF, name="Els Peeters")
    procurement = make.procurement()

    ask(procurement, base=Decimal(200_000), rate=Decimal(50), requested=Decimal(100_000), by=colleague)

    saved = CofinancingRequest.objects.get()
    assert (saved.procurement, saved.requested, saved.base, saved.rate) == (procurement, 100_000, 200_000, 50)
    assert (saved.status, saved.requested_at, saved.requested_by) == (RequestStatus.REQUESTED, AT, colleague)
    (line,) = timeline(saved)
    sentence = f"Els Peeters vroeg €\u00a0100.000,00 cofinanciering voor opdracht {procurement.ref}."
    assert (line.sentence, line.public) == (sentence, False)


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.STAFF, Role.LEAD)])
def test_request_is_for_pio_only(role):
    with pytest.raises(NotPermitted):
        ask(make.procurement(), by=user(role))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"requested": Decimal(0)}, "requested"),
        ({"requested": Decimal(-5)}, "requested"),
        ({"base": Decimal(100_000)}, "rate"),
        ({"rate": Decimal(50)}, "rate"),
        ({"base": Decimal(99_999), "rate": Decimal(50)}, "requested"),
    ],
)
def test_request_with_an_amount_that_cannot_be_is_refused(changes, field):
    with pytest.raises(Refused) as refused:
        ask(make.procurement(), **changes)

    assert refused.value.field == field
    assert not CofinancingRequest.objects.exists()


def test_request_above_base_times_rate_says_how_much_may_be_asked():
    with pytest.raises(
        Refused, match=re.escape("50 % van €\u00a080.000,00 is €\u00a040.000,00. Vraag hoogstens dat bedrag.")
    ):
        ask(make.procurement(), base=Decimal(80_000), rate=Decimal(50))


@pytest.mark.parametrize(
    ("base", "rate", "most"), [(80_000, "50", "40000"), ("33.33", "50", "16.66"), ("0.30", "5", "0.02")]
)
def test_request_of_exactly_base_times_rate_in_whole_cents_is_kept(base, rate, most):
    amounts = {"base": Decimal(base), "rate": Decimal(rate)}
    assert ask(make.procurement(), requested=Decimal(most), **amounts).requested == Decimal(most)
    with pytest.raises(Refused, match="Vraag hoogstens dat bedrag"):
        ask(make.procurement(), requested=Decimal(most) + Decimal("0.01"), **amounts)


def test_request_with_a_rate_above_100_is_refused():
    with pytest.raises(Refused, match=re.escape("Het percentage ligt tussen 0 en 100.")):
        ask(make.procurement(), base=Decimal(80_000), rate=Decimal(101))


@pytest.mark.parametrize("status", [ProcurementStatus.CANCELLED, ProcurementStatus.NO_TENDERS])
def test_request_for_a_procurement_that_is_over_is_refused(status):
    day = dt.date(2026, 2, 1)
    procurement = make.procurement()
    Procurement.objects.filter(pk=procurement.pk).update(
        status=status, procedure=Procedure.OPEN, launched_on=day, ended_on=day, end_reason="Geen offertes"
    )

    with pytest.raises(Refused, match=re.escape(f"staat op “{status.label}”")):
        ask(procurement)


def test_request_for_a_stopped_project_is_refused():
    procurement = make.procurement()
    projects.stopped(procurement.project)

    with pytest.raises(Refused, match=re.escape("staat op “Stopgezet”. Hervat het eerst.")):
        ask(Procurement.objects.get(pk=procurement.pk))


def test_second_request_for_the_same_procurement_is_refused_until_the_first_is_decided():
    request = make.request()

    with pytest.raises(Refused, match="loopt al een vraag"):
        ask(request.procurement)
    withdraw_request(request=request, by=None, at=AT)

    assert ask(request.procurement).status == RequestStatus.REQUESTED


def test_two_open_requests_for_one_procurement_cannot_be_stored():
    request = make.request()
    request.pk = None

    with pytest.raises(IntegrityError, match="request_one_open_per_procurement"), transaction.atomic():
        CofinancingRequest.objects.bulk_create([request])


def test_request_after_a_grant_is_refused():
    make.envelope()
    granted = make.decision()

    with pytest.raises(Refused, match="is al cofinanciering toegekend"):
        ask(granted.procurement)


def test_withdrawing_takes_it_off_the_agenda():
    request = make.request(status=RequestStatus.SCHEDULED)

    withdrawn = withdraw_request(request=request, by=None, at=AT)

    assert (withdrawn.status, withdrawn.meeting, withdrawn.position) == (RequestStatus.WITHDRAWN, None, 0)
