"""Advisers judge an application: asked, declared, scored, advised.

Every verb holds the application first and the assignment second, so that an advice and a decision wait for each other.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from calls.application.due import check_due
from calls.assessment.conflicts import check_interest, check_unbiased, shut_out
from calls.enums import Advice, AssignmentStatus
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Assignment, Criterion, Score
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit
from pio_portal.correspondence import outbox
from pio_portal.formats import day_text


@transaction.atomic
def assign_adviser(
    *, application: Application, adviser: User, by: User | None, at: datetime, due_on: date | None = None
) -> Assignment:
    """Ask one adviser to judge the application. The adviser is told by mail, of several at once in one.

    Raises Refused unless the application is being assessed, for who has an interest in it or was asked before, and for a
    day that is over or more than a year away.
    """
    application = locked(application, "organisation")
    permit("calls.handle_application", application, by=by)
    if application.status != Status.ELIGIBLE:
        raise Refused(_("Wijs beoordelaars toe zodra de aanvraag ontvankelijk is verklaard."), field="advisers")
    if not adviser.has_role(Role.ADVISER):
        raise Refused(_("%(name)s is geen beoordelaar.") % {"name": adviser.name}, field="advisers")
    check_unbiased(application, adviser, field="advisers")
    if due_on is not None:
        check_due(due_on, at=at)
    assignment = _ask(application, adviser, by)
    assignment.assigned_at, assignment.assigned_by, assignment.due_on = at, by, due_on
    assignment.save()
    record(about=application, verb="adviser_assigned", by=by, at=at, detail={"adviser": adviser.name})
    outbox.post_together(
        "adviser_assigned",
        to=adviser,
        about=application,
        context={
            "reference": application.ref,
            "title": application.title,
            "organisation": application.organisation.name,
            "due_on": _("ten laatste op %(day)s") % {"day": day_text(due_on, long=True)}
            if due_on
            else _("zo snel u kunt"),
            "link": outbox.link(assignment),
        },
        reply_to=by,
    )
    return assignment


def _ask(application: Application, adviser: User, by: User | None) -> Assignment:
    """A new assignment; or the one that was taken back: the adviser declares interests anew, and finds the old draft."""
    before = application.assignments.filter(adviser=adviser).select_for_update().first()
    if before is None:
        return Assignment(application=application, adviser=adviser)
    if before.status != AssignmentStatus.WITHDRAWN:
        raise Refused(_("%(name)s is al toegewezen aan deze aanvraag.") % {"name": adviser.name}, field="advisers")
    perform(before, "ask_again", by=by)
    before.declared_at = before.withdrawn_at = before.withdrawn_by = None
    return before


@transaction.atomic
def assign_advisers(
    *, application: Application, advisers: Iterable[User], by: User | None, at: datetime, due_on: date | None = None
) -> list[Assignment]:
    """Ask several advisers at once: all of them or, when one cannot, none."""
    return [
        assign_adviser(application=application, adviser=adviser, by=by, at=at, due_on=due_on) for adviser in advisers
    ]


@transaction.atomic
def move_due(*, assignment: Assignment, due_on: date, by: User | None, at: datetime) -> Assignment:
    """Ask an advice for another day, while it is awaited. The adviser is told by mail; the reminders follow the new day.

    Raises Refused once it was given or taken back, and for a day that is over or more than a year away.
    """
    assignment = _locked_assignment(assignment)
    permit("calls.handle_assignment", assignment, by=by)
    if assignment.status not in AssignmentStatus.waiting():
        raise Refused(_not_now(assignment))
    check_due(due_on, at=at)
    if assignment.due_on == due_on:
        return assignment
    assignment.due_on = due_on
    assignment.save(update_fields=["due_on"])
    application, name = assignment.application, assignment.adviser.name
    detail = {"adviser": name, "due_on": day_text(due_on)}
    record(about=application, verb="advice_due_moved", by=by, at=at, detail=detail)
    outbox.post_mail(
        "advice_due_moved",
        to=assignment.adviser,
        about=application,
        context={
            "reference": application.ref,
            "title": application.title,
            "organisation": application.organisation.name,
            "due_on": day_text(due_on, long=True),
            "link": outbox.link(assignment),
        },
    )
    return assignment


@transaction.atomic
def declare_no_conflict(*, assignment: Assignment, by: User | None, at: datetime) -> Assignment:
    """The adviser has no interest in the application, and may read and score it from now on."""
    assignment = _locked_assignment(assignment)
    perform(assignment, "declare_none", by=by)
    assignment.declared_at = at
    assignment.save(update_fields=["status", "declared_at"])
    record(about=assignment.application, verb="no_conflict_declared", by=by, at=at)
    return assignment


@transaction.atomic
def declare_conflict(*, assignment: Assignment, reason: str, by: User | None, at: datetime) -> Assignment:
    """The adviser has an interest: sees nothing of the application any more, and its scores are taken out."""
    assignment = _locked_assignment(assignment, interest_matters=False)
    permit("calls.judge_assignment", assignment, by=by)
    if assignment.status in AssignmentStatus.gone():
        raise Refused(_not_now(assignment))
    shut_out(assignment.application, by or assignment.adviser, reason=reason, at=at)  # who judges it is its adviser
    record(about=assignment.application, verb="conflict_declared", by=by, at=at)
    return Assignment.objects.get(pk=assignment.pk)


@transaction.atomic
def reopen_advice(*, assignment: Assignment, reason: str, by: User | None, at: datetime) -> Assignment:
    """The programme lead gives an advice back to its adviser, who may change it and gives it again.

    Raises Refused once the application is decided, and without a reason.
    """
    assignment = _locked_assignment(assignment)
    if not reason.strip():
        raise Refused(_("Schrijf waarom de beoordelaar het advies opnieuw bekijkt."), field="reason")
    perform(assignment, "reopen", by=by)
    assignment.advised_at = None
    assignment.save(update_fields=["status", "advised_at"])
    _record_and_mail(assignment, "advice_reopened", reason.strip(), by=by, at=at)
    return assignment


@transaction.atomic
def withdraw_assignment(*, assignment: Assignment, reason: str, by: User | None, at: datetime) -> Assignment:
    """The programme lead takes a question for advice back, so that the decision does not wait for it any more.

    Raises Refused once the application is decided, and without a reason.
    """
    assignment = _locked_assignment(assignment, interest_matters=False)
    if not reason.strip():
        raise Refused(_("Schrijf waarom u de toewijzing intrekt. De beoordelaar leest dit."), field="reason")
    perform(assignment, "take_back", by=by)
    assignment.withdrawn_at, assignment.withdrawn_by = at, by
    assignment.save(update_fields=["status", "withdrawn_at", "withdrawn_by"])
    _record_and_mail(assignment, "assignment_withdrawn", reason.strip(), by=by, at=at)
    return assignment


def _record_and_mail(assignment: Assignment, kind: str, reason: str, *, by: User | None, at: datetime) -> None:
    """Write it in the timeline with the reason, and mail that reason to the adviser."""
    application = assignment.application
    record(about=application, verb=kind, by=by, at=at, detail={"adviser": assignment.adviser.name, "reason": reason})
    outbox.post_mail(
        kind,
        to=assignment.adviser,
        about=application,
        context={
            "reference": application.ref,
            "title": application.title,
            "reason": reason,
            "link": outbox.link(assignment),
        },
        reply_to=by,
    )


@transaction.atomic
def save_scores(
    *,
    assignment: Assignment,
    scores: Mapping[int, tuple[int, str]],
    by: User | None,
    at: datetime,
    advice: Advice | str = "",
    text: str = "",
    autosave: bool = False,
) -> Assignment:
    """Keep an adviser's points and comments as a draft, by criterion. A criterion that is left out loses its score.

    `scores` maps the id of a criterion of the call to (points, comment); `advice` and `text` are the advice so far.
    What is saved while typing (`autosave`) is no line of the timeline.
    Raises Refused outside the criterion's scale, for a foreign criterion, and when the adviser has not declared to be free or
    has advised already.
    """
    assignment = _locked_assignment(assignment)
    _write_scores(assignment, scores, by=by)
    assignment.advice, assignment.advice_text = advice, text.strip()
    assignment.save(update_fields=["advice", "advice_text"])
    if not autosave:
        record(about=assignment.application, verb="scores_saved", by=by, at=at)
    return assignment


def _write_scores(assignment: Assignment, scores: Mapping[int, tuple[int, str]], *, by: User | None) -> None:
    """Write the points on a locked assignment, for who judges it."""
    permit("calls.judge_assignment", assignment, by=by)
    if assignment.status != AssignmentStatus.DECLARED:
        raise Refused(_not_now(assignment))
    criteria = Criterion.objects.filter(call=assignment.application.call_id)
    scales = dict(criteria.values_list("pk", "scale"))
    for criterion, (points, _comment) in scores.items():
        if criterion not in scales:
            raise Refused(_("Dit criterium hoort niet bij deze oproep."))
        if not 0 <= points <= scales[criterion]:
            raise Refused(_("Geef 0 tot %(most)d punten.") % {"most": scales[criterion]}, field=f"points_{criterion}")
    assignment.scores.exclude(criterion__in=scores).delete()
    Score.objects.bulk_create(
        [
            Score(assignment=assignment, criterion_id=pk, points=points, comment=comment)
            for pk, (points, comment) in scores.items()
        ],
        update_conflicts=True,
        unique_fields=["assignment", "criterion"],
        update_fields=["points", "comment"],
    )


@transaction.atomic
def advise(
    *,
    assignment: Assignment,
    advice: Advice | str,
    text: str,
    by: User | None,
    at: datetime,
    scores: Mapping[int, tuple[int, str]] | None = None,
) -> Assignment:
    """Give the advice, for good; `scores` are saved with it.

    Raises Refused while a criterion has no points, and without an explanation.
    """
    assignment = _locked_assignment(assignment)
    if scores is not None:
        _write_scores(assignment, scores, by=by)
        record(about=assignment.application, verb="scores_saved", by=by, at=at)
    if advice not in Advice.values:
        raise Refused(_("Kies een advies."), field="advice")
    if not text.strip():
        raise Refused(_("Schrijf kort waarom u dit adviseert."), field="advice_text")
    unscored = Criterion.objects.filter(call=assignment.application.call_id).exclude(scores__assignment=assignment)
    if assignment.status == AssignmentStatus.DECLARED and (names := [criterion.name for criterion in unscored]):
        raise Refused(_("Geef eerst punten voor: %(names)s.") % {"names": ", ".join(names)})
    perform(assignment, "advise", by=by)
    assignment.advice, assignment.advice_text, assignment.advised_at = Advice(advice), text.strip(), at
    assignment.save(update_fields=["status", "advice", "advice_text", "advised_at"])
    record(
        about=assignment.application, verb="advice_given", by=by, at=at, detail={"advice": str(Advice(advice).label)}
    )
    return assignment


def _locked_assignment(assignment: Assignment, *, interest_matters: bool = True) -> Assignment:
    """The assignment as it is now, with its application, both locked. Raises Refused once the assessment is over."""
    application = locked(Application(pk=assignment.application_id))
    held = locked(assignment, "adviser")
    held.application = application
    if application.status != Status.ELIGIBLE:
        raise Refused(
            _("De beoordeling is afgesloten: de aanvraag is intussen “%(status)s”.")
            % {"status": application.get_status_display()}
        )
    if interest_matters:
        check_interest(application, held.adviser)
    return held


def _not_now(assignment: Assignment) -> str:
    return _("Dit kan niet meer: de stand is intussen “%(status)s”.") % {"status": assignment.get_status_display()}
