"""What came along from the application of a project: the decision with its feedback, and the answers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from calls.application.revisions import submitted_version
from calls.models import Application
from projects.views.staff.dossier import dossier


def application(request: HttpRequest, ref: str) -> HttpResponse:
    """Why it was selected and what was answered, in the dossier of the project. Who has a conflict finds no page."""
    project, head = dossier(request, ref)
    rows = Application.objects.visible_to(request.user).submitted().with_decision()
    shown = get_object_or_404(rows.select_related("decision__published_by", "call"), pk=project.application_id)
    if not request.user.has_perm("calls.view_whole_application", shown):
        raise Http404
    context = head | {"application": shown, "submitted": submitted_version(shown)}
    return render(request, "projects/staff/application.html", context)
