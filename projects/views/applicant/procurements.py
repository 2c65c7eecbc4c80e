"""The procurements of the applicant's own projects: what is known of one, and what its client's editors record."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pio_portal.arrival import arrived_on
from pio_portal.documents.models import Document
from pio_portal.ui.pages import form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.enums import ProcurementStatus as Status
from projects.enums import ProjectState
from projects.models import Procurement, Project
from projects.procurement.forms import NewProcurementForm
from projects.procurement.workflow import record_procurement
from projects.views.applicant.projects import project_crumbs, while_open
from projects.views.documents import documents_of
from projects.views.procurement_changes import change_page, contract_facts
from projects.views.progress import procurement_line

LAUNCHED = [status for status in Status if status != Status.PREPARED]
# What the client can record: the end of its address, what it is in the table of changes, its label, and in which states.
RECORDED = (
    ("lanceren", "launch", gettext_lazy("Lancering vastleggen"), [Status.PREPARED]),
    ("gunnen", "award", gettext_lazy("Gunning vastleggen"), [Status.LAUNCHED]),
    ("opleveren", "deliver", gettext_lazy("Oplevering vastleggen"), [Status.AWARDED]),
    ("gegevens", "edit", gettext_lazy("Gegevens wijzigen"), [Status.PREPARED]),
    ("innovatie", "innovation", gettext_lazy("Zeggen wat er nieuw aan is"), list(Status)),
    ("percelen", "lot", gettext_lazy("Perceel toevoegen"), [Status.PREPARED]),
    ("aankondiging", "notice", gettext_lazy("Aankondiging verbeteren"), [Status.LAUNCHED]),
    ("deelnemers", "participant", gettext_lazy("Deelnemer toevoegen"), LAUNCHED),
    ("geen-offertes", "no_tenders", gettext_lazy("Geen offertes melden"), [Status.LAUNCHED]),
    ("contract", "contract", gettext_lazy("Contract vastleggen"), [Status.AWARDED]),
    ("wijzigingen", "amendment", gettext_lazy("Contract wijzigen"), [Status.AWARDED]),
    ("delen", "part", gettext_lazy("Deel opleveren"), [Status.AWARDED]),
    ("lessen", "lessons", gettext_lazy("Lessen noteren"), LAUNCHED),
    ("annuleren", "cancel", gettext_lazy("Opdracht annuleren"), [Status.PREPARED, Status.LAUNCHED]),
    ("beeindigen", "terminate", gettext_lazy("Opdracht beëindigen"), [Status.AWARDED]),
)
CHANGE_OF = {end: what for end, what, _label, _statuses in RECORDED}


def procurement(request: HttpRequest, ref: str, procurement: str) -> HttpResponse:
    """One procurement of the client: how it stands, and what can be recorded now."""
    shown = own_procurement(request, ref, procurement)
    is_running = shown.project.state == ProjectState.ACTIVE
    context = {
        "procurement": shown,
        "project": shown.project,
        "lots": list(shown.lots.all()),
        "participants": list(shown.participants.all()),
        "documents": documents_of(request, shown),
        "letters": Document.objects.of(shown).for_applicants().select_related("created_by"),
        "page_url": "projects:applicant_document",
        "version_url": "projects:applicant_add_version",
        "add_url": f"{address_of(shown)}documenten/",
        "may_give": is_running and request.user.has_perm("projects.add_document", shown.project),
        "phases": procurement_line(shown),
        "actions": _actions(request, shown),
        "crumbs": [*project_crumbs(shown.project), Crumb(label=shown.ref)],
        **contract_facts(shown),
    }
    return render(request, "projects/applicant/procurement.html", context)


@while_open
def record(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that the project plans a procurement: for the client's editors."""
    rows = Project.objects.of_member(request.user).distinct()
    project = get_object_or_404(rows, ref=ref)
    if not request.user.has_perm("projects.record_procurement", project):
        raise Http404
    return form_page(
        request,
        form=NewProcurementForm(*sent(request), initial={"title": project.title}, today=arrived_on(request)),
        change=partial(record_procurement, project=project),
        done=_("De opdracht is vastgelegd."),
        back=address_of,
        title=_("Opdracht vastleggen"),
        crumbs=project_crumbs(project),
        template="ui/applicant/form_page.html",
    )


@while_open
def change(request: HttpRequest, ref: str, procurement: str, what: str) -> HttpResponse:
    """Record one thing about a procurement: for the client's editors."""
    shown = own_procurement(request, ref, procurement)
    if what not in CHANGE_OF or not request.user.has_perm("projects.handle_procurement", shown):
        raise Http404
    here = address_of(shown)
    return change_page(
        request,
        shown,
        CHANGE_OF[what],
        back=here,
        crumbs=procurement_crumbs(shown),
        template="ui/applicant/form_page.html",
    )


def address_of(shown: Procurement) -> str:
    """The page of the client about this procurement."""
    return reverse("projects:applicant_procurement", args=[shown.project.ref, shown.ref])


def own_procurement(request: HttpRequest, ref: str, procurement: str) -> Procurement:
    """The procurement, when its project is one of the user's organisations; else 404."""
    own = Project.objects.of_member(request.user).filter(ref=ref)
    rows = Procurement.objects.select_related("project__organisation")
    return get_object_or_404(rows, project__in=own, ref=procurement)


def _actions(request: HttpRequest, shown: Procurement) -> list[tuple[str, Any]]:
    """What this user can record now, the next step first; nothing when the project does not run."""
    may = request.user.has_perm("projects.handle_procurement", shown)
    if not may or shown.project.state != ProjectState.ACTIVE:
        return []
    here = address_of(shown)
    return [(f"{here}{end}/", label) for end, _what, label, statuses in RECORDED if shown.status in statuses]


def procurement_crumbs(shown: Procurement) -> list[Crumb]:
    """The way to a page below a procurement."""
    return [*project_crumbs(shown.project), Crumb(label=shown.ref, url=address_of(shown))]
