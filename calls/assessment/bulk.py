"""What can be done with many applications at once (`pio_portal.ui.bulk_actions`): the verbs of one, divided over people."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.application.bundle import MOST as MOST_PDFS
from calls.application.bundle import bundle_of, check_receipt
from calls.application.completion import request_info
from calls.assessment.distribution import fill_advisers, hand_to, plan_advisers, plan_handlers, waiting_of
from calls.assessment.forms.distribution import BalancedAdvisersForm, HandlersForm
from calls.assessment.forms.several import CompletionOfSeveralForm, MessageToSeveralForm
from calls.assessment.handling import declare_eligible
from calls.assessment.reminding import remind_now
from calls.enums import Part
from calls.models import Application, Questionnaire
from calls.questionnaire import definition
from pio_portal.accounts.access import STAFF
from pio_portal.accounts.models import User
from pio_portal.change import Refused
from pio_portal.correspondence.workflow.messages import send_message
from pio_portal.formats import number_text
from pio_portal.searched import sorting
from pio_portal.ui.bulk_actions import BulkAction, Plan, nothing_more, register_bulk
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


def run_message(row: Application, *, by: User, at: datetime, text: str) -> None:
    """One application whose applicants get a message."""
    send_message(about=row, text=text, by=by, at=at)


def run_completion(row: Application, *, by: User, at: datetime, sections: list[str], reason: str, due_on: str) -> None:
    """One application that is given back to be completed."""
    request_info(application=row, sections=sections, reason=reason, due_on=date.fromisoformat(due_on), by=by, at=at)


def run_reminder(row: Application, *, by: User, at: datetime) -> None:
    """One application whose applicants or advisers are reminded."""
    remind_now(application=row, by=by, at=at)


def run_bundle(row: Application, *, by: User, at: datetime) -> None:  # noqa: ARG001 - as every verb for a row
    """One application of which there is a PDF."""
    check_receipt(row)


def plan_bundle(rows: Sequence[Application], data: dict[str, Any]) -> Plan:
    """Raises Refused for more than one file should hold."""
    if len(rows) > MOST_PDFS:
        raise Refused(_("Kies hoogstens %(most)d aanvragen: meer wordt één PDF te zwaar.") % {"most": MOST_PDFS})
    return nothing_more(rows, data)


def the_same_for_all(rows: Sequence[Application], data: dict[str, Any]) -> Plan:
    """Each row gets what was filled in; a day as text."""
    given = {name: value.isoformat() if isinstance(value, date) else value for name, value in data.items()}
    return Plan(given={row.pk: given for row in rows})


def offer_shared_parts(form: Any, rows: Sequence[Application]) -> None:
    """What can be asked of all these applications: the sections that each of their questionnaires has, and the parts."""
    forms = [
        definition.of(form) for form in Questionnaire.objects.filter(applications__in=[r.pk for r in rows]).distinct()
    ]
    shared = set.intersection(*({section.key for section in each.sections} for each in forms)) if forms else set()
    titles = [(s.key, s.title) for s in (forms[0].sections if forms else []) if s.key in shared]
    parts = [(part.value, part.label) for part in (Part.FILES, Part.PARTNERS)]
    form.fields["sections"].choices = [(Part.BASICS.value, Part.BASICS.label), *titles, *parts]


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
        explanation=gettext_lazy("De behandelaar krijgt één mail met de aanvragen."),
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
            "Elke beoordelaar krijgt één mail met de aanvragen en verklaart eerst geen belang te hebben."
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
register_bulk(
    BulkAction(
        name="calls.send_message",
        label=gettext_lazy("Bericht sturen"),
        form_class=MessageToSeveralForm,
        plan=the_same_for_all,
        run=run_message,
        queryset=seen_by,
        roles=STAFF,
        explanation=gettext_lazy("Elke aanvraag krijgt het bericht in haar dossier. Wie meeschrijft, krijgt een mail."),
    )
)
register_bulk(
    BulkAction(
        name="calls.request_completion",
        label=gettext_lazy("Aanvulling vragen"),
        form_class=CompletionOfSeveralForm,
        fit=offer_shared_parts,
        plan=the_same_for_all,
        run=run_completion,
        queryset=seen_by,
        roles=STAFF,
        explanation=gettext_lazy("De aanvragers krijgen een mail en kunnen de aangekruiste onderdelen wijzigen."),
    )
)
register_bulk(
    BulkAction(
        name="calls.remind",
        label=gettext_lazy("Herinneren"),
        run=run_reminder,
        queryset=seen_by,
        roles=STAFF,
        explanation=gettext_lazy(
            "Wie nog een aanvulling moet indienen of een advies moet geven, krijgt een mail: hoogstens één per dag."
        ),
    )
)
register_bulk(
    BulkAction(
        name="calls.bundle",
        label=gettext_lazy("PDF’s als één bestand"),
        plan=plan_bundle,
        run=run_bundle,
        answer=bundle_of,
        queryset=seen_by,
        roles=STAFF,
        explanation=format_lazy(
            gettext_lazy(
                "U krijgt de ingediende aanvragen na elkaar in één PDF, elk met een bladwijzer: hoogstens {n}."
            ),
            n=MOST_PDFS,
        ),
        confirm=gettext_lazy("PDF downloaden"),
    )
)
