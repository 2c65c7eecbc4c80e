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
from pio_portal.registrations.views.staff import OccasionPages
from pio_portal.ui.lists import StaffList
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb, Event
from projects.linking import ProjectLinkForm
from projects.models import Participant
from projects.procurement.interest import reach_of
from projects.views.staff.links import ProjectLinks


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
    extra_columns = ("capacity",)
    state_field, states = "status", ConsultationStatus
    similar_fields = ("occasion__title",)
    search_hint = gettext_lazy("Zoek op titel, referentie, project")
    order_text = gettext_lazy("laatste datum eerst")
    empty_text = gettext_lazy("Maak de eerste marktconsultatie: de markt kan zich daarna inschrijven.")
    template_name = "consultations/staff/consultations.html"


def home() -> Crumb:
    """The list of consultations."""
    return Crumb(label=ConsultationList.title, url=reverse("consultations:staff_consultations"))


occasions = OccasionPages(
    rows=MarketConsultation.objects.visible_to,
    home=home,
    namespace="consultations",
    counted_fields=("public", "enterprise", "knowledge", "unknown", "source"),
)
links = ProjectLinks(
    row=occasions.owner,
    crumbs=occasions.crumbs,
    link_verb=lambda consultation, **given: workflow.link_project(consultation=consultation, **given),
    unlink_verb=lambda consultation, **given: workflow.unlink_project(consultation=consultation, **given),
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
        crumbs=[home()],
    )


def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """`/beheer/marktconsultaties/<ref>/bewerken/`."""
    consultation = occasions.owner(request, ref)
    return occasions.form_page(
        request,
        consultation,
        form=ConsultationForm.of(consultation, *sent(request)),
        change=partial(workflow.change_consultation, consultation=consultation),
        done=_("De wijzigingen zijn bewaard."),
        title=_("Marktconsultatie bewerken"),
    )


def consultation(request: HttpRequest, ref: str) -> HttpResponse:
    """`/beheer/marktconsultaties/<ref>/`: how it stands and what can be done."""
    consultation, now = occasions.owner(request, ref), arrived_at(request)
    actions = available(consultation, "status", by=request.user)
    context = {
        "consultation": consultation,
        "occasion": consultation.occasion,
        "tabs": occasions.tabs(consultation, "summary"),
        "crumbs": occasions.crumbs(consultation, at_it=True),
        "actions": actions,
        "awaits_conclusions": "conclude" in actions and consultation.occasion.has_ended(now),
        "projects": consultation.projects.select_related("organisation").order_by("ref"),
        "documents": Document.objects.of(consultation).open_to(request.user),
        "link_form": ProjectLinkForm(user=request.user).posted_to(reverse("consultations:link", args=[ref])),
        "document_form": DocumentForm().posted_to(reverse("consultations:add_document", args=[ref])),
        "events": [Event(at=line.at, text=line.sentence) for line in timeline(consultation)],
        "reached": reach_of(
            MarketConsultation.objects.filter(pk=consultation.pk),
            Participant.objects.filter(procurement__project__consultations=consultation).select_related("procurement"),
        ),
    }
    return render(request, "consultations/staff/consultation.html", context)


def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """Announce it."""
    consultation = occasions.owner(request, ref)
    return button(
        request,
        change=partial(workflow.publish_consultation, consultation=consultation),
        done=_("De marktconsultatie staat op de publieke site. De markt kan zich inschrijven."),
        back=consultation.get_staff_url(),
    )


def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    """Call it off, with a reason."""
    return occasions.cancel(
        request,
        ref,
        verb=lambda consultation, **given: workflow.cancel_consultation(consultation=consultation, **given),
        title=_("Marktconsultatie annuleren"),
        done=_("De marktconsultatie is geannuleerd. Wie ingeschreven is, krijgt een mail."),
    )


def conclude(request: HttpRequest, ref: str) -> HttpResponse:
    """Publish what was learned."""
    consultation = occasions.owner(request, ref)
    return occasions.form_page(
        request,
        consultation,
        form=ConclusionsForm(*sent(request)),
        change=partial(workflow.conclude_consultation, consultation=consultation),
        done=_("De conclusies staan online. Wie ingeschreven was, krijgt een mail."),
        title=_("Conclusies publiceren"),
    )


def add_document(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep a file with the consultation. The form stands on the overview, as that of `link`."""
    consultation = occasions.owner(request, ref)
    return occasions.form_page(
        request,
        consultation,
        form=DocumentForm(*sent(request)),
        change=lambda file, **given: workflow.add_document(consultation=consultation, upload=file, **given),
        done=_("Het document is toegevoegd."),
        title=_("Document toevoegen"),
    )


def remove_document(request: HttpRequest, ref: str, pk: str) -> HttpResponse:
    """Take a file away."""
    consultation = occasions.owner(request, ref)
    document = get_object_or_404(Document.objects.of(consultation).open_to(request.user), pk=pk)
    return button(
        request,
        change=partial(workflow.remove_document, consultation=consultation, document=document),
        done=_("Het document is verwijderd."),
        back=consultation.get_staff_url(),
    )
