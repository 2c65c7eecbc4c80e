"""The page on which a client answers a survey: by the link of the mail, or from its own pages."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse

from pio_portal.ui.pages import form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.models import Survey
from projects.survey.forms import GuidanceForm, UptakeForm
from projects.survey.guidance import answer_guidance
from projects.survey.uptake import answer_uptake


def survey_page(
    request: HttpRequest, survey: Survey, *, by: Any, template: str, back: str, crumbs: Sequence[Crumb] = ()
) -> HttpResponse:
    """The questions; once they are answered, or no longer asked, a word that says so. What was answered stays unseen.

    `by` is who answers; None for the link.
    """
    form = (UptakeForm if survey.is_about_use else GuidanceForm)(*sent(request))
    verb = partial(answer_uptake if survey.is_about_use else answer_guidance, survey=survey)

    def change(*, by: Any, at: Any, **given: Any) -> Survey:  # noqa: ARG001 - who answers is known by the address
        return verb(by=answerer, at=at, **given)

    answerer = by
    return form_page(
        request,
        form=form,
        change=change,
        done="",
        back=back,
        title=str(survey),
        crumbs=crumbs,
        template=template,
        context={"survey": survey, "project": survey.project, "title": str(survey)},
    )
