"""Asking those who may sign to check the answers, sign and submit."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.application.submission import check_complete, check_round
from calls.application.writing import managers_of
from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit
from pio_portal.correspondence import outbox
from pio_portal.formats import moment_text

PATIENCE = timedelta(hours=1)  # before the same people are asked again


@transaction.atomic
def ask_signature(*, application: Application, by, at: datetime) -> Application:
    """Ask the managers of the leading organisation to sign and submit: a mail, and a task on /mijn/.

    Raises NotPermitted, Incomplete, OutsideRound; and Refused when nobody can sign, or they were asked within the hour.
    """
    application = locked(application)
    permit("calls.edit_application", application, by=by)
    if application.status not in Status.with_applicants():
        raise Refused(_("Deze aanvraag is ingediend: er valt niets meer te ondertekenen."))
    managers = managers_of(application)
    if not managers:
        raise Refused(_("Uw organisatie heeft nog geen beheerder: neem contact op met het PIO-team."))
    if application.sign_asked_at and at < application.sign_asked_at + PATIENCE:
        raise Refused(
            _("De ondertekening is al gevraagd op %(moment)s. Opnieuw vragen kan vanaf %(again)s.")
            % {
                "moment": moment_text(application.sign_asked_at),
                "again": moment_text(application.sign_asked_at + PATIENCE),
            }
        )
    if application.status in Status.before_closing():
        check_round(application, at)
    check_complete(application)
    application.sign_asked_at, application.sign_asked_by = at, by
    application.save(update_fields=["sign_asked_at", "sign_asked_by"])
    record(about=application, verb="signature_asked", by=by, at=at)
    context = {
        "reference": application.ref,
        "title": application.title,
        "organisation": application.organisation.name,
        "person": by.name if by else _("Het portaal"),
        "closing": _("Indienen kan tot %(moment)s.") % {"moment": moment_text(application.closes_at)}
        if application.closes_at
        else "",
        "link": outbox.link(reverse("calls:applicant_application_check", args=[application.ref])),
    }
    outbox.post_mail("signature_asked", to=managers, about=application, context=context, reply_to=by)
    return application
