"""What can happen to a call: made, amended, published."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.enums import CallStatus, FormStatus, Scale
from calls.models import Application, Call, Criterion, EligibilityPoint, Questionnaire, Round
from calls.questionnaire import default_form, definition
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit, save_checked
from pio_portal.formats import day_text, moment_text
from pio_portal.retelling import is_history

FIELDS = ("code", "title", "kind", "year", "theme", "summary", "who_may_apply", "target_term_days", "form")
POINTERS = ("theme", "form")  # fields that name another row

YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")  # a year in a code: PIO-2026
CRITERION_FIELDS = ("name", "help", "weight", "scale", "knockout_below")


@dataclass(frozen=True)
class Period:
    """When a round opens and closes: half-open, opens_at ≤ t < closes_at."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class Judged:
    """A criterion as it is set on a call. `pk` names an existing one that is changed."""

    name: str
    help: str = ""
    weight: int = 1
    knockout_below: int | None = None
    pk: int | None = None
    scale: int = Scale.FIVE


@dataclass(frozen=True)
class Point:
    """A condition of eligibility as it is set on a call. `pk` names an existing one that is changed."""

    text: str
    help: str = ""
    pk: int | None = None


DEFAULT_CRITERIA = tuple(Judged(name, text, weight, knockout) for name, text, weight, knockout in default_form.CRITERIA)
DEFAULT_POINTS = tuple(Point(text, explanation) for text, explanation in default_form.ELIGIBILITY)


def default_questionnaire() -> Questionnaire:
    """The newest published version of the portal's own form; made when there is none with the wording of today."""
    own = Questionnaire.objects.filter(name=default_form.NAME).order_by("-number")
    if found := own.filter(definition=default_form.DEFINITION, status=FormStatus.PUBLISHED).first():
        return found
    last = own.first()
    made = Questionnaire(
        name=default_form.NAME, number=last.number + 1 if last else 1, definition=default_form.DEFINITION
    )
    made.published_at = timezone.now()
    perform(made, "publish", by=None)
    made.save()
    return made


@transaction.atomic
def create_call(
    *,
    code: str,
    title: str,
    kind: str,
    year: int,
    rounds: Sequence[Period],
    by,
    at: datetime,
    criteria: Sequence[Judged] = DEFAULT_CRITERIA,
    eligibility_points: Sequence[Point] = DEFAULT_POINTS,
    form: Questionnaire | None = None,
    **texts: Any,
) -> Call:
    """Make a call in preparation, with its submission rounds, criteria, conditions of eligibility and questions.

    `texts` are theme, summary, who_may_apply and target_term_days. Raises NotPermitted, and Refused for rounds that
    are not in order or overlap, for a code that is taken and for a form that is not published.
    """
    permit("calls.change_call", None, by=by)
    check_rounds(rounds)
    check_year(code, year, rounds)
    form = form or default_questionnaire()
    _check_form(form)
    call = Call(code=code, title=title, kind=kind, year=year, form=form, **texts)
    if Call.objects.filter(code__iexact=code).exists():
        raise Refused(_("De code %(code)s bestaat al. Kies een andere.") % {"code": code}, field="code")
    save_checked(call)
    Round.objects.bulk_create(
        [Round(call=call, number=n, opens_at=r.opens_at, closes_at=r.closes_at) for n, r in enumerate(rounds, 1)]
    )
    _write_criteria(call, criteria)
    _write_points(call, eligibility_points)
    record(about=call, verb="call_created", by=by, at=at)
    return call


@transaction.atomic
def amend_call(
    *,
    call: Call,
    rounds: Sequence[Period],
    criteria: Sequence[Judged],
    by,
    at: datetime,
    eligibility_points: Sequence[Point] | None = None,
    seen: str = "",
    **changes: Any,
) -> Call:
    """Change a call. `seen` is the fingerprint of what the form showed: when the call changed since, it is refused.

    Of a published call the code stays, a round that closed keeps its dates, and no round loses its applications.
    Applications that were begun keep their form. `eligibility_points` None leaves those conditions as they are.
    """
    call = locked(call)
    permit("calls.change_call", call, by=by)
    if seen and seen != fingerprint(call):
        raise Refused(
            _("Een collega wijzigde deze oproep intussen. Kijk na wat er nu staat en pas uw wijziging opnieuw toe.")
        )
    if call.published_at and changes.get("code", call.code) != call.code:
        raise Refused(_("De code van een gepubliceerde oproep ligt vast."), field="code")
    check_rounds(rounds)
    check_year(changes.get("code", call.code), changes.get("year", call.year), rounds)
    if changes.get("form", call.form) != call.form:
        _check_form(changes["form"])
    for name in FIELDS:
        if name in changes:
            setattr(call, name, changes[name])
    save_checked(call)
    _write_rounds(call, rounds, at)
    _write_criteria(call, criteria)
    if eligibility_points is not None:
        _write_points(call, eligibility_points)
    record(about=call, verb="call_amended", by=by, at=at)
    return call


