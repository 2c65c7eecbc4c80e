"""What the ground must be told of the dossiers in which messages are written.

An app registers each kind of dossier in its `threads.py`; the permissions are the dossier's own:
`<app>.view_messages_<model>` (reads them), `<app>.correspond_<model>` (writes them), `<app>.discuss_<model>` (notes).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet


@dataclass(frozen=True, kw_only=True)
class ThreadKind:
    """A kind of dossier with messages.

    `read_by_applicant(user)` are the dossiers whose messages the user reads on the applicants' side. `recipients(about, pio)` are
    those of a side who get a mail; `copies(about)` the applicants who get one along. `address(about, pio)` is the page with the messages, on each side; `notes(about)` that with the notes of PIO. `works_for(about,
    people)` names the organisation of each person (by id) where several take part, so that it is clear who speaks.
    `followed(user)` are the dossiers that a colleague of PIO follows, or nobody does; `whose(about)` is who it is of, and
    `other` the word for the other side.
    """

    model: type[Model]
    read_by_applicant: Callable[[Any], QuerySet]
    recipients: Callable[[Any, bool], Iterable[Any]]
    address: Callable[[Any, bool], str]
    notes: Callable[[Any], str]
    reference: Callable[[Any], str]
    title: Callable[[Any], str]
    works_for: Callable[[Any, Iterable[int]], Mapping[int, str]]
    followed: Callable[[Any], QuerySet]
    whose: Callable[[Any], str]
    other: Any
    copies: Callable[[Any], Iterable[Any]] = lambda _about: ()


KINDS: dict[type[Model], ThreadKind] = {}


def register_thread(kind: ThreadKind) -> None:
    """Make a kind of dossier known."""
    KINDS[kind.model] = kind


def kind_of(about: Model) -> ThreadKind:
    """The kind of this dossier. Raises KeyError for one that no app registered."""
    return KINDS[type(about)]


def permission(act: str, about: Model) -> str:
    """The permission that its owner asks: `permission("correspond", application)` is `calls.correspond_application`."""
    return f"{about._meta.app_label}.{act}_{about._meta.model_name}"
