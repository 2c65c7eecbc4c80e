"""What registrations ask of whatever has an occasion: a market consultation, an event, and what may come later.

The ground knows none of them. Whatever mixes in `HasOccasion` is found from its occasion through the reverse relation.
"""

from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class HasOccasion:
    """Mixed into a model with a one-to-one `occasion`: who may handle registrations, and when they are taken."""

    occasion: Any
    handle_permission: str
    takes_registrations: bool  # announced, and neither cancelled nor over; asked under the lock of the occasion
    is_cancelled: bool

    @property
    def title(self) -> str:
        return self.occasion.title

    def get_registration_url(self) -> str:
        return f"{self.get_absolute_url()}inschrijven/"  # type: ignore[attr-defined]

    @property
    def seats_left(self) -> int | None:
        """Free seats; None when there is no limit. Needs `with_seats()`."""
        capacity = self.occasion.capacity
        return None if capacity is None else max(0, capacity - self.seats_taken)  # type: ignore[attr-defined]

    @property
    def seats_text(self) -> str:
        """`18 ingeschreven, nog 22 plaatsen`. Needs `with_seats()`."""
        taken = _("%(n)s ingeschreven") % {"n": self.seats_taken}  # type: ignore[attr-defined]
        if not self.is_open:
            return taken if self.seats_taken else ""  # type: ignore[attr-defined]
        if self.seats_left is None:
            return taken
        if self.seats_left == 0:
            return _("%(taken)s, wachtlijst open") % {"taken": taken}
        left = ngettext("nog %(n)s plaats", "nog %(n)s plaatsen", self.seats_left) % {"n": self.seats_left}
        return f"{taken}, {left}"

    @property
    def is_open(self) -> bool:
        """Whether one can register now; for templates."""
        return not self.occasion.why_closed(at=timezone.now(), owner=self)


def owner_of(occasion: Any) -> Any:
    """What the occasion belongs to; None when nothing does (yet)."""
    names = relations_to_owners(type(occasion))
    return next((found for name in names if (found := getattr(occasion, name, None)) is not None), None)


@cache
def relations_to_owners(model: Any) -> tuple[str, ...]:
    """The names under which an occasion finds the models that mix in `HasOccasion`."""
    return tuple(
        relation.get_accessor_name()
        for relation in model._meta.related_objects
        if issubclass(relation.related_model, HasOccasion)
    )
