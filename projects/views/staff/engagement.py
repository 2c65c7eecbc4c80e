from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.ui.pages import button, form_page, sent
from projects.engagement.forms import ConfirmForm, EngagementsForm
from projects.engagement.workflow import change_engagements, confirm_engagements, engagements_version
from projects.enums import Phase, Side
from projects.views.staff.dossier import dossier, project_crumbs, visible_project


def engagements(request: HttpRequest, ref: str) -> HttpResponse:
    """What both sides promise, and who confirmed it when."""
    project, head = dossier(request, ref)
    promised = list(project.engagements.all())
    context = head | {
        "client_engagements": [engagement for engagement in promised if engagement.side == Side.CLIENT],
        "pio_engagements": [engagement for engagement in promised if engagement.side == Side.PIO],
        "seen": engagements_version(promised),
        "may_change": head["may_handle"] and head["is_running"] and project.phase == Phase.INTAKE,
    }
    return render(request, "projects/staff/engagements.html", context)


def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Write what both sides promise."""
    project = visible_project(request, ref)
    promised = list(project.engagements.all())
    initial = {side.value: "\n".join(e.text for e in promised if e.side == side) for side in Side}
    intro = _("Wie al bevestigde, moet na een wijziging opnieuw bevestigen. De klant krijgt daar een mail over.")
    return form_page(
        request,
        form=EngagementsForm(*sent(request), initial=initial, about=project),
        change=partial(change_engagements, project=project),
        done=_("De engagementen zijn bewaard."),
        back=reverse("projects:staff_engagements", args=[ref]),
        title=_("Engagementen wijzigen"),
        intro=intro if project.client_confirmed_at or project.pio_confirmed_at else "",
        crumbs=project_crumbs(project),
    )


def confirm(request: HttpRequest, ref: str) -> HttpResponse:
    """Confirm for PIO the engagements that stand on the page."""
    return button(
        request,
        form=ConfirmForm(*sent(request)),
        change=partial(confirm_engagements, project=visible_project(request, ref), side=Side.PIO),
        done=_("De engagementen zijn bevestigd voor PIO."),
        back=reverse("projects:staff_engagements", args=[ref]),
    )
