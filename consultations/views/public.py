"""What the market reads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from consultations.cards import consultation_card
from consultations.models import MarketConsultation
from pio_portal.arrival import arrived_at
from pio_portal.documents.models import Document
from pio_portal.registrations.views.public import PublicOccasions

occasions = PublicOccasions(
    rows=lambda: MarketConsultation.objects.public(),  # noqa: PLW0108 - asked at each request
    card=consultation_card,
    label=gettext_lazy("Marktconsultaties"),
    namespace="consultations",
    list_name="consultations:consultations",
    template="consultations/public/list.html",
)


def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """`/marktconsultaties/<slug>/`: the need, the programme, the documents, the seats, and later the conclusions."""
    consultation = occasions.owner(slug)
    context = {
        "consultation": consultation,
        "occasion": consultation.occasion,
        "closed": consultation.occasion.why_closed(at=arrived_at(request), owner=consultation),
        "projects": consultation.projects.select_related("organisation", "theme").order_by("ref"),
        "documents": Document.objects.of(consultation).for_applicants(),
        "crumbs": occasions.crumbs(consultation),
    }
    return render(request, "consultations/public/consultation.html", context)
