"""`/beheer/oproepen/`: the programme lead makes calls, the team reads along."""

from typing import Any

import django_tables2 as tables
from django.contrib import messages
from django.db.models import Aggregate, Count, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls import dates, definition
from calls.enums import ApplicationStatus, CallStatus
from calls.forms.call import CallForm, CriterionForms, criteria_of, proposal, proposed_criteria
from calls.models import Application, Call, Round
from calls.workflow.call import amend_call, create_call, publish_call
from pio_portal.audit.workflow import timeline
from pio_portal.change import Refused, available
from pio_portal.ui.formats import day_text
from pio_portal.ui.lists import StaffList
from pio_portal.ui.shapes import Crumb, Event
from pio_portal.ui.templatetags.pio import status as status_tag


class CallTable(tables.Table):
    """One call a row."""

    code = tables.Column(verbose_name=gettext_lazy("Code"), linkify=("calls:staff_call", {"code": tables.A("code")}))
    title = tables.Column(verbose_name=gettext_lazy("Titel"))
    first = tables.Column(
        verbose_name=gettext_lazy("Indiendata"),
        orderable=False,
        attrs={"td": {"class": "wide"}, "th": {"class": "wide"}},
    )
    handed_in = tables.Column(
        verbose_name=gettext_lazy("Aanvragen"), attrs={"td": {"class": "num"}, "th": {"class": "num"}}
    )
    status = tables.Column(verbose_name=gettext_lazy("Stand"))

    class Meta:
        model = Call
        fields = ["code", "title", "first", "handed_in", "status"]
        order_by = "-year"

    def render_first(self, record: Call) -> str:
        return _("%(n)d, van %(first)s tot %(last)s") % {
            "n": record.number_of_rounds,
            "first": day_text(record.first),
            "last": day_text(record.last),
        }

    def render_status(self, record: Call) -> str:
        return status_tag(record)

    def value_status(self, record: Call) -> str:
        return record.get_status_display()


class CallList(StaffList):
    """All calls, the newest year first."""

    title = gettext_lazy("Oproepen")
    nouns = (gettext_lazy("oproep"), gettext_lazy("oproepen"))
    table_class = CallTable
    state_field, states = "status", CallStatus
    search_fields = ("code", "title")
    search_hint = gettext_lazy("Zoek op code of titel")
    empty_text = gettext_lazy("Maak de eerste oproep van het programma.")
    actions_template = "calls/staff/call_list_actions.html"

    @staticmethod
    def queryset(user) -> Any:
        """Each figure is a subquery of its own: joins would multiply the rows that the list counts."""
        rounds = Round.objects.filter(call=OuterRef("pk")).order_by()
        handed_in = Application.objects.filter(call=OuterRef("pk")).order_by()
        handed_in = handed_in.exclude(status__in=[ApplicationStatus.DRAFT, ApplicationStatus.VOID])
        return Call.objects.visible_to(user).annotate(
            number_of_rounds=_of_each(rounds, Count("pk")),
            first=_of_each(rounds, Min("closes_at")),
            last=_of_each(rounds, Max("closes_at")),
            handed_in=Coalesce(_of_each(handed_in, Count("pk")), 0),
        )


def _of_each(rows: QuerySet, figure: Aggregate) -> Subquery:
    """One figure over the rows of each call."""
    return Subquery(rows.values("call").annotate(figure=figure).values("figure"))


def call(request: HttpRequest, code: str) -> HttpResponse:
    """One call as the team sees it."""
    shown = _call(request, code)
    context = {
        "call": shown,
        "points": dates.points(shown, timezone.now(), staff=True),
        "criteria": shown.criteria.all(),
        "sections": definition.of(shown.form).sections,
        "can_change": request.user.has_perm("calls.change_call", shown),
        "can_publish": "publish" in available(shown, "status", by=request.user),
        "events": [Event(at=line.at, text=line.sentence) for line in timeline([shown, *shown.rounds.all()])],
        "crumbs": [*_list_crumb(), Crumb(label=shown.code)],
    }
    return render(request, "calls/staff/call.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Make a call from a proposal with three dates."""
    now = timezone.now()
    form = CallForm(request.POST or None, initial=proposal(now))
    criteria = CriterionForms(request.POST or None, prefix="criteria", initial=proposed_criteria())
    if request.method == "POST" and form.is_valid() & criteria.is_valid():
        try:
            made = create_call(criteria=criteria.judged(), by=request.user, at=now, **form.values())
        except Refused as refused:
            form.add_error(form.field_of(refused), str(refused))
        else:
            messages.success(
                request, _("Oproep %(code)s is gemaakt. Publiceer ze als ze klaar is.") % {"code": made.code}
            )
            return redirect(_address(made))
    crumbs = [*_list_crumb(), Crumb(label=_("Nieuwe oproep"))]
    context = {"form": form, "criteria": criteria, "crumbs": crumbs, "back": reverse("calls:staff_calls")}
    return render(request, "calls/staff/call_form.html", {**context, "title": _("Nieuwe oproep")})


def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Amend a call, in preparation or published."""
    shown = _call(request, code)
    form = CallForm(request.POST or None, instance=_call(request, code))
    criteria = CriterionForms(request.POST or None, prefix="criteria", initial=criteria_of(shown))
    if request.method == "POST" and form.is_valid() & criteria.is_valid():
        try:
            amended = amend_call(
                call=shown,
                criteria=criteria.judged(),
                seen=form.cleaned_data["seen"],
                by=request.user,
                at=timezone.now(),
                **form.values(),
            )
        except Refused as refused:
            form.add_error(form.field_of(refused), str(refused))
        else:
            messages.success(request, _("Oproep %(code)s is gewijzigd.") % {"code": amended.code})
            return redirect(_address(amended))
    crumbs = [*_list_crumb(), Crumb(label=shown.code, url=_address(shown)), Crumb(label=_("Wijzigen"))]
    context = {"form": form, "criteria": criteria, "crumbs": crumbs, "back": _address(shown), "call": shown}
    return render(request, "calls/staff/call_form.html", {**context, "title": _("Oproep wijzigen")})


def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Put the call on the public site."""
    try:
        shown = publish_call(call=_call(request, code), by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("calls:staff_call", code)
    messages.success(request, _("Oproep %(code)s staat nu op de publieke site.") % {"code": shown.code})
    return redirect(_address(shown))


def _call(request: HttpRequest, code: str) -> Call:
    rows = Call.objects.visible_to(request.user).select_related("form", "theme")
    return get_object_or_404(rows, code=code.replace("\x00", ""))


def _address(call: Call) -> str:
    return reverse("calls:staff_call", args=[call.code])


def _list_crumb() -> list[Crumb]:
    return [Crumb(label=_("Oproepen"), url=reverse("calls:staff_calls"))]
