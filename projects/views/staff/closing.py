from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.arrival import arrived_on
from pio_portal.ui.pages import button, form_page, sent
from projects.closing.forms import CloseForm, WaiveForm
from projects.closing.workflow import (
    close_project,
    missing_for_closing,
    propose_closing,
    waive_sharing,
    withdraw_closing,
)
from projects.views.staff.dossier import project_crumbs, visible_project


def close(request: HttpRequest, ref: str) -> HttpResponse:
    """Close a delivered project that a colleague proposed to close, or see what must be done first."""
    project = visible_project(request, ref)

    def context() -> dict[str, Any]:
        return {
            "project": project,
            "missing": missing_for_closing(project),
            "proposed_by_me": project.closing_proposed_by_id == request.user.pk,
            "knowledge": project.knowledge.all(),
            "may_waive": request.user.has_perm("projects.waive_sharing", project) and not project.sharing_waived,
        }

    return form_page(
        request,
        form=CloseForm(*sent(request), initial={"closed_on": arrived_on(request)}),
        change=partial(close_project, project=project),
        done=_("Het project is afgesloten."),
        back=project.get_staff_url(),
        title=_("Project afsluiten"),
        crumbs=project_crumbs(project),
        template="projects/staff/close.html",
        context=context,
    )


def propose(request: HttpRequest, ref: str) -> HttpResponse:
    """Propose to close: a colleague closes."""
    return button(
        request,
        change=partial(propose_closing, project=visible_project(request, ref)),
        done=_("U stelde voor om het project af te sluiten. Een collega van PIO sluit het af."),
        back=reverse("projects:close", args=[ref]),
    )


def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the proposal to close away."""
    return button(
        request,
        change=partial(withdraw_closing, project=visible_project(request, ref)),
        done=_("Het voorstel om af te sluiten is ingetrokken."),
        back=reverse("projects:close", args=[ref]),
    )


def waive(request: HttpRequest, ref: str) -> HttpResponse:
    """Let a project close without sharing its knowledge: for the programme lead."""
    project = visible_project(request, ref)
    return form_page(
        request,
        form=WaiveForm(*sent(request)),
        change=partial(waive_sharing, project=project),
        done=_("Het project is vrijgesteld van kennisdeling."),
        back=reverse("projects:close", args=[ref]),
        title=_("Vrijstellen van kennisdeling"),
        crumbs=project_crumbs(project),
    )
