"""Reopening what was submitted, until the closing: a page that warns, and the button that leaves it as it was."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from calls.application.forms.application import ReopenForm
from calls.application.reopening import can_be_reopened, keep_submitted, reopen_application
from calls.application.revisions import submitted_version
from calls.enums import ApplicationStatus as Status
from calls.views.applicant import dossier
from pio_portal.arrival import arrived_at
from pio_portal.ui.pages import button, form_page, sent


def reopen(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what reopening means and, when that is meant, do it."""
    application, now = dossier.the_application(request.user, ref), arrived_at(request)
    if application.status == Status.REOPENED:
        return redirect(application)
    return form_page(
        request,
        form=ReopenForm(*sent(request)),
        change=partial(reopen_application, application=application),
        done=_("Uw aanvraag staat weer open. Wijzig wat nodig is en dien opnieuw in."),
        back=application,
        title=_("Aanvraag heropenen"),
        crumbs=dossier.way_to(application),
        template="calls/applicant/reopen.html",
        context=lambda: {
            "application": application,
            "submitted": submitted_version(application),
            "may": request.user.has_perm("calls.reopen_application", application),
            "possible": can_be_reopened(application, now),
        },
    )


def keep(request: HttpRequest, ref: str) -> HttpResponse:
    """Leave it as it was submitted."""
    application = dossier.the_application(request.user, ref)
    return button(
        request,
        change=partial(keep_submitted, application=application),
        done=_("De heropening is ongedaan gemaakt. Uw aanvraag blijft zoals u ze indiende."),
        back=application.get_absolute_url(),
    )
