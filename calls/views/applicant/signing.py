"""Asking a manager to sign. Signing itself happens where the answers are checked."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.application.content import answers_of
from calls.application.forms.signing import AskSignatureForm
from calls.application.signing import PATIENCE, ask_signature
from calls.application.writing import managers_of
from calls.enums import ApplicationStatus as Status
from calls.models import Application
from calls.questionnaire import answers, definition
from calls.views.applicant import dossier
from pio_portal.arrival import arrived_at
from pio_portal.ui.pages import form_page, sent


def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """An editor asks the managers to sign; a manager goes straight to the answers."""
    application = dossier.the_editable(request.user, ref)
    form = AskSignatureForm(*sent(request))
    if not form.is_bound and application.status not in Status.with_applicants():
        return redirect(application)
    if not form.is_bound and request.user.has_perm("calls.submit_application", application):
        return redirect(f"{reverse('calls:applicant_application_check', args=[application.ref])}#indienen")
    return form_page(
        request,
        form=form,
        change=partial(ask_signature, application=application),
        done=_("De beheerders van uw organisatie kregen een mail met uw vraag."),
        back=application,
        title=_("Ondertekening vragen"),
        crumbs=dossier.way_to(application),
        template="calls/applicant/ask_signature.html",
        context=lambda: _what_is_asked(request, application),
    )


def _what_is_asked(request: HttpRequest, application: Application) -> dict:
    now, asked_at = arrived_at(request), application.sign_asked_at
    faults = answers.faults(definition.of(application.form), answers_of(application))
    managers = managers_of(application)
    again = asked_at + PATIENCE if asked_at and now < asked_at + PATIENCE else None
    return {
        "application": application,
        "faults": faults,
        "managers": managers,
        "again": again,
        "can_ask": bool(managers) and not faults and again is None,
    }
