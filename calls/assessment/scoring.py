"""What the advisers' points say together: the weighted total, how far they differ, and what falls below a knock-out.

Plain computing over rows that were fetched before; only advices that were given count. Each criterion has a scale of
its own: points and means stay on it, totals are out of 5. `ApplicationQuerySet.ranked` says the same in the database.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from calls.enums import AssignmentStatus
from calls.models import Assignment, Criterion, Score

OUT_OF = 5  # what totals are out of, whatever the scales of the criteria
FAR_APART = 2  # points out of 5 between advisers on one criterion that deserve a talk


@dataclass(frozen=True)
class Cell:
    """One adviser's points on one criterion."""

    adviser: str
    points: int | None
    comment: str
    knocked_out: bool


@dataclass(frozen=True)
class Row:
    """One criterion over all advisers, on its own scale. `mean` and `spread` are None while nobody scored it."""

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
        return self.spread is not None and self.spread * OUT_OF >= FAR_APART * self.criterion.scale


@dataclass(frozen=True)
class Scoreboard:
    """All criteria and all advisers who gave an advice. Totals are out of 5, weighted, rounded half up to cents.

    An adviser's total is None while that adviser gave no points on some criterion; `total` is the mean of the totals
    that are known.
    """

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
    exact = [_total(rows, n) for n in range(len(given))]
    known = [total for total in exact if total is not None]
    totals = tuple(None if total is None else _cents(total) for total in exact)
    shown = [total for total in totals if total is not None]
    return Scoreboard(
        advisers=given,
        rows=rows,
        totals=totals,
        total=_cents(sum(known, Fraction(0)) / len(known)) if known else None,
        spread=max(shown) - min(shown) if len(shown) > 1 else None,
    )


def _row(criterion: Criterion, given: Sequence[Assignment], scores: dict[int, dict[int, Score]]) -> Row:
    cells = tuple(_cell(criterion, a, scores[a.pk].get(criterion.pk)) for a in given)
    points = [cell.points for cell in cells if cell.points is not None]
    mean = Fraction(sum(points), len(points)) if points else None
    limit = criterion.knockout_below
    return Row(
        criterion=criterion,
        cells=cells,
        mean=None if mean is None else _cents(mean),
        spread=max(points) - min(points) if len(points) > 1 else None,
        knocked_out=limit is not None and mean is not None and mean < limit,
    )


def _cell(criterion: Criterion, assignment: Assignment, score: Score | None) -> Cell:
    below = score is not None and criterion.knockout_below is not None and score.points < criterion.knockout_below
    return Cell(
        adviser=assignment.adviser.name,
        points=score.points if score else None,
        comment=score.comment if score else "",
        knocked_out=below,
    )


def _total(rows: Sequence[Row], adviser: int) -> Fraction | None:
    """One adviser's weighted mean out of 5, exact; None while a part is unknown."""
    weights = total = Fraction(0)
    for row in rows:
        points, criterion = row.cells[adviser].points, row.criterion
        if points is None:
            return None
        weights += criterion.weight
        total += Fraction(criterion.weight * points * OUT_OF, criterion.scale)
    return total / weights if weights else None


def _cents(value: Fraction) -> Decimal:
    """Rounded half up, exactly."""
    return Decimal(math.floor(value * 100 + Fraction(1, 2))) / 100
