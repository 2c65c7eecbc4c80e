"""What looks like an application: the page that applicants and staff share."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

MOST_SIMILAR = 10


def similar_page(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """The list alone when a page fetches it, else a page of its own."""
    return render(request, "calls/similar.html" if request.htmx else template, context)
