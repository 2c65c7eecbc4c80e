"""What staff does with a project."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.ui.acting import act, press
from projects.models import Project
from projects.project import documents
from projects.project.forms import DocumentForm, LeadForm, PublicTextsForm, ReasonForm
from projects.project.lead import assign_lead
from projects.project.publishing import edit_public_texts, publish_project, unpublish_project
from projects.project.workflow import advance_project, resume_project, stop_project, suspend_project
from projects.views.dossier import crumbs_of


def found(request: HttpRequest, ref: str) -> Project:
    """The project, when this user may see it."""
    return get_object_or_404(Project.objects.visible_to(request.user).select_related("organisation"), ref=ref)


def advance(request: HttpRequest, ref: str) -> HttpResponse:
    """On to the next phase."""
    project = found(request, ref)
    done = _("Het project is een fase verder.")
    return press(request, change=partial(advance_project, project=project), done=done, back=project.get_staff_url())


def resume(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a suspended project up again."""
    project = found(request, ref)
    done = _("Het project loopt weer.")
    return press(request, change=partial(resume_project, project=project), done=done, back=project.get_staff_url())


def suspend(request: HttpRequest, ref: str) -> HttpResponse:
    """Put the project on hold."""
    project = found(request, ref)
    return act(
        request,
        form=ReasonForm(request.POST or None),
        change=partial(suspend_project, project=project),
        title=_("Project opschorten"),
        intro=_("Zolang het project is opgeschort, kan er niets aan veranderen. U kunt het later hervatten."),
        submit=_("Opschorten"),
        done=_("Het project is opgeschort."),
        back=project.get_staff_url(),
        crumbs=crumbs_of(project),
    )


def stop(request: HttpRequest, ref: str) -> HttpResponse:
    """End the project before it delivered."""
    project = found(request, ref)
    return act(
        request,
        form=ReasonForm(request.POST or None),
        change=partial(stop_project, project=project),
        title=_("Project stopzetten"),
        intro=_("Een stopgezet project kan niet worden hervat. Het blijft meetellen bij de geselecteerde aanvragen."),
        submit=_("Definitief stopzetten"),
        destroy=True,
        done=_("Het project is stopgezet."),
        back=project.get_staff_url(),
        crumbs=crumbs_of(project),
    )


def lead(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the project to a colleague."""
    project = found(request, ref)
    return act(
        request,
        form=LeadForm(request.POST or None, initial={"lead": project.lead_id}),
        change=partial(assign_lead, project=project),
        title=_("Begeleider kiezen"),
        done=_("De begeleider is gekozen."),
        back=project.get_staff_url(),
        crumbs=crumbs_of(project),
    )


def public_texts(request: HttpRequest, ref: str) -> HttpResponse:
    """Write what the public reads, and put it in the catalogue or take it out."""
    project = found(request, ref)
    initial = {"need": project.need, "approach": project.approach, "lessons": project.lessons}
    return act(
        request,
        form=PublicTextsForm(request.POST or None, initial=initial),
        change=partial(edit_public_texts, project=project),
        title=_("Publieke pagina"),
        done=_("De publieke teksten zijn bewaard."),
        back=reverse("projects:public_texts", args=[ref]),
        crumbs=crumbs_of(project),
        template="projects/staff/public_texts.html",
        extra={"project": project},
    )


def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """Put the project in the catalogue."""
    project = found(request, ref)
    back = reverse("projects:public_texts", args=[ref])
    done = _("Het project staat in de publieke catalogus.")
    return press(request, change=partial(publish_project, project=project), done=done, back=back)


def unpublish(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the project out of the catalogue."""
    project = found(request, ref)
    back = reverse("projects:public_texts", args=[ref])
    done = _("Het project staat niet meer in de publieke catalogus.")
    return press(request, change=partial(unpublish_project, project=project), done=done, back=back)


def add_document(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep a file with the project."""
    project = found(request, ref)
    return act(
        request,
        form=DocumentForm(request.POST or None, request.FILES or None),
        change=partial(documents.add_document, project=project),
        title=_("Document toevoegen"),
        submit=_("Toevoegen"),
        done=_("Het document is toegevoegd."),
        back=reverse("projects:staff_documents", args=[ref]),
        crumbs=crumbs_of(project),
    )
