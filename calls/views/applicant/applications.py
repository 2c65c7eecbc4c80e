"""An applicant's dossiers: the list, a new one, one of them, and what can be done with it as a whole."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.application.forms.application import BasicsForm, StartForm, WithdrawForm, rounds_to_choose
from calls.application.writing import (
    amend_application,
    as_completed,
    move_to_round,
    next_round,
    start_application,
    withdraw_application,
)
from calls.call import date_line, self_check
from calls.enums import ApplicationStatus as Status
from calls.enums import Part
from calls.models import Application, Call, Round
from calls.views.applicant import completion, dossier
from pio_portal.addresses import query_text
from pio_portal.arrival import arrived_at
from pio_portal.change import Refused, available
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Organisation
from pio_portal.ui.acting import say
from pio_portal.ui.shapes import Crumb
from pio_portal.ui.similar import Similar, Subject, find_doubles

PAGE_SIZE = 25


def applications(request: HttpRequest) -> HttpResponse:
    """`/mijn/aanvragen/`: those of the user's organisations, the newest first."""
    rows = dossier.mine(request.user).kept().select_related("organisation", "round", "call").order_by("-pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [dossier.list_row(a, timezone.now()) for a in page],
        "calls": date_line.current_calls(timezone.now()),
        "late": list(dossier.late_drafts(request.user, timezone.now())) if page.number == 1 else [],
        "crumbs": [Crumb(label=_("Overzicht"), url=reverse("ui:mine")), Crumb(label=_("Aanvragen"))],
    }
    return render(request, "calls/applicant/applications.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """`/mijn/aanvragen/nieuw/?oproep=`: begin a draft. Without a code, and several calls at once, choose one first."""
    now = arrived_at(request)
    current = [] if request.GET.get("oproep") else date_line.current_calls(now)
    if len(current) > 1:
        return _choose_call(request, current, now)
    call = _chosen_call(request, current, now)
    organisations = Organisation.objects.of_member(request.user, Level.EDITOR).order_by("name")
    offers_check = call is not None and "nagekeken" not in request.GET and bool(self_check.checks_of(call))
    crumbs = [_home(), Crumb(label=_("Nieuwe aanvraag"))]
    context = {"call": call, "crumbs": crumbs, "offers_check": offers_check}
    if call is None or not organisations.exists():
        return render(request, "calls/applicant/cannot_start.html", context)
    rounds = rounds_to_choose(call, now)
    initial = {"round": rounds[0].pk} if rounds else {}
    form = StartForm(request.POST or None, call=call, organisations=organisations, rounds=rounds, initial=initial)
    doubles = doubles_of(request, form)
    if request.method == "POST" and form.is_valid() and not doubles:
        try:
            draft = start_application(by=request.user, at=now, **form.cleaned_data)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, _("Uw aanvraag %(ref)s staat klaar. Vul de onderdelen in.") % {"ref": draft.ref})
            return redirect(draft)
    return render(request, "calls/applicant/new.html", {**context, "form": form, "doubles": doubles})


def doubles_of(request: HttpRequest, form: StartForm) -> list[Similar]:
    """What the organisation already has that looks the same: shown once, before a second one is begun."""
    if request.method != "POST" or "toch" in request.POST or not form.is_valid():
        return []
    organisation = form.cleaned_data["organisation"]
    subject = Subject(form.cleaned_data["title"], frozenset({organisation.pk}))
    return find_doubles(request.user, subject, staff=False)


def application(request: HttpRequest, ref: str) -> HttpResponse:
    """`/mijn/aanvragen/<ref>/`: a task list while it is written, a timeline afterwards."""
    shown = dossier.of(request.user, ref)
    if shown.status == Status.INFO_REQUESTED:
        return completion.task_list(request, shown, timezone.now())
    if shown.status == Status.DRAFT:
        return render(request, "calls/applicant/draft.html", dossier.draft_context(request.user, shown, timezone.now()))
    context = dossier.submitted_context(request.user, shown, timezone.now())
    return render(request, "calls/applicant/application.html", context)


def basics(request: HttpRequest, ref: str) -> HttpResponse:
    """The title, theme and policy domain."""
    shown = dossier.editable(request.user, ref)
    if completion.is_closed(shown, Part.BASICS):
        return completion.closed_part(request, shown, Part.BASICS)
    form = BasicsForm(
        request.POST or None, instance=as_completed(Application.objects.select_related("call").get(pk=shown.pk))
    )
    if request.method == "POST" and form.is_valid():
        try:
            amend_application(application=shown, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(shown)
    return render(
        request,
        "calls/applicant/basics.html",
        {"application": shown, "form": form, "crumbs": dossier.crumbs(shown, _("Titel en thema"))},
    )


def move(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the draft along to the next date, or to the one that the form names."""
    shown, now = dossier.of(request.user, ref), arrived_at(request)
    chosen = request.POST.get("round", "")
    target = Round.objects.filter(pk=int(chosen)).first() if chosen.isascii() and chosen.isdigit() else None
    target = target or next_round(shown, now)
    if target is None:
        messages.error(request, _("Er is nog geen volgende indiendatum bekend. Uw aanvraag blijft bewaard."))
        return redirect(shown)
    try:
        moved = move_to_round(application=shown, round=target, by=request.user, at=now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, dossier.deadline_sentence(moved))
    return redirect(shown)


def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a submitted application back, with a reason."""
    shown = dossier.of(request.user, ref)
    if not request.user.has_perm("calls.withdraw_application", shown):
        raise PermissionDenied
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_application(
                application=shown, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"]
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Aanvraag %(ref)s is ingetrokken.") % {"ref": shown.ref})
            return redirect(shown)
    context = {
        "application": shown,
        "form": form,
        "possible": "withdraw" in available(shown, "status", by=request.user),
        "crumbs": dossier.crumbs(shown, _("Intrekken")),
    }
    return render(request, "calls/applicant/withdraw.html", context)


def _chosen_call(request: HttpRequest, current: list[Call], now) -> Call | None:
    code = query_text(request, "oproep")
    if code:
        return get_object_or_404(Call.objects.current(now).select_related("form", "theme"), code=code)
    return current[0] if current else None


def _choose_call(request: HttpRequest, current: list[Call], now) -> HttpResponse:
    """Several calls can be answered: ask which one."""
    points = date_line.points_of(current, now)
    context = {
        "calls": [(call, self_check.way_in(call), points[call.pk]) for call in current],
        "crumbs": [_home(), Crumb(label=_("Nieuwe aanvraag"))],
    }
    return render(request, "calls/applicant/choose_call.html", context)


def _home() -> Crumb:
    return Crumb(label=_("Mijn aanvragen"), url=reverse("calls:my_applications"))
