"""The check of eligibility, and one's own conflict of interest: what comes before the assessment of a dossier."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.assessment.conflicts import declare_interest
from calls.assessment.eligibility import CHECKABLE, check_eligibility
from calls.assessment.forms.eligibility import EligibilityForm, InterestForm
from calls.views.staff.dossier import application_for, dossier_context, dossier_form_page
from pio_portal.ui.pages import attempt, finish, sent, show

HERE = "calls:staff_application_eligibility"


def eligibility(request: HttpRequest, ref: str) -> HttpResponse:
    """Each condition of the call, ticked off one by one or all at once."""
    application = application_for(request, ref)
    points = list(application.call.eligibility_points.all())
    checks = {c.point_id: c for c in application.eligibility_checks.select_related("by")}
    form = EligibilityForm(*sent(request), points=points, checks=checks)
    if attempt(request, form, partial(check_eligibility, application=application)):
        return finish(request, done=_("De ontvankelijkheid is bewaard."), back=redirect(HERE, application.ref))
    context = dossier_context(request, application, HERE) | {"is_open": application.status in CHECKABLE}
    if context["primary"] is not None and not context["primary"].post:
        context["primary"] = None  # this is the page that it leads to
    form.beside_a_step = context["primary"] is not None
    form.helper.cancel_url = reverse("calls:staff_application_answers", args=[application.ref])
    return show(request, "calls/staff/eligibility.html", context, form)


def own_interest(request: HttpRequest, ref: str) -> HttpResponse:
    """Someone of PIO has an interest: from then on the dossier does not exist for that person."""
    application = application_for(request, ref)
    return dossier_form_page(
        request,
        application,
        form=InterestForm(*sent(request)),
        change=partial(declare_interest, application=application),
        done=_("Bedankt voor uw eerlijkheid. U ziet deze aanvraag niet meer."),
        title=_("Ik heb een belang bij deze aanvraag"),
        template="calls/staff/own_interest.html",
        leads_to=reverse("calls:staff_applications"),
    )
