"""The documents that a client gives: new ones, and new versions."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pio_portal.ui.pages import form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.document.forms import AnswerForm, OwnDocumentForm, VersionForm
from projects.document.remarks import handle_remark
from projects.document.workflow import add_document, add_version
from projects.enums import ProjectState, TaskKind
from projects.models import Project, ProjectDocument
from projects.views.applicant.procurements import address_of, own_procurement, procurement_crumbs
from projects.views.applicant.projects import own_project, project_crumbs, while_open
from projects.views.documents import change_of, document_of, page_of, remark_of, removal_of


def document(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """One document: its versions, and what PIO remarks on it."""
    shown = own_project(request, ref)
    document = document_of(request, shown, pk)
    page = page_of(request, document)
    context = {
        "project": shown,
        "version_url": "projects:applicant_add_version",
        "may_give": shown.state == ProjectState.ACTIVE and request.user.has_perm("projects.add_document", shown),
        "procurement_url": address_of(document.procurement) if document.procurement else "",
        "crumbs": [*_crumbs(document)[:-1], Crumb(label=document.title)],
    }
    return render(request, "projects/applicant/document.html", page | context)


@while_open
def answer(request: HttpRequest, ref: str, pk: int, remark: int) -> HttpResponse:
    """Say what was done with a remark: for the client's editors."""
    shown = document_of(request, _editable(request, ref), pk)
    asked = remark_of(shown, remark)
    return form_page(
        request,
        form=AnswerForm(*sent(request)),
        change=partial(handle_remark, remark=asked),
        done=_("De opmerking staat als verwerkt. PIO leest uw antwoord."),
        back=f"{shown.get_applicant_url()}#remarks",
        title=_("Opmerking van PIO"),
        crumbs=_crumbs(shown),
        template="projects/applicant/answer_remark.html",
        context={"remark": asked},
    )


@while_open
def add(request: HttpRequest, ref: str, procurement: str = "") -> HttpResponse:
    """Give PIO a document, such as one that it asked for, or one of a procurement: for the client's editors."""
    shown = _editable(request, ref)
    its = own_procurement(request, ref, procurement) if procurement else None
    tasks = shown.tasks.open().of_client(request.user).filter(kind=TaskKind.OWN).order_by("due_on", "pk")
    back = address_of(its) if its else shown.get_applicant_url()
    return form_page(
        request,
        form=OwnDocumentForm(*sent(request), project=shown, procurement=its, tasks=tasks),
        change=partial(add_document, project=shown, **{"procurement": its} if its else {}),
        done=_("Het document staat bij het project. PIO kan het lezen."),
        back=f"{back}#documents",
        title=_("Document bezorgen"),
        crumbs=procurement_crumbs(its) if its else project_crumbs(shown),
        template="ui/applicant/form_page.html",
    )


@while_open
def version(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Give PIO the next version of a document: for the client's editors."""
    document = document_of(request, _editable(request, ref), pk)
    return form_page(
        request,
        form=VersionForm(*sent(request)),
        change=partial(add_version, document=document),
        done=lambda made: _("Versie %(n)d staat bij het project. PIO kan ze lezen.") % {"n": made.number},
        back=document.get_applicant_url(),
        title=_("Nieuwe versie van “%(title)s”") % {"title": document.title},
        crumbs=_crumbs(document),
        template="ui/applicant/form_page.html",
    )


@while_open
def change(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Say better what a document is: for the client's editors."""
    shown = document_of(request, _editable(request, ref), pk)
    return form_page(
        request,
        back=shown.get_applicant_url(),
        crumbs=_crumbs(shown),
        template="ui/applicant/form_page.html",
        **change_of(request, shown),
    )


@while_open
def remove(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Take a document out of the dossier: for the client's editors."""
    shown = document_of(request, _editable(request, ref), pk)
    back = address_of(shown.procurement) if shown.procurement else shown.project.get_applicant_url()
    return form_page(
        request,
        back=f"{back}#documents",
        crumbs=_crumbs(shown),
        template="ui/applicant/form_page.html",
        **removal_of(request, shown),
    )


def _crumbs(shown: ProjectDocument) -> list[Crumb]:
    """The way to a page below a document."""
    above = procurement_crumbs(shown.procurement) if shown.procurement else project_crumbs(shown.project)
    return [*above, Crumb(label=shown.title, url=shown.get_applicant_url())]


def _editable(request: HttpRequest, ref: str) -> Project:
    """The project, when this user may give documents for it; else 404."""
    shown = own_project(request, ref)
    if not request.user.has_perm("projects.add_document", shown):
        raise Http404
    return shown
