"""Asking a manager to sign. Signing itself happens where the answers are checked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.application.content import answers_of
from calls.application.signing import PATIENCE, ask_signature
from calls.application.writing import managers_of
from calls.questionnaire import answers, definition
from calls.views.applicant import dossier
from pio_portal.ui.acting import press


def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """An editor asks the managers to sign; a manager goes straight to the answers."""
    application, now = dossier.editable(request.user, ref), timezone.now()
    check = reverse("calls:my_application_check", args=[application.ref])
    if request.method == "POST":
        return press(
            request,
            change=lambda **who: ask_signature(application=application, **who),
            done=_("De beheerders van uw organisatie kregen een mail met uw vraag."),
            back=application.get_absolute_url(),
            otherwise=reverse("calls:my_application_sign", args=[application.ref]),
        )
    if application.status not in dossier.WRITABLE:
        return redirect(application)
    if request.user.has_perm("calls.submit_application", application):
        return redirect(f"{check}#indienen")
    asked = application.sign_asked_at
    context = {
        "application": application,
        "faults": answers.faults(definition.of(application.form), answers_of(application)),
        "managers": managers_of(application),
        "again": asked + PATIENCE if asked and now < asked + PATIENCE else None,
        "crumbs": dossier.crumbs(application, _("Ondertekening vragen")),
    }
    return render(request, "calls/applicant/ask_signature.html", context)
