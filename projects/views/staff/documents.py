from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.documents.models import Document
from pio_portal.ui.pages import form_page, sent
from projects.project.documents import add_document
from projects.project.forms import DocumentForm
from projects.views.staff.dossier import dossier, project_crumbs, visible_project


def documents(request: HttpRequest, ref: str) -> HttpResponse:
    """The documents of the project; the internal ones only for PIO."""
    project, head = dossier(request, ref)
    files = Document.objects.of(project).open_to(request.user).select_related("created_by")
    return render(request, "projects/staff/documents.html", head | {"documents": files.order_by("-created_at")})


def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep a file with the project."""
    project = visible_project(request, ref)
    return form_page(
        request,
        form=DocumentForm(*sent(request)),
        change=partial(add_document, project=project),
        done=_("Het document is toegevoegd."),
        back=reverse("projects:staff_documents", args=[ref]),
        title=_("Document toevoegen"),
        crumbs=project_crumbs(project),
    )
