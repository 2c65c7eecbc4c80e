"""The secretary records what was decided."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from cofinancing.enums import Authority, RequestStatus
from cofinancing.enums import DecisionKind as Kind
from cofinancing.forms import AmendForm, ChangeForm, DecisionForm, RevokeForm
from cofinancing.models import CofinancingDecision, CofinancingRequest, Envelope
from cofinancing.views.requests import cofinancing_crumbs, cofinancing_request
from cofinancing.workflow.decisions import amend_decision, record_decision, revoke_decision
from pio_portal.arrival import arrived_on
from pio_portal.ui.pages import form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.models import Procurement


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the grant or the refusal of a request."""
    asked = cofinancing_request(request, pk)
    return form_page(
        request,
        form=DecisionForm(*sent(request), initial=_as_expected(request, asked)),
        change=partial(record_decision, request=asked),
        done=_("De beslissing is vastgelegd. De brief vertrekt naar de klant."),
        back=asked,
        title=_("Beslissing vastleggen"),
        crumbs=cofinancing_crumbs(Crumb(label=asked.procurement.ref, url=asked.get_absolute_url())),
        template="cofinancing/staff/decide.html",
        context=lambda: {"asked": asked, "envelope": _envelope_of_today(request)},
    )


def amend(request: HttpRequest, ref: str) -> HttpResponse:
    """Record another total than what is granted now."""
    return _change_page(
        request,
        ref,
        form_class=AmendForm,
        verb=amend_decision,
        title=_("Toekenning wijzigen"),
        done=_("De wijziging is vastgelegd. De brief vertrekt naar de klant."),
    )


def revoke(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that nothing is granted any more."""
    return _change_page(
        request,
        ref,
        form_class=RevokeForm,
        verb=revoke_decision,
        title=_("Toekenning intrekken"),
        done=_("De intrekking is vastgelegd. De brief vertrekt naar de klant."),
    )


def _change_page(
    request: HttpRequest, ref: str, *, form_class: type[ChangeForm], verb: Callable[..., Any], title: str, done: str
) -> HttpResponse:
    """A later decision on a procurement that has one."""
    visible = Procurement.objects.visible_to(request.user).select_related("project__organisation")
    procurement = get_object_or_404(visible, ref=ref)
    history = CofinancingDecision.objects.history_of(procurement)
    last = next((decision for decision in reversed(history) if decision.request_id), None)
    address = CofinancingRequest(pk=last.request_id).get_absolute_url() if last else ""
    return form_page(
        request,
        form=form_class(*sent(request), initial={"decided_on": arrived_on(request), "authority": Authority.DELEGATION}),
        change=partial(verb, procurement=procurement),
        done=done,
        back=address or "cofinancing:requests",
        title=title,
        crumbs=cofinancing_crumbs(Crumb(label=procurement.ref, url=address)),
        template="cofinancing/staff/change.html",
        context=lambda: {
            "procurement": procurement,
            "granted": next((decision.amount for decision in reversed(history) if decision.amount is not None), 0),
            "envelope": _envelope_of_today(request),
        },
    )


def _envelope_of_today(request: HttpRequest) -> Envelope | None:
    return Envelope.objects.filter(year=arrived_on(request).year).first()


def _as_expected(request: HttpRequest, asked: CofinancingRequest) -> dict[str, Any]:
    """What is asked, by the committee on the day of its meeting when the request stands on an agenda."""
    meeting = asked.meeting if asked.status == RequestStatus.SCHEDULED else None
    return {
        "kind": Kind.GRANT,
        "amount": asked.requested,
        "decided_on": timezone.localdate(meeting.held_at) if meeting else arrived_on(request),
        "authority": Authority.COMMITTEE if meeting else Authority.DELEGATION,
    }
