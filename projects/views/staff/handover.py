"""The hand-over register: its list, and what PIO records about the file of one project."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pio_portal.change import available
from pio_portal.documents.models import Document
from pio_portal.ui.lists import StaffList
from pio_portal.ui.pages import button, form_page, sent
from projects.enums import HandoverStatus
from projects.handover.forms import HandOverForm, RejectionForm
from projects.handover.workflow import acknowledge_handover, hand_over, reject_handover
from projects.models import Handover
from projects.views.progress import timeline_events
from projects.views.staff.dossier import dossier, project_crumbs
from projects.views.staff.filters import HandoverFilter
from projects.views.staff.tables import HandoverTable


class HandoverList(StaffList):
    """Every project that is over, with where its file stands."""

    title = gettext_lazy("Overdracht aan KRIS")
    nouns = (gettext_lazy("dossier"), gettext_lazy("dossiers"))
    queryset = staticmethod(lambda user: Handover.objects.visible_to(user).for_list())
    filterset_class = HandoverFilter
    table_class = HandoverTable
    state_field, states = "status", HandoverStatus
    search_fields = ("project__ref", "project__title", "project__organisation__name", "reference")
    search_hint = gettext_lazy("Zoek op titel, klant of kenmerk")
    order_text = gettext_lazy("jongste eerst")
    empty_text = gettext_lazy("Een project komt hier vanzelf zodra het is afgesloten of stopgezet.")


def handover(request: HttpRequest, ref: str) -> HttpResponse:
    """Where the file of one project stands, and what can be recorded now."""
    shown = visible_handover(request, ref)
    _project, head = dossier(request, ref)
    context = head | {
        "handover": shown,
        "files": Document.objects.of(shown),
        "can": available(shown, "status", by=request.user),
        "timeline": timeline_events([shown]),
        "crumbs": project_crumbs(shown.project),
    }
    return render(request, "projects/staff/handover.html", context)


def deliver(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that the file was brought to the dossier system."""
    shown = visible_handover(request, ref)
    return form_page(
        request,
        form=HandOverForm(*sent(request), initial={"reference": shown.reference}),
        change=partial(hand_over, handover=shown),
        done=_("De overdracht is vastgelegd."),
        back=shown.get_staff_url(),
        title=_("Overdracht vastleggen"),
        crumbs=project_crumbs(shown.project),
    )


def reject(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that the dossier system refused the file."""
    shown = visible_handover(request, ref)
    return form_page(
        request,
        form=RejectionForm(*sent(request)),
        change=partial(reject_handover, handover=shown),
        done=_("De weigering is vastgelegd."),
        back=shown.get_staff_url(),
        title=_("Weigering vastleggen"),
        crumbs=project_crumbs(shown.project),
    )


def acknowledge(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that the dossier system has the file."""
    shown = visible_handover(request, ref)
    return button(
        request,
        change=partial(acknowledge_handover, handover=shown),
        done=_("De ontvangst is vastgelegd."),
        back=shown.get_staff_url(),
    )


def visible_handover(request: HttpRequest, ref: str) -> Handover:
    """The row of the register, when this user may see it; else 404."""
    rows = Handover.objects.visible_to(request.user).select_related("project__organisation", "handed_over_by")
    return get_object_or_404(rows, project__ref=ref)
