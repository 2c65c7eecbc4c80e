from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.ui.pages import form_page, sent
from projects.document.forms import DocumentForm, VersionForm
from projects.document.workflow import add_document, add_version
from projects.enums import ProjectState
from projects.models import DocumentVersion
from projects.views.documents import document_of, shown_documents
from projects.views.staff.dossier import dossier, project_crumbs, visible_project


def documents(request: HttpRequest, ref: str) -> HttpResponse:
    """The documents of the project; the internal ones only for PIO."""
    project, head = dossier(request, ref)
    versions = DocumentVersion.objects.of(project).open_to(request.user)
    context = {
        "documents": shown_documents(versions),
        "version_url": "projects:add_version",
        "may_give": head["may_handle"] and project.state != ProjectState.CLOSED,
    }
    return render(request, "projects/staff/documents.html", head | context)


def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep a file with the project."""
    project = visible_project(request, ref)
    return form_page(
        request,
        form=DocumentForm(*sent(request), project=project),
        change=partial(add_document, project=project),
        done=_("Het document is toegevoegd."),
        back=reverse("projects:staff_documents", args=[ref]),
        title=_("Document toevoegen"),
        crumbs=project_crumbs(project),
    )


def version(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Keep the next version of a document."""
    project = visible_project(request, ref)
    document = document_of(request, project, pk)
    return form_page(
        request,
        form=VersionForm(*sent(request)),
        change=partial(add_version, document=document),
        done=lambda made: _("Versie %(n)d is bewaard.") % {"n": made.number},
        back=reverse("projects:staff_documents", args=[ref]),
        title=_("Nieuwe versie van “%(title)s”") % {"title": document.title},
        crumbs=project_crumbs(project),
    )
