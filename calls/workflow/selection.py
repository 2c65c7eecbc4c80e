"""The decision on an application: only the programme lead takes it. Each leaves as a letter, after the commit."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus as Status
from calls.models import Application
from calls.workflow.letters import post_letter
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform
from pio_portal.ui.formats import day_text


def select_application(
    *, application: Application, decided_on: date, grounds: str, by: User | None, at: datetime
) -> Application:
    """Select: promises guidance, and co-financing in principle only. No project starts by itself."""
    return _decide("select", application, decided_on=decided_on, grounds=grounds, by=by, at=at)


def refuse_application(
    *, application: Application, decided_on: date, grounds: str, feedback: str, by: User | None, at: datetime
) -> Application:
    """Do not select. The feedback tells the applicant how to come back stronger in a later round."""
    if not feedback.strip():
        raise Refused(_("Schrijf feedback waarmee de aanvrager verder kan."), field="feedback")
    return _decide("refuse", application, decided_on=decided_on, grounds=grounds, feedback=feedback, by=by, at=at)


def declare_ineligible(
    *, application: Application, decided_on: date, grounds: str, by: User | None, at: datetime
) -> Application:
    """Decide that a submitted application does not meet the conditions of the call."""
    return _decide("declare_ineligible", application, decided_on=decided_on, grounds=grounds, by=by, at=at)


def preview_decision(*, outcome: Status, application: Application, **decision) -> Application:
    """The application as this decision would leave it, with nothing kept: for the letter on the screen.

    Goes through the decision itself, so it raises whatever that would raise.
    """
    with transaction.atomic():
        decided = OUTCOMES[outcome](application=application, **decision)
        transaction.set_rollback(True)
    return decided


OUTCOMES: dict[Status, Callable[..., Application]] = {
    Status.SELECTED: select_application,
    Status.NOT_SELECTED: refuse_application,
    Status.INELIGIBLE: declare_ineligible,
}
VERBS = {
    "select": "application_selected",
    "refuse": "application_refused",
    "declare_ineligible": "application_declared_ineligible",
}


@transaction.atomic
def _decide(
    transition: str,
    application: Application,
    *,
    decided_on: date,
    grounds: str,
    feedback: str = "",
    by: User | None,
    at: datetime,
) -> Application:
    """Write one decision. Raises Refused for a date before the submission or after today, and without grounds."""
    application = locked(application)
    if not grounds.strip():
        raise Refused(_("Schrijf de motivering: een beslissing zonder motivering is ongeldig."), field="grounds")
    perform(application, transition, by=by)
    _check_date(application, decided_on, timezone.localdate(at))
    application.decided_on, application.decided_by = decided_on, by
    application.grounds, application.feedback = grounds.strip(), feedback.strip()
    application.save(update_fields=["status", "decided_on", "decided_by", "grounds", "feedback"])
    record(about=application, verb=VERBS[transition], by=by, at=at, detail={"decided_on": day_text(decided_on)})
    post_letter(application)
    return application


def _check_date(application: Application, decided_on: date, today: date) -> None:
    if application.submitted_at is not None and decided_on < timezone.localdate(application.submitted_at):
        raise Refused(
            _("De aanvraag werd ingediend op %(day)s. Kies een beslissingsdatum op of na die dag.")
            % {"day": day_text(timezone.localdate(application.submitted_at))},
            field="decided_on",
        )
    if decided_on > today:
        raise Refused(
            _("De beslissingsdatum ligt in de toekomst. Kies vandaag of een eerdere dag."), field="decided_on"
        )
