"""What the pages of staff about one project share: looking it up, the way to it, its head and its tabs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pio_portal.correspondence.models import Message, Note
from pio_portal.formats import day_text
from pio_portal.ui.shapes import Crumb, Tab
from projects.closing.workflow import missing_for_closing
from projects.enums import Phase, ProcurementStatus, ProjectState
from projects.models import Delay, Milestone, Procurement, Project
from projects.models.tempo import past_target
from projects.project.workflow import next_phase_change

TABS = (
    ("staff_project", gettext_lazy("Overzicht")),
    ("staff_engagements", gettext_lazy("Engagementen")),
    ("staff_evaluations", gettext_lazy("Evaluaties")),
    ("staff_preparation", gettext_lazy("Voortraject")),
    ("staff_project_procurements", gettext_lazy("Opdrachten")),
    ("staff_tasks", gettext_lazy("Taken")),
    ("staff_documents", gettext_lazy("Documenten")),
    ("staff_uptake", gettext_lazy("Gebruik")),
    ("staff_project_messages", gettext_lazy("Berichten")),
    ("staff_project_notes", gettext_lazy("Notities")),
    ("staff_history", gettext_lazy("Verloop")),
)

PIO_ONLY = {"staff_project_messages", "staff_project_notes"}
FROM_DELIVERY = {"staff_uptake"}  # there is nothing to use before
BELOW = {
    "staff_version": "staff_engagements",
    "staff_evaluation": "staff_evaluations",
    "staff_project_note": "staff_project_notes",
    "staff_document": "staff_documents",
    "staff_project_application": "staff_project",
}  # pages that stand below a tab


def visible_project(request: HttpRequest, ref: str) -> Project:
    """The project, when this user may see it; else 404."""
    rows = Project.objects.visible_to(request.user).select_related("organisation")
    return get_object_or_404(rows, ref=ref)


def projects_crumb() -> Crumb:
    """The list of projects."""
    return Crumb(label=_("Projecten"), url=reverse("projects:staff_projects"))


def project_crumbs(project: Project) -> list[Crumb]:
    """The way to a page below a project."""
    return [projects_crumb(), Crumb(label=project.ref, url=project.get_staff_url())]


def dossier(request: HttpRequest, ref: str) -> tuple[Project, dict[str, Any]]:
    """The project, when this user may see it (else 404), and what every tab of its dossier shows."""
    rows = (
        Project.objects.visible_to(request.user)
        .telling_broken()
        .counting_tasks()
        .counting_documents(request.user)
        .annotate(
            unread_messages=Message.objects.unread_by(pio=True).counted_for(Project),
            number_of_notes=Note.objects.counted_for(Project),
        )
        .select_related(
            "organisation",
            "theme",
            "policy_domain",
            "lead",
            "application",
            "client_confirmed_by",
            "pio_confirmed_by",
            "handover",
            "warning",
        )
    )
    project = get_object_or_404(rows, ref=ref)
    procurements = list(project.procurements.in_order())
    partners = list(project.partners.all())
    names = {"client": project.organisation, "partners": ", ".join(str(partner) for partner in partners)}
    counts = {
        "staff_project_procurements": len(procurements),
        "staff_tasks": project.open_tasks,
        "staff_project_messages": project.unread_messages,
        "staff_project_notes": project.number_of_notes,
        "staff_documents": project.number_of_documents,
    }
    current = BELOW.get(request.resolver_match.url_name, request.resolver_match.url_name)
    may_handle = request.user.has_perm("projects.handle_project", project)
    launch = project.milestones.filter(is_launch=True).first()
    later = set() if Phase(project.phase).number >= Phase.DELIVERY.number else FROM_DELIVERY
    head = {
        "project": project,
        "procurements": procurements,
        "partners": partners,
        "parties": _("%(client)s met %(partners)s") % names if partners else project.organisation.name,
        "launch": launch,
        "at_risk": bool(risk_notice(project, launch)),
        "may_handle": may_handle,
        "is_running": project.state == ProjectState.ACTIVE,
        "handover_url": project.handover.get_staff_url() if may_handle and hasattr(project, "handover") else "",
        "next": next_action(project, procurements) if may_handle else None,
        "crumbs": [projects_crumb(), Crumb(label=project.ref)],
        "tabs": [
            Tab(
                label=label,
                url=reverse(f"projects:{name}", args=[ref]),
                current=name == current,
                count=counts.get(name),
            )
            for name, label in TABS
            if (may_handle or name not in PIO_ONLY) and (name == current or name not in later)
        ],
    }
    return project, head


def risk_notice(project: Project, launch: Milestone | None, delays: Iterable[Delay] = ()) -> str:
    """A sentence when the launch is expected after the target, with the reason of the first delay; else nothing."""
    if project.state != ProjectState.ACTIVE or launch is None or launch.actual_on is not None:
        return ""
    if not past_target(launch.forecast_on, project.target_launch_on):
        return ""
    text = _("De lancering wordt verwacht op %(forecast)s, %(days)d dagen na de streefdatum van %(target)s.") % {
        "forecast": day_text(launch.forecast_on),
        "days": (launch.forecast_on - project.target_launch_on).days,
        "target": day_text(project.target_launch_on),
    }
    if last := next(iter(delays), None):
        text += " " + _("Laatst gemelde reden: %(reason)s.") % {"reason": last.get_reason_display().lower()}
    return text


# What PIO does next


@dataclass(frozen=True, kw_only=True)
class NextAction:
    """The one primary button of a dossier: it changes something (`post`), or leads to a page.

    Without an address there is only something to wait for.
    """

    label: str
    url: str = ""
    post: bool = False


def next_action(project: Project, procurements: list[Procurement]) -> NextAction | None:
    """What PIO does next on this project; None when it is over."""
    if project.state == ProjectState.SUSPENDED:
        return NextAction(label=_("Project hervatten"), url=reverse("projects:resume", args=[project.ref]), post=True)
    if project.state != ProjectState.ACTIVE:
        return None
    phase = Phase(project.phase)
    if phase == Phase.INTAKE and not project.both_confirmed:
        return _confirm_action(project)
    if phase.number >= Phase.DELIVERY.number and not missing_for_closing(project):
        return NextAction(label=_("Project afsluiten"), url=reverse("projects:close", args=[project.ref]))
    change = next_phase_change(project)
    if change is not None and not change.obstacle(project):
        url = reverse("projects:advance", args=[project.ref])
        return NextAction(label=_("Naar fase “%(phase)s”") % {"phase": change.target.label}, url=url, post=True)
    return _action_of_phase(project, phase, procurements)


def _confirm_action(project: Project) -> NextAction:
    if project.pio_confirmed_at is None:
        url = reverse("projects:staff_engagements", args=[project.ref])
        return NextAction(label=_("Engagementen bevestigen"), url=url)
    return NextAction(label=_("Wacht op de bevestiging van de klant"))


def _action_of_phase(project: Project, phase: Phase, procurements: list[Procurement]) -> NextAction:
    """What takes the project towards its next phase."""
    pages = {
        Phase.PREPARATION: (_("Voortraject bijwerken"), "projects:staff_preparation"),
        Phase.STRATEGY: (_("Opdracht vastleggen"), "projects:record_procurement"),
    }
    if phase in pages:
        label, name = pages[phase]
        return NextAction(label=label, url=reverse(name, args=[project.ref]))
    waits = {
        Phase.DOCUMENTS: (ProcurementStatus.PREPARED, _("Lancering vastleggen"), "projects:launch"),
        Phase.AWARD: (ProcurementStatus.LAUNCHED, _("Gunning vastleggen"), "projects:award"),
        Phase.EXECUTION: (ProcurementStatus.AWARDED, _("Oplevering vastleggen"), "projects:deliver"),
    }
    if phase in waits:
        status, label, name = waits[phase]
        waiting = [procurement for procurement in procurements if procurement.status == status]
        if len(waiting) == 1:
            return NextAction(label=label, url=reverse(name, args=[waiting[0].ref]))
        url = reverse("projects:staff_project_procurements", args=[project.ref])
        return NextAction(label=_("Opdrachten bekijken"), url=url)
    return NextAction(label=_("Afsluiten voorbereiden"), url=reverse("projects:close", args=[project.ref]))
