"""Preparing, announcing and concluding consultations."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations import workflow
from consultations.enums import ConsultationStatus
from consultations.filters import ConsultationFilter
from consultations.forms import ConclusionsForm, ConsultationForm, DocumentForm, NewConsultationForm
from consultations.models import MarketConsultation
from consultations.tables import ConsultationTable
from pio_portal.addresses import query_text
from pio_portal.arrival import arrived_at
from pio_portal.audit.workflow import timeline
from pio_portal.change import available
from pio_portal.documents.models import Document
from pio_portal.registrations.forms import ReasonForm
from pio_portal.registrations.views.desk import RegistrationDesk
from pio_portal.ui.lists import StaffList
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Event, Tab
from projects.linking import ProjectLinkForm
from projects.models import Project


class ConsultationList(StaffList):
    """`/beheer/marktconsultaties/`."""

    title = gettext_lazy("Marktconsultaties")
    nouns = gettext_lazy("marktconsultatie"), gettext_lazy("marktconsultaties")
    queryset = staticmethod(
        lambda user: (
            MarketConsultation.objects.visible_to(user)
            .select_related("occasion")
            .prefetch_related("projects")
            .with_seats()
        )
    )
    filterset_class = ConsultationFilter
    table_class = ConsultationTable
    state_field, states = "status", ConsultationStatus
    similar_fields = ("occasion__title",)
    search_hint = gettext_lazy("Zoek op titel, referentie, project")
    order_text = gettext_lazy("laatste datum eerst")
    empty_text = gettext_lazy("Maak de eerste marktconsultatie: de markt kan zich daarna inschrijven.")
    template_name = "consultations/staff/consultations.html"


def tabs_of(consultation: MarketConsultation, current: str) -> list[Tab]:
    """The pages of one consultation. Needs `with_seats()`."""
    return [
        Tab(label=_("Overzicht"), url=consultation.get_staff_url(), current=current == "summary"),
        Tab(
            label=_("Inschrijvingen"),
            url=reverse("consultations:registrations", args=[consultation.ref]),
            current=current == "registrations",
            count=consultation.seats_taken + consultation.waiting,
        ),
    ]


desk = RegistrationDesk(
    queryset=MarketConsultation.objects.visible_to,
    list_name="consultations:registrations",
    cancel_name="consultations:registration_cancel",
    counted_name="consultations:counted",
    counted_fields=("public", "enterprise", "knowledge", "unknown", "source"),
    tabs=tabs_of,
)


def create(request: HttpRequest) -> HttpResponse:
    """`/beheer/marktconsultaties/nieuw/`, with `?project=P-2026-0012` from a project's page."""
    initial = {"project": query_text(request, "project")}
    return form_page(
        request,
        form=NewConsultationForm(*sent(request), initial=initial, user=request.user),
        change=workflow.create_consultation,
        done=_("De marktconsultatie is bewaard. Ze is nog niet publiek."),
        back=MarketConsultation.get_staff_url,
        title=_("Nieuwe marktconsultatie"),
        cancel_url=reverse("consultations:staff_consultations"),
    )


def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """`/beheer/marktconsultaties/<ref>/bewerken/`."""
    shown = _consultation(request, ref)
    return form_page(
        request,
        form=ConsultationForm.of(shown, *sent(request)),
        change=partial(workflow.change_consultation, consultation=shown),
        done=_("De wijzigingen zijn bewaard."),
        back=shown.get_staff_url(),
        title=shown.title,
        cancel_url=shown.get_staff_url(),
    )


def consultation(request: HttpRequest, ref: str) -> HttpResponse:
    """`/beheer/marktconsultaties/<ref>/`: how it stands and what can be done."""
    shown, now = _consultation(request, ref), arrived_at(request)
    actions = available(shown, "status", by=request.user)
    context = {
        "consultation": shown,
        "occasion": shown.occasion,
        "tabs": tabs_of(shown, "summary"),
        "actions": actions,
        "awaits_conclusions": "conclude" in actions and shown.occasion.has_ended(now),
        "projects": shown.projects.select_related("organisation").order_by("ref"),
        "documents": Document.objects.of(shown),
        "link_form": ProjectLinkForm(user=request.user).posted_to(reverse("consultations:link", args=[ref])),
        "document_form": DocumentForm().posted_to(reverse("consultations:add_document", args=[ref])),
        "events": [Event(at=line.at, text=line.sentence) for line in timeline(shown)],
    }
    return render(request, "consultations/staff/consultation.html", context)


