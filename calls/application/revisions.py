"""What was submitted: the frozen content of a revision, never the answers as they are now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from calls.enums import ApplicationStatus as Status
from calls.enums import Upload, Visibility
from calls.models import Application, Revision
from pio_portal.correspondence.models import Message
from pio_portal.documents.models import Document
from pio_portal.organisations.identifiers import format_kbo


@dataclass(frozen=True)
class Submitted:
    """One version of an application as it was handed in, and which versions there are.

    `files` are the documents of its answers that are still in the dossier, by id: those can be opened.
    """

    revision: Revision
    content: dict[str, Any]
    versions: tuple[Revision, ...]
    files: Mapping[str, Document] = field(default_factory=dict)

    def visible_to(self, user) -> "Submitted":
        """The same, without the answers for the PIO team only when the user is not of that team."""
        if user.is_pio:
            return self
        sections = [{**s, "answers": [a for a in s["answers"] if _is_open(a)]} for s in self.content["sections"]]
        shown = [section for section in sections if section["answers"]]
        return replace(self, content={**self.content, "sections": shown})

    @property
    def partners(self) -> "list[Partner]":
        return partners_of(self.content)

    @property
    def signature(self) -> dict[str, Any] | None:
        """Name, function and the sentences of the declaration; None for an imported application."""
        return self.content.get("signature")


@dataclass(frozen=True)
class Partner:
    """An organisation that took part, as it was frozen; who accepted and when is empty where nobody was asked."""

    name: str
    kbo: str = ""
    accepted_at: datetime | None = None
    accepted_by: str = ""

    @property
    def kbo_display(self) -> str:
        return format_kbo(self.kbo)


def partners_of(content: dict[str, Any]) -> list[Partner]:
    """The partners of a frozen version. The earliest versions kept only their names."""
    partners = []
    for frozen in content.get("partners", []):
        if isinstance(frozen, str):
            partners.append(Partner(frozen))
            continue
        when = datetime.fromisoformat(frozen["accepted_at"]) if frozen["accepted_at"] else None
        partners.append(Partner(frozen["name"], frozen["kbo"], when, frozen["accepted_by"]))
    return partners


def submitted_version(application: Application, number: int | None = None) -> Submitted | None:
    """This version, or the newest; None when nothing was frozen (an imported application).

    One query, and one more when there are files among the answers.
    """
    versions = tuple(application.revisions.order_by("number"))
    chosen = next((v for v in versions if v.number == number), versions[-1] if versions else None)
    if chosen is None:
        return None
    content = json.loads(chosen.content)
    return Submitted(chosen, content, versions, _files(application, content))


def handed_in_documents(application: Application) -> QuerySet:
    """The documents of the dossier as PIO reads them: while it is being changed, those of the last revision.

    What applicants add meanwhile is not handed in yet, and what they take out still is.
    """
    last = application.revisions.last() if application.status in Status.being_changed() else None
    if last is None:
        return Document.objects.of(application)
    since = last.submitted_at
    return Document.objects.of_at(application, since).exclude(Q(created_at__gt=since) & Q(created_by__roles=[]))


def sent_along(application: Application) -> QuerySet:
    """The files that came along with messages about it, of both sides."""
    return Document.objects.of_each(Message, Message.objects.of(application).values("pk"))


def files_in(content: Mapping[str, Any]) -> set[str]:
    """The ids of every file in a frozen version: the attachments, and those among the answers."""
    answers = [answer for section in content["sections"] for answer in section["answers"]]
    frozen = [*content["attachments"], *(file for answer in answers for file in answer.get("files", ()))]
    return {file["document"] for file in frozen}


def _files(application: Application, content: Mapping[str, Any]) -> dict[str, Document]:
    if not any(answer.get("files") for section in content["sections"] for answer in section["answers"]):
        return {}
    rows = Document.objects.filter(pk__in=files_in(content), kind=Upload.ANSWER)
    return {str(d.pk): d for d in rows if d.owner_id == application.pk}


def _is_open(answer: Mapping[str, Any]) -> bool:
    return answer.get("visibility") != Visibility.PIO
