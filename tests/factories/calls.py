"""Calls and applications, made through their workflow."""

import datetime as dt
from collections.abc import Iterable
from itertools import count
from typing import Any

from django.db import transaction

from calls.application.partners import add_partner
from calls.application.submission import submit_application
from calls.application.writing import start_application
from calls.call.workflow import Period, create_call, publish_call
from calls.enums import ApplicationStatus, CallKind, DecisionStatus
from calls.models import Application, Call, CompletionRequest, Decision, PolicyDomain, SectionAnswer, Theme
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Organisation
from pio_portal.retelling import retelling
from tests.factories.ground import member, organisation, user
from tests.factories.rows import put_back

_numbers = count(1)
DAY = dt.timedelta(days=1)
AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)

# Answers with which the default form is complete.
COMPLETE: dict[str, dict[str, str]] = {
    "contact": {"projectleider": "Karel Maes", "email": "karel@halle.test", "opdrachtgever": "Els Peeters"},
    "behoefte": {
        "probleem": "De straatverlichting brandt de hele nacht op volle sterkte, ook waar niemand voorbijkomt.",
        "gebruikers": "Alle 40.000 inwoners en de technische dienst, elke nacht.",
        "vandaag": "De lampen gaan aan en uit met een vaste klok per wijk.",
        "resultaat": "Minstens 40 % minder verbruik, zonder dat het onveiliger wordt.",
    },
    "markt": {
        "gezocht": "Gesprekken met drie leveranciers en met de netbeheerder.",
        "tekort": "De systemen sturen per kast en delen hun metingen niet.",
        "vernieuwing": "nieuw",
    },
    "impact": {
        "impact": "Lager verbruik, minder lichthinder en open data over de openbare ruimte voor iedereen.",
        "bijdrage": "kosten|klimaat",
        "meten": "Met de meters in elke kast, voor en na.",
        "opschaling": "Alle lokale besturen met eigen verlichting.",
        "kennis": "ja",
    },
    "middelen": {
        "lancering": "2099-11-01",
        "team": "Een projectleider (8 dagen per maand) en een aankoper (2 dagen).",
        "kosten": '[["Ontwikkeling","240000.00"],["Integratie en onderhoud","120000.00"]]',
        "raming": "360000.00",
        "eigen_middelen": "180000.00",
        "budget": "ja",
        "andere_koper": "nee",
    },
}


def periods(at: dt.datetime = AT) -> list[Period]:
    """Three rounds around a moment: one past, one open, one later."""
    return [
        Period(at - 60 * DAY, at - 30 * DAY),
        Period(at - 20 * DAY, at + 20 * DAY),
        Period(at + 40 * DAY, at + 80 * DAY),
    ]


@put_back
@retelling()
def call(*, at: dt.datetime = AT, published: bool = True, rounds: list[Period] | None = None, **fields: Any) -> Call:
    """A call with three rounds; `published` shows it."""
    lead = user(Role.LEAD)
    number = next(_numbers)
    fields = {
        "code": f"PIO-{2100 + number}",
        "title": f"Open oproep {2100 + number}",
        "kind": CallKind.OPEN,
        "year": 2026,
        "eligibility_points": (),  # a test that wants conditions of eligibility names them
    } | fields
    made = create_call(rounds=rounds or periods(at), by=lead, at=at - 90 * DAY, **fields)
    return publish_call(call=made, by=lead, at=at - 90 * DAY) if published else made


@put_back
@retelling()
def application(
    *,
    of: Organisation | None = None,
    by: User | None = None,
    within: Call | None = None,
    complete: bool = False,
    partners: Iterable[Organisation] = (),
    **fields: Any,
) -> Application:
    """A draft in the open round; `complete` answers every question; `partners` take part already."""
    of = of or organisation()
    by = by or member(of, Level.MANAGER)
    round_ = fields.pop("round", None) or (within or call()).rounds.get(number=2)
    fields = {"title": f"Slimme straatverlichting {next(_numbers)}", "at": AT} | fields
    if complete:
        fields = {"theme": Theme.objects.first(), "policy_domain": PolicyDomain.objects.first()} | fields
    draft = start_application(round=round_, organisation=of, by=by, **fields)
    for partner in partners:
        add_partner(application=draft, organisation=partner, by=by, at=AT)
    if complete:
        answers = [SectionAnswer(application=draft, section=section) for section in COMPLETE]
        for answer in answers:
            answer.write(COMPLETE[answer.section], by=by, at=AT, page="")
        SectionAnswer.objects.bulk_create(answers)
    return draft


@put_back
@retelling()
def submitted(*, by: User | None = None, of: Organisation | None = None, **fields: Any) -> Application:
    """An application that was submitted by a manager of its organisation."""
    of = of or organisation()
    by = by or member(of, Level.MANAGER)
    draft = application(of=of, by=by, complete=True, **fields)
    handed_in = submit_application(application=draft, by=by, at=AT)
    assert handed_in.status == ApplicationStatus.SUBMITTED
    return handed_in


@transaction.atomic
def in_state(
    made: Application,
    status: ApplicationStatus,
    *,
    at: dt.datetime = AT,
    sections: Iterable[str] = (),
    decided_on: dt.date | None = None,
    **fields: Any,
) -> Application:
    """Put an application in a state by hand, with all that it demands: where the way to it does not matter."""
    if status == ApplicationStatus.DRAFT:
        return made
    by = made.created_by or user(Role.LEAD)
    decided = status in ApplicationStatus.decided()
    decided_on = decided_on or at.date() if decided else None
    demanded: dict[str, Any] = {"submitted_at": made.submitted_at or at, "submitted_by": by, "decided_on": decided_on}
    if status in (ApplicationStatus.ELIGIBLE, ApplicationStatus.SELECTED, ApplicationStatus.NOT_SELECTED):
        demanded |= {"eligible_at": at, "eligible_by": by}
    if status == ApplicationStatus.REOPENED:
        demanded |= {"reopened_at": at, "reopened_by": by}
    if status == ApplicationStatus.WITHDRAWN:
        demanded |= {"withdrawn_at": at, "withdrawn_by": by}
    if status == ApplicationStatus.VOID:
        demanded |= {"voided_at": at, "voided_by": by, "void_reason": "Dubbel ingevoerd."}
    Application.objects.filter(pk=made.pk).update(status=status, **demanded | fields)
    if status == ApplicationStatus.INFO_REQUESTED:
        asked = {"sections": list(sections), "reason": "Wie betaalt?", "due_on": at.date() + 30 * DAY}
        CompletionRequest.objects.create(application=made, asked_at=at, asked_by=by, **asked)
    if decided:
        told = {"grounds": "Sterk dossier.", "feedback": "Bevraag de markt.", "decided_on": decided_on}
        people = {"prepared_at": at, "prepared_by": by, "published_at": at, "published_by": by}
        Decision.objects.create(application=made, status=DecisionStatus.PUBLISHED, outcome=status, **told, **people)
    return Application.objects.get(pk=made.pk)
