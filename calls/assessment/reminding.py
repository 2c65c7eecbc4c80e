"""A reminder that staff sends by hand: to whoever a dossier waits for."""

from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.application import completion_reminders
from calls.assessment import advice_reminders
from calls.assessment.conflicts import interest_of
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Assignment
from pio_portal.accounts.models import User
from pio_portal.audit.models import Entry
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit

COMPLETION, ADVICE = "completion_reminded", "advice_reminded"


@transaction.atomic
def remind_now(*, application: Application, by: User | None, at: datetime) -> None:
    """Remind the applicants of the completion that was asked, or the advisers of their advice. By mail.

    Raises Refused when the dossier waits for nobody, and for a second reminder on one day.
    """
    application = locked(application)
    permit("calls.handle_application", application, by=by)
    if _reminded_today(application, at):
        raise Refused(_("Bij deze aanvraag is vandaag al een herinnering verstuurd."))
    if request := application.completion:
        completion_reminders.post_reminder(request, at=at)
        record(about=application, verb=COMPLETION, by=by, at=at)
    elif advisers := _awaited(application):
        for assignment, due_on in advisers:
            advice_reminders.post_reminder(assignment, due_on=due_on, late=due_on < timezone.localdate(at))
        names = ", ".join(assignment.adviser.name for assignment, _due_on in advisers)
        record(about=application, verb=ADVICE, by=by, at=at, detail={"advisers": names})
    elif application.status == Status.ELIGIBLE and application.assignments.waiting().exists():
        raise Refused(_("Geef de beoordelaars van deze aanvraag eerst een datum voor hun advies."))
    else:
        raise Refused(_("Deze aanvraag wacht niet op een aanvulling of een advies: er is niemand om te herinneren."))


def _awaited(application: Application) -> list[tuple[Assignment, date]]:
    """Who still owes an advice, and may still judge, with the day for which it was asked."""
    rows = application.assignments.waiting().filter(due_on__isnull=False, adviser__is_active=True)
    found = rows.select_related("adviser", "application__organisation").order_by("pk")
    return [(one, one.due_on) for one in found if one.due_on and not interest_of(application, one.adviser)]


def _reminded_today(application: Application, at: datetime) -> bool:
    about = ContentType.objects.get_for_model(Application)
    lines = Entry.objects.filter(about_type=about, about_id=application.pk, verb__in=(COMPLETION, ADVICE))
    return lines.filter(at__date=timezone.localdate(at)).exists()
