"""Mentions: `@An Peeters` in a message or a note asks that colleague of PIO to read it."""

import re
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _

from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.change import Refused
from pio_portal.correspondence.enums import Place
from pio_portal.correspondence.models import Mention
from pio_portal.correspondence.thread_kinds import permission
from pio_portal.searched import Sorted, normal

AT_SIGN = re.compile(r"(?<![\w.])@(?=\w)")  # not the one of an e-mail address
READS = {Place.MESSAGES: "view_messages", Place.NOTES: "discuss"}


def colleagues() -> models.QuerySet[User]:
    """Those of PIO who can be named, by name."""
    return User.objects.with_role(Role.STAFF, Role.LEAD).order_by(Sorted("name"), "pk")


def mentioned_in(text: str) -> list[User]:
    """The colleagues of PIO whom a text names after an @: by the whole name, or by a first name that only one has."""
    found = [match.end() for match in AT_SIGN.finditer(text)]
    if not found:
        return []
    known = list(colleagues())
    named: dict[int, User] = {}
    for begin in found:
        rest = normal(text[begin:])
        whole = [one for one in known if _begins(rest, one.name)]
        alike = whole or [one for one in known if _begins(rest, one.name.split(" ", 1)[0])]
        if whole or len(alike) == 1:
            longest = max(alike, key=lambda one: len(one.name))
            named[longest.pk] = longest
    return list(named.values())


def mention(*, about: models.Model, place: Place, text: str, before: str = "", by, at: datetime) -> list[User]:
    """Put a text on Vandaag of the colleagues whom it names and who were not named in it `before`; gives them.

    Raises Refused when one of them may not read it: it would wait for somebody who never sees it.
    """
    if by is None:
        return []
    known = {by.pk, *(one.pk for one in mentioned_in(before))}
    named = [one for one in mentioned_in(text) if one.pk not in known]
    for one in named:
        if not one.has_perm(permission(READS[place], about), about):
            raise Refused(
                _("%(name)s kan dit dossier niet lezen. Verwijder de @ voor die naam.") % {"name": one.name},
                field="text",
            )
    Mention.objects.bulk_create(Mention(about=about, place=place, user=one, by=by, at=at) for one in named)
    return named


def also_with(text: str, *, by: User) -> str:
    """The names of the other colleagues whom a text asks to read it, for a sentence; empty for nobody."""
    return ", ".join(one.name for one in mentioned_in(text) if one != by)


def see_mentions(*, about: models.Model, place: Place, by, at: datetime) -> None:
    """Note that somebody opened the page on which they were mentioned."""
    Mention.objects.of(about).filter(place=place, user=by, seen_at=None).update(seen_at=at)


def _begins(rest: str, name: str) -> bool:
    """Whether a text, in its normal form, begins with this name, and not with a longer word."""
    name = normal(name)
    return bool(name) and rest.startswith(name) and not rest[len(name) : len(name) + 1].isalnum()
