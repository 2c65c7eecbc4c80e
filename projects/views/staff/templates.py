"""The documents to start from that PIO keeps for its clients."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.documents.models import Document
from pio_portal.searched import Sorted
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.enums import Phase
from projects.models import DocumentTemplate
from projects.project.forms import TemplateForm
from projects.project.templates import add_template, remove_template
from projects.views.staff.dossier import projects_crumb


def templates(request: HttpRequest) -> HttpResponse:
    """Every document to start from, by its phase."""
    phase_of = dict(DocumentTemplate.objects.values_list("pk", "phase"))
    files = list(Document.objects.of_each(DocumentTemplate, list(phase_of)).order_by(Sorted("title"), "pk"))
    phases = [(phase, [file for file in files if phase_of[file.owner_id] == phase]) for phase in Phase]
    context = {
        "phases": [(phase, listed) for phase, listed in phases if listed],
        "may_keep": request.user.has_perm("projects.keep_templates"),
        "crumbs": [projects_crumb(), Crumb(label=_("Sjablonen"))],
    }
    return render(request, "projects/staff/templates.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Offer one more."""
    here = reverse("projects:templates")
    return form_page(
        request,
        form=TemplateForm(*sent(request)),
        change=add_template,
        done=_("Het sjabloon staat klaar voor de klanten in die fase."),
        back=here,
        title=_("Sjabloon toevoegen"),
        crumbs=[projects_crumb(), Crumb(label=_("Sjablonen"), url=here)],
    )


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer it no longer."""
    template = get_object_or_404(DocumentTemplate, pk=pk)
    return button(
        request,
        change=partial(remove_template, template=template),
        done=_("Het sjabloon is verwijderd."),
        back=reverse("projects:templates"),
    )
