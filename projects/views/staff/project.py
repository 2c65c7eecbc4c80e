"""The list of projects, the overview and the history of one, and what staff does with the project as a whole."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pio_portal.arrival import arrived_on
from pio_portal.ui.lists import StaffList
from pio_portal.ui.pages import button, form_page, sent
from projects.closing.workflow import missing_for_closing
from projects.enums import Phase, ProjectState
from projects.models import Procurement, Project
from projects.project.forms import AdvanceForm, LeadForm, PostponeForm, StopForm, SuspendForm
from projects.project.lead import assign_lead
from projects.project.workflow import (
    advance_project,
    postpone_review,
    resume_project,
    stop_project,
    suspend_project,
)
from projects.tempo.evidence import evidence
from projects.views.people import people_of
from projects.views.progress import granted_in_all, milestone_rows, milestones_of, phase_line, timeline_events
from projects.views.staff.dossier import dossier, project_crumbs, risk_notice, visible_project
from projects.views.staff.filters import ProjectFilter
from projects.views.staff.portfolio import portfolio_tabs
from projects.views.staff.tables import ProjectTable
from projects.views.story import story

TASKS = 5  # on the overview: the tab has all


class ProjectList(StaffList):
    """Every project that this user may see."""

    title = gettext_lazy("Projecten")
    nouns = (gettext_lazy("project"), gettext_lazy("projecten"))
    queryset = staticmethod(lambda user: Project.objects.visible_to(user).for_list().newest())
    filterset_class = ProjectFilter
    table_class = ProjectTable
    extra_columns = ("theme", "province", "launch_forecast", "launch_actual", "engagements", "state", "review_on")
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
        tabs = portfolio_tabs("staff_projects", self.request.GET)
        return {**super().context(), "may_start": self.request.user.is_pio, "tabs": tabs}


def overview(request: HttpRequest, ref: str) -> HttpResponse:
    """Where the project stands, and what threatens it."""
    project, head = dossier(request, ref)
    today, launch = arrived_on(request), head["launch"]
    closes_soon = project.phase in (Phase.DELIVERY, Phase.KNOWLEDGE) and head["is_running"]
    warning = getattr(project, "warning", None) if head["is_running"] else None
    context = head | {
        "phases": phase_line(project, today=today, launch=launch),
        "notice": risk_notice(project, launch, project.delays.all()[:1]),
        "warning": warning,
        "evidence": evidence(warning) if warning else [],
        "milestones": milestone_rows(milestones_of(project), today=today),
        "tasks": project.tasks.open().for_list()[:TASKS],
        "may_change": head["may_handle"] and head["is_running"],
        "today": today,
        "missing": missing_for_closing(project) if closes_soon else [],
        "knowledge": project.knowledge.all(),
        "consultations": project.consultations.select_related("occasion").order_by("occasion__starts_at", "pk"),
        "events": project.events.select_related("occasion").order_by("occasion__starts_at", "pk"),
        "stories": project.stories.order_by("pk"),
        "cofinancing": granted_in_all(head["procurements"]),
        "people": people_of(project, head["partners"]),
        "timeline": timeline_events([project, *head["procurements"]], limit=5),
    }
    return render(request, "projects/staff/project.html", context)


def history(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that happened, and every delay with its reason."""
    project, head = dossier(request, ref)
    about = [project, *Procurement.objects.filter(project=project)]
    context = head | {
        "chapters": story(project, about, limit=300),
        "delays": project.delays.select_related("milestone", "by"),
    }
    return render(request, "projects/staff/history.html", context)


def advance(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the project to its next phase."""
    project = visible_project(request, ref)
    return button(
        request,
        form=AdvanceForm(*sent(request)),
        change=partial(advance_project, project=project),
        done=_("Het project is een fase verder."),
        back=project.get_staff_url(),
    )


def resume(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a suspended project up again."""
    project = visible_project(request, ref)
    return button(
        request,
        change=partial(resume_project, project=project),
        done=_("Het project loopt weer."),
        back=project.get_staff_url(),
    )


def postpone(request: HttpRequest, ref: str) -> HttpResponse:
    """Leave a suspended project on hold for longer."""
    project = visible_project(request, ref)
    return form_page(
        request,
        form=PostponeForm(*sent(request), today=arrived_on(request)),
        change=partial(postpone_review, project=project),
        done=_("Het project blijft opgeschort."),
        back=project.get_staff_url(),
        title=_("Langer opschorten"),
        crumbs=project_crumbs(project),
    )


def suspend(request: HttpRequest, ref: str) -> HttpResponse:
    """Put the project on hold."""
    project = visible_project(request, ref)
    return form_page(
        request,
        form=SuspendForm(*sent(request), today=arrived_on(request)),
        change=partial(suspend_project, project=project),
        done=_("Het project is opgeschort."),
        back=project.get_staff_url(),
        title=_("Project opschorten"),
        intro=_(
            "Zolang het project is opgeschort, kan er niets aan veranderen en krijgt niemand er herinneringen over. "
            "De streefdatum blijft staan. U kunt het project later hervatten."
        ),
        crumbs=project_crumbs(project),
    )


def stop(request: HttpRequest, ref: str) -> HttpResponse:
    """End the project before it delivered."""
    project = visible_project(request, ref)
    return form_page(
        request,
        form=StopForm(*sent(request)),
        change=partial(stop_project, project=project),
        done=_("Het project is stopgezet."),
        back=project.get_staff_url(),
        title=_("Project stopzetten"),
        intro=_("Een stopgezet project kan niet worden hervat. Het blijft meetellen bij de geselecteerde aanvragen."),
        crumbs=project_crumbs(project),
    )


def lead(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the project to a colleague."""
    project = visible_project(request, ref)
    return form_page(
        request,
        form=LeadForm(*sent(request), initial={"lead": project.lead_id}, about=project),
        change=partial(assign_lead, project=project),
        done=_("De begeleider is gekozen."),
        back=project.get_staff_url(),
        title=_("Begeleider kiezen"),
        crumbs=project_crumbs(project),
    )
