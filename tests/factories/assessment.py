"""Applications further on their way, and advisers: made through their workflow."""

import datetime as dt
from typing import Any

from calls.application.completion import request_info, stop_waiting
from calls.application.reopening import reopen_application
from calls.application.submission import submit_application
from calls.application.writing import withdraw_application
from calls.assessment.advice import (
    advise,
    assign_adviser,
    declare_conflict,
    declare_no_conflict,
    save_scores,
    withdraw_assignment,
)
from calls.assessment.handling import declare_eligible, void_application
from calls.enums import Advice, AssignmentStatus, CompletionStatus, DecisionStatus
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Assignment, CompletionRequest, Decision, EligibilityPoint
from calls.selection.decision import declare_ineligible, refuse_application, select_application
from calls.selection.drafts import discard_draft, draft_decision
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.retelling import retelling
from tests.factories import calls as make
from tests.factories.ground import user
from tests.factories.rows import put_back

AT, DAY, HOUR = make.AT, make.DAY, dt.timedelta(hours=1)
LATER = AT + 10 * DAY  # when advisers advise and the lead decides
TODAY = dt.date(2026, 3, 12)
ROUNDS = [  # the second one takes applications in at AT, and is over when decisions are taken
    make.Period(AT - 60 * DAY, AT - 30 * DAY),
    make.Period(AT - 20 * DAY, AT + 5 * DAY),
    make.Period(AT + 40 * DAY, AT + 80 * DAY),
]
DUE = AT.date() + 14 * DAY  # until when an application may be completed


@put_back
@retelling()
def application(status: Status = Status.SUBMITTED, **fields: Any) -> Application:
    """An application in any state, brought there by the verbs that lead to it."""
    if status == Status.DRAFT:
        return make.application(**fields)
    if not {"within", "round"} & fields.keys():
        fields["within"] = make.call(rounds=ROUNDS)
    made = make.submitted(**fields)
    if status in (Status.ELIGIBLE, Status.SELECTED, Status.NOT_SELECTED):
        made = declare_eligible(application=made, by=user(Role.STAFF), at=AT + DAY)
    return _moved(made, status)


@retelling()
def _moved(made: Application, status: Status) -> Application:
    staff, lead = {"by": user(Role.STAFF), "at": AT}, {"by": user(Role.LEAD), "at": LATER, "decided_on": TODAY}
    verbs = {
        Status.REOPENED: lambda: reopen_application(application=made, by=made.submitted_by, at=AT),
        Status.INFO_REQUESTED: lambda: request_info(
            application=made, reason="De raming ontbreekt.", due_on=TODAY, **staff
        ),
        Status.WITHDRAWN: lambda: withdraw_application(
            application=made, by=made.submitted_by, at=AT, reason="Geen budget"
        ),
        Status.VOID: lambda: void_application(application=made, reason="Dubbel ingevoerd", **staff),
        Status.INELIGIBLE: lambda: declare_ineligible(application=made, grounds="Geen overheidsopdracht.", **lead),
        Status.SELECTED: lambda: select_application(application=made, grounds="Sterk dossier.", **lead),
        Status.NOT_SELECTED: lambda: refuse_application(
            application=made, grounds="De markt heeft dit al.", feedback="Bevraag eerst leveranciers.", **lead
        ),
    }
    return verbs[status]() if status in verbs else made


@retelling()
def ask_to_complete(application: Application, by: User | None = None, **fields: Any) -> Application:
    """Ask for the estimate that is missing, or for something else."""
    fields = {"sections": ["middelen"], "reason": "De raming ontbreekt.", "due_on": DUE, "at": AT + HOUR} | fields
    return request_info(application=application, by=by or user(Role.STAFF), **fields)


@put_back
@retelling()
def assignment(of: Application | None = None, adviser: User | None = None, **fields: Any) -> Assignment:
    """An adviser who was asked, and did nothing yet."""
    of = of or application(Status.ELIGIBLE)
    fields = {"at": AT + 2 * DAY, "by": user(Role.STAFF)} | fields
    return assign_adviser(application=of, adviser=adviser or user(Role.ADVISER), **fields)


@put_back
@retelling()
def declared(of: Application | None = None, adviser: User | None = None, **fields: Any) -> Assignment:
    """An adviser who declared to have no conflict of interest."""
    asked = assignment(of, adviser, **fields)
    return declare_no_conflict(assignment=asked, by=asked.adviser, at=AT + 3 * DAY)


