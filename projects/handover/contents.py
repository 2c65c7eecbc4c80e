"""What the dossier of a project holds when it is handed over: its rows as plain data, and its documents."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pghistory.models
from django.db import models
from django.utils import translation

from calls.enums import DecisionStatus
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import timeline
from pio_portal.correspondence.models import Message
from pio_portal.documents.models import Document, Scan
from projects.models import Project

APPS = {"projects", "consultations", "cofinancing", "outreach"}  # of which rows belong to a project
WITHOUT = {"search", "names"}  # what columns are found by
ALL = 100_000  # lines of a timeline


class Dossier:
    """The rows of one dossier, read once. `told` is what its JSON says, `owners` whose documents belong to it.

    A model may say `handed_over = False` of its rows, or name fields that stay here in `not_handed_over`.
    """

    def __init__(self, project: Project) -> None:
        self.owners: dict[type[models.Model], dict[int, str]] = defaultdict(dict)
        self.seen: set[tuple[str, Any]] = set()
        with translation.override("nl"):  # the same words, whoever asks
            self.told = {"project": self._with_parts(project)}
            if (application := project.application) is not None:
                self.told["application"] = self._application(application)
            self.told["messages"] = self._messages([project, *([application] if application else [])])
            about = [project, *project.procurements.order_by("pk")]
            self.told["timeline"] = [
                {"at": line.at.isoformat(), "what": line.sentence, "by": line.by} for line in timeline(about, limit=ALL)
            ]

    def _with_parts(self, row: models.Model) -> dict[str, Any]:
        """A row, with all that belongs to it in the apps of the programme."""
        self._own(row)
        told = _fields(row)
        for relation in sorted(row._meta.related_objects, key=lambda one: one.name):
            if _belongs(relation):
                parts = list(self._related(row, relation))
                if parts:
                    told[relation.get_accessor_name()] = parts
        for several in row._meta.many_to_many:
            told[several.name] = [str(one) for one in several.value_from_object(row)]
        return told

    def _related(self, row: models.Model, relation: Any) -> Iterable[Any]:
        model = relation.related_model
        condition = {relation.field.name: row}
        for part in model._default_manager.filter(**condition).order_by("pk"):
            if relation.many_to_many:
                self._own(part)
                yield {"ref": getattr(part, "ref", ""), "title": str(part)}
            elif (model._meta.label, part.pk) not in self.seen:
                yield self._with_parts(part)

    def _application(self, application: Any) -> dict[str, Any]:
        """What was asked and what was decided about it. How it was judged stays here."""
        self._own(application)
        revision = application.revisions.order_by("-number").first()
        decision = application.decisions.filter(status=DecisionStatus.PUBLISHED).first()
        return _fields(application) | {
            "partners": [str(partner) for partner in application.partners.order_by("pk")],
            "submitted": json.loads(revision.content) if revision else None,
            "decision": None if decision is None else _fields(decision, without={"doubts", "despite", "application"}),
        }

    def _messages(self, dossiers: list[models.Model]) -> list[dict[str, Any]]:
        told = []
        for dossier in dossiers:
            for message in Message.objects.of(dossier).select_related("sent_by").order_by("sent_at", "pk"):
                self.owners[Message][message.pk] = "berichten"
                told.append(
                    {
                        "about": getattr(dossier, "ref", ""),
                        **_fields(message, without={"about_type", "about_id", "key"}),
                    }
                )
        return told

    def _own(self, row: models.Model) -> None:
        self.seen.add((row._meta.label, row.pk))
        self.owners[type(row)][row.pk] = getattr(row, "ref", None) or str(row._meta.verbose_name)

    def documents(self) -> list[tuple[str, Document]]:
        """Each document that may be handed over, with whose it is: not what was taken out, nor what is not scanned."""
        found = []
        for model, labels in self.owners.items():
            rows = Document.objects.of_each(model, labels).filter(scan__in=[Scan.NONE, Scan.CLEAN])
            found += [(labels[document.owner_id], document) for document in rows.select_related("created_by")]
        return sorted(found, key=lambda pair: (pair[0], pair[1].created_at, str(pair[1].pk)))


def _belongs(relation: Any) -> bool:
    """Whether the rows on the other side are a part of the dossier."""
    model = relation.related_model
    return (
        not relation.hidden
        and model._meta.app_label in APPS
        and not issubclass(model, pghistory.models.Event)
        and getattr(model, "handed_over", True)
        and model is not Project
    )


def _fields(row: models.Model, *, without: Iterable[str] = ()) -> dict[str, Any]:
    """The fields of a row: people by name, other rows as they are called."""
    left_out = {*WITHOUT, *without, *getattr(row, "not_handed_over", ())}
    return {
        field.name: plain(getattr(row, field.name))
        for field in row._meta.concrete_fields
        if field.name not in left_out and not field.primary_key
    }


def plain(value: Any) -> Any:
    """A value as JSON holds it. A person is a name, without an address."""
    match value:
        case User():
            return value.name
        case models.Model():
            return str(value)
        case date() | datetime():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case list() | tuple():
            return [plain(one) for one in value]
        case _:
            return value
