"""The people of a project: who guides it for PIO, and who works on it for its client and the partners."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pio_portal.organisations.models import Membership, Organisation
from pio_portal.searched import Sorted
from projects.models import Project

MOST = 30


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody on the project, with what they do on it."""

    name: str
    email: str
    does: str


def people_of(project: Project, partners: Iterable[Organisation]) -> list[Person]:
    """The lead, then those of the client and of the partners, who decides first. One query."""
    found = []
    if project.lead is not None:
        found.append(Person(name=project.lead.name, email=project.lead.email, does=_("PIO-begeleider")))
    bodies = [project.organisation_id, *(partner.pk for partner in partners)]
    rows = Membership.objects.active().filter(organisation__in=bodies, user__is_active=True).of_people()
    members = list(rows.order_by("-level", Sorted("user__name"), "pk")[:MOST])
    of_client = [row for row in members if row.organisation_id == project.organisation_id]
    return [*found, *map(_person, of_client), *(_person(row) for row in members if row not in of_client)]


def _person(row: Any) -> Person:
    """A member with their level in the organisation: a manager of the client confirms for it, an editor writes."""
    return Person(name=row.user.name, email=row.user.email, does=f"{row.get_level_display()} · {row.organisation.name}")
