"""The documents that a client gives: new ones, and new versions."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from pio_portal.ui.pages import form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.document.forms import OwnDocumentForm, VersionForm
from projects.document.workflow import add_document, add_version
from projects.models import Project
from projects.views.applicant.projects import list_crumbs, own_project, while_open
from projects.views.documents import document_of


@while_open
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Give PIO a document, such as one that it asked for: for the client's editors."""
    shown = _editable(request, ref)
    tasks = shown.tasks.open().of_client(request.user).order_by("due_on", "pk")
    return form_page(
        request,
        form=OwnDocumentForm(*sent(request), project=shown, tasks=tasks),
        change=partial(add_document, project=shown),
        done=_("Het document staat bij het project. PIO kan het lezen."),
        back=f"{shown.get_applicant_url()}#documents",
        title=_("Document bezorgen"),
        crumbs=project_crumbs(shown),
        template="ui/applicant/form_page.html",
    )


@while_open
def version(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Give PIO the next version of a document: for the client's editors."""
    shown = _editable(request, ref)
    document = document_of(request, shown, pk)
    return form_page(
        request,
        form=VersionForm(*sent(request)),
        change=partial(add_version, document=document),
        done=lambda made: _("Versie %(n)d staat bij het project. PIO kan ze lezen.") % {"n": made.number},
        back=f"{shown.get_applicant_url()}#documents",
        title=_("Nieuwe versie van “%(title)s”") % {"title": document.title},
        crumbs=project_crumbs(shown),
        template="ui/applicant/form_page.html",
    )


def project_crumbs(shown: Project) -> list[Crumb]:
    """The way to a page below a project."""
    return [*list_crumbs(), Crumb(label=shown.ref, url=shown.get_applicant_url())]


def _editable(request: HttpRequest, ref: str) -> Project:
    """The project, when this user may give documents for it; else 404."""
    shown = own_project(request, ref)
    if not request.user.has_perm("projects.add_document", shown):
        raise Http404
    return shown
