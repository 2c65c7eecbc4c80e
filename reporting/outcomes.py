"""What became of the solutions after their delivery, and how clients found the guidance: counted per year.

The year is that of Brussels: in which a client answered, or since when an adopter has the solution.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from pio_portal.searched import sorting
from projects.enums import SurveyStatus, Use
from projects.models import Adopter, Survey
from projects.models.survey import STATEMENTS

FEWEST = 5  # answers in a year: fewer would say who gave them


@dataclass(frozen=True, kw_only=True)
class UptakeYear:
    """What clients told in a year: how many were asked, answered, use the solution; and who took one over since."""

    year: int
    asked: int = 0
    answered: int = 0
    in_use: int = 0
    adopters: int = 0


def uptake_by_year(years: Sequence[int], *, as_of: date) -> list[UptakeYear]:
    """Per year, as it was known at the end of that day. Three queries, whatever the years."""
    surveys = Survey.objects.about_use()
    answered = surveys.filter(answered_at__date__lte=as_of)
    asked = _count(surveys.filter(asked_at__date__lte=as_of), "asked_at")
    answers = _count(answered, "answered_at", answered=Count("pk"), in_use=Count("pk", filter=Q(use__in=Use.in_use())))
    adopters = _count(adopters_known(as_of), "since_on")
    return [
        UptakeYear(
            year=year, asked=asked.get(year, {}).get("number", 0), **answers.get(year, {}),
            adopters=adopters.get(year, {}).get("number", 0),
        )
        for year in years
    ]  # fmt: skip


def adopters_known(as_of: date) -> QuerySet[Adopter]:
    """The approved adopters that had the solution on that day, as it was known then."""
    return Adopter.objects.approved().filter(since_on__lte=as_of, approved_at__date__lte=as_of)


def answers_of(year: int, *, as_of: date) -> QuerySet[Survey]:
    """The answers on the use that clients gave in a year, newest first."""
    rows = Survey.objects.about_use().filter(answered_at__year=year, answered_at__date__lte=as_of)
    return rows.select_related("project__organisation").order_by("-answered_at", "-pk")


def _count(rows: QuerySet[Any], moment: str, **measures: Count) -> dict[int, dict[str, int]]:
    grouped = rows.order_by().annotate(in_year=ExtractYear(moment)).values("in_year")
    counted = grouped.annotate(**(measures or {"number": Count("pk")})).order_by("in_year")
    return {row.pop("in_year"): row for row in counted}


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """How clients found the guidance in a year. Both are None where fewer than five answered: that is not told."""

    year: int
    answers: int | None = None
    means: Sequence[float] | None = None


def judgements(years: Sequence[int], *, as_of: date) -> list[Judgement]:
    """Per year the mean of each statement. One query. No total stands beside it: it would tell a year that is hidden."""
    names = list(STATEMENTS)
    rows = _answers(as_of).annotate(in_year=ExtractYear("answered_at")).values("in_year").order_by("in_year")
    rows = rows.annotate(number=Count("pk"), **{f"mean_{name}": Avg(name) for name in names})
    told = {
        row["in_year"]: Judgement(
            year=row["in_year"], answers=row["number"], means=[row[f"mean_{name}"] for name in names]
        )
        for row in rows
        if row["number"] >= FEWEST
    }
    return [told.get(year) or Judgement(year=year) for year in years]


def remarks_of(year: int, *, as_of: date) -> list[str]:
    """What clients wrote in a year, in the order of the alphabet, so that nobody reads who wrote it."""
    rows = _answers(as_of).filter(answered_at__year=year)
    remarks = list(rows.values_list("remark", flat=True))
    return sorted(filter(None, remarks), key=sorting) if len(remarks) >= FEWEST else []


def _answers(as_of: date) -> QuerySet[Survey]:
    rows = Survey.objects.about_guidance().filter(status=SurveyStatus.ANSWERED)
    return rows.filter(answered_at__date__lte=as_of).order_by()


def statements() -> list[str]:
    """What clients say how far they agree with, in the order of the means."""
    return [_(str(statement)) for statement in STATEMENTS.values()]
