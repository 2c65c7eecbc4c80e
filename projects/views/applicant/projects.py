"""A public body reads and does its part as client: engagements, forecasts."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import timeline
from pio_portal.documents.models import Document
from pio_portal.ui.acting import act, press
from pio_portal.ui.shapes import Crumb
from projects.engagement.workflow import confirm_engagements, engagements_version
from projects.enums import Phase, ProjectState, Side
from projects.models import Project
from projects.tempo.workflow import forecast_milestone
from projects.views.dossier import milestone_rows, phase_dates, phase_line, story
from projects.views.forecast import forecast_form, forecast_intro


def projects(request: HttpRequest) -> HttpResponse:
    """The projects of the user's organisations, as client or partner; those that ask something first."""
    rows = Project.objects.of_member(request.user).select_related("organisation").newest()
    overdue = _overdue(request)
    listed = [(project, _asks(project, overdue)) for project in rows]
    listed.sort(key=lambda pair: not pair[1])
    return render(request, "projects/applicant/projects.html", {"projects": listed, "crumbs": _crumbs()[:1]})


def _overdue(request: HttpRequest) -> set[int]:
    """Projects with a milestone that was expected before today."""
    rows = Project.objects.of_member(request.user)
    milestones = Project._meta.get_field("milestones").related_model.objects
    return set(milestones.overdue(localdate()).filter(project__in=rows).values_list("project_id", flat=True))


def _asks(project: Project, overdue: set[int]) -> str:
    """What the client is asked to do now, in a few words."""
    if project.state != ProjectState.ACTIVE:
        return ""
    if project.phase == Phase.INTAKE and project.client_confirmed_at is None:
        return _("Engagementen bevestigen")
    return _("Mijlpaal bijwerken") if project.pk in overdue else ""


def _crumbs(project: Project | None = None) -> list[Crumb]:
    crumbs = [
        Crumb(label=_("Mijn PIO"), url=reverse("ui:mine")),
        Crumb(label=_("Projecten"), url=reverse("projects:my_projects")),
    ]
    return [*crumbs, Crumb(label=project.ref, url=project.get_applicant_url())] if project else crumbs


def _found(request: HttpRequest, ref: str) -> Project:
    """The project, when it is of an organisation of this user; else 404, for PIO too: it has its own page."""
    rows = Project.objects.of_member(request.user).select_related("organisation", "lead", "theme")
    return get_object_or_404(rows.distinct(), ref=ref)


def project(request: HttpRequest, ref: str) -> HttpResponse:
    """One project: what is asked now, then everything else."""
    found = _found(request, ref)
    today = localdate()
    engagements = list(found.engagements.all())
    milestones = list(found.milestones.all())
    for milestone in milestones:
        milestone.project = found  # asked for its target: not to be fetched again per row
    procurements = list(found.procurements.in_order())
    rows = milestone_rows(milestones, today=today)
    launch = next((m for m in milestones if m.is_launch), None)
    context = {
        "project": found,
        "phases": phase_line(found, phase_dates(found), today=today, launch=launch),
        "engagements": [(side.label, [e for e in engagements if e.side == side]) for side in Side],
        "seen": engagements_version(engagements),
        "milestones": rows,
        "procurements": procurements,
        "documents": Document.objects.of(found).for_applicants(),
        "events_shown": story(timeline([found, *procurements], public_only=True)),
        "crumbs": [*_crumbs(), Crumb(label=found.ref)],
        **_asked(request, found, milestones),
    }
    return render(request, "projects/applicant/project.html", context)


def _asked(request: HttpRequest, found: Project, milestones: list) -> dict[str, Any]:
    """What this member may do, and what is asked of the client now."""
    is_running = found.state == ProjectState.ACTIVE
    to_confirm = is_running and found.phase == Phase.INTAKE and found.client_confirmed_at is None
    may_forecast = is_running and request.user.has_perm("projects.forecast_project", found)
    today = localdate()
    late = [m for m in milestones if m.actual_on is None and m.forecast_on is not None and m.forecast_on < today]
    return {
        "to_confirm": to_confirm,
        "may_confirm": to_confirm and request.user.has_perm("projects.confirm_for_client", found),
        "may_forecast": may_forecast,
        "late": late if may_forecast and not to_confirm else [],  # one thing at a time
    }


def confirm(request: HttpRequest, ref: str) -> HttpResponse:
    """A manager of the client confirms the engagements that stand on the page."""
    found = _found(request, ref)
    seen = request.POST.get("seen", "")
    return press(
        request,
        change=partial(confirm_engagements, project=found, side=Side.CLIENT, seen=seen),
        done=_("U hebt de engagementen bevestigd."),
        back=found.get_applicant_url(),
    )


def forecast(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """An editor of the client says when a milestone is expected now."""
    found = _found(request, ref)
    milestone = get_object_or_404(found.milestones.select_related("project"), pk=pk)
    return act(
        request,
        form=forecast_form(request, milestone),
        change=partial(forecast_milestone, milestone=milestone),
        title=milestone.name,
        intro=forecast_intro(milestone),
        submit=_("Verwachting bewaren"),
        done=_("De verwachte datum is bewaard."),
        back=found.get_applicant_url(),
        crumbs=_crumbs(found),
        template="projects/applicant/act.html",
    )
