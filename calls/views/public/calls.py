"""What everybody may read about calls."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.call import calendar, date_line, self_check
from calls.call.forms.self_check import SelfCheckForm
from calls.models import Call
from calls.questionnaire import definition
from pio_portal.arrival import arrived_at
from pio_portal.correspondence.outbox import link
from pio_portal.formats import day_text
from pio_portal.ui.shapes import Card, Crumb


def calls(request: HttpRequest) -> HttpResponse:
    """`/oproepen/`: the current calls with their dates, and the past ones."""
    now = arrived_at(request)
    published = Call.objects.published().select_related("theme").prefetch_related("rounds").order_by("-year", "code")
    current = [call for call in published if any(not r.is_past(now) for r in call.rounds.all())]
    past = [_past_card(call) for call in published if call not in current]
    points = date_line.points_of(current, now)
    shown = [(call, points[call.pk], date_line.opening_of(call, now)) for call in current]
    shown.sort(key=lambda row: row[2] is not None)  # what is announced comes after what one can apply for
    return render(
        request,
        "calls/public/calls.html",
        {"current": shown, "past": past, "crumbs": _public_crumbs(Crumb(label=_("Oproepen")))},
    )


def call(request: HttpRequest, code: str) -> HttpResponse:
    """`/oproepen/<code>/`: dates, conditions, criteria and the questions to read beforehand."""
    shown, now = _visible(request, code), arrived_at(request)
    context = {
        "call": shown,
        "points": date_line.points(shown, now),
        "can_start": _can_start(shown, now),
        "opens": date_line.opening_of(shown, now),
        "is_over": all(r.is_past(now) for r in shown.rounds.all()),
        "open_now": date_line.open_calls(now)[:1],
        "way_in": self_check.way_in(shown),
        "has_checks": bool(self_check.checks_of(shown)),
        "news": date_line.news(shown, now),
        "criteria": date_line.weighed(shown),
        "total_weight": sum(c.weight for c in shown.criteria.all()),
        "weeks": date_line.weeks_to_decide(now),
        "sections": definition.of(shown.form).sections,
        "crumbs": _public_crumbs(Crumb(label=_("Oproepen"), url=reverse("calls:calls")), Crumb(label=shown.title)),
    }
    return render(request, "calls/public/call.html", context)


def call_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The dates of a call as an .ics file."""
    shown = _visible(request, code)
    response = HttpResponse(calendar.of_call(shown, link(shown)), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{shown.code.lower()}.ics"'
    return response


def call_eligibility(request: HttpRequest, code: str) -> HttpResponse:
    """The few questions of this call before its form; the answers are in the address, and are kept nowhere."""
    shown, now = _visible(request, code), arrived_at(request)
    checks = self_check.checks_of(shown)
    if not checks:
        return redirect(shown)
    asked = any(check.key in request.GET for check in checks) or "controleer" in request.GET
    form = SelfCheckForm(checks, request.GET if asked else None)
    missing = [check for check in checks if check.key in form.errors]
    outcome, against = self_check.verdict(checks, form.cleaned_data) if asked and not missing else (None, [])
    if outcome:
        form.step_back()
    form.helper.cancel_url = shown.get_absolute_url()
    context = {
        "call": shown,
        "form": form,
        "checks": checks,
        "can_start": _can_start(shown, now),
        "opens": date_line.opening_of(shown, now),
        "missing": missing,
        "outcome": outcome,
        "against": against,
        "crumbs": _public_crumbs(
            Crumb(label=_("Oproepen"), url=reverse("calls:calls")),
            Crumb(label=shown.title, url=shown.get_absolute_url()),
            Crumb(label=_("Kom ik in aanmerking?")),
        ),
    }
    return render(request, "calls/public/eligibility.html", context)


def _can_start(call: Call, at: datetime) -> bool:
    """Whether an application to it can be begun now."""
    rounds = call.rounds.all()
    return (
        call.published_at is not None and any(not r.is_past(at) for r in rounds) and not date_line.opening_of(call, at)
    )


def _visible(request: HttpRequest, code: str) -> Call:
    rows = Call.objects.visible_to(request.user).select_related("form", "theme")
    return get_object_or_404(rows.prefetch_related("rounds", "criteria"), code=code)


def _past_card(past: Call) -> Card:
    closings = ", ".join(day_text(r.closes_at) for r in past.rounds.all())
    return Card(title=past.title, url=past.get_absolute_url(), above=past.code, below=closings)


def _public_crumbs(*steps: Crumb) -> list[Crumb]:
    return [Crumb(label=_("Start"), url=reverse("ui:home")), *steps]
