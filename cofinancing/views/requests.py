"""Requests: the list, one request with its history and next step, and asking."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
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
from pio_portal.addresses import query_text
from pio_portal.arrival import arrived_on
from pio_portal.audit.workflow import timeline
from pio_portal.change import available
from pio_portal.documents.models import Document
from pio_portal.ui.lists import StaffList
from pio_portal.ui.pages import button, form_page, sent, show
from pio_portal.ui.shapes import Crumb, Event
from projects.models import Procurement


def cofinancing_crumbs(*steps: Crumb, user=None) -> list[Crumb]:
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
        year = arrived_on(self.request).year
        return {**super().context(), "year": year, "envelope": Envelope.objects.filter(year=year).first()}


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what is asked, what was decided, and what comes next."""
    asked = get_object_or_404(
        CofinancingRequest.objects.visible_to(request.user).for_list().select_related("requested_by"), pk=pk
    )
    history = CofinancingDecision.objects.visible_to(request.user).history_of(asked.procurement)
    granted = next((d.amount for d in reversed(history) if d.amount is not None), 0)
    actions = available(asked, "status", by=request.user)
    may_decide = request.user.has_perm("cofinancing.record_decision")
    schedule = None
    if "schedule" in actions:
        schedule = ScheduleForm(meetings=Meeting.objects.planned(), kind="quiet" if may_decide else "primary")
        schedule.posted_to(reverse("cofinancing:schedule", args=[asked.pk]))
    year = arrived_on(request).year
    return render(
        request,
        "cofinancing/staff/request.html",
        {
            "asked": asked,
            "history": history,
            "granted": granted,
            "actions": actions,
            "schedule": schedule,
            "may_decide": may_decide,
            "can_change": bool(granted) and may_decide,
            "may_see_procurement": request.user.has_perm("projects.view_procurement", asked.procurement),
            "letters": Document.objects.of(asked.procurement).filter(kind=LETTER),
            "envelope": Envelope.objects.filter(year=year).first(),
            "events": [Event(at=line.at, text=line.sentence) for line in timeline(asked)],
            "crumbs": cofinancing_crumbs(Crumb(label=asked.procurement.ref), user=request.user),
        },
    )


def create(request: HttpRequest) -> HttpResponse:
    """Ask co-financing for the procurement that the address names; without one, ask which."""
    ref = query_text(request, "opdracht")
    visible = Procurement.objects.visible_to(request.user).select_related("project__organisation")
    procurement = visible.filter(ref__iexact=ref).first() if ref else None
    if procurement is None:
        return _choose_procurement(request, ref)
    return form_page(
        request,
        form=RequestForm(*sent(request), estimate=procurement.estimate),
        change=partial(request_cofinancing, procurement=procurement),
        done=_("De vraag is vastgelegd. Zet ze op de agenda van een vergadering."),
        back=CofinancingRequest.get_absolute_url,
        title=_("Cofinanciering vragen"),
        crumbs=cofinancing_crumbs(),
        template="cofinancing/staff/request_new.html",
        context={"procurement": procurement},
    )


def _choose_procurement(request: HttpRequest, ref: str) -> HttpResponse:
    """Which procurement? `ref` is one that does not exist, or empty."""
    form = ProcurementForm(request.GET if ref else None)
    form.helper.cancel_url = reverse("cofinancing:requests")
    if ref:
        form.add_error("opdracht", _("Er is geen opdracht met deze referentie. Kijk ze na in de lijst van opdrachten."))
    context = {
        "title": _("Cofinanciering vragen"),
        "intro": _("Een vraag hoort bij één opdracht. U vindt de referentie op de pagina van de opdracht."),
        "crumbs": cofinancing_crumbs(Crumb(label=_("Nieuwe vraag"))),
    }
    return show(request, "ui/staff/form_page.html", context, form)


def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the request on the agenda of the chosen meeting."""
    asked = cofinancing_request(request, pk)
    return button(
        request,
        form=ScheduleForm(*sent(request), meetings=Meeting.objects.visible_to(request.user)),
        change=partial(schedule_request, request=asked),
        done=_("De vraag staat op de agenda."),
        back=asked,
    )


def unschedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the request off its agenda."""
    asked = cofinancing_request(request, pk)
    change = partial(unschedule_request, request=asked)
    return button(request, change=change, done=_("De vraag staat niet meer op de agenda."), back=asked)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the request back."""
    asked = cofinancing_request(request, pk)
    change = partial(withdraw_request, request=asked)
    return button(request, change=change, done=_("De vraag is ingetrokken."), back=asked)


def cofinancing_request(request: HttpRequest, pk: int) -> CofinancingRequest:
    """The request behind the address. Also for the other pages of one."""
    return get_object_or_404(CofinancingRequest.objects.visible_to(request.user).for_list(), pk=pk)
