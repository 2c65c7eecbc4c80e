"""What a client is asked, by the secret in the address of its mail. Nothing of it is kept or indexed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from projects.models import Survey
from projects.views.survey import survey_page


@never_cache
def survey(request: HttpRequest, token: str) -> HttpResponse:
    """`/bevraging/<token>/`: who has the link answers for the client. Opening it changes nothing."""
    asked = get_object_or_404(Survey.objects.select_related("project__organisation"), token=token)
    template = "projects/public/survey.html"
    response = survey_page(request, asked, by=None, template=template, back=asked.get_absolute_url())
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
