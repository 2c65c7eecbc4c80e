"""`/beheer/oproepen/`: the programme lead makes calls, the team reads along."""

from functools import partial
from typing import Any

from django.db.models import Aggregate, Count, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.call import date_line
from calls.call.forms.call import TakeBackCallForm, call_form, copied, proposal
from calls.call.forms.rows import as_new, criteria_of, points_of, proposed_criteria, proposed_points
from calls.call.workflow import (
    amend_call,
    create_call,
    discard_call,
    followed_up,
    publish_call,
    take_back_call,
)
from calls.enums import ApplicationStatus, CallStatus
from calls.models import Application, Call, Round
from calls.questionnaire import definition
from calls.views.staff.call_tables import CallTable
from calls.views.staff.crumbs import call_crumbs, calls_crumb
from calls.views.staff.filters import CallFilter
from pio_portal.addresses import query_text
from pio_portal.arrival import arrived_at
from pio_portal.audit.workflow import timeline
from pio_portal.change import available
from pio_portal.ui.lists import StaffList
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb, Event


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
        """Each figure is a subquery of its own: a join would count the same call several times."""
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


def overview(request: HttpRequest, code: str) -> HttpResponse:
    """One call as the team sees it."""
    call = _call(request, code)
    allowed = available(call, "status", by=request.user)
    followed = bool(allowed) and followed_up(call)
    context = {
        "call": call,
        "points": date_line.points(call, arrived_at(request), staff=True),
        "criteria": call.criteria.all(),
        "conditions": call.eligibility_points.all(),
        "sections": definition.of(call.form).sections,
        "can_change": request.user.has_perm("calls.change_call", call),
        "can_publish": "publish" in allowed,
        "can_take_back": "take_back" in allowed and not followed,
        "can_discard": "publish" in allowed and not followed,
        "events": [Event(at=line.at, text=line.sentence) for line in timeline([call, *call.rounds.all()])],
        "crumbs": [calls_crumb(), Crumb(label=call.code)],
    }
    return render(request, "calls/staff/call.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Make a call from a proposal with three dates, or from another call (`?van=`) with its dates a year later."""
    source = _call(request, code) if (code := query_text(request, "van")) else None
    return form_page(
        request,
        form=call_form(
            *sent(request),
            initial=copied(source) if source else proposal(arrived_at(request)),
            criteria=as_new(criteria_of(source)) if source else proposed_criteria(),
            points=as_new(points_of(source)) if source else proposed_points(),
        ),
        change=create_call,
        title=_("Nieuwe oproep op basis van %(code)s") % {"code": source.code} if source else _("Nieuwe oproep"),
        done=lambda call: _("Oproep %(code)s is gemaakt. Publiceer hem als hij klaar is.") % {"code": call.code},
        back=Call.get_staff_url,
        crumbs=[calls_crumb()],
        template="calls/staff/call_form.html",
    )


def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Amend a call, in preparation or published."""
    call = _call(request, code)
    return form_page(
        request,
        form=call_form(
            *sent(request), instance=_call(request, code), criteria=criteria_of(call), points=points_of(call)
        ),
        change=partial(amend_call, call=call),
        title=_("Oproep wijzigen"),
        done=lambda amended: _("Oproep %(code)s is gewijzigd.") % {"code": amended.code},
        back=Call.get_staff_url,
        crumbs=call_crumbs(call),
        template="calls/staff/call_form.html",
    )


def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Put the call on the public site."""
    return button(
        request,
        change=partial(publish_call, call=_call(request, code)),
        done=lambda call: _("Oproep %(code)s staat nu op de publieke site.") % {"code": call.code},
        back=Call.get_staff_url,
    )


def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Take the call off the public site, while nothing followed."""
    call = _call(request, code)
    return form_page(
        request,
        form=TakeBackCallForm(*sent(request)),
        change=partial(take_back_call, call=call),
        title=_("Oproep terugnemen"),
        intro=_("De oproep verdwijnt van de publieke site en is weer in voorbereiding."),
        done=_("Oproep %(code)s is weer in voorbereiding.") % {"code": code},
        back=call.get_staff_url(),
        crumbs=call_crumbs(call),
    )


def discard(request: HttpRequest, code: str) -> HttpResponse:
    """Remove a call that was never used."""
    call = _call(request, code)
    return button(
        request,
        change=partial(discard_call, call=call),
        done=_("Oproep %(code)s is verwijderd.") % {"code": code},
        back="calls:staff_calls",
        otherwise=call.get_staff_url(),
    )


def _call(request: HttpRequest, code: str) -> Call:
    rows = Call.objects.visible_to(request.user).select_related("form", "theme")
    return get_object_or_404(rows, code=code)
