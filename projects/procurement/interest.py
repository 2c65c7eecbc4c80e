"""From consultation to tender: which enterprises that registered for a market consultation later took part."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet

from pio_portal.registrations.enums import Sector
from pio_portal.registrations.models import Registration
from projects.models import Participant
from projects.procurement.participants import enterprise_key


@dataclass
class Interest:
    """An enterprise that came to a consultation, by the name it registered with, and where it took part later."""

    name: str
    later: list[Participant] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """The enterprises of one consultation, each once; those that took part later stand first."""

    consultation: Any
    enterprises: list[Interest]

    @property
    def taking_part(self) -> list[Interest]:
        return [one for one in self.enterprises if one.later]


def reach_of(consultations: QuerySet, participants: Iterable[Participant]) -> list[Reach]:
    """What each consultation led to: a participation counts when its procurement was launched that day or later.

    The participants have their procurement at hand. Two queries, however many consultations.
    """
    enterprises = Registration.objects.counting().filter(sector=Sector.ENTERPRISE).exclude(organisation_name="")
    rows = consultations.select_related("occasion").prefetch_related(
        Prefetch("occasion__registrations", enterprises.order_by("organisation_name", "pk"), to_attr="enterprises")
    )
    participants = list(participants)
    return [Reach(consultation=row, enterprises=_interest(row.occasion, participants)) for row in rows.order_by("ref")]


def _interest(occasion: Any, participants: list[Participant]) -> list[Interest]:
    found: dict[str, Interest] = {}
    for registration in occasion.enterprises:
        found.setdefault(enterprise_key(registration.organisation_name), Interest(registration.organisation_name))
    for participant in participants:
        one, launched_on = found.get(enterprise_key(participant.name)), participant.procurement.launched_on
        if one and occasion.starts_at and launched_on and launched_on >= occasion.starts_at.date():
            one.later.append(participant)
    return sorted(found.values(), key=lambda one: (not one.later, one.name.casefold()))
