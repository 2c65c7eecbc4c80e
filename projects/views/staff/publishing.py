"""What the public reads about a project, and whether it stands in the catalogue."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.ui.pages import button, form_page, sent
from projects.project.forms import PublicTextsForm
from projects.project.publishing import edit_public_texts, publish_project, unpublish_project
from projects.views.staff.dossier import project_crumbs, visible_project


def public_texts(request: HttpRequest, ref: str) -> HttpResponse:
    """Write what the public reads."""
    project = visible_project(request, ref)
    initial = {"need": project.need, "approach": project.approach, "lessons": project.lessons}
    return form_page(
        request,
        form=PublicTextsForm(*sent(request), initial=initial, about=project),
        change=partial(edit_public_texts, project=project),
        done=_("De publieke teksten zijn bewaard."),
        back=reverse("projects:public_texts", args=[ref]),
        title=_("Publieke pagina"),
        crumbs=project_crumbs(project),
        template="projects/staff/public_texts.html",
        context={"project": project},
    )


def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """Put the project in the catalogue."""
    return button(
        request,
        change=partial(publish_project, project=visible_project(request, ref)),
        done=_("Het project staat in de publieke catalogus."),
        back=reverse("projects:public_texts", args=[ref]),
    )


def unpublish(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the project out of the catalogue."""
    return button(
        request,
        change=partial(unpublish_project, project=visible_project(request, ref)),
        done=_("Het project staat niet meer in de publieke catalogus."),
        back=reverse("projects:public_texts", args=[ref]),
    )
