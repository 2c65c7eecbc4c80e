"""The whole form as the applicant sees it, to try out."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from calls.questionnaire import editing
from calls.questionnaire.forms.trial import TrialForm
from calls.views.staff.questionnaires import version_context, version_for
from pio_portal.ui.pages import sent, show

HERE = "calls:staff_form_preview"


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Every section on one page. Sent, it shows what would still be wrong; nothing is kept."""
    version = version_for(request, pk)
    definition = editing.typed(version.definition)
    form = TrialForm(*sent(request), definition=definition)
    if form.is_bound:
        form.helper.cancel_url = reverse(HERE, args=[version.pk])
    context = version_context(request, version, HERE) | {"checks": definition.checks}
    return show(request, "calls/staff/questionnaire/preview.html", context, form)