@put_back
@retelling()
def conflicted(of: Application | None = None, adviser: User | None = None) -> Assignment:
    """An adviser who declared a conflict of interest."""
    asked = assignment(of, adviser)
    return declare_conflict(assignment=asked, reason="Mijn broer werkt er", by=asked.adviser, at=AT + 3 * DAY)


@retelling()
def withdrawn(of: Application | None = None, adviser: User | None = None) -> Assignment:
    """An adviser who is not asked any more."""
    asked = assignment(of, adviser)
    return withdraw_assignment(assignment=asked, reason="Geen antwoord", by=user(Role.LEAD), at=AT + 3 * DAY)


@put_back
@retelling()
def scored(
    of: Application | None = None, points: int = 4, comment: str = "Helder", adviser: User | None = None
) -> Assignment:
    """An adviser who gave the same points on every criterion, as a draft."""
    free = declared(of, adviser)
    scores = {criterion.pk: (points, comment) for criterion in free.application.call.criteria.all()}
    return save_scores(assignment=free, scores=scores, by=free.adviser, at=LATER)


@put_back
@retelling()
def advised(
    of: Application | None = None,
    *,
    points: int = 4,
    advice: Advice = Advice.SELECT,
    text: str = "Doen",
    comment: str = "Helder",
    adviser: User | None = None,
) -> Assignment:
    """An adviser who gave an advice."""
    done = scored(of, points, comment, adviser)
    return advise(assignment=done, advice=advice, text=text, by=done.adviser, at=LATER)


def points(of: Application, *texts: str) -> list[EligibilityPoint]:
    """Conditions of eligibility on the call of an application."""
    texts = texts or ("Publieke organisatie", "Past in de oproep")
    return [EligibilityPoint.objects.create(call=of.call, text=text, position=n) for n, text in enumerate(texts)]


@put_back
@retelling()
def drafted(of: Application | None = None, outcome: Status = Status.SELECTED, **fields: Any) -> Decision:
    """A decision in preparation, complete."""
    of = of or application(Status.ELIGIBLE)
    fields = {
        "grounds": "Om deze reden.",
        "feedback": "Bevraag de markt." if outcome == Status.NOT_SELECTED else "",
        "version": 0,
        "by": user(Role.STAFF),
        "at": LATER,
    } | fields
    return draft_decision(application=of, outcome=outcome, **fields)


@put_back
@retelling()
def decision(status: DecisionStatus = DecisionStatus.PUBLISHED) -> Decision:
    """A decision in any state: prepared, and then published or thrown away."""
    made = drafted()
    if status == DecisionStatus.PUBLISHED:
        fields = {"decided_on": TODAY, "grounds": made.grounds, "by": user(Role.LEAD), "at": LATER}
        select_application(application=made.application, **fields)
    if status == DecisionStatus.DROPPED:
        discard_draft(application=made.application, version=1, by=user(Role.STAFF), at=LATER)
    return Decision.objects.get(pk=made.pk)


@put_back
@retelling()
def completion_request(status: CompletionStatus = CompletionStatus.OPEN) -> CompletionRequest:
    """A request to complete an application, and what became of it."""
    asked = application(Status.INFO_REQUESTED)
    staff = {"by": user(Role.STAFF), "at": AT + DAY}
    applicant = {"by": asked.submitted_by, "at": AT + DAY}
    match status:
        case CompletionStatus.ANSWERED:
            submit_application(application=asked, **applicant)
        case CompletionStatus.STOPPED:
            stop_waiting(application=asked, **staff)
        case CompletionStatus.REPLACED:
            request_info(application=asked, reason="Iets anders.", due_on=TODAY, **staff)
        case CompletionStatus.LAPSED:
            withdraw_application(application=asked, reason="Geen budget", **applicant)
    return CompletionRequest.objects.filter(application=asked).earliest("asked_at")


STAGES = {
    AssignmentStatus.ASSIGNED: assignment,
    AssignmentStatus.DECLARED: declared,
    AssignmentStatus.ADVISED: advised,
    AssignmentStatus.CONFLICTED: conflicted,
    AssignmentStatus.WITHDRAWN: withdrawn,
}
