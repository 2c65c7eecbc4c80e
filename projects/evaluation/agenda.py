"""The agenda of an evaluation, drafted from what changed since the one before it."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.change import permit
from pio_portal.formats import day_text
from projects.enums import AgendaSubject, Outcome, Phase, ProjectState
from projects.evaluation.workflow import ask_to_prepare, open_evaluation
from projects.models import AgendaPoint, EngagementCheck, Evaluation, Project
from projects.tempo.evidence import evidence

AHEAD = 3  # milestones to look ahead to


@transaction.atomic
def draft_agenda(*, evaluation: Evaluation, by, at: datetime) -> Evaluation:
    """Write the points from what changed, and ask the client to prepare. Once more, and they tell what changed since.

    What the client prepared and what PIO noted stays.
    """
    evaluation = open_evaluation(evaluation)
    permit("projects.handle_project", evaluation.project, by=by)
    since = last_held_on(evaluation) or evaluation.project.started_on
    for subject, lines in _subjects(evaluation.project, since or date.min, localdate(at)):
        title, text = str(subject.label), "\n".join(lines)
        point, is_new = AgendaPoint.objects.get_or_create(
            evaluation=evaluation, subject=subject, defaults={"title": title, "text": text}
        )
        if not is_new and point.text != text:
            point.text = text
            point.save(update_fields=["text"])
    ask_to_prepare(evaluation, at=at)
    return evaluation


def last_held_on(evaluation: Evaluation) -> date | None:
    """The day of the evaluation before this one; None for the first."""
    held = evaluation.project.evaluations.filter(held_on__isnull=False).exclude(pk=evaluation.pk)
    return held.order_by("-held_on").values_list("held_on", flat=True).first()


def _subjects(project: Project, since: date, today: date) -> Iterator[tuple[AgendaSubject, list[str]]]:
    """Each subject with its lines; one without anything to tell is left out, but for what lies ahead."""
    found = (
        (AgendaSubject.PHASES, _phases(project, since)),
        (AgendaSubject.MILESTONES, _milestones(project, since, today)),
        (AgendaSubject.ENGAGEMENTS, _engagements(project, since, today)),
        (AgendaSubject.WARNING, _warning(project)),
    )
    for subject, lines in found:
        if told := list(lines):
            yield subject, told
    yield AgendaSubject.AHEAD, list(_ahead(project))


def _phases(project: Project, since: date) -> Iterator[str]:
    entries = project.phase_entries.filter(entered_on__gt=since).exclude(phase=Phase.INTAKE)
    for entry in entries.order_by("entered_on", "pk"):
        yield _("In de fase “%(phase)s” sinds %(day)s.") % {
            "phase": entry.get_phase_display(),
            "day": day_text(entry.entered_on),
        }


def _milestones(project: Project, since: date, today: date) -> Iterator[str]:
    for delay in project.delays.filter(at__date__gt=since).select_related("milestone").order_by("at", "pk"):
        words = {"from": day_text(delay.from_on), "to": day_text(delay.to_on), "milestone": delay.milestone}
        reason = delay.note or delay.get_reason_display()
        yield _("“%(milestone)s” schoof van %(from)s naar %(to)s: %(reason)s") % (words | {"reason": reason})
    for milestone in project.milestones.filter(actual_on__gt=since).order_by("actual_on", "pk"):
        yield _("“%(milestone)s” is bereikt op %(day)s.") % {
            "milestone": milestone,
            "day": day_text(milestone.actual_on),
        }
    for milestone in project.milestones.overdue(today).order_by("forecast_on", "pk"):
        yield _("“%(milestone)s” werd verwacht op %(day)s en is niet bereikt.") % {
            "milestone": milestone,
            "day": day_text(milestone.forecast_on),
        }


def _engagements(project: Project, since: date, today: date) -> Iterator[str]:
    checks = EngagementCheck.objects.filter(engagement__project=project, checked_on__gt=since)
    not_kept = checks.exclude(outcome=Outcome.KEPT).select_related("engagement")
    for check in not_kept.order_by("checked_on", "pk"):
        yield _("%(outcome)s: “%(text)s”. %(note)s") % {
            "outcome": check.get_outcome_display(),
            "text": check.engagement,
            "note": check.note,
        }
    for engagement in project.engagements.to_check(today).order_by("due_on", "pk"):
        yield _("Na te gaan: “%(text)s”, tegen %(day)s.") % {"text": engagement, "day": day_text(engagement.due_on)}


def _warning(project: Project) -> Iterator[str]:
    warning = getattr(project, "warning", None)
    if warning is None or warning.chance is None or project.state != ProjectState.ACTIVE:
        return
    yield _("%(chance)d %% kans dat de lancering te laat komt.") % {"chance": warning.chance}
    yield from evidence(warning)


def _ahead(project: Project) -> Iterator[str]:
    coming = project.milestones.filter(actual_on__isnull=True, forecast_on__isnull=False)
    for milestone in coming.order_by("forecast_on", "pk")[:AHEAD]:
        yield _("“%(milestone)s” wordt verwacht op %(day)s.") % {
            "milestone": milestone,
            "day": day_text(milestone.forecast_on),
        }
