"""The files of a question of the form. They are part of its answer: what is stored there are their ids."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from calls.application.writing import editable
from calls.enums import FieldKind, Upload
from calls.models import Application, SectionAnswer
from calls.questionnaire import answers, definition
from calls.questionnaire.question import BETWEEN, Question
from pio_portal.audit.workflow import record
from pio_portal.change import NotPermitted, Refused
from pio_portal.documents import workflow as documents
from pio_portal.documents.models import Document


def files_of(application: Application, section: str, question: str) -> list[Document]:
    """The files that are the answer to a question now, in the order in which they were added."""
    stored = application.answers.filter(section=section).values_list("values", flat=True).first() or {}
    present = {str(d.pk): d for d in Document.objects.of(application).filter(kind=Upload.ANSWER)}
    return [present[pk] for pk in answers.file_ids(stored.get(question, "")) if pk in present]


class Added(NamedTuple):
    """What became of several files: those that were kept, and name and sentence of each that was refused."""

    documents: list[Document]
    refused: list[tuple[str, str]]


def add_each(add: Callable[..., Document], *, file: Iterable[File], by, at: datetime) -> Added:
    """Add several files, each in a transaction of its own, so that a refused one keeps no other out.

    `add` is the verb for one of them: `attach_file` or `attach_answer`. Raises NotPermitted.
    """
    added = Added([], [])
    for upload in file:
        try:
            added.documents.append(add(upload=upload, by=by, at=at))
        except NotPermitted:
            raise
        except Refused as refused:
            added.refused.append((upload.name or "", str(refused)))
    return added


@transaction.atomic
def attach_answer(*, application: Application, section: str, question: str, upload: File, by, at: datetime) -> Document:
    """Add a file to the answer to a question. Raises Refused for a wrong file, one too many, or once submitted.

    The section keeps its version: what colleagues type in it meanwhile is no conflict with a file.
    """
    application = editable(application, by, at, section=section)
    asked = _question(application, section, question)
    present = files_of(application, section, question)
    if len(present) >= answers.most_files(asked):
        raise Refused(
            _("Bij deze vraag kunt u hoogstens %(n)d bestanden toevoegen. Verwijder er eerst een.")
            % {"n": answers.most_files(asked)},
            field="file",
        )
    document = documents.attach(owner=application, upload=upload, kind=Upload.ANSWER, by=by, at=at)
    _store(application, section, question, [*present, document], by=by, at=at)
    detail = {"title": document.title, "question": asked.label}
    record(about=application, verb="answer_file_added", by=by, at=at, detail=detail)
    return document


@transaction.atomic
def remove_answer(
    *, application: Application, section: str, question: str, document: Document, by, at: datetime
) -> Document:
    """Take a file out of the answer to a question. What was submitted with it earlier keeps its hash."""
    application = editable(application, by, at, section=section)
    asked = _question(application, section, question)
    present = files_of(application, section, question)
    if document not in present:
        raise Refused(_("Dit bestand hoort niet bij deze vraag."))
    removed = documents.remove(document=document, by=by, at=at)
    _store(application, section, question, [d for d in present if d != document], by=by, at=at)
    detail = {"title": document.title, "question": asked.label}
    record(about=application, verb="answer_file_removed", by=by, at=at, detail=detail)
    return removed


def _question(application: Application, section: str, key: str) -> Question:
    found = definition.of(application.form).section(section)
    question = found.question(key) if found else None
    if question is None or question.kind != FieldKind.FILE:
        raise Refused(_("Bij deze vraag horen geen bestanden."))
    return question


def _store(application: Application, section: str, key: str, files: list[Document], *, by, at: datetime) -> None:
    current = SectionAnswer.objects.filter(application=application, section=section).first()
    current = current or SectionAnswer(application=application, section=section)
    current.values = {**current.values, key: BETWEEN.join(str(d.pk) for d in files)}
    current.updated_at, current.updated_by = at, by
    current.save()
