from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.ui.acting import act, press
from projects.engagement.forms import EngagementsForm
from projects.engagement.workflow import change_engagements, confirm_engagements
from projects.enums import Side
from projects.views.dossier import crumbs_of
from projects.views.staff.project import found


def edit_engagements(request: HttpRequest, ref: str) -> HttpResponse:
    """Write the promises of both sides."""
    project = found(request, ref)
    initial = {side.value: "\n".join(e.text for e in project.engagements.all() if e.side == side) for side in Side}
    intro = _("Wie al bevestigde, moet na een wijziging opnieuw bevestigen. De klant krijgt daar een mail over.")
    return act(
        request,
        form=EngagementsForm(request.POST or None, initial=initial),
        change=partial(change_engagements, project=project),
        title=_("Engagementen wijzigen"),
        intro=intro if project.client_confirmed_at or project.pio_confirmed_at else "",
        done=_("De engagementen zijn bewaard."),
        back=reverse("projects:staff_engagements", args=[ref]),
        crumbs=crumbs_of(project),
    )


def confirm(request: HttpRequest, ref: str) -> HttpResponse:
    """PIO confirms the engagements that stand on the page."""
    project = found(request, ref)
    return press(
        request,
        change=partial(confirm_engagements, project=project, side=Side.PIO, seen=request.POST.get("seen", "")),
        done=_("De engagementen zijn bevestigd voor PIO."),
        back=reverse("projects:staff_engagements", args=[ref]),
    )
