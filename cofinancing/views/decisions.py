"""The secretary records what was decided."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cofinancing.enums import Authority, DecisionKind, RequestStatus
from cofinancing.forms import AmendForm, DecisionForm, RevokeForm
from cofinancing.models import CofinancingDecision, CofinancingRequest, Envelope
from cofinancing.views.requests import crumbs
from cofinancing.workflow.decisions import amend_decision, record_decision, revoke_decision
from pio_portal.ui.acting import submitted
from pio_portal.ui.shapes import Crumb
from projects.models import Procurement


def decide(request, pk):
    """Record the grant or the refusal of a request."""
    asked = get_object_or_404(CofinancingRequest.objects.visible_to(request.user).for_list(), pk=pk)
    form = DecisionForm(request.POST or None, initial=_first_guess(asked))

    def change(data: dict) -> None:
        if data["kind"] == DecisionKind.REFUSAL:
            data = data | {"amount": None}
        record_decision(request=asked, by=request.user, at=timezone.now(), **data)

    if submitted(request, form, change, _("De beslissing is vastgelegd. De brief vertrekt naar de klant.")):
        return redirect(asked)
    context = {
        "form": form,
        "asked": asked,
        "envelope": _envelope_of_today(),
        "crumbs": crumbs(
            Crumb(label=asked.procurement.ref, url=asked.get_absolute_url()), Crumb(label=_("Beslissing"))
        ),
    }
    return render(request, "cofinancing/staff/decide.html", context)


def amend(request, ref):
    """Record another total than what is granted now."""
    title, done = _("Toekenning wijzigen"), _("De wijziging is vastgelegd. De brief vertrekt naar de klant.")
    return _change(request, ref, AmendForm, amend_decision, title, done)


def revoke(request, ref):
    """Record that nothing is granted any more."""
    title, done = _("Toekenning intrekken"), _("De intrekking is vastgelegd. De brief vertrekt naar de klant.")
    return _change(request, ref, RevokeForm, revoke_decision, title, done)


def _change(request, ref, form_class, verb, title, done):  # noqa: PLR0917 - two pages that differ in these
    found = Procurement.objects.visible_to(request.user).select_related("project__organisation")
    procurement = get_object_or_404(found, ref=ref)
    history = CofinancingDecision.objects.history_of(procurement)
    last = next((d for d in reversed(history) if d.request_id), None)
    back = CofinancingRequest(pk=last.request_id).get_absolute_url() if last else "cofinancing:requests"
    form = form_class(
        request.POST or None, initial={"decided_on": timezone.localdate(), "authority": Authority.DELEGATION}
    )

    def change(data: dict) -> None:
        verb(procurement=procurement, by=request.user, at=timezone.now(), **data)

    if submitted(request, form, change, done):
        return redirect(back)
    context = {
        "form": form,
        "title": title,
        "procurement": procurement,
        "granted": next((d.amount for d in reversed(history) if d.amount is not None), 0),
        "envelope": _envelope_of_today(),
        "back": back if last else "",
        "destroy": form_class is RevokeForm,
        "crumbs": crumbs(Crumb(label=procurement.ref, url=back if last else ""), Crumb(label=title)),
    }
    return render(request, "cofinancing/staff/change.html", context)


def _envelope_of_today() -> Envelope | None:
    return Envelope.objects.filter(year=timezone.localdate().year).first()


def _first_guess(asked: CofinancingRequest) -> dict:
    """What is asked, by the committee on the day of its meeting when it stands on an agenda."""
    scheduled = asked.status == RequestStatus.SCHEDULED and asked.meeting is not None
    return {
        "kind": DecisionKind.GRANT,
        "amount": asked.requested,
        "decided_on": timezone.localdate(asked.meeting.held_at) if scheduled else timezone.localdate(),
        "authority": Authority.COMMITTEE if scheduled else Authority.DELEGATION,
    }
