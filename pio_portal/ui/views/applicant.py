from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pio_portal.arrival import arrived_at
from pio_portal.ui import registry


def overview(request: HttpRequest) -> HttpResponse:
    """`/mijn/`: what is asked of an applicant, and what they have with us, from what the apps registered."""
    context = {
        "asked": registry.found(registry.registered.asked, request.user, arrived_at(request)),
        "blocks": registry.blocks(request, "applicant"),
    }
    return render(request, "ui/applicant/overview.html", context)
