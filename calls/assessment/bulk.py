"""What can be done with many applications at once (`pio_portal.ui.bulk_actions`): the verbs of one, divided over people."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.assessment.distribution import fill_advisers, hand_to, plan_advisers, plan_handlers, waiting_of
from calls.assessment.forms.distribution import BalancedAdvisersForm, HandlersForm
from calls.assessment.handling import declare_eligible
from calls.models import Application
from pio_portal.accounts.access import STAFF
from pio_portal.accounts.models import User
from pio_portal.formats import number_text
from pio_portal.searched import sorting
from pio_portal.ui.bulk_actions import BulkAction, Plan, register_bulk
from pio_portal.ui.shapes import Fact


def seen_by(user: User) -> Any:
    """The applications that were handed in and that the user may see."""
    return Application.objects.visible_to(user).submitted()


def divide_handlers(rows: Sequence[Application], data: dict[str, Any]) -> Plan:
    """Each application gets one of the chosen handlers."""
    handlers = list(data["handlers"])
    division = plan_handlers(rows, handlers, keep=data["keep"])
    first = handlers[0].pk  # for what the verb will refuse, whoever it is
    given = {row.pk: {"handler": (division.get(row.pk) or [first])[0], "keep": data["keep"]} for row in rows}
    return Plan(given=given, shown=_names(division, handlers), totals=_totals(division, handlers))


def run_handler(row: Application, *, by: User, at: datetime, handler: int, keep: bool) -> None:
    """One application of a division over handlers."""
    hand_to(application=row, handler=User.objects.get(pk=handler), keep=keep, by=by, at=at)


def divide_advisers(rows: Sequence[Application], data: dict[str, Any]) -> Plan:
    """Each application gets the least loaded of the pool; the rest of the pool stands in where one cannot."""
    advisers, due_on = list(data["advisers"]), data["due_on"]
    division = plan_advisers(rows, advisers, wanted=data["wanted"])
    loads = waiting_of(advisers)
    order = [adviser.pk for adviser in sorted(advisers, key=lambda a: (loads[a.pk], sorting(a.name), a.pk))]
    given = {}
    for row in rows:
        first = division.get(row.pk, [])
        given[row.pk] = {
            "advisers": first + [pk for pk in order if pk not in first],
            "wanted": data["wanted"],
            "due_on": due_on.isoformat() if due_on else None,
        }
    return Plan(given=given, shown=_names(division, advisers), totals=_totals(division, advisers, loads))


def run_advisers(
    row: Application, *, by: User, at: datetime, advisers: list[int], wanted: int, due_on: str | None
) -> None:
    """One application of a division over advisers."""
    found = User.objects.in_bulk(advisers)
    fill_advisers(
        application=row,
        wanted=wanted,
        candidates=[found[pk] for pk in advisers if pk in found],
        due_on=date.fromisoformat(due_on) if due_on else None,
        by=by,
        at=at,
    )


def run_eligible(row: Application, *, by: User, at: datetime) -> None:
    """One application that is let through to the assessment."""
    declare_eligible(application=row, by=by, at=at)


def _names(division: dict[int, list[int]], people: Sequence[User]) -> dict[int, str]:
    name = {person.pk: person.name for person in people}
    return {job: ", ".join(name[pk] for pk in chosen) for job, chosen in division.items()}


def _totals(division: dict[int, list[int]], people: Sequence[User], loads: Counter[int] | None = None) -> list[Fact]:
    """`An Peeters: 4 nieuw, 6 in totaal`, by name."""
    new = Counter(pk for chosen in division.values() for pk in chosen)
    facts = []
    for person in sorted(people, key=lambda p: (sorting(p.name), p.pk)):
        said = _("%(n)s nieuw") % {"n": number_text(new[person.pk])}
        if loads is not None:
            said += _(", samen %(all)s te beoordelen") % {"all": number_text(new[person.pk] + loads[person.pk])}
        facts.append(Fact(label=person.name, value=said))
    return facts


register_bulk(
    BulkAction(
        name="calls.assign_handler",
        label=gettext_lazy("Behandelaar toewijzen"),
        form_class=HandlersForm,
        plan=divide_handlers,
        run=run_handler,
        queryset=seen_by,
        roles=STAFF,
        explanation=gettext_lazy("De behandelaar krijgt per aanvraag een mail."),
    )
)
register_bulk(
    BulkAction(
        name="calls.assign_advisers",
        label=gettext_lazy("Beoordelaars toewijzen"),
        form_class=BalancedAdvisersForm,
        plan=divide_advisers,
        run=run_advisers,
        queryset=seen_by,
        roles=STAFF,
        explanation=gettext_lazy(
            "Elke beoordelaar krijgt per aanvraag een mail en verklaart eerst geen belang te hebben."
        ),
    )
)
register_bulk(
    BulkAction(
        name="calls.declare_eligible",
        label=gettext_lazy("Ontvankelijk verklaren"),
        run=run_eligible,
        queryset=seen_by,
        roles=STAFF,
        explanation=gettext_lazy("De aanvragers zien in hun dossier dat hun aanvraag in beoordeling is."),
    )
)
