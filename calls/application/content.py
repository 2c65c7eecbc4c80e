"""What an application holds now: its answers, its files, and everything that a submission freezes."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, Q

from calls.enums import FieldKind, InvitationStatus, Upload
from calls.models import Application
from calls.questionnaire import answers, definition
from calls.questionnaire.definition import Definition
from calls.questionnaire.question import BETWEEN, Question
from pio_portal.documents.models import Document
from pio_portal.organisations.identifiers import format_kbo
from pio_portal.organisations.models import Organisation
from pio_portal.searched import Sorted

Stored = dict[str, dict[str, str]]

FROZEN = ("title", "theme", "policy_domain", "organisation", "partners", "sections", "attachments")  # by a submission


@dataclass(frozen=True)
class Filled:
    """An application as it is filled in: the questions that are asked, all stored answers, and the files."""

    form: Definition
    answers: Stored
    documents: tuple[Document, ...]

    @property
    def attachments(self) -> list[Document]:
        return [d for d in self.documents if d.kind == Upload.ATTACHMENT]

    @property
    def files(self) -> dict[str, Document]:
        """The files of the questions, by id."""
        return {str(d.pk): d for d in self.documents if d.kind == Upload.ANSWER}

    def handed_in(self) -> list[Document]:
        """What goes along when it is submitted: the attachments, and the files of questions that are asked."""
        asked = {pk for _question, value in self._file_answers() for pk in answers.file_ids(value)}
        return self.attachments + [d for pk, d in self.files.items() if pk in asked]

    def _file_answers(self) -> Iterable[tuple[Question, str]]:
        for section in self.form.sections:
            for question in section.fields:
                if question.kind == FieldKind.FILE:
                    yield question, self.answers.get(section.key, {}).get(question.key, "")


def filled_in(application: Application) -> Filled:
    """The application as it is now. Two queries (and its form, when that was not fetched)."""
    form = definition.of(application.form)
    documents = tuple(Document.objects.of(application).filter(kind__in=Upload.values))
    stored = _with_files_that_are_there(form, stored_of(application), {str(d.pk) for d in documents})
    return Filled(form.asked(stored), stored, documents)


def answers_of(application: Application) -> Stored:
    """The stored answers per section. A file that is not in this dossier (any more) is no answer."""
    stored = stored_of(application)
    form = definition.of(application.form)
    if not any(q.kind == FieldKind.FILE and stored.get(s.key, {}).get(q.key) for s in form.sections for q in s.fields):
        return stored
    there = Document.objects.of(application).filter(kind=Upload.ANSWER).values_list("pk", flat=True)
    return _with_files_that_are_there(form, stored, {str(pk) for pk in there})


def content_of(application: Application, filled: Filled | None = None) -> dict[str, Any]:
    """Everything that a submission freezes, as it stands now. Answers that a condition hides are not part of it."""
    filled = filled or filled_in(application)
    names = _organisations(filled)
    return {
        "title": application.title,
        "theme": str(application.theme or ""),
        "policy_domain": str(application.policy_domain or ""),
        "organisation": {"name": application.organisation.name, "kbo": application.organisation.kbo or ""},
        "partners": _partners(application),
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "answers": [
                    _answer(q, filled.answers.get(section.key, {}).get(q.key, ""), filled.files, names)
                    for q in section.fields
                ],
            }
            for section in filled.form.sections
        ],
        "attachments": [_file(d) for d in filled.attachments],
    }


def _partners(application: Application) -> list[dict[str, str]]:
    """Who takes part, and who said so when; empty where it was never asked (imported). One query."""
    accepted = FilteredRelation(
        "invitations", condition=Q(invitations__application=application, invitations__status=InvitationStatus.ACCEPTED)
    )
    rows = application.partners.annotate(accepted=accepted).order_by(Sorted("name"), "pk")
    return [
        {
            "name": name,
            "kbo": kbo or "",
            "accepted_at": when.isoformat() if when else "",
            "accepted_by": who or "",
        }
        for name, kbo, when, who in rows.values_list(
            "name", "kbo", "accepted__decided_at", "accepted__decided_by__name"
        )
    ]


def digest(application: Application, content: Mapping[str, Any] | None = None) -> str:
    """A short text that differs as soon as an answer or attachment differs. `content` when it is at hand already.

    The content of a revision gives the same as the answers that it froze.
    """
    content = content or content_of(application)
    said = {name: content.get(name) for name in FROZEN}
    return hashlib.sha256(canonical_json(said).encode()).hexdigest()[:32]


def canonical_json(content: Mapping[str, Any]) -> str:
    """JSON with sorted keys and fixed spacing, so that equal content has an equal hash."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _answer(question: Question, value: str, files: Mapping[str, Document], names: Mapping[str, str]) -> dict[str, Any]:
    frozen: dict[str, Any] = {
        "key": question.key,
        "question": question.label,
        "kind": str(question.kind),
        "visibility": str(question.visibility),
        "value": value,
        "shown": question.shown(value),
    }
    if question.kind == FieldKind.FILE:
        frozen["files"] = [_file(files[pk]) for pk in answers.file_ids(value) if pk in files]
        frozen["shown"] = "\n".join(file["title"] for file in frozen["files"])
    if question.kind == FieldKind.ORGANISATION and value and not answers.fault_of(question, value):
        name, number = names.get(value, ""), format_kbo(value)
        frozen["shown"] = f"{name} ({number})" if name else number
    return frozen


def _file(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "filename": document.filename,
        "size": document.size,
        "sha256": document.sha256,
        "document": str(document.pk),
    }


def _organisations(filled: Filled) -> dict[str, str]:
    """The names of the organisations in the answers, by enterprise number: one query, if there are any."""
    numbers = {
        value
        for section in filled.form.sections
        for q in section.fields
        if q.kind == FieldKind.ORGANISATION and (value := filled.answers.get(section.key, {}).get(q.key))
    }
    known = Organisation.objects.filter(kbo__in=numbers) if numbers else ()
    return {organisation.kbo or "": organisation.name for organisation in known}


def stored_of(application: Application) -> Stored:
    """The answers per section as they are stored: enough for conditions, which look at no files. One query."""
    return dict(application.answers.values_list("section", "values"))


def _with_files_that_are_there(form: Definition, stored: Stored, there: set[str]) -> Stored:
    kept = {section: dict(values) for section, values in stored.items()}
    for section in form.sections:
        for question in section.fields:
            value = kept.get(section.key, {}).get(question.key)
            if value and question.kind == FieldKind.FILE:
                kept[section.key][question.key] = BETWEEN.join(pk for pk in answers.file_ids(value) if pk in there)
    return kept
