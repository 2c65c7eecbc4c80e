"""The check of eligibility: each condition of the call, met or not, before the assessment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus as Status
from calls.enums import CheckOutcome
from calls.models import Application, EligibilityCheck, EligibilityPoint
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit

CHECKABLE = (Status.SUBMITTED, Status.INFO_REQUESTED)


@dataclass(frozen=True)
class Finding:
    """What was found on one condition. `seen` is when it was last checked according to the page that was filled in."""

    outcome: str
    note: str = ""
    seen: datetime | None = None


@transaction.atomic
def check_eligibility(
    *, application: Application, findings: Mapping[int, Finding], by: User | None, at: datetime
) -> list[EligibilityCheck]:
    """Keep what was found on some conditions of the call, by the id of the condition; only what changed is written.

    Raises Refused outside the check, for a foreign condition, for an unknown outcome, and when a colleague found
    something else on it since it was shown.
    """
    application = locked(application)
    permit("calls.handle_application", application, by=by)
    if application.status not in CHECKABLE:
        raise Refused(
            _("De ontvankelijkheid wordt niet meer nagekeken: de status is intussen “%(status)s”.")
            % {"status": application.get_status_display()}
        )
    points = {point.pk: point for point in application.call.eligibility_points.all()}
    known = {check.point_id: check for check in application.eligibility_checks.all()}
    written = []
    for pk, finding in findings.items():
        if pk not in points:
            raise Refused(_("Deze voorwaarde hoort niet bij deze oproep."))
        if check := _changed(application, points[pk], known.get(pk), finding):
            check.at, check.by = at, by
            check.save()
            written.append(check)
    if written:
        record(about=application, verb="eligibility_checked", by=by, at=at, detail={"n": len(written)})
    return written


def _changed(
    application: Application, point: EligibilityPoint, check: EligibilityCheck | None, finding: Finding
) -> EligibilityCheck | None:
    """The check with what was found, unsaved; None when that is what stands there already."""
    if finding.outcome not in CheckOutcome.values:
        raise Refused(_("Kies een uitkomst voor “%(point)s”.") % {"point": point.text}, field=f"outcome_{point.pk}")
    note = finding.note.strip()
    if check is not None and (check.outcome, check.note) == (finding.outcome, note):
        return None
    if (check.at if check else None) != finding.seen:
        raise Refused(
            _("Een collega keek “%(point)s” intussen na. Vergelijk en bewaar opnieuw.") % {"point": point.text},
            field=f"outcome_{point.pk}",
        )
    check = check or EligibilityCheck(application=application, point=point)
    check.outcome, check.note = finding.outcome, note
    return check


def unmet(application: Application) -> list[EligibilityPoint]:
    """The conditions of the call that this application does not meet, or not yet. One query."""
    met = application.eligibility_checks.filter(outcome=CheckOutcome.MET)
    return list(application.call.eligibility_points.exclude(checks__in=met))


def check_all_met(application: Application) -> None:
    """Raise Refused, naming them, while conditions are not met."""
    if points := unmet(application):
        raise Refused(
            _("Nog niet voldaan aan: %(points)s. Kijk eerst elke voorwaarde na.")
            % {"points": "; ".join(point.text for point in points)}
        )


def grounds_of_failure(application: Application) -> str:
    """What was found wrong, as a first text for the grounds of a decision. Empty when nothing was."""
    return grounds_from(application.eligibility_checks.failed().select_related("point"))


def grounds_from(failed: Iterable[EligibilityCheck]) -> str:
    """The same, of checks that were fetched with their condition."""
    return "\n".join(
        (_("Niet voldaan aan de voorwaarde “%(point)s”.") % {"point": check.point.text} + f" {check.note}").strip()
        for check in failed
    )
