"""`/beheer/oproepen/`: the programme lead makes calls, the team reads along."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Aggregate, Count, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.call import date_line
from calls.call.forms.call import CallForm, copied, proposal
from calls.call.forms.rows import (
    CriterionForms,
    PointForms,
    as_new,
    criteria_of,
    points_of,
    proposed_criteria,
    proposed_points,
    typed_rows,
)
from calls.call.workflow import amend_call, create_call, publish_call
from calls.enums import ApplicationStatus, CallStatus
from calls.models import Application, Call, Round
from calls.questionnaire import definition
from calls.views.staff.call_tables import CallTable
from calls.views.staff.filters import CallFilter
from pio_portal.addresses import query_text
from pio_portal.audit.workflow import timeline
from pio_portal.change import Refused, available
from pio_portal.ui.lists import StaffList
from pio_portal.ui.shapes import Crumb, Event

MORE = ("more-rounds", "more-criteria", "more-points")  # buttons that give the form a row more


class CallList(StaffList):
    """All calls, the newest year first."""

    title = gettext_lazy("Oproepen")
    nouns = (gettext_lazy("oproep"), gettext_lazy("oproepen"))
    table_class = CallTable
    filterset_class = CallFilter
    state_field, states = "status", CallStatus
    search_fields = ("code", "title")
    search_hint = gettext_lazy("Zoek op code of titel")
    empty_text = gettext_lazy("Maak de eerste oproep van het programma.")
    template_name = "calls/staff/calls.html"

    @staticmethod
    def queryset(user) -> Any:
        """Each figure is a subquery of its own: joins would multiply the rows that the list counts."""
        rounds = Round.objects.filter(call=OuterRef("pk")).order_by()
        handed_in = Application.objects.filter(call=OuterRef("pk")).order_by()
        handed_in = handed_in.exclude(status__in=[ApplicationStatus.DRAFT, ApplicationStatus.VOID])
        return (
            Call.objects.visible_to(user)
            .select_related("theme")
            .annotate(
                number_of_rounds=_of_each(rounds, Count("pk")),
                first=_of_each(rounds, Min("closes_at")),
                last=_of_each(rounds, Max("closes_at")),
                handed_in=Coalesce(_of_each(handed_in, Count("pk")), 0),
            )
        )


def _of_each(rows: QuerySet, figure: Aggregate) -> Subquery:
    """One figure over the rows of each call."""
    return Subquery(rows.values("call").annotate(figure=figure).values("figure"))


def call(request: HttpRequest, code: str) -> HttpResponse:
    """One call as the team sees it."""
    shown = _call(request, code)
    context = {
        "call": shown,
        "points": date_line.points(shown, timezone.now(), staff=True),
        "criteria": shown.criteria.all(),
        "conditions": shown.eligibility_points.all(),
        "sections": definition.of(shown.form).sections,
        "can_change": request.user.has_perm("calls.change_call", shown),
        "can_publish": "publish" in available(shown, "status", by=request.user),
        "events": [Event(at=line.at, text=line.sentence) for line in timeline([shown, *shown.rounds.all()])],
        "crumbs": [*_list_crumb(), Crumb(label=shown.code)],
    }
    return render(request, "calls/staff/call.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Make a call from a proposal with three dates, or from another call (`?van=`) with its dates a year later."""
    now = timezone.now()
    source = _call(request, taken) if (taken := query_text(request, "van")) else None
    parts = CallParts.of(
        request,
        initial=copied(source) if source else proposal(now),
        criteria=as_new(criteria_of(source)) if source else proposed_criteria(),
        points=as_new(points_of(source)) if source else proposed_points(),
    )
    title = _("Nieuwe oproep op basis van %(code)s") % {"code": source.code} if source else _("Nieuwe oproep")
    page = {"title": title, "crumbs": [*_list_crumb(), Crumb(label=title)], "back": reverse("calls:staff_calls")}
    if parts.are_valid():
        try:
            made = create_call(by=request.user, at=now, **parts.values())
        except Refused as refused:
            parts.say(refused)
        else:
            told = _("Oproep %(code)s is gemaakt. Publiceer ze als ze klaar is.") % {"code": made.code}
            messages.success(request, told)
            return redirect(_address(made))
    return render(request, "calls/staff/call_form.html", page | parts.context())


def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Amend a call, in preparation or published."""
    shown, now = _call(request, code), timezone.now()
    parts = CallParts.of(request, instance=_call(request, code), criteria=criteria_of(shown), points=points_of(shown))
    crumbs = [*_list_crumb(), Crumb(label=shown.code, url=_address(shown)), Crumb(label=_("Wijzigen"))]
    page = {"title": _("Oproep wijzigen"), "crumbs": crumbs, "back": _address(shown), "call": shown}
    if parts.are_valid():
        seen = parts.form.cleaned_data["seen"]
        try:
            amended = amend_call(call=shown, seen=seen, by=request.user, at=now, **parts.values())
        except Refused as refused:
            parts.say(refused)
        else:
            messages.success(request, _("Oproep %(code)s is gewijzigd.") % {"code": amended.code})
            return redirect(_address(amended))
    return render(request, "calls/staff/call_form.html", page | parts.context())


@dataclass
class CallParts:
    """The form of a call and the rows beside it, as one."""

    form: CallForm
    criteria: BaseFormSet
    points: BaseFormSet

    @classmethod
    def of(cls, request: HttpRequest, *, criteria: list, points: list, **form: Any) -> "CallParts":
        """Empty, sent, or (a button asked for it) drawn again with a row more and nothing checked yet."""
        posted = request.POST if request.method == "POST" else None
        more = next((name for name in MORE if posted is not None and name in posted), "")
        if not more:
            return cls(
                form=CallForm(posted, **form),
                criteria=CriterionForms(posted, prefix="criteria", initial=criteria),
                points=PointForms(posted, prefix="points", initial=points),
            )
        typed = {name: posted[name] for name in posted if not name.startswith(("criteria-", "points-"))}
        rounds = sum(name.startswith("opens_") for name in typed)
        again = cls(
            form=CallForm(**form | {"initial": typed}, rounds=rounds + (more == "more-rounds")),
            criteria=CriterionForms(
                prefix="criteria", initial=typed_rows(posted, "criteria", tuple(CriterionForms.form.base_fields))
            ),
            points=PointForms(
                prefix="points", initial=typed_rows(posted, "points", tuple(PointForms.form.base_fields))
            ),
        )
        again.criteria.extra, again.points.extra = int(more == "more-criteria"), int(more == "more-points")
        return again

    def are_valid(self) -> bool:
        return self.form.is_bound and self.form.is_valid() & self.criteria.is_valid() & self.points.is_valid()

    def values(self) -> dict[str, Any]:
        """What goes to the workflow."""
        rows = {"criteria": self.criteria.judged(), "eligibility_points": self.points.points()}
        return self.form.values() | rows

    def say(self, refused: Refused) -> None:
        self.form.add_error(self.form.field_of(refused), str(refused))

    def context(self) -> dict[str, Any]:
        return {"form": self.form, "criteria": self.criteria, "points": self.points}


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
    return get_object_or_404(rows, code=code)


def _address(call: Call) -> str:
    return reverse("calls:staff_call", args=[call.code])


def _list_crumb() -> list[Crumb]:
    return [Crumb(label=_("Oproepen"), url=reverse("calls:staff_calls"))]
