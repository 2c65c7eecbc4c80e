"""The check of eligibility, and one's own conflict of interest: what comes before the assessment of a dossier."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.assessment.conflicts import declare_interest
from calls.assessment.eligibility import CHECKABLE, Finding, check_eligibility
from calls.assessment.forms.eligibility import EligibilityForm, InterestForm
from calls.views.staff.dossier import application_for, dossier
from pio_portal.ui.acting import submitted


def eligibility(request: HttpRequest, ref: str) -> HttpResponse:
    """Each condition of the call, ticked off one by one or all at once."""
    application = application_for(request, ref)
    points = list(application.call.eligibility_points.all())
    checks = {c.point_id: c for c in application.eligibility_checks.select_related("by")}
    form = EligibilityForm(request.POST or None, points=points, checks=checks)

    def keep(_data: dict) -> None:
        findings = {pk: Finding(*found) for pk, found in form.found().items()}
        check_eligibility(application=application, findings=findings, by=request.user, at=timezone.now())

    if submitted(request, form, keep, _("De ontvankelijkheid is bewaard.")):
        return redirect("calls:staff_application_eligibility", application.ref)
    context = dossier(request, application, "calls:staff_application_eligibility")
    if context["primary"] is not None and not context["primary"].post:
        context["primary"] = None  # this is the page that it leads to
    context |= {"form": form, "open": application.status in CHECKABLE, "checks": list(checks.values())}
    return render(request, "calls/staff/eligibility.html", context, status=422 if form.errors else 200)


def own_interest(request: HttpRequest, ref: str) -> HttpResponse:
    """Someone of PIO has an interest: from then on the dossier does not exist for that person."""
    application = application_for(request, ref)
    form = InterestForm(request.POST or None)

    def declare(data: dict) -> None:
        declare_interest(application=application, reason=data["reason"], by=request.user, at=timezone.now())

    if submitted(request, form, declare, _("Bedankt voor uw eerlijkheid. U ziet deze aanvraag niet meer.")):
        return redirect("calls:staff_applications")
    context = dossier(request, application) | {"form": form, "more": [], "primary": None}
    return render(request, "calls/staff/own_interest.html", context, status=422 if form.errors else 200)
