"""Procurements to finance, envelopes to pay from, and requests on their way."""

import datetime as dt
from decimal import Decimal
from itertools import count

from cofinancing.enums import Authority, DecisionKind, RequestStatus
from cofinancing.models import CofinancingDecision, CofinancingRequest, Envelope, Meeting
from cofinancing.workflow.decisions import record_decision
from cofinancing.workflow.ledger import set_envelope
from cofinancing.workflow.meetings import plan_meeting, schedule_request
from cofinancing.workflow.requests import request_cofinancing, withdraw_request
from pio_portal.accounts.enums import Role
from pio_portal.organisations.models import Organisation
from pio_portal.retelling import retelling
from projects.models import Procurement, Project
from tests.factories.ground import user
from tests.factories.projects import selected_application
from tests.factories.rows import put_back

AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
TODAY = AT.date()
_numbers = count(1)


@put_back
@retelling()
def procurement(*, client: Organisation | None = None, **fields) -> Procurement:
    """A procurement in preparation, of a running project."""
    number = next(_numbers)
    application = selected_application(client=client)
    project = Project.objects.create(
        ref=f"P-2026-{number:04d}",
        slug=f"project-{number}",
        application=application,
        title=f"Slimme straatverlichting {number}",
        organisation=application.organisation,
        started_on=dt.date(2026, 1, 5),
        target_launch_on=dt.date(2027, 1, 5),
    )
    fields = {"ref": f"O-2026-{number:04d}", "title": f"Verlichting met sensoren {number}", "project": project} | fields
    return Procurement.objects.create(**fields)


@put_back
@retelling()
def envelope(amount: int | str = 1_000_000, *, year: int = 2026) -> Envelope:
    """What may be committed in the year."""
    return set_envelope(year=year, amount=Decimal(amount), source="Begroting", by=None, at=AT)


@put_back
@retelling()
def meeting(*, held_at: dt.datetime = AT, by=None) -> Meeting:
    """A meeting, on the day of the tests unless told."""
    return plan_meeting(held_at=held_at, place="VLAIO, Brussel", by=by, at=AT)


@put_back
@retelling()
def request(*, of: Procurement | None = None, requested: int | str = 100_000, by=None, **options) -> CofinancingRequest:
    """A request that waits; with `status` scheduled or withdrawn it went there through the workflow."""
    status = options.pop("status", RequestStatus.REQUESTED)
    made = request_cofinancing(
        procurement=of or procurement(),
        requested=Decimal(requested),
        motivation="Nieuw voor de markt.",
        by=by or user(Role.STAFF),
        at=AT,
    )
    if status == RequestStatus.SCHEDULED:
        return schedule_request(request=made, meeting=options.pop("on", None) or meeting(), by=None, at=AT)
    if status == RequestStatus.WITHDRAWN:
        return withdraw_request(request=made, by=None, at=AT)
    if status == RequestStatus.DECIDED:
        return decision(of=made, **options).request
    return made


@put_back
@retelling()
def decision(
    *,
    of: CofinancingRequest | None = None,
    kind: DecisionKind = DecisionKind.GRANT,
    amount: int | str = 100_000,
    by=None,
    **options,
) -> CofinancingDecision:
    """A grant or refusal by delegation, today unless told."""
    fields = {
        "decided_on": TODAY,
        "authority": Authority.DELEGATION,
        "reference": "AG/2026/12",
        "grounds": "Het dossier voldoet.",
    } | options
    return record_decision(
        request=of or request(),
        kind=kind,
        amount=None if kind == DecisionKind.REFUSAL else Decimal(amount),
        by=by or user(Role.SECRETARY),
        at=AT,
        **fields,
    )
