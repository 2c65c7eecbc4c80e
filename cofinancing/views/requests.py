"""Requests: the list, one request with its history and next step, and asking."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cofinancing.enums import RequestStatus
from cofinancing.forms import ProcurementForm, RequestForm, ScheduleForm
from cofinancing.models import CofinancingDecision, CofinancingRequest, Envelope, Meeting
from cofinancing.rules import READERS
from cofinancing.tables import RequestTable
from cofinancing.tasks import LETTER
from cofinancing.workflow.meetings import schedule_request, unschedule_request
from cofinancing.workflow.requests import request_cofinancing, withdraw_request
from pio_portal.audit.workflow import timeline
from pio_portal.change import available
from pio_portal.documents.models import Document
from pio_portal.ui.acting import pressed, submitted
from pio_portal.ui.lists import StaffList
from pio_portal.ui.shapes import Crumb, Event
from projects.models import Procurement


def crumbs(*steps: Crumb, user=None) -> list[Crumb]:
    """The way to a page of this app. A committee member came through the meetings."""
    if user is not None and not READERS.admits(user):
        return [Crumb(label=_("Vergaderingen"), url=reverse("cofinancing:meetings")), *steps]
    return [Crumb(label=_("Cofinanciering"), url=reverse("cofinancing:requests")), *steps]


class RequestList(StaffList):
    title = gettext_lazy("Cofinanciering")
    nouns = gettext_lazy("vraag"), gettext_lazy("vragen")
    queryset = staticmethod(lambda user: CofinancingRequest.objects.visible_to(user).for_list())
    table_class = RequestTable
    state_field, states = "status", RequestStatus
    similar_fields = ("procurement__title",)
    search_hint = gettext_lazy("Zoek op opdracht, project of klant")
    order_text = gettext_lazy("jongste eerst")
    empty_text = gettext_lazy("Vragen om cofinanciering verschijnen hier zodra iemand ze vastlegt.")
    template_name = "cofinancing/staff/requests.html"

    def context(self) -> dict:
        year = timezone.localdate().year
        return {**super().context(), "year": year, "envelope": Envelope.objects.filter(year=year).first()}


def detail(request, pk):
    """One request: what is asked, what was decided, and what comes next."""
    asked = get_object_or_404(
        CofinancingRequest.objects.visible_to(request.user).for_list().select_related("requested_by"), pk=pk
    )
    history = CofinancingDecision.objects.visible_to(request.user).history_of(asked.procurement)
    granted = next((d.amount for d in reversed(history) if d.amount is not None), 0)
    actions = available(asked, "status", by=request.user)
    schedule = ScheduleForm(meetings=Meeting.objects.planned()) if "schedule" in actions else None
    year = timezone.localdate().year
    return render(
        request,
        "cofinancing/staff/request.html",
        {
            "asked": asked,
            "history": history,
            "granted": granted,
            "actions": actions,
            "schedule": schedule,
            "can_change": bool(granted) and request.user.has_perm("cofinancing.record_decision"),
            "may_see_procurement": request.user.has_perm("projects.view_procurement", asked.procurement),
            "letters": Document.objects.of(asked.procurement).filter(kind=LETTER),
            "envelope": Envelope.objects.filter(year=year).first(),
            "events": [Event(at=line.at, text=line.sentence) for line in timeline(asked)],
            "crumbs": crumbs(Crumb(label=asked.procurement.ref), user=request.user),
        },
    )


def create(request):
    """Ask co-financing for the procurement that the address names; without one, ask which."""
    ref = request.GET.get("opdracht", "").strip()
    found = Procurement.objects.visible_to(request.user).select_related("project__organisation")
    procurement = found.filter(ref__iexact=ref).first() if ref else None
    if procurement is None:
        choose = ProcurementForm(request.GET if ref else None)
        if ref:
            choose.add_error(
                "opdracht", _("Er is geen opdracht met deze referentie. Kijk ze na in de lijst van opdrachten.")
            )
        context = {"form": choose, "crumbs": crumbs(Crumb(label=_("Nieuwe vraag")))}
        return render(request, "cofinancing/staff/choose_procurement.html", context)
    form = RequestForm(request.POST or None)
    made = []

    def change(data: dict) -> None:
        made.append(request_cofinancing(procurement=procurement, by=request.user, at=timezone.now(), **data))

    if submitted(request, form, change, _("De vraag is vastgelegd. Zet ze op de agenda van een vergadering.")):
        return redirect(made[0])
    context = {"form": form, "procurement": procurement, "crumbs": crumbs(Crumb(label=_("Nieuwe vraag")))}
    return render(request, "cofinancing/staff/request_new.html", context)


def schedule(request, pk):
    """Put the request on the agenda of the chosen meeting."""
    asked = get_object_or_404(CofinancingRequest.objects.visible_to(request.user), pk=pk)
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=request.POST.get("meeting") or 0)
    pressed(
        request,
        lambda: schedule_request(request=asked, meeting=meeting, by=request.user, at=timezone.now()),
        _("De vraag staat op de agenda."),
    )
    return redirect(asked)


def unschedule(request, pk):
    """Take the request off its agenda."""
    asked = get_object_or_404(CofinancingRequest.objects.visible_to(request.user), pk=pk)
    pressed(
        request,
        lambda: unschedule_request(request=asked, by=request.user, at=timezone.now()),
        _("De vraag staat niet meer op de agenda."),
    )
    return redirect(asked)


def withdraw(request, pk):
    """Take the request back."""
    asked = get_object_or_404(CofinancingRequest.objects.visible_to(request.user), pk=pk)
    pressed(
        request,
        lambda: withdraw_request(request=asked, by=request.user, at=timezone.now()),
        _("De vraag is ingetrokken."),
    )
    return redirect(asked)
