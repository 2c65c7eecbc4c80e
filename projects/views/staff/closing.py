from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.ui.acting import act
from projects.closing.forms import CloseForm, WaiveForm
from projects.closing.workflow import close_project, missing_for_closing, waive_sharing
from projects.views.dossier import crumbs_of
from projects.views.staff.project import found


def close(request: HttpRequest, ref: str) -> HttpResponse:
    """Close a delivered project, or see what is still missing."""
    project = found(request, ref)
    return act(
        request,
        form=CloseForm(request.POST or None, initial={"closed_on": localdate()}),
        change=partial(close_project, project=project),
        title=_("Project afsluiten"),
        submit=_("Project afsluiten"),
        done=_("Het project is afgesloten."),
        back=project.get_staff_url(),
        crumbs=crumbs_of(project),
        template="projects/staff/close.html",
        extra={
            "project": project,
            "missing": missing_for_closing(project),
            "knowledge": project.knowledge.all(),
            "may_waive": request.user.has_perm("projects.waive_sharing", project) and not project.sharing_waived,
        },
    )


def waive(request: HttpRequest, ref: str) -> HttpResponse:
    """The programme lead lets a project close without sharing."""
    project = found(request, ref)
    return act(
        request,
        form=WaiveForm(request.POST or None),
        change=partial(waive_sharing, project=project),
        title=_("Vrijstellen van kennisdeling"),
        submit=_("Vrijstellen"),
        done=_("Het project is vrijgesteld van kennisdeling."),
        back=reverse("projects:close", args=[ref]),
        crumbs=crumbs_of(project),
    )
