"""What happens next with an application, in words for its applicants: nothing in it is internal."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from calls.application.writing import next_round
from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.formats import moment_text

LATER = (Status.INELIGIBLE, Status.NOT_SELECTED, Status.WITHDRAWN)


@dataclass(frozen=True)
class NextSteps:
    """`steps` are sentences, in the order in which things happen; `when` says when the applicants hear of it."""

    steps: tuple[str, ...]
    when: str = ""


def next_steps(application: Application, now: datetime) -> NextSteps:
    """What the applicants may expect now. At most two queries, for the next date."""
    if application.status == Status.VOID and application.submitted_at is None:
        return NextSteps(())  # a draft that was thrown away
    steps = SENTENCES.get(Status(application.status), lambda: ())()
    if application.status in LATER:
        return NextSteps(steps, _next_date(application, now))
    if application.status in (Status.SUBMITTED, Status.ELIGIBLE):
        return NextSteps(steps, _("U krijgt een mail zodra er iets verandert. Intussen hoeft u niets te doen."))
    return NextSteps(steps)


def _next_date(application: Application, now: datetime) -> str:
    later = next_round(application, now)
    if later is None:
        return _("Er is nog geen volgende indiendatum bekend. We kondigen hem aan op de pagina Oproepen.")
    return _("De volgende indiendatum sluit op %(moment)s.") % {"moment": moment_text(later.closes_at, long=True)}


SENTENCES = {
    Status.SUBMITTED: lambda: (
        _("PIO kijkt eerst na of uw aanvraag aan de voorwaarden van de oproep voldoet."),
        _("Ontbreekt er iets, dan vragen we u om een aanvulling. Is alles in orde, dan volgt de beoordeling."),
    ),
    Status.REOPENED: lambda: (
        _("Deze aanvraag is heropend. Wijzigingen tellen pas als een beheerder van uw organisatie opnieuw indient."),
        _("Gebeurt dat niet voor de indiendatum sluit, dan telt de versie die u het laatst indiende."),
    ),
    Status.ELIGIBLE: lambda: (
        _("Uw aanvraag voldoet aan de voorwaarden. Beoordelaars lezen ze nu en geven advies."),
        _("Daarna beslist de programmaleider. U krijgt de beslissing met haar motivering in een brief."),
    ),
    Status.SELECTED: lambda: (
        _("Uw contactpersoon bij PIO neemt contact met u op om de start van het project te plannen."),
        _("Bij de start spreken we af wat u doet, wat wij doen en tegen wanneer."),
    ),
    Status.NOT_SELECTED: lambda: (
        _("Lees eerst onze feedback: ze zegt hoe uw aanvraag sterker wordt."),
        _("U mag opnieuw indienen voor een volgende indiendatum."),
    ),
    Status.INELIGIBLE: lambda: (
        _("We behandelen deze aanvraag niet verder. De motivering zegt aan welke voorwaarde ze niet voldeed."),
        _("Voldoet u er later wel aan, dan mag u opnieuw indienen."),
    ),
    Status.WITHDRAWN: lambda: (
        _("U trok deze aanvraag in: we behandelen ze niet verder."),
        _("U mag voor een volgende indiendatum een nieuwe aanvraag indienen."),
    ),
    Status.VOID: lambda: (_("Deze aanvraag werd bij vergissing ingevoerd en telt niet mee. Er gebeurt niets meer."),),
}
