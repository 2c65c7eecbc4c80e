"""An evaluation on paper, for staff and for the client: its agenda, and its minutes once they are closed."""

from django.http import HttpResponse

from pio_portal.documents import pdf
from projects.models import Evaluation, ProjectTask


def decisions_of(evaluation: Evaluation) -> list[ProjectTask]:
    """What was decided, in order."""
    return list(evaluation.decisions.select_related("for_user").order_by("pk"))


def evaluation_paper(evaluation: Evaluation) -> HttpResponse:
    """The evaluation as a PDF."""
    context = {"project": evaluation.project, "evaluation": evaluation, "points": evaluation.points.all()}
    context["decisions"] = decisions_of(evaluation) if evaluation.closed_at else []
    response = HttpResponse(pdf.render("projects/pdf/evaluation.html", context), content_type="application/pdf")
    name = f"{evaluation.project.ref}-evaluatie-{evaluation.held_on or evaluation.planned_on}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
