from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.document.forms import DocumentForm, RemarkForm, ReopenForm, VersionForm
from projects.document.remarks import reopen_remark, resolve_remark, write_remark
from projects.document.workflow import add_document, add_version
from projects.enums import ProjectState
from projects.models import DocumentVersion, Project, ProjectDocument
from projects.views.documents import change_of, document_of, page_of, remark_of, removal_of, shown_documents
from projects.views.staff.dossier import dossier, project_crumbs, visible_project
from projects.views.staff.procurement import procurement_crumbs, visible_procurement


def documents(request: HttpRequest, ref: str) -> HttpResponse:
    """The documents of the project; the internal ones only for PIO."""
    project, head = dossier(request, ref)
    versions = DocumentVersion.objects.of(project).open_to(request.user)
    context = {
        "documents": shown_documents(versions),
        "version_url": "projects:add_version",
        "page_url": "projects:staff_document",
        "may_give": head["may_handle"] and project.state != ProjectState.CLOSED,
    }
    return render(request, "projects/staff/documents.html", head | context)


def document(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """One document: its versions, and the remarks on it."""
    project, head = dossier(request, ref)
    shown = document_of(request, project, pk)
    page = page_of(request, shown)
    may_remark = page["may_remark"] and head["may_handle"] and head["is_running"]
    remark_url = reverse("projects:write_remark", args=[ref, pk])
    context = {
        "version_url": "projects:add_version",
        "may_give": head["may_handle"] and project.state != ProjectState.CLOSED,
        "procurement_url": shown.procurement.get_staff_url() if shown.procurement else "",
        "remark_form": RemarkForm().posted_to(remark_url) if may_remark else None,
    }
    return render(request, "projects/staff/document.html", head | page | context)


def remark(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Remark something on the last version."""
    shown = document_of(request, visible_project(request, ref), pk)
    return form_page(
        request,
        form=RemarkForm(*sent(request)),
        change=partial(write_remark, document=shown),
        done=_("De opmerking is bewaard. De klant krijgt over een half uur één mail met alle opmerkingen."),
        back=f"{shown.get_staff_url()}#remarks",
        title=_("Opmerking bij “%(title)s”") % {"title": shown.title},
        crumbs=_crumbs(shown),
    )


def resolve(request: HttpRequest, ref: str, pk: int, remark: int) -> HttpResponse:
    """See a remark resolved."""
    shown = document_of(request, visible_project(request, ref), pk)
    return button(
        request,
        change=partial(resolve_remark, remark=remark_of(shown, remark)),
        done=_("De opmerking is opgelost."),
        back=f"{shown.get_staff_url()}#remarks",
    )


def reopen(request: HttpRequest, ref: str, pk: int, remark: int) -> HttpResponse:
    """Ask the client to handle a remark again."""
    shown = document_of(request, visible_project(request, ref), pk)
    settled = remark_of(shown, remark)
    return form_page(
        request,
        form=ReopenForm(*sent(request)),
        change=partial(reopen_remark, remark=settled),
        done=_("De opmerking staat weer open."),
        back=f"{shown.get_staff_url()}#remarks",
        title=_("Opmerking heropenen"),
        crumbs=_crumbs(shown),
        template="projects/staff/reopen_remark.html",
        context={"remark": settled},
    )


def _crumbs(shown: ProjectDocument) -> list[Crumb]:
    return [*project_crumbs(shown.project), Crumb(label=shown.title, url=shown.get_staff_url())]


def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep a file with the project."""
    project = visible_project(request, ref)
    return form_page(
        request,
        form=DocumentForm(*sent(request), project=project),
        change=partial(add_document, project=project),
        done=_("Het document is toegevoegd."),
        back=_list_of(project),
        title=_("Document toevoegen"),
        crumbs=project_crumbs(project),
    )


def add_to_procurement(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep a file with a procurement."""
    shown = visible_procurement(request, ref)
    return form_page(
        request,
        form=DocumentForm(*sent(request), project=shown.project, procurement=shown),
        change=partial(add_document, project=shown.project, procurement=shown),
        done=_("Het document is toegevoegd."),
        back=f"{shown.get_staff_url()}#documents",
        title=_("Document toevoegen"),
        crumbs=procurement_crumbs(shown),
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
        back=document.get_staff_url(),
        title=_("Nieuwe versie van “%(title)s”") % {"title": document.title},
        crumbs=_crumbs(document),
    )


def change(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Say better what a document is."""
    shown = document_of(request, visible_project(request, ref), pk)
    return form_page(request, back=shown.get_staff_url(), crumbs=_crumbs(shown), **change_of(request, shown))


def remove(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Take a document out of the dossier."""
    shown = document_of(request, visible_project(request, ref), pk)
    back = f"{shown.procurement.get_staff_url()}#documents" if shown.procurement else _list_of(shown.project)
    return form_page(request, back=back, crumbs=_crumbs(shown), **removal_of(request, shown))


def _list_of(project: Project) -> str:
    return reverse("projects:staff_documents", args=[project.ref])
