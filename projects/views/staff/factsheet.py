"""A project on one page, for a meeting or a file."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from pio_portal.arrival import arrived_on
from pio_portal.documents import pdf
from projects.views.progress import granted_in_all, milestone_rows, milestones_of
from projects.views.staff.dossier import dossier, risk_notice

MILESTONES, PROCUREMENTS = 10, 6  # what fits on one page


def factsheet(request: HttpRequest, ref: str) -> HttpResponse:
    """The factsheet as a PDF: what it does not have room for, it counts."""
    project, head = dossier(request, ref)
    milestones, procurements = milestones_of(project), head["procurements"]
    today = arrived_on(request)
    context = head | {
        "today": today,
        "risk": risk_notice(project, head["launch"], project.delays.all()[:1]),
        "milestones": milestone_rows(milestones[:MILESTONES], today=today),
        "procurements": procurements[:PROCUREMENTS],
        "cofinancing": granted_in_all(procurements),
        "not_shown": _left_out(len(milestones) - MILESTONES, len(procurements) - PROCUREMENTS),
    }
    response = HttpResponse(pdf.render("projects/pdf/factsheet.html", context), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{project.ref}-fiche.pdf"'
    return response


def _left_out(milestones: int, procurements: int) -> str:
    """What is not on the page; nothing when all is."""
    told = []
    if milestones > 0:
        told.append(_("Mijlpalen die hier niet staan: %(n)d.") % {"n": milestones})
    if procurements > 0:
        told.append(_("Opdrachten die hier niet staan: %(n)d.") % {"n": procurements})
    return " ".join(told)
