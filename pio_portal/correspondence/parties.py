"""Who takes part in a dossier of an organisation with partners: an application, or a project."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from pio_portal.accounts.models import User
from pio_portal.correspondence.models import Message
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Membership
from pio_portal.searched import Sorted


def at_work(dossier: Any):
    """Whether a user (the outer row) works for its organisation or a partner."""
    bodies = [dossier.organisation_id, *dossier.partners.values_list("pk", flat=True)]
    return Membership.objects.active().filter(user=OuterRef("pk"), organisation__in=bodies)


def in_the_thread(dossier: Any, *, also: Iterable[int | None] = ()) -> list[User]:
    """Who works for it and hears of a message: the managers, who wrote one, and `also` these people (by id). Two queries."""
    here = at_work(dossier)
    leads = here.filter(organisation=dossier.organisation_id, level__gte=Level.MANAGER)
    wrote = Message.objects.of(dossier).filter(from_pio=False, sent_by=OuterRef("pk"))
    involved = Exists(leads) | Exists(wrote) | Q(pk__in=[key for key in also if key is not None])
    return list(User.objects.filter(involved, Exists(here), is_active=True).order_by(Sorted("name"), "pk"))


def organisations_of(dossier: Any, people: Iterable[int]) -> dict[int, str]:
    """The names of the organisations for which these people (by id) take part; empty where only one applies.

    People who left since are named too: their messages stay. One query, and one more where several take part.
    """
    partners = [partner.pk for partner in dossier.partners.all()]
    if not partners:
        return {}
    rows = Membership.objects.filter(user__in=people, organisation__in=[dossier.organisation_id, *partners])
    return dict(rows.order_by("pk").values_list("user", "organisation__name"))
