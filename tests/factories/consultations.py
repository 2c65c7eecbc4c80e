"""Consultations in any state, and who registered for them, made through the workflow."""

import datetime as dt
from itertools import count

from consultations import workflow
from consultations.enums import ConsultationStatus as Status
from consultations.models import MarketConsultation
from pio_portal.registrations.enums import Sector
from pio_portal.registrations.models import Registration
from pio_portal.registrations.workflow.occasion import OccasionData
from pio_portal.registrations.workflow.registering import confirm_registration, register
from pio_portal.retelling import retelling
from projects.models import Project
from tests.factories.projects import STARTED, selected_application
from tests.factories.rows import put_back

AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
STARTS = dt.datetime(2026, 4, 15, 8, 0, tzinfo=dt.UTC)
AFTER = dt.datetime(2026, 4, 16, 9, 0, tzinfo=dt.UTC)
_numbers = count(1)


def occasion_data(**fields) -> OccasionData:
    """A morning in Gent, six weeks after AT."""
    fields = {
        "title": f"Slimme straatverlichting {next(_numbers)}",
        "starts_at": STARTS,
        "ends_at": STARTS + dt.timedelta(hours=3),
        "place": "Gent",
        "online": True,
    } | fields
    return OccasionData(**fields)


@put_back
@retelling()
def consultation(
    *, status: Status = Status.PUBLISHED, project=None, at: dt.datetime = AT, **occasion
) -> MarketConsultation:
    """A consultation that reached this status through the workflow."""
    made = workflow.create_consultation(
        occasion=occasion_data(**occasion),
        summary="Wat kan de markt?",
        programme="9.00 Onthaal",
        project=project,
        by=None,
        at=at,
    )
    if status in (Status.PUBLISHED, Status.CONCLUDED):
        workflow.publish_consultation(consultation=made, by=None, at=at)
    if status == Status.CONCLUDED:
        after = made.occasion.ends_at + dt.timedelta(days=1)
        workflow.conclude_consultation(consultation=made, conclusions="De markt kan het.", by=None, at=after)
    if status == Status.CANCELLED:
        workflow.cancel_consultation(consultation=made, reason="Geen zaal", by=None, at=at)
    return MarketConsultation.objects.select_related("occasion").get(pk=made.pk)


@retelling()
def asked(of, email: str = "", *, at: dt.datetime = AT, **fields) -> Registration:
    """Someone who filled in the form, and did not confirm yet."""
    number = next(_numbers)
    fields = {
        "name": f"Ilse {number}",
        "sector": Sector.ENTERPRISE,
        "organisation_name": f"Lumen {number} bv",
    } | fields
    return register(occasion=of.occasion, email=email or f"ilse{number}@lumen.test", at=at, **fields)


@retelling()
def registered(of, email: str = "", *, at: dt.datetime = AT, **fields) -> Registration:
    """Someone who confirmed: with a seat, or on the waiting list."""
    return confirm_registration(token=asked(of, email, at=at, **fields).token, at=at)


@retelling()
def client_project(**fields) -> Project:
    """A running project of a client, as those above it see it."""
    number = next(_numbers)
    application = selected_application()
    fields = {
        "ref": f"P-2026-{number:04d}",
        "slug": f"straat-{number}",
        "title": f"Straat {number}",
        "application": application,
        "organisation": application.organisation,
        "started_on": STARTED,
        "target_launch_on": STARTED + dt.timedelta(days=365),
    } | fields
    return Project.objects.create(**fields)
