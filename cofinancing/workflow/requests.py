"""Asking co-financing for a procurement, and taking the question back."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from cofinancing.models import CofinancingDecision, CofinancingRequest
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit, save_checked
from pio_portal.formats import money_text, number_text
from projects.enums import ProcurementStatus, ProjectState
from projects.models import Procurement

OVER = (
    ProcurementStatus.DELIVERED,
    ProcurementStatus.CANCELLED,
    ProcurementStatus.NO_TENDERS,
    ProcurementStatus.TERMINATED,
)


@transaction.atomic
def request_cofinancing(
    *,
    procurement: Procurement,
    requested: Decimal,
    base: Decimal | None = None,
    rate: Decimal | None = None,
    motivation: str,
    by,
    at: datetime,
) -> CofinancingRequest:
    """Ask an amount (euro) for one procurement: at most `rate` percent of `base`, when those are known.

    Raises Refused when the procurement or its project is over, co-financing is granted or already asked, or the
    amount does not follow from base and rate.
    """
    procurement = locked(procurement)
    permit("cofinancing.handle_request", procurement, by=by)
    _guard_running(procurement)
    if CofinancingDecision.objects.current_amount(procurement):
        raise Refused(
            _("Voor deze opdracht is al cofinanciering toegekend. Laat een wijziging van die beslissing vastleggen.")
        )
    if procurement.cofinancing_requests.waiting().exists():
        raise Refused(_("Voor deze opdracht loopt al een vraag om cofinanciering."))
    _guard_amount(requested, base, rate)
    request = CofinancingRequest(
        procurement=procurement,
        requested=requested,
        base=base,
        rate=rate,
        motivation=motivation,
        requested_at=at,
        requested_by=by,
    )
    save_checked(request)
    detail = {"amount": money_text(requested), "procurement": procurement.ref}
    record(about=request, verb="cofinancing_requested", by=by, at=at, detail=detail)
    return request


@transaction.atomic
def withdraw_request(*, request: CofinancingRequest, by, at: datetime) -> CofinancingRequest:
    """Take a request back before it was decided. It leaves the agenda too."""
    request = locked(request)
    perform(request, "withdraw", by=by)
    request.meeting, request.position = None, 0
    request.save(update_fields=["status", "meeting", "position"])
    record(about=request, verb="cofinancing_withdrawn", by=by, at=at)
    return request


def _guard_running(procurement: Procurement) -> None:
    if procurement.status in OVER:
        raise Refused(
            _("Deze opdracht staat op “%(status)s”. Daarvoor kunt u geen cofinanciering meer vragen.")
            % {"status": procurement.get_status_display()}
        )
    if procurement.project.state != ProjectState.ACTIVE:
        raise Refused(
            _("Project %(ref)s staat op “%(state)s”. Hervat het eerst.")
            % {"ref": procurement.project.ref, "state": procurement.project.get_state_display()}
        )


def _guard_amount(requested: Decimal, base: Decimal | None, rate: Decimal | None) -> None:
    if requested <= 0:
        raise Refused(_("Vraag een bedrag van meer dan 0 euro."), field="requested")
    if (base is None) != (rate is None):
        raise Refused(_("Vul de subsidiabele basis en het percentage allebei in, of geen van beide."), field="rate")
    if base is not None and rate is not None and requested > (most := (base * rate / 100).quantize(Decimal("0.01"))):
        raise Refused(
            _("%(rate)s %% van %(base)s is %(most)s. Vraag hoogstens dat bedrag.")
            % {"rate": number_text(rate.normalize()), "base": money_text(base), "most": money_text(most)},
            field="requested",
        )
