"""The decision on an application: only the programme lead takes it. Each leaves as a letter, after the commit.

A decision that was prepared is published as the row that it is; one that nobody prepared is written and published at
once.
"""

import copy
from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django_fsm import can_proceed

from calls.enums import ApplicationStatus as Status
from calls.models import Application, Decision
from calls.selection.evidence import check_despite, evidence_of
from calls.selection.letters import post_letter
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform
from pio_portal.formats import day_text


def select_application(
    *,
    application: Application,
    decided_on: date,
    grounds: str,
    conditions: str = "",
    despite: str = "",
    by: User | None,
    at: datetime,
    draft: int | None = None,
) -> Application:
    """Select, if need be on conditions: promises guidance, and co-financing in principle only. No project starts by itself."""
    given = {"grounds": grounds, "conditions": conditions, "despite": despite}
    return _decide("select", application, decided_on=decided_on, **given, by=by, at=at, draft=draft)


def refuse_application(
    *,
    application: Application,
    decided_on: date,
    grounds: str,
    feedback: str,
    despite: str = "",
    by: User | None,
    at: datetime,
    draft: int | None = None,
) -> Application:
    """Do not select. The feedback tells the applicant how to come back stronger in a later round."""
    given = {"grounds": grounds, "feedback": feedback, "despite": despite}
    return _decide("refuse", application, decided_on=decided_on, **given, by=by, at=at, draft=draft)


def declare_ineligible(
    *,
    application: Application,
    decided_on: date,
    grounds: str,
    by: User | None,
    at: datetime,
    draft: int | None = None,
) -> Application:
    """Decide that a submitted application does not meet the conditions of the call."""
    return _decide("declare_ineligible", application, decided_on=decided_on, grounds=grounds, by=by, at=at, draft=draft)


def preview_decision(
    *,
    outcome: Status,
    application: Application,
    decided_on: date,
    grounds: str,
    feedback: str = "",
    conditions: str = "",
    despite: str = "",
    by: User | None,
    at: datetime,
    draft: int | None = None,
) -> Decision:
    """This decision as it would be published, unsaved, on a copy of its application: for the letter on the screen.

    Goes through the guards of the decision itself, so it raises whatever that would raise.
    """
    check_draft(application, draft)
    decision = Decision(application=copy.copy(application))
    given = Written(grounds, feedback, conditions, despite)
    _publish(TRANSITIONS[outcome], decision, given, decided_on=decided_on, by=by, at=at)
    return decision


OUTCOMES: dict[Status, Callable[..., Application]] = {
    Status.SELECTED: select_application,
    Status.NOT_SELECTED: refuse_application,
    Status.INELIGIBLE: declare_ineligible,
}
TRANSITIONS = {Status.SELECTED: "select", Status.NOT_SELECTED: "refuse", Status.INELIGIBLE: "declare_ineligible"}
WRITTEN = {  # what each decision is taken with
    Status.SELECTED: ("grounds", "conditions", "despite"),
    Status.NOT_SELECTED: ("grounds", "feedback", "despite"),
    Status.INELIGIBLE: ("grounds",),
}
ONLY_SELECTED = _lazy("Alleen een selectie heeft voorwaarden. Maak dit leeg, of kies “Geselecteerd”.")
VERBS = {
    "select": "application_selected",
    "refuse": "application_refused",
    "declare_ineligible": "application_declared_ineligible",
}


def possible_outcomes(application: Application) -> list[Status]:
    """The decisions that its state allows now, whoever asks."""
    return [status for status, name in TRANSITIONS.items() if can_proceed(getattr(application, name))]


@transaction.atomic
def _decide(
    transition: str,
    application: Application,
    *,
    decided_on: date,
    grounds: str,
    feedback: str = "",
    conditions: str = "",
    despite: str = "",
    by: User | None,
    at: datetime,
    draft: int | None = None,
) -> Application:
    """Publish one decision. `draft` is the version of it that was read (0: there was none); None does not ask.

    Raises Refused when that changed since, and what `_publish` raises.
    """
    application = locked(application)
    check_draft(application, draft)
    decision = application.decision_draft or Decision(application=application, prepared_at=at, prepared_by=by)
    written = Written(grounds, feedback, conditions, despite)
    _publish(transition, decision, written, decided_on=decided_on, by=by, at=at)
    application.save(update_fields=["status", "decided_on"])
    decision.save()
    application.decision, application.decision_draft = decision, None
    record(about=application, verb=VERBS[transition], by=by, at=at, detail={"decided_on": day_text(decided_on)})
    if decision.despite:
        detail = {"doubts": decision.doubts_text, "reason": decision.despite}
        record(about=application, verb="decision_despite", by=by, at=at, detail=detail)
    post_letter(application)
    return application


def check_draft(application: Application, version: int | None) -> None:
    """Raise Refused when a colleague prepared another decision than the one that was read. None does not ask."""
    if version is None:
        return
    draft = application.decision_draft
    if version != (draft.version if draft else 0):
        raise Refused(_("Een collega wijzigde het ontwerp van deze beslissing intussen. Vergelijk beide versies."))


class Written(NamedTuple):
    """What is written in a decision: to the applicant, and (`despite`) inside PIO alone."""

    grounds: str
    feedback: str = ""
    conditions: str = ""
    despite: str = ""


def _publish(
    transition: str, decision: Decision, told: Written, *, decided_on: date, by: User | None, at: datetime
) -> None:
    """Take the decision on the rows in memory: the application gets its outcome, the decision what is told of it.

    Raises NotPermitted, and Refused for a date before the submission or after today, without grounds, without feedback
    for who is not selected, and against a serious doubt without saying why.
    """
    if transition == "refuse" and not told.feedback.strip():
        raise Refused(_("Schrijf feedback waarmee de aanvrager verder kan."), field="feedback")
    refuse_conditions(told.conditions, of_selection=transition == "select")
    if not told.grounds.strip():
        raise Refused(_("Schrijf de motivering: een beslissing zonder motivering is ongeldig."), field="grounds")
    application = decision.application
    perform(application, transition, by=by)
    _check_date(application, decided_on, _day(at))
    perform(decision, "publish", by=None)  # the transition of the application asked the permission
    evidence = evidence_of(application, at=at)
    check_despite(evidence, application.status, told.despite)
    decision.outcome, decision.decided_on = application.status, decided_on
    decision.grounds, decision.feedback = told.grounds.strip(), told.feedback.strip()
    decision.conditions = told.conditions.strip()
    decision.doubts = evidence.doubts(application.status)
    decision.despite = told.despite.strip() if evidence.serious(application.status) else ""
    decision.published_at, decision.published_by = at, by
    application.decided_on = decided_on


def refuse_conditions(conditions: str, *, of_selection: bool) -> None:
    """Raise Refused for conditions of what is no selection."""
    if conditions.strip() and not of_selection:
        raise Refused(str(ONLY_SELECTED), field="conditions")


def _day(at: datetime) -> date:
    return timezone.localdate(at)


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
