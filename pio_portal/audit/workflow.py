"""Writing the timeline, and reading it back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _

from pio_portal.audit.models import Entry
from pio_portal.audit.sentences import SENTENCES
from pio_portal.retelling import is_history, write_later


@dataclass(frozen=True)
class Line:
    """A line of a timeline, ready to show."""

    at: datetime
    sentence: str
    by: str
    public: bool


def record(*, about: models.Model, verb: str, by, at: datetime, detail: dict[str, Any] | None = None) -> Entry:
    """Add a line to the dossier's timeline, in the transaction of the change itself.

    `by` None is the system. Raises KeyError for a verb that no app registered.
    """
    SENTENCES[verb]
    entry = Entry(about=about, verb=verb, by=by, at=at, detail=detail or {})
    if is_history():
        write_later(entry)
    else:
        entry.save(force_insert=True)
    return entry


def timeline(
    about: models.Model | Iterable[models.Model],
    *,
    public_only: bool = False,
    beside: Iterable[models.Model] = (),
    limit: int = 100,
) -> list[Line]:
    """The newest lines of one dossier, or of several objects that form one. One query per kind of object, plus one.

    `beside` are objects of which only the public lines belong to it: what happened to everybody's round.
    """
    objects = [about] if isinstance(about, models.Model) else list(about)
    public = models.Q(verb__in=[known.verb for known in SENTENCES.values() if known.public])
    wanted = models.Q(pk__in=[])
    for thing in objects:
        wanted |= _about(thing)
    for thing in beside:
        wanted |= _about(thing) & public
    entries = Entry.objects.filter(wanted).select_related("by").order_by("-at", "-pk")
    if public_only:
        entries = entries.filter(public)
    return [_line(entry, public_only=public_only) for entry in entries[:limit]]


def latest(rows: models.QuerySet, *, since: datetime, not_by: Any, limit: int) -> dict[int, tuple[Line, int]]:
    """What others did in these dossiers: of each its newest line and how many there are, newest first.

    `limit` is of lines: of a dossier in which more happened the number is at least this.
    """
    entries = Entry.objects.filter(
        about_type=ContentType.objects.get_for_model(rows.model),
        about_id__in=rows.order_by().values("pk"),
        at__gte=since,
    ).exclude(by=not_by)
    found: dict[int, tuple[Line, int]] = {}
    for entry in entries.select_related("by").order_by("-at", "-pk")[:limit]:
        line, number = found.get(entry.about_id, (None, 0))
        found[entry.about_id] = line or _line(entry, public_only=False), number + 1
    return found


def _about(thing: models.Model) -> models.Q:
    return models.Q(about_type=ContentType.objects.get_for_model(thing), about_id=thing.pk)


def _line(entry: Entry, *, public_only: bool) -> Line:
    told = SENTENCES[entry.verb]
    by = entry.by.name if entry.by else _("Het portaal")
    if public_only and entry.by is not None and entry.by.is_internal:
        by = _("PIO")  # applicants read what the programme did, not which colleague did it
    return Line(at=entry.at, sentence=str(told.text) % {"by": by, **entry.detail}, by=by, public=told.public)
