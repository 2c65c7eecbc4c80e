"""Meetings of the committee and their agenda."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cofinancing.enums import MeetingStatus
from cofinancing.forms import HoldForm, MeetingForm
from cofinancing.models import CofinancingRequest, Envelope, Meeting
from cofinancing.tables import MeetingTable
from cofinancing.views.requests import cofinancing_request
from cofinancing.workflow.meetings import hold_meeting, move_request, plan_meeting
from pio_portal.arrival import arrived_at
from pio_portal.formats import moment_text
from pio_portal.ui.lists import StaffList
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb


def meeting_crumbs(*steps: Crumb) -> list[Crumb]:
    """The way to a meeting."""
    return [Crumb(label=_("Vergaderingen"), url=reverse("cofinancing:meetings")), *steps]


class MeetingList(StaffList):
    title = gettext_lazy("Vergaderingen")
    nouns = gettext_lazy("vergadering"), gettext_lazy("vergaderingen")
    queryset = staticmethod(lambda user: Meeting.objects.visible_to(user).with_agenda())
    table_class = MeetingTable
    state_field, states = "status", MeetingStatus
    search_fields = ("place",)
    search_hint = gettext_lazy("Zoek op plaats")
    order_text = gettext_lazy("jongste eerst")
    empty_text = gettext_lazy("Er is nog geen vergadering gepland.")
    template_name = "cofinancing/staff/meetings.html"


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting with its agenda, in order."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    agenda = list(
        CofinancingRequest.objects.visible_to(request.user)
        .for_list()
        .filter(meeting=meeting)
        .prefetch_related("decisions")
        .order_by("position", "pk")
    )
    may_manage = request.user.has_perm("cofinancing.manage_meeting")
    year = timezone.localtime(meeting.held_at).year
    return render(
        request,
        "cofinancing/staff/meeting.html",
        {
            "meeting": meeting,
            "agenda": agenda,
            "asked_in_all": sum(item.requested for item in agenda),
            "envelope": Envelope.objects.filter(year=year).first(),
            "may_manage": may_manage,
            "may_order": may_manage and meeting.status == MeetingStatus.PLANNED,
            "may_hold": may_manage
            and meeting.status == MeetingStatus.PLANNED
            and arrived_at(request) >= meeting.held_at,
            "hold": HoldForm().posted_to(reverse("cofinancing:hold", args=[meeting.pk])),
            "crumbs": meeting_crumbs(Crumb(label=moment_text(meeting.held_at, zone=False))),
        },
    )


def create(request: HttpRequest) -> HttpResponse:
    """Plan a meeting."""
    return form_page(
        request,
        form=MeetingForm(*sent(request)),
        change=plan_meeting,
        done=_("De vergadering is gepland."),
        back=Meeting.get_absolute_url,
        title=_("Nieuwe vergadering"),
        crumbs=meeting_crumbs(),
    )


def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting took place."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    return button(
        request,
        form=HoldForm(*sent(request)),
        change=partial(hold_meeting, meeting=meeting),
        done=_("De vergadering staat op gehouden."),
        back=meeting,
    )


def move(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down on the agenda."""
    asked = cofinancing_request(request, pk)
    return button(
        request,
        change=partial(move_request, request=asked, up=request.POST.get("richting") == "op"),
        done=_("De volgorde van de agenda is aangepast."),
        back=asked.meeting or asked,
    )
