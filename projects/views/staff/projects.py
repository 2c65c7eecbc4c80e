"""What staff reads: the list of projects, and the dossier of one, a page per tab."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.enums import ApplicationStatus
from calls.models import Application
from pio_portal.audit.workflow import timeline
from pio_portal.documents.models import Document
from pio_portal.ui.lists import StaffList
from pio_portal.ui.shapes import Crumb, Tab
from projects.closing.workflow import missing_for_closing
from projects.engagement.workflow import engagements_version
from projects.enums import Phase, ProjectState, Side
from projects.models import Procurement, Project
from projects.views.dossier import amounts, milestone_rows, next_action, phase_dates, phase_line, story, target_notice
from projects.views.staff.filters import ProjectFilter
from projects.views.staff.tables import ProjectTable

TABS = (
    ("staff_project", gettext_lazy("Overzicht")),
    ("staff_engagements", gettext_lazy("Engagementen")),
    ("staff_preparation", gettext_lazy("Voortraject")),
    ("staff_project_procurements", gettext_lazy("Opdrachten")),
    ("staff_documents", gettext_lazy("Documenten")),
    ("staff_history", gettext_lazy("Verloop")),
)


class ProjectList(StaffList):
    """Every project that this user may see."""

    title = gettext_lazy("Projecten")
    nouns = (gettext_lazy("project"), gettext_lazy("projecten"))
    queryset = staticmethod(lambda user: Project.objects.visible_to(user).for_list().newest())
    filterset_class = ProjectFilter
    table_class = ProjectTable
    state_field, states = "state", ProjectState
    similar_fields = ("title", "organisation__name")
    full_text = True
    search_hint = gettext_lazy("Zoek op titel, klant of referentie")
    order_text = gettext_lazy("jongste eerst")
    empty_text = gettext_lazy("Een project begint bij een geselecteerde aanvraag.")
    template_name = "projects/staff/projects.html"

    def search(self, rows, q: str):
        return rows.matching(q)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "may_start": self.request.user.is_pio}


def to_start(request: HttpRequest) -> HttpResponse:
    """Selected applications that have no project yet."""
    waiting = Application.objects.visible_to(request.user).filter(status=ApplicationStatus.SELECTED, project=None)
    rows = waiting.select_related("organisation", "call", "theme").order_by("decided_on", "pk")
    crumbs = [Crumb(label=_("Projecten"), url=reverse("projects:staff_projects")), Crumb(label=_("Project starten"))]
    return render(request, "projects/staff/to_start.html", {"applications": rows, "crumbs": crumbs})


# The dossier


def dossier(request: HttpRequest, ref: str) -> tuple[Project, dict[str, Any]]:
    """The project and what stands at the head of each of its pages. Everybody else gets 404."""
    rows = Project.objects.visible_to(request.user).select_related(
        "organisation", "theme", "policy_domain", "lead", "application", "client_confirmed_by", "pio_confirmed_by"
    )
    project = get_object_or_404(rows, ref=ref)
    procurements = list(project.procurements.in_order())
    partners = list(project.partners.all())
    names = {"client": project.organisation, "partners": ", ".join(str(partner) for partner in partners)}
    documents = Document.objects.of(project).count()
    here = request.resolver_match.url_name
    counts = {"staff_project_procurements": len(procurements), "staff_documents": documents}
    may_handle = request.user.has_perm("projects.handle_project", project)
    launch = project.milestones.filter(is_launch=True).first()
    head = {
        "project": project,
        "procurements": procurements,
        "partners": partners,
        "about": _("%(client)s met %(partners)s") % names if partners else project.organisation.name,
        "launch": launch,
        "at_risk": bool(target_notice(project, launch, ())),
        "may_handle": may_handle,
        "is_running": project.state == ProjectState.ACTIVE,
        "next": next_action(project, procurements) if may_handle else None,
        "crumbs": [Crumb(label=_("Projecten"), url=reverse("projects:staff_projects")), Crumb(label=project.ref)],
        "tabs": [
            Tab(label=label, url=reverse(f"projects:{name}", args=[ref]), current=name == here, count=counts.get(name))
            for name, label in TABS
        ],
    }
    return project, head


def overview(request: HttpRequest, ref: str) -> HttpResponse:
    """Where the project stands, and what threatens it."""
    project, head = dossier(request, ref)
    today = localdate()
    launch = head["launch"]
    milestones = list(project.milestones.all())
    for milestone in milestones:
        milestone.project = project  # asked for its target: not to be fetched again per row
    is_late = project.phase in (Phase.DELIVERY, Phase.KNOWLEDGE) and head["is_running"]
    context = head | {
        "phases": phase_line(project, phase_dates(project), today=today, launch=launch),
        "notice": target_notice(project, launch, project.delays.all()[:1]),
        "milestones": milestone_rows(milestones, today=today),
        "missing": missing_for_closing(project) if is_late else [],
        "knowledge": project.knowledge.all(),
        "consultations": project.consultations.select_related("occasion").order_by("occasion__starts_at", "pk"),
        "events": project.events.select_related("occasion").order_by("occasion__starts_at", "pk"),
        "stories": project.stories.order_by("pk"),
        "cofinancing": amounts(head["procurements"]),
        "events_shown": story(timeline([project, *head["procurements"]], limit=5)),
    }
    return render(request, "projects/staff/overview.html", context)


def engagements(request: HttpRequest, ref: str) -> HttpResponse:
    """What both sides promise, and who confirmed it when."""
    project, head = dossier(request, ref)
    listed = list(project.engagements.all())
    context = head | {
        "client_engagements": [e for e in listed if e.side == Side.CLIENT],
        "pio_engagements": [e for e in listed if e.side == Side.PIO],
        "seen": engagements_version(listed),
        "may_change": head["may_handle"] and head["is_running"] and project.phase == Phase.INTAKE,
    }
    return render(request, "projects/staff/engagements.html", context)


def preparation(request: HttpRequest, ref: str) -> HttpResponse:
    """The steps of the preparation, with what they cost."""
    project, head = dossier(request, ref)
    steps = list(project.steps.all())
    costs = [step.consultancy_cost for step in steps if step.consultancy_cost is not None]
    context = head | {
        "steps": steps,
        "total_cost": sum(costs) if costs else None,
        "may_change": head["may_handle"] and head["is_running"] and project.phase != Phase.INTAKE,
    }
    return render(request, "projects/staff/preparation.html", context)


def procurements(request: HttpRequest, ref: str) -> HttpResponse:
    """The procurements of the project."""
    _project, head = dossier(request, ref)
    return render(request, "projects/staff/procurements.html", head)


def documents(request: HttpRequest, ref: str) -> HttpResponse:
    """The documents of the project; the internal ones only for PIO."""
    project, head = dossier(request, ref)
    files = Document.objects.of(project).select_related("created_by")
    if not request.user.is_pio:
        files = files.for_applicants()
    return render(request, "projects/staff/documents.html", head | {"documents": files.order_by("-created_at")})


def history(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that happened, and every delay with its reason."""
    project, head = dossier(request, ref)
    about = [project, *Procurement.objects.filter(project=project)]
    context = head | {
        "events_shown": story(timeline(about, limit=300)),
        "delays": project.delays.select_related("milestone", "by"),
    }
    return render(request, "projects/staff/history.html", context)
