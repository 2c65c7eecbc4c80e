from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pio_portal.ui import registry


def overview(request: HttpRequest) -> HttpResponse:
    """`/mijn/`: what an applicant has with us and what is expected, from the registered blocks."""
    return render(request, "ui/applicant/overview.html", {"blocks": registry.blocks(request, "applicant")})
