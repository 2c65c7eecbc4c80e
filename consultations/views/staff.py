"""Preparing, announcing and concluding consultations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations import workflow
from consultations.enums import ConsultationStatus
from consultations.filters import ConsultationFilter
from consultations.forms import ConclusionsForm, ConsultationForm, DocumentForm, NewConsultationForm
from consultations.models import MarketConsultation
from consultations.tables import ConsultationTable
from pio_portal.audit.workflow import timeline
from pio_portal.change import available
from pio_portal.documents.models import Document
from pio_portal.registrations.forms import ReasonForm
from pio_portal.registrations.views.desk import RegistrationDesk
from pio_portal.ui.acting import pressed, submitted
from pio_portal.ui.lists import StaffList
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
    initial = {"project": request.GET.get("project", "")}
    form = NewConsultationForm(request.POST or None, initial=initial, user=request.user)
    made: list[MarketConsultation] = []

    def change(data: dict) -> None:
        made.append(
            workflow.create_consultation(
                occasion=form.occasion_data,
                summary=data["summary"],
                programme=data["programme"],
                project=data["project"],
                by=request.user,
                at=timezone.now(),
            )
        )

    if submitted(request, form, change, _("De marktconsultatie is bewaard. Ze is nog niet publiek.")):
        return redirect(made[0].get_staff_url())
    context = {
        "form": form,
        "title": _("Nieuwe marktconsultatie"),
        "cancel_url": reverse("consultations:staff_consultations"),
    }
    return render(request, "beheer/form.html", context)


def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """`/beheer/marktconsultaties/<ref>/bewerken/`."""
    consultation = _consultation(request, ref)
    form = ConsultationForm.of(consultation, request.POST or None)

    def change(data: dict) -> None:
        workflow.change_consultation(
            consultation=consultation,
            occasion=form.occasion_data,
            summary=data["summary"],
            programme=data["programme"],
            by=request.user,
            at=timezone.now(),
        )

    if submitted(request, form, change, _("De wijzigingen zijn bewaard.")):
        return redirect(consultation.get_staff_url())
    context = {"form": form, "title": consultation.title, "cancel_url": consultation.get_staff_url()}
    return render(request, "beheer/form.html", context)


def consultation(request: HttpRequest, ref: str) -> HttpResponse:
    """`/beheer/marktconsultaties/<ref>/`: how it stands and what can be done."""
    shown = _consultation(request, ref)
    now = timezone.now()
    actions = available(shown, "status", by=request.user)
    context = {
        "consultation": shown,
        "occasion": shown.occasion,
        "tabs": tabs_of(shown, "summary"),
        "actions": actions,
        "awaits_conclusions": "conclude" in actions and shown.occasion.has_ended(now),
        "projects": shown.projects.select_related("organisation").order_by("ref"),
        "documents": Document.objects.of(shown),
        "link_form": ProjectLinkForm(user=request.user),
        "document_form": DocumentForm(),
        "events": [Event(at=line.at, text=line.sentence) for line in timeline(shown)],
    }
    return render(request, "consultations/staff/consultation.html", context)


def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """Announce it."""
    shown = _consultation(request, ref)
    pressed(
        request,
        lambda: workflow.publish_consultation(consultation=shown, by=request.user, at=timezone.now()),
        _("De marktconsultatie staat op de publieke site. De markt kan zich inschrijven."),
    )
    return redirect(shown.get_staff_url())


def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    """Call it off, with a reason."""
    shown = _consultation(request, ref)
    form = ReasonForm(request.POST or None)

    def change(data: dict) -> None:
        workflow.cancel_consultation(consultation=shown, reason=data["reason"], by=request.user, at=timezone.now())

    if submitted(request, form, change, _("De marktconsultatie is geannuleerd. Wie ingeschreven is, krijgt een mail.")):
        return redirect(shown.get_staff_url())
    context = {"owner": shown, "form": form, "title": _("Marktconsultatie annuleren")}
    return render(request, "registrations/staff/cancel.html", context)


def conclude(request: HttpRequest, ref: str) -> HttpResponse:
    """Publish what was learned."""
    shown = _consultation(request, ref)
    form = ConclusionsForm(request.POST or None)

    def change(data: dict) -> None:
        workflow.conclude_consultation(
            consultation=shown, conclusions=data["conclusions"], by=request.user, at=timezone.now()
        )

    if submitted(request, form, change, _("De conclusies staan online. Wie ingeschreven was, krijgt een mail.")):
        return redirect(shown.get_staff_url())
    return render(request, "consultations/staff/conclude.html", {"consultation": shown, "form": form})


def link(request: HttpRequest, ref: str) -> HttpResponse:
    """Link a project."""
    shown = _consultation(request, ref)
    form = ProjectLinkForm(request.POST, user=request.user)
    if not form.is_valid():
        return _refused(request, shown, form)
    pressed(
        request,
        lambda: workflow.link_project(
            consultation=shown, project=form.cleaned_data["project"], by=request.user, at=timezone.now()
        ),
        _("Project %(ref)s is gekoppeld.") % {"ref": form.cleaned_data["project"].ref},
    )
    return redirect(shown.get_staff_url())


def unlink(request: HttpRequest, ref: str, project: str) -> HttpResponse:
    """Take the link of a project away."""
    shown = _consultation(request, ref)
    linked = get_object_or_404(Project.objects.visible_to(request.user), ref=project)
    pressed(
        request,
        lambda: workflow.unlink_project(consultation=shown, project=linked, by=request.user, at=timezone.now()),
        _("Project %(ref)s is ontkoppeld.") % {"ref": linked.ref},
    )
    return redirect(shown.get_staff_url())


def add_document(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep a file with the consultation."""
    shown = _consultation(request, ref)
    form = DocumentForm(request.POST, request.FILES)

    def change(data: dict) -> None:
        workflow.add_document(
            consultation=shown,
            upload=data["file"],
            title=data["title"],
            internal=data["internal"],
            by=request.user,
            at=timezone.now(),
        )

    if submitted(request, form, change, _("Het document is toegevoegd.")):
        return redirect(shown.get_staff_url())
    return _refused(request, shown, form)


def remove_document(request: HttpRequest, ref: str, pk: str) -> HttpResponse:
    """Take a file away."""
    shown = _consultation(request, ref)
    document = get_object_or_404(Document.objects.of(shown), pk=pk)
    pressed(
        request,
        lambda: workflow.remove_document(consultation=shown, document=document, by=request.user, at=timezone.now()),
        _("Het document is weggehaald."),
    )
    return redirect(shown.get_staff_url())


def _consultation(request: HttpRequest, ref: str) -> MarketConsultation:
    rows = MarketConsultation.objects.visible_to(request.user).select_related("occasion").with_seats()
    return get_object_or_404(rows, ref=ref)


def _refused(request: HttpRequest, shown: MarketConsultation, form) -> HttpResponse:
    """A small form of the overview that was not right, on a page of its own with what was typed."""
    context = {"form": form, "title": shown.title, "cancel_url": shown.get_staff_url()}
    return render(request, "beheer/form.html", context)
