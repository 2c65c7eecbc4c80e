"""What staff does with a project."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from calls.models import Application
from pio_portal.ui.acting import act, press
from pio_portal.ui.shapes import Crumb
from projects import workflow
from projects.enums import Side
from projects.forms.projects import (
    CloseForm,
    DocumentForm,
    EngagementsForm,
    LeadForm,
    PublicTextsForm,
    ReasonForm,
    StartForm,
    WaiveForm,
)
from projects.models import Project
from projects.views.dossier import crumbs_of


def found(request: HttpRequest, ref: str) -> Project:
    """The project, when this user may see it."""
    return get_object_or_404(Project.objects.visible_to(request.user).select_related("organisation"), ref=ref)


def start(request: HttpRequest, ref: str) -> HttpResponse:
    """Make the project of a selected application."""
    rows = Application.objects.visible_to(request.user).select_related("organisation", "call")
    application = get_object_or_404(rows, ref=ref)
    initial = {"started_on": localdate(), "lead": request.user}
    return act(
        request,
        form=StartForm(request.POST or None, initial=initial),
        change=partial(workflow.start_project, application=application),
        title=_("Project starten"),
        submit=_("Project starten"),
        done=_("Het project is gestart. De klant kreeg een mail om de engagementen te bevestigen."),
        back=lambda project: project.get_staff_url(),
        crumbs=[
            Crumb(label=_("Projecten"), url=reverse("projects:staff_projects")),
            Crumb(label=_("Te starten"), url=reverse("projects:to_start")),
        ],
        template="projects/staff/start.html",
        extra={"application": application},
    )


def edit_engagements(request: HttpRequest, ref: str) -> HttpResponse:
    """Write the promises of both sides."""
    project = found(request, ref)
    initial = {side.value: "\n".join(e.text for e in project.engagements.all() if e.side == side) for side in Side}
    intro = _("Wie al bevestigde, moet na een wijziging opnieuw bevestigen. De klant krijgt daar een mail over.")
    return act(
        request,
        form=EngagementsForm(request.POST or None, initial=initial),
        change=partial(workflow.change_engagements, project=project),
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
        change=partial(workflow.confirm_engagements, project=project, side=Side.PIO, seen=request.POST.get("seen", "")),
        done=_("De engagementen zijn bevestigd voor PIO."),
        back=reverse("projects:staff_engagements", args=[ref]),
    )


def advance(request: HttpRequest, ref: str) -> HttpResponse:
    """On to the next phase."""
    project = found(request, ref)
    done = _("Het project is een fase verder.")
    return press(
        request, change=partial(workflow.advance_project, project=project), done=done, back=project.get_staff_url()
    )


def resume(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a suspended project up again."""
    project = found(request, ref)
    done = _("Het project loopt weer.")
    return press(
        request, change=partial(workflow.resume_project, project=project), done=done, back=project.get_staff_url()
    )


def suspend(request: HttpRequest, ref: str) -> HttpResponse:
    """Put the project on hold."""
    project = found(request, ref)
    return act(
        request,
        form=ReasonForm(request.POST or None),
        change=partial(workflow.suspend_project, project=project),
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
        change=partial(workflow.stop_project, project=project),
        title=_("Project stopzetten"),
        intro=_("Een stopgezet project kan niet worden hervat. Het blijft meetellen bij de geselecteerde aanvragen."),
        submit=_("Definitief stopzetten"),
        destroy=True,
        done=_("Het project is stopgezet."),
        back=project.get_staff_url(),
        crumbs=crumbs_of(project),
    )


def close(request: HttpRequest, ref: str) -> HttpResponse:
    """Close a delivered project, or see what is still missing."""
    project = found(request, ref)
    return act(
        request,
        form=CloseForm(request.POST or None, initial={"closed_on": localdate()}),
        change=partial(workflow.close_project, project=project),
        title=_("Project afsluiten"),
        submit=_("Project afsluiten"),
        done=_("Het project is afgesloten."),
        back=project.get_staff_url(),
        crumbs=crumbs_of(project),
        template="projects/staff/close.html",
        extra={
            "project": project,
            "missing": workflow.missing_for_closing(project),
            "knowledge": project.knowledge.all(),
            "may_waive": request.user.has_perm("projects.waive_sharing", project) and not project.sharing_waived,
        },
    )


def waive(request: HttpRequest, ref: str) -> HttpResponse:
    """The programme lead lets a project close without sharing."""
    project = found(request, ref)
    return act(
        request,
        form=WaiveForm(request.POST or None),
        change=partial(workflow.waive_sharing, project=project),
        title=_("Vrijstellen van kennisdeling"),
        submit=_("Vrijstellen"),
        done=_("Het project is vrijgesteld van kennisdeling."),
        back=reverse("projects:close", args=[ref]),
        crumbs=crumbs_of(project),
    )


def lead(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the project to a colleague."""
    project = found(request, ref)
    return act(
        request,
        form=LeadForm(request.POST or None, initial={"lead": project.lead_id}),
        change=partial(workflow.assign_lead, project=project),
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
        change=partial(workflow.edit_public_texts, project=project),
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
    return press(request, change=partial(workflow.publish_project, project=project), done=done, back=back)


def unpublish(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the project out of the catalogue."""
    project = found(request, ref)
    back = reverse("projects:public_texts", args=[ref])
    done = _("Het project staat niet meer in de publieke catalogus.")
    return press(request, change=partial(workflow.unpublish_project, project=project), done=done, back=back)


def add_document(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep a file with the project."""
    project = found(request, ref)
    return act(
        request,
        form=DocumentForm(request.POST or None, request.FILES or None),
        change=partial(workflow.add_document, project=project),
        title=_("Document toevoegen"),
        submit=_("Toevoegen"),
        done=_("Het document is toegevoegd."),
        back=reverse("projects:staff_documents", args=[ref]),
        crumbs=crumbs_of(project),
    )
