"""Milestones: what staff records about the tempo of a project."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.arrival import arrived_on
from pio_portal.ui.pages import button, form_page, sent
from projects.models import Milestone, Project
from projects.tempo.amendments import agree_amendment, decline_amendment, propose_amendment
from projects.tempo.dependencies import follow_milestone, unfollow_milestone
from projects.tempo.forms import AmendmentForm, FollowForm, MilestoneForm, ReachedForm
from projects.tempo.workflow import add_milestone, reach_milestone
from projects.views.amendments import amendments_of, decision_button, visible_amendment
from projects.views.forecast import forecast_page
from projects.views.staff.dossier import project_crumbs, visible_project


def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Agree on one more milestone."""
    project = visible_project(request, ref)
    return form_page(
        request,
        form=MilestoneForm(*sent(request), today=arrived_on(request)),
        change=partial(add_milestone, project=project),
        done=_("De mijlpaal is toegevoegd."),
        back=project.get_staff_url(),
        title=_("Mijlpaal toevoegen"),
        crumbs=project_crumbs(project),
    )


def forecast(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Say when a milestone is expected now."""
    milestone = _visible_milestone(request, ref, pk)
    return forecast_page(
        request,
        milestone,
        back=milestone.project.get_staff_url(),
        crumbs=project_crumbs(milestone.project),
        template="projects/staff/forecast.html",
    )


def follows(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """On which other milestones a milestone follows."""
    milestone = _visible_milestone(request, ref, pk)
    return form_page(
        request,
        form=FollowForm(*sent(request), milestone=milestone),
        change=partial(follow_milestone, milestone=milestone),
        done=_("De volgorde is bewaard."),
        back=reverse("projects:follows", args=[ref, pk]),
        title=_("Waarop volgt “%(milestone)s”?") % {"milestone": milestone.name},
        intro=_("Verschuift een mijlpaal, dan schuiven mee wie erop volgen, tot er weer genoeg dagen tussen liggen."),
        crumbs=project_crumbs(milestone.project),
        cancel_url=milestone.project.get_staff_url(),
        template="projects/staff/follows.html",
        context=lambda: {
            "project": milestone.project,
            "links": milestone.waits_for.select_related("after").order_by("after__position", "pk"),
        },
    )


def unfollow(request: HttpRequest, ref: str, pk: int, link: int) -> HttpResponse:
    """Let a milestone no longer follow on another."""
    milestone = _visible_milestone(request, ref, pk)
    row = get_object_or_404(milestone.waits_for.select_related("milestone__project", "after"), pk=link)
    return button(
        request,
        change=partial(unfollow_milestone, link=row),
        done=_("De volgorde is bewaard."),
        back=reverse("projects:follows", args=[ref, pk]),
    )


def amendments(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Propose another agreed date, and see those that were proposed before."""
    milestone = _visible_milestone(request, ref, pk)
    return form_page(
        request,
        form=AmendmentForm(*sent(request), today=arrived_on(request)),
        change=partial(propose_amendment, milestone=milestone),
        done=_("Het voorstel is gedaan. Iemand anders bevestigt het."),
        back=reverse("projects:amendments", args=[ref, pk]),
        title=_("Nieuwe afspraak: %(milestone)s") % {"milestone": milestone.name},
        intro=_(
            "Wat afgesproken is, verandert alleen als een tweede persoon het bevestigt: de klant of de programmaleider."
        ),
        crumbs=project_crumbs(milestone.project),
        template="projects/staff/amendments.html",
        context=lambda: amendments_of(milestone),
    )


def agree(request: HttpRequest, ref: str, pk: int, amendment: int) -> HttpResponse:
    """Agree on the proposed date: for the programme lead."""
    row = visible_amendment(_visible_milestone(request, ref, pk), amendment)
    return decision_button(request, row, agree_amendment, back=reverse("projects:amendments", args=[ref, pk]))


def decline(request: HttpRequest, ref: str, pk: int, amendment: int) -> HttpResponse:
    """Leave the agreed date as it is."""
    row = visible_amendment(_visible_milestone(request, ref, pk), amendment)
    return decision_button(request, row, decline_amendment, back=reverse("projects:amendments", args=[ref, pk]))


def reach(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Record when a milestone was reached."""
    milestone = _visible_milestone(request, ref, pk)
    return form_page(
        request,
        form=ReachedForm(*sent(request), initial={"actual_on": arrived_on(request)}),
        change=partial(reach_milestone, milestone=milestone),
        done=_("De mijlpaal is bereikt."),
        back=milestone.project.get_staff_url(),
        title=_("Bereikt: %(milestone)s") % {"milestone": milestone.name},
        crumbs=project_crumbs(milestone.project),
    )


def _visible_milestone(request: HttpRequest, ref: str, pk: int) -> Milestone:
    """The milestone, when this user may see its project; else 404."""
    projects = Project.objects.visible_to(request.user)
    rows = Milestone.objects.select_related("project").filter(project__in=projects)
    return get_object_or_404(rows, project__ref=ref, pk=pk)
