"""The check of eligibility, and one's own conflict of interest: what comes before the assessment of a dossier."""

from collections.abc import Iterable
from functools import partial
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.application.revisions import submitted_version
from calls.assessment.conflicts import declare_interest
from calls.assessment.eligibility import CHECKABLE, check_eligibility, standing_of
from calls.assessment.forms.eligibility import EligibilityForm, InterestForm, ReconsiderForm
from calls.assessment.handling import reconsider_eligibility
from calls.models import Application, EligibilityPoint
from calls.views.staff.dossier import application_for, dossier_context, dossier_form_page, told_of
from pio_portal.arrival import arrived_at
from pio_portal.ui.pages import attempt, finish, sent, show

HERE = "calls:staff_application_eligibility"


def eligibility(request: HttpRequest, ref: str) -> HttpResponse:
    """Each condition of the call beside the answers, ticked off one by one or all at once."""
    application = application_for(request, ref)
    form = _form(request, application, application.call.eligibility_points.all())
    tried = attempt(request, form, partial(check_eligibility, application=application))
    if tried:
        return finish(request, done=_("De ontvankelijkheid is bewaard."), back=redirect(HERE, application.ref))
    if tried.refused:
        form.show_theirs()
    context = dossier_context(request, application, HERE) | {
        "is_open": application.status in CHECKABLE,
        "submitted": submitted_version(application),
        "told": told_of(standing_of(application)),
        "primary": None,  # the state beside the conditions has it
        "hint": "",
    }
    return show(request, "calls/staff/eligibility.html", context, form)


def check(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """One condition, as soon as it is ticked: gives what stands below it, and how far the check is."""
    application = application_for(request, ref)
    point = get_object_or_404(application.call.eligibility_points, pk=pk)
    form = _form(request, application, [point])
    tried = attempt(request, form, partial(check_eligibility, application=application))
    if tried:
        form = _form(None, application, [point])
    elif tried.refused:
        form.show_theirs()
    standing = standing_of(application)
    context = {
        "application": application,
        "row": form.row(point),
        "faults": [fault for faults in form.errors.values() for fault in faults],
        "standing": standing,
        "told": told_of(standing),
        "at": arrived_at(request) if tried else None,
    }
    status = HTTPStatus.OK if tried else HTTPStatus.UNPROCESSABLE_ENTITY
    answer = render(request, "calls/staff/eligibility_checked.html", context, status=status)
    answer["X-Fragment"] = "check"
    return answer


def _form(request: HttpRequest | None, application: Application, points: Iterable[EligibilityPoint]) -> EligibilityForm:
    """The form of these conditions, with what stands there now; without a request as it is, not as it was sent."""
    checks = {c.point_id: c for c in application.eligibility_checks.select_related("by")}
    return EligibilityForm(*(sent(request) if request else ()), points=list(points), checks=checks)


def reconsider(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the declaration of eligibility back, while nothing followed."""
    application = application_for(request, ref)
    return dossier_form_page(
        request,
        application,
        form=ReconsiderForm(*sent(request)),
        change=partial(reconsider_eligibility, application=application),
        done=_("De aanvraag is weer ingediend, en nog niet ontvankelijk. Kijk de voorwaarden opnieuw na."),
        title=_("Ontvankelijkheid terugnemen"),
        leads_to=reverse(HERE, args=[application.ref]),
    )


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
