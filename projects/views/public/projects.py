"""The catalogue: what everybody may read about the projects. Nothing confidential comes near these pages."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.ui.shapes import Card, Crumb
from projects.enums import KnowledgeKind, Phase, ProjectState
from projects.models import Project
from projects.views.dossier import amounts, phase_dates, phase_line
from projects.views.public.filters import CatalogueFilter

PAGE_SIZE = 24


def card(project: Project) -> Card:
    """A project in the catalogue and on the home page."""
    state = ProjectState(project.state)
    phase = Phase(project.phase).label if state == ProjectState.ACTIVE else state.public_label
    return Card(
        title=project.title,
        url=project.get_absolute_url(),
        above=project.organisation.name,
        below=project.theme.name if project.theme else "",
        tag=phase,
        tone=state.tone if state != ProjectState.SUSPENDED else "",
    )


def catalogue(request: HttpRequest) -> HttpResponse:
    """Every published project, newest first, narrowed by what was asked."""
    published = Project.objects.public().select_related("organisation", "theme").newest()
    filters = CatalogueFilter(request.GET, queryset=published, request=request)
    filters.form.mark_optional = False  # a search asks nothing
    page = Paginator(filters.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "page": page,
        "cards": [card(project) for project in page],
        "is_narrowed": any(request.GET.get(name) for name in filters.filters),
        "crumbs": [Crumb(label=_("Home"), url=reverse("ui:home")), Crumb(label=_("Projecten"))],
    }
    return render(request, "projects/public/catalogue.html", context)


def project(request: HttpRequest, slug: str) -> HttpResponse:
    """One project: its need, its way so far, what was bought and learned."""
    rows = Project.objects.public().select_related("organisation", "theme", "policy_domain")
    found = get_object_or_404(rows, slug=slug)
    launched = list(found.procurements.launched().in_order())
    knowledge = list(found.knowledge.all())
    context = {
        "project": found,
        "partners": list(found.partners.all()),
        "phases": phase_line(found, phase_dates(found), today=localdate()),
        "procurements": launched,
        "cofinancing": amounts(launched),
        "consultations": found.consultations.filter(concluded_on__isnull=False)
        .select_related("occasion")
        .order_by("concluded_on"),
        "stories": [k for k in knowledge if k.kind == KnowledgeKind.STORY],
        "activities": [k for k in knowledge if k.kind == KnowledgeKind.ACTIVITY],
        "crumbs": [
            Crumb(label=_("Home"), url=reverse("ui:home")),
            Crumb(label=_("Projecten"), url=reverse("projects:catalogue")),
            Crumb(label=found.title),
        ],
    }
    return render(request, "projects/public/project.html", context)
