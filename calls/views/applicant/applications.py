"""An applicant's applications: the list, a new one, one of them, and what can be done with it as a whole."""

from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from calls.application.forms.application import AmendForm, MoveForm, StartForm, WithdrawForm, rounds_to_choose
from calls.application.writing import (
    amend_application,
    as_completed,
    move_to_round,
    start_application,
    withdraw_application,
)
from calls.call import date_line, self_check
from calls.enums import ApplicationStatus as Status
from calls.enums import Part
from calls.models import Application, Call
from calls.views.applicant import completion, dossier
from pio_portal.accounts.models import User
from pio_portal.addresses import query_page, query_text
from pio_portal.arrival import arrived_at
from pio_portal.change import available
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Membership, Organisation
from pio_portal.searched import Sorted
from pio_portal.ui.pages import button, form_page, sent, show
from pio_portal.ui.shapes import Crumb
from pio_portal.ui.similarity import Similar, Subject, find_doubles

PAGE_SIZE = 25


def applications(request: HttpRequest) -> HttpResponse:
    """`/mijn/aanvragen/`: those of the user's organisations, the newest first."""
    now = arrived_at(request)
    rows = Application.objects.of_applicant(request.user).kept().select_related("organisation", "round", "call", "form")
    page = query_page(request, rows.order_by("-pk"), PAGE_SIZE)
    context = {
        "page": page,
        "rows": dossier.list_rows(page, now),
        "calls": date_line.open_calls(now),
        "late": list(dossier.late_drafts(request.user, now)) if page.number == 1 else [],
        "crumbs": [Crumb(label=_("Overzicht"), url=reverse("ui:overview")), Crumb(label=_("Aanvragen"))],
    }
    return render(request, "calls/applicant/applications.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """`/mijn/aanvragen/nieuw/?oproep=`: begin a draft. Without a code, and several calls at once, choose one first."""
    now, code = arrived_at(request), query_text(request, "oproep")
    current = [] if code else date_line.open_calls(now)
    if len(current) > 1:
        return _choose_call(request, current, now)
    if code:
        current_calls = Call.objects.current(now).select_related("form", "theme").prefetch_related("rounds")
        call = get_object_or_404(current_calls, code=code)
    else:
        call = current[0] if current else None
    organisations = Organisation.objects.of_member(request.user, Level.EDITOR).order_by(Sorted("name"))
    page = {
        "call": call,
        "title": _("Nieuwe aanvraag"),
        "crumbs": [dossier.applicant_applications(), Crumb(label=_("Nieuwe aanvraag"))],
    }
    if call is None or (opens := date_line.opening_of(call, now)):
        return render(request, "calls/applicant/cannot_start.html", page | {"opens": call and opens})
    if not organisations.exists():
        return _first_an_organisation(request, page)
    page["drafts"] = Application.objects.of_applicant(request.user).filter(call=call, status=Status.DRAFT)
    page["offers_check"] = "nagekeken" not in request.GET and bool(self_check.checks_of(call))
    return _begin(request, call, organisations, page)


def _first_an_organisation(request: HttpRequest, page: dict) -> HttpResponse:
    """Find or add one and come back here; who asked for access already, reads what they wait for."""
    asked = list(Membership.objects.requested().of_people().filter(user=request.user))
    search = f"{reverse('organisations:search')}?{urlencode({'verder': request.get_full_path()})}"
    if not asked:
        return redirect(search)
    return render(request, "calls/applicant/cannot_start.html", page | {"asked": asked, "search_url": search})


def _begin(request: HttpRequest, call: Call, organisations, page: dict) -> HttpResponse:
    """The form of a new application. What the organisation already has that looks the same is shown once."""
    rounds = rounds_to_choose(call, arrived_at(request))
    initial = {"round": rounds[0].pk} if rounds else {}
    form = StartForm(*sent(request), call=call, organisations=organisations, rounds=rounds, initial=initial)
    form.helper.cancel_url = call.get_absolute_url()
    template = "calls/applicant/new.html"
    doubles = [] if "anyway" in request.POST else _doubles_of(request.user, form)
    if doubles:
        form.ask_once_more()
        return show(request, template, page | {"doubles": doubles}, form)
    return form_page(
        request,
        form=form,
        change=start_application,
        done=lambda draft: _("Uw aanvraag %(ref)s staat klaar. Vul de onderdelen in.") % {"ref": draft.ref},
        back=Application.get_absolute_url,
        template=template,
        context=page,
    )


def application(request: HttpRequest, ref: str) -> HttpResponse:
    """`/mijn/aanvragen/<ref>/`: a task list while it is written, a timeline afterwards."""
    application, now = dossier.the_application(request.user, ref), arrived_at(request)
    if application.status == Status.INFO_REQUESTED:
        return completion.task_list(request, application, now)
    if application.status in Status.before_closing():
        return render(request, "calls/applicant/draft.html", dossier.draft_context(request.user, application, now))
    context = dossier.submitted_context(request.user, application, now)
    return render(request, "calls/applicant/application.html", context)


def basics(request: HttpRequest, ref: str) -> HttpResponse:
    """The title, theme and policy domain."""
    application = dossier.the_editable(request.user, ref)
    if completion.is_closed(application, Part.BASICS):
        return completion.closed_part(request, application, Part.BASICS)
    written = as_completed(Application.objects.select_related("call").get(pk=application.pk))
    return form_page(
        request,
        form=AmendForm(*sent(request), instance=written),
        change=partial(amend_application, application=application),
        done="",
        back=application,
        title=_("Titel en thema"),
        crumbs=dossier.way_to(application),
        template="calls/applicant/basics.html",
        context={"application": application},
    )


def move(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the draft along to the next round, or to the one that the button names."""
    application = dossier.the_application(request.user, ref)
    return button(
        request,
        form=MoveForm(*sent(request)),
        change=partial(move_to_round, application=application),
        done=dossier.deadline_sentence,
        back=application.get_absolute_url(),
    )


def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a submitted application back, with a reason."""
    application = dossier.the_application(request.user, ref)
    if not request.user.has_perm("calls.withdraw_application", application):
        raise PermissionDenied
    return form_page(
        request,
        form=WithdrawForm(*sent(request)),
        change=partial(withdraw_application, application=application),
        done=_("Aanvraag %(ref)s is ingetrokken.") % {"ref": application.ref},
        back=application,
        title=_("Aanvraag intrekken"),
        crumbs=dossier.way_to(application),
        template="calls/applicant/withdraw.html",
        context=lambda: {
            "application": application,
            "possible": "withdraw" in available(application, "status", by=request.user),
        },
    )


def _doubles_of(user: User, form: StartForm) -> list[Similar]:
    """What the organisation already has that looks like what is filled in."""
    if not form.is_bound or form.errors:
        return []
    organisation = form.cleaned_data["organisation"]
    return find_doubles(user, Subject(form.cleaned_data["title"], frozenset({organisation.pk})), staff=False)


def _choose_call(request: HttpRequest, current: list[Call], now: datetime) -> HttpResponse:
    """Several calls can be answered: ask which one."""
    points = date_line.points_of(current, now)
    context = {
        "calls": [(call, self_check.way_in(call), points[call.pk]) for call in current],
        "crumbs": [dossier.applicant_applications(), Crumb(label=_("Nieuwe aanvraag"))],
    }
    return render(request, "calls/applicant/choose_call.html", context)
