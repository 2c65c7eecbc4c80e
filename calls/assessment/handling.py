"""What PIO does with an application between its submission and the decision."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from calls.application.completion import REOPENING, end_changes
from calls.assessment.conflicts import check_unbiased
from calls.assessment.eligibility import check_all_met
from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit
from pio_portal.correspondence import outbox


@transaction.atomic
def assign_handler(*, application: Application, handler: User | None, by: User | None, at: datetime) -> Application:
    """Say who of PIO follows the application; None takes it back. The new handler is told by mail, of several at once in one.

    Raises Refused for a draft, for someone outside PIO, and for who declared a conflict of interest.
    """
    application = locked(application)
    permit("calls.handle_application", application, by=by)
    if application.status in (Status.DRAFT, Status.VOID):
        raise Refused(_("Alleen een ingediende aanvraag krijgt een behandelaar."), field="handler")
    if handler is not None:
        _check_handler(application, handler)
    if application.handler_id == (handler.pk if handler else None):
        return application
    application.handler = handler
    application.save(update_fields=["handler"])
    record(
        about=application,
        verb="application_handler_assigned",
        by=by,
        at=at,
        detail={"handler": handler.name if handler else "–"},
    )
    if handler is not None and handler != by:
        outbox.post_together(
            "application_handler_assigned",
            to=handler,
            about=application,
            context={**_named(application), "link": outbox.link(application.get_staff_url())},
            reply_to=by,
        )
    return application


def _check_handler(application: Application, handler: User) -> None:
    if not handler.is_pio:
        raise Refused(_("Kies iemand van het PIO-team als behandelaar."), field="handler")
    check_unbiased(application, handler, field="handler")


@transaction.atomic
def declare_eligible(*, application: Application, by: User | None, at: datetime) -> Application:
    """Let a submitted application through to the assessment.

    Raises Refused, naming them, while it does not meet all conditions of its call; a call without any asks nothing.
    """
    application = locked(application)
    perform(application, "declare_eligible", by=by)
    check_all_met(application)
    application.eligible_at, application.eligible_by = at, by
    application.save(update_fields=["status", "eligible_at", "eligible_by"])
    record(about=application, verb="application_declared_eligible", by=by, at=at)
    return application


@transaction.atomic
def reconsider_eligibility(*, application: Application, reason: str, by: User | None, at: datetime) -> Application:
    """Take the declaration of eligibility back, so that the conditions are checked again.

    Raises Refused without a reason, and once something followed: an adviser was asked, or a decision prepared.
    """
    application = locked(application)
    if not reason.strip():
        raise Refused(_("Schrijf waarom u de ontvankelijkverklaring terugneemt."), field="reason")
    perform(application, "reconsider", by=by)
    if followed_up(application):
        raise Refused(_("Dit kan niet meer: er is al een beoordelaar gevraagd of een beslissing voorbereid."))
    application.eligible_at = application.eligible_by = None
    application.save(update_fields=["status", "eligible_at", "eligible_by"])
    record(about=application, verb="eligibility_reconsidered", by=by, at=at)
    detail = {"reason": reason.strip()}
    record(about=application, verb="eligibility_reconsidered_because", by=by, at=at, detail=detail)
    return application


def followed_up(application: Application) -> bool:
    """Whether something came of it that it was declared eligible."""
    return application.decision_draft is not None or application.assignments.exists()


@transaction.atomic
def void_application(*, application: Application, reason: str, by: User | None, at: datetime) -> Application:
    """Declare that the application was entered by mistake: it counts nowhere any more (I01)."""
    application = locked(application)
    if not reason.strip():
        raise Refused(_("Schrijf waarom deze aanvraag nietig is."), field="reason")
    end_changes(application=application, by=by, at=at)
    perform(application, "void", by=by)
    application.voided_at, application.voided_by, application.void_reason = at, by, reason.strip()
    application.save(update_fields=["status", *REOPENING, "voided_at", "voided_by", "void_reason"])
    record(about=application, verb="application_voided", by=by, at=at, detail={"reason": application.void_reason})
    return application


def _named(application: Application) -> dict[str, object]:
    return {"reference": application.ref, "title": application.title}
