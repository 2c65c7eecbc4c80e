"""What is known of an application when it is decided: scores, advices, its round; and what speaks against an outcome."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from calls.assessment.scoring import Row, Scoreboard, scoreboard
from calls.enums import ApplicationStatus as Status
from calls.enums import AssignmentStatus, Doubt
from calls.models import Application
from pio_portal.change import Refused
from pio_portal.formats import moment_text, number_text

FETCHED = ("call__criteria", "assignments__scores", "assignments__adviser")  # what `evidence_of` reads, for many rows


@dataclass(frozen=True)
class Remark:
    """What an adviser wrote: on one criterion, or (without one) with the advice."""

    adviser: str
    text: str
    criterion: str = ""


@dataclass
class Evidence:
    """`awaited` names the advisers who are still to advise; `open_until` is set while its round takes others in."""

    board: Scoreboard
    asked: int
    awaited: tuple[str, ...]
    open_until: datetime | None

    @property
    def given(self) -> int:
        return len(self.board.advisers)

    @cached_property
    def remarks(self) -> list[Remark]:
        """All that the advisers wrote: their advice first, then criterion by criterion."""
        advices = [Remark(a.adviser.name, a.advice_text) for a in self.board.advisers if a.advice_text]
        rows = [(row.criterion.name, cell) for row in self.board.rows for cell in row.comments]
        return advices + [Remark(cell.adviser, cell.comment, criterion) for criterion, cell in rows]

    def doubts(self, outcome: Status | str) -> list[Doubt]:
        """What speaks against this outcome. What does not meet the conditions of the call is not weighed at all."""
        if outcome not in (Status.SELECTED, Status.NOT_SELECTED):
            return []
        found = {
            Doubt.BELOW_THRESHOLD: outcome == Status.SELECTED and bool(self.board.knock_outs),
            Doubt.ROUND_OPEN: self.open_until is not None,
            Doubt.ADVICE_MISSING: bool(self.awaited) or not self.given,
        }
        return [doubt for doubt, holds in found.items() if holds]

    def serious(self, outcome: Status | str) -> list[Doubt]:
        """Those against which one decides only with a reason."""
        return [doubt for doubt in self.doubts(outcome) if doubt in Doubt.serious()]

    def told(self, doubt: Doubt) -> str:
        """The doubt in a sentence, with what it rests on."""
        match doubt:
            case Doubt.BELOW_THRESHOLD:
                failed = "; ".join(_below(row) for row in self.board.rows if row.knocked_out)
                return _("Onder de uitsluitingsdrempel: %(criteria)s.") % {"criteria": failed}
            case Doubt.ROUND_OPEN:
                moment = moment_text(self.open_until, long=True)
                return _("De indiendatum is nog open tot %(moment)s: er kunnen aanvragen bij komen.") % {
                    "moment": moment
                }
        if self.awaited:
            return _("Het advies van %(names)s is er nog niet.") % {"names": ", ".join(self.awaited)}
        return _("Nog niemand gaf advies.")

    @property
    def warnings(self) -> list[tuple[Doubt, str]]:
        """All that speaks against selecting it, each with its sentence: for who has not chosen an outcome yet."""
        return [(doubt, self.told(doubt)) for doubt in self.doubts(Status.SELECTED)]


def _below(row: Row) -> str:
    return _("%(criterion)s (gemiddeld %(mean)s, drempel %(limit)s)") % {
        "criterion": row.criterion.name,
        "mean": number_text(row.mean, 2),
        "limit": number_text(row.criterion.knockout_below),
    }


def board_of(record: Any) -> Scoreboard:
    """What the advisers say of one application, computed once; asks only for what was not fetched with the row."""
    if not hasattr(record, "board"):
        prefetch_related_objects([record], *FETCHED)
        record.board = scoreboard(list(record.call.criteria.all()), record.assignments.all())
    return record.board


def evidence_of(record: Application, *, at: datetime) -> Evidence:
    """All that is known of one application at this moment."""
    board = board_of(record)
    rows = record.assignments.all()
    round_ = record.round
    return Evidence(
        board=board,
        asked=sum(a.status not in AssignmentStatus.gone() for a in rows),
        awaited=tuple(a.adviser.name for a in rows if a.status in AssignmentStatus.waiting()),
        open_until=round_.closes_at if round_ is not None and not round_.is_past(at) else None,
    )


def check_despite(evidence: Evidence, outcome: Status | str, despite: str) -> None:
    """Raise Refused, saying what speaks against it, for a decision that needs a reason and has none."""
    serious = evidence.serious(outcome)
    if serious and not despite.strip():
        told = " ".join(evidence.told(doubt) for doubt in serious)
        raise Refused(told + " " + _("Schrijf waarom u toch zo beslist."), field="despite")
