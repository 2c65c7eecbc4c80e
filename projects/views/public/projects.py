"""The catalogue: what everybody may read about the projects. Nothing confidential comes near these pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.addresses import query_page, query_text
from pio_portal.arrival import arrived_at, arrived_on
from pio_portal.ui.shapes import Card, Crumb
from projects.enums import KnowledgeKind, Phase, ProjectState
from projects.models import Project
from projects.views.progress import granted_in_all, phase_line
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
    is_narrowed = any(query_text(request, name) for name in filters.filters)
    filters.form.helper.error_summary = False  # each fault stands at its field
    filters.form.helper.cancel_url = reverse("projects:catalogue") if is_narrowed else ""
    page = query_page(request, filters.qs, PAGE_SIZE)
    context = {
        "form": filters.form,
        "page": page,
        "cards": [card(project) for project in page],
        "is_narrowed": is_narrowed,
        "crumbs": [Crumb(label=_("Start"), url=reverse("ui:home")), Crumb(label=_("Projecten"))],
    }
    return render(request, "projects/public/catalogue.html", context)


def project(request: HttpRequest, slug: str) -> HttpResponse:
    """One project: its need, its way so far, what was bought and learned."""
    rows = Project.objects.public().select_related("organisation", "theme", "policy_domain")
    shown = get_object_or_404(rows, slug=slug)
    launched = list(shown.procurements.launched().in_order())
    knowledge = list(shown.knowledge.all())
    concluded = shown.consultations.filter(concluded_on__isnull=False)
    context = {
        "project": shown,
        "partners": list(shown.partners.all()),
        "phases": phase_line(shown, today=arrived_on(request)),
        "procurements": launched,
        "cofinancing": granted_in_all(launched),
        "open_consultations": shown.consultations.open_to_join(arrived_at(request)).select_related("occasion"),
        "consultations": concluded.select_related("occasion").order_by("concluded_on"),
        "uptake": shown.surveys.approved().last(),
        "adopters": shown.adopters.approved(),
        "stories": [record for record in knowledge if record.kind == KnowledgeKind.STORY],
        "activities": [record for record in knowledge if record.kind == KnowledgeKind.ACTIVITY],
        "crumbs": [
            Crumb(label=_("Start"), url=reverse("ui:home")),
            Crumb(label=_("Projecten"), url=reverse("projects:catalogue")),
            Crumb(label=shown.title),
        ],
    }
    return render(request, "projects/public/project.html", context)