@transaction.atomic
def publish_call(*, call: Call, by, at: datetime) -> Call:
    """Show the call on the public site. Raises Refused without rounds, criteria or questions, or when all is over."""
    call = locked(call)
    perform(call, "publish", by=by)
    if call.form_id is None or not call.criteria.exists():
        raise Refused(_("Een oproep heeft criteria en een vragenlijst voor hij gepubliceerd wordt."))
    if not call.rounds.filter(closes_at__gt=at).exists():
        raise Refused(_("Alle indiendata van deze oproep zijn voorbij. Pas ze eerst aan."))
    call.published_at, call.published_by = at, by
    call.save(update_fields=["status", "published_at", "published_by"])
    record(about=call, verb="call_published", by=by, at=at)
    return call


@transaction.atomic
def take_back_call(*, call: Call, reason: str, by, at: datetime) -> Call:
    """Take a call off the public site again. Raises Refused without a reason, and once something followed."""
    call = locked(call)
    if not reason.strip():
        raise Refused(_("Schrijf waarom u de oproep terugneemt."), field="reason")
    perform(call, "take_back", by=by)
    if followed_up(call):
        raise Refused(
            _("Dit kan niet meer: er is al een aanvraag begonnen, een indiendatum verlengd of nieuws verteld.")
        )
    call.published_at = call.published_by = None
    call.save(update_fields=["status", "published_at", "published_by"])
    record(about=call, verb="call_taken_back", by=by, at=at, detail={"reason": reason.strip()})
    return call


@transaction.atomic
def discard_call(*, call: Call, by, at: datetime) -> None:
    """Remove a call in preparation, with its rounds; its history stays. Raises Refused for one that is published."""
    call = locked(call)
    permit("calls.change_call", call, by=by)
    if call.status != CallStatus.DRAFT or followed_up(call):
        raise Refused(_("Alleen een oproep in voorbereiding kan weg: neem hem eerst terug van de site."))
    record(about=call, verb="call_discarded", by=by, at=at, detail={"code": call.code})
    call.rounds.all().delete()
    call.delete()


def followed_up(call: Call) -> bool:
    """Whether something came of it that it was published: an application, more time, news."""
    rounds = call.rounds.all()
    said = rounds.filter(Q(extensions__isnull=False) | Q(announcements__isnull=False)).exists()
    return said or Application.objects.filter(call=call).exists()


def check_year(code: str, year: int, rounds: Sequence[Period]) -> None:
    """Raise Refused unless the code, the year and the dates of a call speak of one year. History is as it was.

    A date that closes in the year after is of the call as well: what is prepared in autumn may close in winter.
    """
    if is_history():
        return
    named = {int(digits) for digits in YEARS.findall(code)}
    if named and year not in named:
        raise Refused(
            _("De code %(code)s noemt een ander jaar dan %(year)d. Pas de code of het jaar aan.")
            % {"code": code, "year": year},
            field="year",
        )
    for number, period in enumerate(rounds, 1):
        closes = timezone.localdate(period.closes_at)
        if closes.year not in (year, year + 1):
            raise Refused(
                _("Indiendatum %(n)d sluit op %(day)s, en de oproep is van %(year)d.")
                % {"n": number, "day": day_text(closes), "year": year},
                field=f"closes_{number}",
            )


def check_rounds(rounds: Sequence[Period]) -> None:
    """Raise Refused unless each round opens before it closes, and opens only when the one before it has closed."""
    if not rounds:
        raise Refused(_("Een oproep heeft minstens één indiendatum."), field="opens_1")
    for number, period in enumerate(rounds, 1):
        if period.opens_at >= period.closes_at:
            raise Refused(
                _("Indiendatum %(n)d sluit op %(closes)s: dat moet na de opening zijn, op %(opens)s.")
                % {"n": number, "closes": moment_text(period.closes_at), "opens": moment_text(period.opens_at)},
                field=f"closes_{number}",
            )
    for number, (before, after) in enumerate(pairwise(rounds), 2):
        if after.opens_at < before.closes_at:
            raise Refused(
                _("Indiendatum %(n)d opent op %(opens)s, maar indiendatum %(m)d is dan nog open (tot %(closes)s).")
                % {
                    "n": number,
                    "m": number - 1,
                    "opens": moment_text(after.opens_at),
                    "closes": moment_text(before.closes_at),
                },
                field=f"opens_{number}",
            )


