"""What the advisers' points say together: the weighted total, how far they differ, and what falls below a knock-out.

Plain computing over rows that were fetched before; only advices that were given count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from calls.enums import AssignmentStatus
from calls.models import Assignment, Criterion, Score

FAR_APART = 2  # points of difference between advisers on one criterion that deserve a talk
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Cell:
    """One adviser's points on one criterion."""

    adviser: str
    points: int | None
    comment: str
    knocked_out: bool


@dataclass(frozen=True)
class Row:
    """One criterion over all advisers. `mean` and `spread` are None while nobody scored it."""

    criterion: Criterion
    cells: tuple[Cell, ...]
    mean: Decimal | None
    spread: int | None
    knocked_out: bool

    @property
    def comments(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.comment]

    @property
    def far_apart(self) -> bool:
        return self.spread is not None and self.spread >= FAR_APART


@dataclass(frozen=True)
class Scoreboard:
    """All criteria and all advisers who gave an advice. Totals are out of 5, weighted, rounded half up to cents."""

    advisers: tuple[Assignment, ...]
    rows: tuple[Row, ...]
    totals: tuple[Decimal | None, ...]
    total: Decimal | None
    spread: Decimal | None

    @property
    def has_comments(self) -> bool:
        return any(row.comments for row in self.rows)

    @property
    def knock_outs(self) -> list[Criterion]:
        return [row.criterion for row in self.rows if row.knocked_out]

    @property
    def far_apart(self) -> list[Criterion]:
        return [row.criterion for row in self.rows if row.far_apart]


def scoreboard(criteria: Sequence[Criterion], assignments: Iterable[Assignment]) -> Scoreboard:
    """The table for staff. `assignments` come with scores and adviser fetched; drafts and conflicts are left out."""
    given = tuple(a for a in assignments if a.status == AssignmentStatus.ADVISED)
    scores = {a.pk: {score.criterion_id: score for score in a.scores.all()} for a in given}
    rows = tuple(_row(criterion, given, scores) for criterion in criteria)
    totals = tuple(_weighted([(row.criterion.weight, row.cells[n].points) for row in rows]) for n in range(len(given)))
    known = [total for total in totals if total is not None]
    return Scoreboard(
        advisers=given,
        rows=rows,
        totals=totals,
        total=_weighted([(row.criterion.weight, row.mean) for row in rows]),
        spread=max(known) - min(known) if len(known) > 1 else None,
    )


def _row(criterion: Criterion, given: Sequence[Assignment], scores: dict[int, dict[int, Score]]) -> Row:
    cells = tuple(_cell(criterion, a, scores[a.pk].get(criterion.pk)) for a in given)
    points = [cell.points for cell in cells if cell.points is not None]
    mean = _cents(Decimal(sum(points)) / len(points)) if points else None
    limit = criterion.knockout_below
    return Row(
        criterion=criterion,
        cells=cells,
        mean=mean,
        spread=max(points) - min(points) if len(points) > 1 else None,
        knocked_out=limit is not None and bool(points) and Decimal(sum(points)) / len(points) < limit,
    )


def _cell(criterion: Criterion, assignment: Assignment, score: Score | None) -> Cell:
    below = score is not None and criterion.knockout_below is not None and score.points < criterion.knockout_below
    return Cell(
        adviser=assignment.adviser.name,
        points=score.points if score else None,
        comment=score.comment if score else "",
        knocked_out=below,
    )


def _weighted(pairs: Sequence[tuple[int, int | Decimal | None]]) -> Decimal | None:
    """The weighted mean; None while a part is unknown, because unknown is not zero."""
    if not pairs or any(value is None for _weight, value in pairs):
        return None
    total = sum((weight * Decimal(value) for weight, value in pairs if value is not None), Decimal(0))
    return _cents(total / sum(weight for weight, _value in pairs))


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)
