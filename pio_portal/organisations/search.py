"""The organisations and the people of the world outside that the search of staff finds."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.access import STAFF
from pio_portal.organisations.identifiers import format_kbo
from pio_portal.organisations.models import Membership, Organisation
from pio_portal.searched import Sorted, normal
from pio_portal.ui.lists.searching import looking_like, with_words
from pio_portal.ui.registry import Hit, register_search


def _organisations(rows: QuerySet[Organisation], q: str) -> list[Hit]:
    """An organisation that was asked by its OVO code is called by that."""
    return [
        Hit(
            title=row.name,
            url=reverse("organisations:relation", args=[row.pk]),
            reference=row.ovo if row.ovo and row.ovo.lower() == normal(q).strip() else format_kbo(row.kbo),
            summary=row.get_type_display(),
        )
        for row in rows
    ]


def similar_organisations(user, q: str, limit: int) -> Iterable[Hit]:
    """Those whose name looks like it."""
    return _organisations(looking_like(Organisation.objects.visible_to(user), ("name",), q)[:limit], q)


@register_search(
    "organisations", label=_("Organisaties"), world="staff", roles=STAFF, order=60, alike=similar_organisations
)
def find_organisations(user, q: str, limit: int) -> Iterable[Hit]:
    """By name, KBO number or OVO code."""
    return _organisations(Organisation.objects.visible_to(user).search(q).order_by(Sorted("name"), "pk")[:limit], q)


def _people(rows: QuerySet[Membership]) -> list[Hit]:
    return [
        Hit(
            title=row.user.name,
            url=f"{reverse('organisations:relation', args=[row.organisation_id])}#members-title",
            summary=f"{row.organisation.name} · {row.get_level_display()} · {row.user.email}",
        )
        for row in rows
    ]


def similar_people(_user, q: str, limit: int) -> Iterable[Hit]:
    """Those whose name looks like it."""
    return _people(looking_like(_active(), ("user__name",), q)[:limit])


@register_search("people", label=_("Personen"), world="staff", roles=STAFF, order=70, alike=similar_people)
def find_people(_user, q: str, limit: int) -> Iterable[Hit]:
    """By name or e-mail address: once for each organisation to which a person belongs."""
    rows = with_words(_active(), ("user__name", "user__email"), q)
    return _people(rows.order_by(Sorted("user__name"), "pk")[:limit])


def _active() -> QuerySet[Membership]:
    return Membership.objects.active().filter(Q(user__is_active=True)).of_people()
