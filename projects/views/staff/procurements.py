"""What staff reads about procurements: the list, and the dossier of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pio_portal.audit.workflow import timeline
from pio_portal.change import available
from pio_portal.ui.lists import StaffList
from pio_portal.ui.shapes import Crumb
from projects.enums import ParticipantRole, ProcurementStatus, ProjectState
from projects.models import Participant, Procurement
from projects.views.dossier import story
from projects.views.staff.filters import ProcurementFilter
from projects.views.staff.tables import ProcurementTable


class ProcurementList(StaffList):
    """Every procurement that this user may see."""

    title = gettext_lazy("Opdrachten")
    nouns = (gettext_lazy("opdracht"), gettext_lazy("opdrachten"))
    queryset = staticmethod(lambda user: Procurement.objects.visible_to(user).for_list())
    filterset_class = ProcurementFilter
    table_class = ProcurementTable
    state_field, states = "status", ProcurementStatus
    similar_fields = ("title", "project__title")
    full_text = True
    search_hint = gettext_lazy("Zoek op titel, klant of referentie")
    order_text = gettext_lazy("jongste lancering eerst")
    empty_text = gettext_lazy("Een opdracht wordt vastgelegd bij haar project.")

    def search(self, rows, q: str):
        return rows.matching(q)


# The buttons of a dossier: transition → address, label; the first one that is possible is the primary.
BUTTONS = (
    ("launch", "projects:launch", gettext_lazy("Lancering vastleggen")),
    ("award", "projects:award", gettext_lazy("Gunning vastleggen")),
    ("deliver", "projects:deliver", gettext_lazy("Oplevering vastleggen")),
    ("report_no_tenders", "projects:no_tenders", gettext_lazy("Geen offertes melden")),
    ("cancel", "projects:cancel", gettext_lazy("Opdracht annuleren")),
    ("terminate", "projects:terminate", gettext_lazy("Opdracht beëindigen")),
)
FORWARD = {"launch", "award", "deliver"}


def procurement(request: HttpRequest, ref: str) -> HttpResponse:
    """One procurement: its dates, its money, who took part, what happened."""
    rows = Procurement.objects.visible_to(request.user).select_related("project__organisation", "relaunch_of")
    found = get_object_or_404(rows, ref=ref)
    participants = list(found.participants.all())
    context = {
        "procurement": found,
        "project": found.project,
        "participants": participants,
        "enterprises": counted(participants),
        "relaunches": found.relaunches.order_by("ref"),
        "requests": found.cofinancing_requests.order_by("-requested_at"),
        "decisions": found.cofinancing_decisions.order_by("-decided_on", "-ref"),
        "events_shown": story(timeline(found)),
        "crumbs": [
            Crumb(label=_("Opdrachten"), url=reverse("projects:staff_procurements")),
            Crumb(label=found.project.ref, url=found.project.get_staff_url()),
            Crumb(label=found.ref),
        ],
        **buttons(request, found),
    }
    return render(request, "projects/staff/procurement.html", context)


def counted(participants: list[Participant]) -> int:
    """Distinct enterprises that applied or tendered, as I07 counts them."""
    return len({p.identity for p in participants if p.role != ParticipantRole.SUBCONTRACTOR})


def buttons(request: HttpRequest, found: Procurement) -> dict[str, Any]:
    """What this user can do now, drawn from the table of transitions."""
    if found.project.state != ProjectState.ACTIVE:
        return {"primary": None, "others": [], "may_change": False}
    possible = available(found, "status", by=request.user)
    links = [(name, reverse(url, args=[found.ref]), label) for name, url, label in BUTTONS if name in possible]
    may_handle = request.user.has_perm("projects.handle_procurement", found)
    failed = found.status in (ProcurementStatus.CANCELLED, ProcurementStatus.NO_TENDERS)
    return {
        "primary": next(((url, label) for name, url, label in links if name in FORWARD), None),
        "others": [(url, label) for name, url, label in links if name not in FORWARD],
        "may_change": may_handle,
        "may_edit": may_handle and found.status == ProcurementStatus.PREPARED,
        "may_relaunch": may_handle and failed and found.launched_on is not None,
    }