def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """Announce it."""
    shown = _consultation(request, ref)
    return button(
        request,
        change=partial(workflow.publish_consultation, consultation=shown),
        done=_("De marktconsultatie staat op de publieke site. De markt kan zich inschrijven."),
        back=shown.get_staff_url(),
    )


def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    """Call it off, with a reason."""
    shown = _consultation(request, ref)
    return form_page(
        request,
        form=ReasonForm(*sent(request)),
        change=partial(workflow.cancel_consultation, consultation=shown),
        done=_("De marktconsultatie is geannuleerd. Wie ingeschreven is, krijgt een mail."),
        back=shown.get_staff_url(),
        title=_("Marktconsultatie annuleren"),
        cancel_url=shown.get_staff_url(),
        template="registrations/staff/form.html",
        context={"owner": shown},
    )


def conclude(request: HttpRequest, ref: str) -> HttpResponse:
    """Publish what was learned."""
    shown = _consultation(request, ref)
    return form_page(
        request,
        form=ConclusionsForm(*sent(request)),
        change=partial(workflow.conclude_consultation, consultation=shown),
        done=_("De conclusies staan online. Wie ingeschreven was, krijgt een mail."),
        back=shown.get_staff_url(),
        title=_("Conclusies publiceren"),
        cancel_url=shown.get_staff_url(),
        template="registrations/staff/form.html",
        context={"owner": shown},
    )


def link(request: HttpRequest, ref: str) -> HttpResponse:
    """Link a project. The form stands on the overview; what is wrong with it is shown on a page of its own."""
    shown = _consultation(request, ref)
    form = ProjectLinkForm(*sent(request), user=request.user)
    return form_page(
        request,
        form=form,
        change=partial(workflow.link_project, consultation=shown),
        done=lambda _made: _("Project %(ref)s is gekoppeld.") % {"ref": form.cleaned_data["project"].ref},
        back=shown.get_staff_url(),
        title=shown.title,
        cancel_url=shown.get_staff_url(),
    )


def unlink(request: HttpRequest, ref: str, project: str) -> HttpResponse:
    """Take the link of a project away."""
    shown = _consultation(request, ref)
    linked = get_object_or_404(Project.objects.visible_to(request.user), ref=project)
    return button(
        request,
        change=partial(workflow.unlink_project, consultation=shown, project=linked),
        done=_("Project %(ref)s is ontkoppeld.") % {"ref": linked.ref},
        back=shown.get_staff_url(),
    )


def add_document(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep a file with the consultation. The form stands on the overview, as that of `link`."""
    shown = _consultation(request, ref)
    return form_page(
        request,
        form=DocumentForm(*sent(request)),
        change=lambda file, **given: workflow.add_document(consultation=shown, upload=file, **given),
        done=_("Het document is toegevoegd."),
        back=shown.get_staff_url(),
        title=shown.title,
        cancel_url=shown.get_staff_url(),
    )


def remove_document(request: HttpRequest, ref: str, pk: str) -> HttpResponse:
    """Take a file away."""
    shown = _consultation(request, ref)
    document = get_object_or_404(Document.objects.of(shown), pk=pk)
    return button(
        request,
        change=partial(workflow.remove_document, consultation=shown, document=document),
        done=_("Het document is weggehaald."),
        back=shown.get_staff_url(),
    )


def _consultation(request: HttpRequest, ref: str) -> MarketConsultation:
    rows = MarketConsultation.objects.visible_to(request.user).select_related("occasion").with_seats()
    return get_object_or_404(rows, ref=ref)
