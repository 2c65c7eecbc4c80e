"""Meetings of the committee and their agenda."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cofinancing.enums import MeetingStatus
from cofinancing.forms import HoldForm, MeetingForm
from cofinancing.models import CofinancingRequest, Envelope, Meeting
from cofinancing.tables import MeetingTable
from cofinancing.workflow.meetings import hold_meeting, move_request, plan_meeting
from pio_portal.formats import moment_text
from pio_portal.ui.acting import pressed, submitted
from pio_portal.ui.lists import StaffList
from pio_portal.ui.shapes import Crumb


def crumbs(*steps: Crumb) -> list[Crumb]:
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


def detail(request, pk):
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
            "may_hold": may_manage and meeting.status == MeetingStatus.PLANNED and timezone.now() >= meeting.held_at,
            "hold": HoldForm(),
            "crumbs": crumbs(Crumb(label=moment_text(meeting.held_at, zone=False))),
        },
    )


def create(request):
    """Plan a meeting."""
    form, made = MeetingForm(request.POST or None), []

    def change(data: dict) -> None:
        made.append(plan_meeting(by=request.user, at=timezone.now(), **data))

    if submitted(request, form, change, _("De vergadering is gepland.")):
        return redirect(made[0])
    context = {"form": form, "crumbs": crumbs(Crumb(label=_("Nieuwe vergadering")))}
    return render(request, "cofinancing/staff/meeting_new.html", context)


def hold(request, pk):
    """The meeting took place."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    minutes = request.POST.get("minutes", "")[:20000]
    pressed(
        request,
        lambda: hold_meeting(meeting=meeting, minutes=minutes, by=request.user, at=timezone.now()),
        _("De vergadering staat op gehouden."),
    )
    return redirect(meeting)


def move(request, pk):
    """One place up or down on the agenda."""
    asked = get_object_or_404(CofinancingRequest.objects.visible_to(request.user).for_list(), pk=pk)
    up = request.POST.get("richting") == "op"
    pressed(
        request,
        lambda: move_request(request=asked, up=up, by=request.user, at=timezone.now()),
        _("De volgorde van de agenda is aangepast."),
    )
    return redirect(asked.meeting or asked)