def fingerprint(call: Call) -> str:
    """A short text that differs as soon as anything of the call differs."""
    parts = [
        [str(getattr(call, f"{name}_id" if name in POINTERS else name)) for name in FIELDS],
        [[r.number, r.opens_at.isoformat(), r.closes_at.isoformat()] for r in call.rounds.order_by("number")],
        list(call.criteria.order_by("position", "pk").values_list("pk", *CRITERION_FIELDS)),
        list(call.eligibility_points.order_by("position", "pk").values_list("pk", "text", "help")),
        str(call.status),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _check_form(form: Questionnaire | None) -> None:
    """Only what was published can be asked."""
    if form is None or form.is_draft:
        raise Refused(_("Kies een gepubliceerde versie van een vragenlijst."), field="form")
    definition.of(form)


def _write_rounds(call: Call, rounds: Sequence[Period], at: datetime) -> None:
    existing = {r.number: r for r in call.rounds.all()}
    for number, period in enumerate(rounds, 1):
        current = existing.pop(number, None)
        if current is None:
            Round.objects.create(call=call, number=number, opens_at=period.opens_at, closes_at=period.closes_at)
        elif (current.opens_at, current.closes_at) != (period.opens_at, period.closes_at):
            _check_move(call, current, period, at)
            current.opens_at, current.closes_at = period.opens_at, period.closes_at
            current.save(update_fields=["opens_at", "closes_at"])
    for left_over in existing.values():
        if Application.objects.filter(round=left_over).exists():
            raise Refused(
                _("Indiendatum %(n)d heeft al aanvragen en kan niet weg.") % {"n": left_over.number},
                field=f"opens_{left_over.number}",
            )
        left_over.delete()


def _check_move(call: Call, current: Round, period: Period, at: datetime) -> None:
    first = Application.objects.filter(round=current, imported=False).aggregate(at=Min("submitted_at"))["at"]
    if first is not None and period.opens_at > first:
        raise Refused(
            _("Op %(moment)s werd er al ingediend voor indiendatum %(n)d: ze kan niet later openen.")
            % {"moment": moment_text(first), "n": current.number},
            field=f"opens_{current.number}",
        )
    if call.published_at is None:
        return
    if current.is_past(at):
        raise Refused(
            _("Indiendatum %(n)d is voorbij: haar data liggen vast.") % {"n": current.number},
            field=f"closes_{current.number}",
        )
    if period.closes_at <= at:
        raise Refused(
            _("Indiendatum %(n)d kan niet in het verleden sluiten.") % {"n": current.number},
            field=f"closes_{current.number}",
        )


def _write_criteria(call: Call, criteria: Sequence[Judged]) -> None:
    kept: dict[int | None, Criterion] = {c.pk: c for c in call.criteria.all()}
    for position, judged in enumerate(criteria, 1):
        criterion = kept.pop(judged.pk, None) or Criterion(call=call)
        if criterion.pk and criterion.scale != judged.scale and criterion.scores.exists():
            raise Refused(
                _("Het criterium “%(name)s” heeft al scores: zijn schaal ligt vast.") % {"name": criterion.name}
            )
        for name in CRITERION_FIELDS:
            setattr(criterion, name, getattr(judged, name))
        criterion.position = position
        save_checked(criterion)
    for left_over in kept.values():
        if left_over.scores.exists():
            raise Refused(_("Het criterium “%(name)s” heeft al scores en kan niet weg.") % {"name": left_over.name})
        left_over.delete()


def _write_points(call: Call, points: Sequence[Point]) -> None:
    kept: dict[int | None, EligibilityPoint] = {p.pk: p for p in call.eligibility_points.all()}
    for position, wanted in enumerate(points, 1):
        point = kept.pop(wanted.pk, None) or EligibilityPoint(call=call)
        if point.pk and point.text != wanted.text and point.checks.exists():
            raise Refused(
                _("De voorwaarde “%(text)s” werd al nagekeken: haar tekst ligt vast. Voeg een nieuwe toe.")
                % {"text": point.text}
            )
        point.text, point.help, point.position = wanted.text, wanted.help, position
        save_checked(point)
    for left_over in kept.values():
        if left_over.checks.exists():
            raise Refused(_("De voorwaarde “%(text)s” werd al nagekeken en kan niet weg.") % {"text": left_over.text})
        left_over.delete()
