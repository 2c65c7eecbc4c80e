"""What the market reads."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.cards import card_of
from consultations.models import MarketConsultation
from pio_portal.documents.models import Document
from pio_portal.registrations.views.registering import RegistrationPages
from pio_portal.ui.shapes import Crumb

PER_PAGE = 24
registration = RegistrationPages(
    queryset=lambda: MarketConsultation.objects.public(),  # noqa: PLW0108 - asked at each request
    list_name="consultations:consultations",
    list_label=gettext_lazy("Marktconsultaties"),
    sent_name="consultations:registration_sent",
)


def consultations(request: HttpRequest) -> HttpResponse:
    """`/marktconsultaties/`: those to come, and those that were."""
    now = timezone.now()
    shown = MarketConsultation.objects.public().for_cards()
    page = Paginator(shown.past(now), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "upcoming": [card_of(consultation) for consultation in shown.upcoming(now)],
        "past": [card_of(consultation) for consultation in page],
        "page": page,
        "crumbs": [Crumb(label=_("Start"), url=reverse("ui:home")), Crumb(label=_("Marktconsultaties"))],
    }
    return render(request, "consultations/public/list.html", context)


def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """`/marktconsultaties/<slug>/`: the need, the programme, the documents, the seats, and later the conclusions."""
    rows = MarketConsultation.objects.public().select_related("occasion").with_seats()
    shown = get_object_or_404(rows, slug=slug)
    context = {
        "consultation": shown,
        "occasion": shown.occasion,
        "closed": shown.occasion.why_closed(at=timezone.now(), owner=shown),
        "projects": shown.projects.select_related("organisation", "theme").order_by("ref"),
        "documents": Document.objects.of(shown).filter(internal=False),
        "crumbs": [
            Crumb(label=_("Start"), url=reverse("ui:home")),
            Crumb(label=_("Marktconsultaties"), url=reverse("consultations:consultations")),
            Crumb(label=shown.title),
        ],
    }
    return render(request, "consultations/public/consultation.html", context)
