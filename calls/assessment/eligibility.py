"""The check of eligibility: each condition of the call, met or not, before the assessment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import OuterRef, Subquery
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
    """What was found on one condition. `seen` is the mark of what the page that was filled in showed of it."""

    outcome: str
    note: str = ""
    seen: str = ""

    @property
    def mark(self) -> str:
        """Names an outcome with its note: who saw something else did not see this. Nothing found has the empty mark."""
        text = " ".join(self.note.split())
        return sha256(f"{self.outcome} {text}".encode()).hexdigest()[:16] if self.outcome or text else ""

    @property
    def is_untouched(self) -> bool:
        """Whether it says what the page showed already: then it is nobody's finding of now."""
        return self.mark == self.seen


@dataclass(frozen=True)
class Standing:
    """The conditions that an application does not meet, or not yet, by what was found."""

    failed: tuple[EligibilityPoint, ...]
    unclear: tuple[EligibilityPoint, ...]
    unchecked: tuple[EligibilityPoint, ...]

    @property
    def to_check(self) -> int:
        """How many somebody still has to look at."""
        return len(self.unclear) + len(self.unchecked)

    @property
    def is_met(self) -> bool:
        """Nothing stands in the way."""
        return not (self.failed or self.to_check)


@transaction.atomic
def check_eligibility(
    *,
    application: Application,
    findings: Mapping[int, Finding],
    by: User | None,
    at: datetime,
    rest_is_met: bool = False,
) -> list[EligibilityCheck]:
    """Keep what was found on some conditions of the call, by the id of the condition; only what changed is written.

    `rest_is_met`: the conditions on which nobody found anything are met. What the page showed already and nobody touched
    is left as a colleague has it meanwhile.
    Raises Refused outside the check, for a foreign condition, for an unknown outcome, and when a colleague found
    something else on it since it was shown.
    """
    application = locked(application)
    permit("calls.handle_application", application, by=by)
    if application.status not in CHECKABLE:
        raise Refused(
            _("De ontvankelijkheid wordt niet meer nagekeken: de stand is intussen “%(status)s”.")
            % {"status": application.get_status_display()}
        )
    points = {point.pk: point for point in EligibilityPoint.objects.filter(call=application.call_id)}
    known = {check.point_id: check for check in application.eligibility_checks.all()}
    written = []
    open_ones = [pk for pk in points if rest_is_met and pk not in known and pk not in findings]
    for pk, finding in {**findings, **dict.fromkeys(open_ones, Finding(CheckOutcome.MET))}.items():
        if pk not in points:
            raise Refused(_("Deze voorwaarde hoort niet bij deze oproep."))
        if check := _changed(application, points[pk], known.get(pk), finding):
            check.at, check.by = at, by
            written.append(check)
    if written:
        EligibilityCheck.objects.bulk_create(
            written,
            update_conflicts=True,
            unique_fields=["application", "point"],
            update_fields=["outcome", "note", "at", "by"],
        )
        record(about=application, verb="eligibility_checked", by=by, at=at, detail={"n": len(written)})
    return written


def _changed(
    application: Application, point: EligibilityPoint, check: EligibilityCheck | None, finding: Finding
) -> EligibilityCheck | None:
    """The check with what was found, unsaved; None when that is what stands there already."""
    if finding.outcome not in CheckOutcome.values:
        raise Refused(_("Kies een uitkomst voor “%(point)s”.") % {"point": point.text}, field=f"outcome_{point.pk}")
    current = mark_of(check)
    if finding.mark == current or finding.is_untouched:
        return None
    if current != finding.seen:
        raise Refused(
            _("Een collega keek “%(point)s” intussen na. Er is niets overschreven: vergelijk en bewaar opnieuw.")
            % {"point": point.text},
            field=f"outcome_{point.pk}",
        )
    check = check or EligibilityCheck(application=application, point=point)
    check.outcome, check.note = finding.outcome, finding.note.strip()
    return check


def mark_of(check: EligibilityCheck | None) -> str:
    """The mark of what stands there now."""
    return Finding(check.outcome, check.note).mark if check else ""


def standing_of(application: Application) -> Standing:
    """What is not met, not clear and not looked at. One query."""
    found = application.eligibility_checks.filter(point=OuterRef("pk")).values("outcome")
    points = list(EligibilityPoint.objects.filter(call=application.call_id).annotate(outcome=Subquery(found)))
    by = {outcome: tuple(p for p in points if p.outcome == outcome) for outcome in (*CheckOutcome, None)}
    return Standing(failed=by[CheckOutcome.NOT_MET], unclear=by[CheckOutcome.UNCLEAR], unchecked=by[None])


def check_all_met(application: Application) -> None:
    """Raise Refused, naming them, while conditions are not met."""
    standing = standing_of(application)
    told = [
        (standing.failed, _("Niet voldaan aan: %(points)s.")),
        (standing.unclear + standing.unchecked, _("Nog na te gaan: %(points)s.")),
    ]
    if sentences := [text % {"points": "; ".join(p.text for p in points)} for points, text in told if points]:
        raise Refused(" ".join(sentences))


def grounds_of_failure(application: Application) -> str:
    """What was found wrong, as a first text for the grounds of a decision. Empty when nothing was."""
    return grounds_from(application.eligibility_checks.failed().select_related("point"))


def grounds_from(failed: Iterable[EligibilityCheck]) -> str:
    """The same, of checks that were fetched with their condition."""
    return "\n".join(
        (_("Niet voldaan aan de voorwaarde “%(point)s”.") % {"point": check.point.text} + f" {check.note}").strip()
        for check in failed
    )


def text_to_complete(application: Application) -> str:
    """What is not met or not clear, as a first text for a request to complete. Empty when there is nothing."""
    found = application.eligibility_checks.exclude(outcome=CheckOutcome.MET).select_related("point")
    lines = ["- " + ": ".join(part for part in (check.point.text, check.note) if part) for check in found]
    return "\n".join([_("Deze voorwaarden zijn nog niet in orde:"), *lines]) if lines else ""
