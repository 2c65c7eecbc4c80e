"""What everybody may read about calls."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import calendar, dates, definition, eligibility
from calls.models import Call
from pio_portal.correspondence.outbox import link
from pio_portal.ui.formats import day_text
from pio_portal.ui.shapes import Card, Crumb


def calls(request: HttpRequest) -> HttpResponse:
    """`/oproepen/`: the current calls with their dates, and the past ones."""
    now = timezone.now()
    published = Call.objects.published().prefetch_related("rounds").order_by("-year", "code")
    current = [call for call in published if any(not r.is_past(now) for r in call.rounds.all())]
    past = [_past_card(call) for call in published if call not in current]
    shown = [(call, dates.points(call, now)) for call in current]
    return render(
        request,
        "calls/public/calls.html",
        {"current": shown, "past": past, "crumbs": _crumbs(Crumb(label=_("Oproepen")))},
    )


def call(request: HttpRequest, code: str) -> HttpResponse:
    """`/oproepen/<code>/`: dates, conditions, criteria and the questions to read beforehand."""
    shown, now = _visible(request, code), timezone.now()
    upcoming = [r for r in shown.rounds.all() if not r.is_past(now)]
    context = {
        "call": shown,
        "points": dates.points(shown, now),
        "news": dates.news(shown, now),
        "can_start": bool(upcoming) and shown.published_at is not None,
        "criteria": list(shown.criteria.all()),
        "total_weight": sum(c.weight for c in shown.criteria.all()),
        "sections": definition.of(shown.form).sections,
        "crumbs": _crumbs(Crumb(label=_("Oproepen"), url=reverse("calls:calls")), Crumb(label=shown.title)),
    }
    return render(request, "calls/public/call.html", context)


def call_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The dates of a call as an .ics file."""
    shown = _visible(request, code)
    response = HttpResponse(calendar.of_call(shown, link(shown)), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{shown.code.lower()}.ics"'
    return response


def call_eligibility(request: HttpRequest, code: str) -> HttpResponse:
    """Five questions; the answers are in the address, and are kept nowhere."""
    shown = _visible(request, code)
    given = {c.key: request.GET[c.key] for c in eligibility.CHECKS if request.GET.get(c.key) in ("ja", "nee")}
    asked = any(c.key in request.GET for c in eligibility.CHECKS) or "controleer" in request.GET
    missing = [c for c in eligibility.CHECKS if c.key not in given] if asked else []
    answered = asked and not missing
    outcome, against = eligibility.verdict(given) if answered else (None, [])
    context = {
        "call": shown,
        "checks": [(c, given.get(c.key, ""), c in missing) for c in eligibility.CHECKS],
        "missing": missing,
        "outcome": outcome,
        "against": against,
        "crumbs": _crumbs(
            Crumb(label=_("Oproepen"), url=reverse("calls:calls")),
            Crumb(label=shown.title, url=shown.get_absolute_url()),
            Crumb(label=_("Kom ik in aanmerking?")),
        ),
    }
    return render(request, "calls/public/eligibility.html", context)


def _visible(request: HttpRequest, code: str) -> Call:
    if "\x00" in code:
        raise Http404
    calls_ = (
        Call.objects.visible_to(request.user).select_related("form", "theme").prefetch_related("rounds", "criteria")
    )
    return get_object_or_404(calls_, code=code)


def _past_card(past: Call) -> Card:
    closings = ", ".join(day_text(r.closes_at) for r in past.rounds.all())
    return Card(title=past.title, url=past.get_absolute_url(), above=past.code, below=closings)


def _crumbs(*steps: Crumb) -> list[Crumb]:
    return [Crumb(label=_("Start"), url=reverse("ui:home")), *steps]
