"""The files of an application: its attachments, and those of a question. Each file is kept or refused by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.application.content import stored_of
from calls.application.files import Added, add_each, attach_answer, files_of, remove_answer
from calls.application.forms.application import AttachmentForm
from calls.application.writing import ATTACHMENT, MAX_ATTACHMENTS, attach_file, remove_file
from calls.enums import FieldKind, Part
from calls.models import Application
from calls.questionnaire import answers, definition
from calls.questionnaire.question import Question, Section
from calls.views.applicant import completion, dossier
from calls.views.applicant.section import section as section_page
from pio_portal.documents.models import Document, Scan
from pio_portal.ui.pages import attempt, button, finish, sent, show

NAMED = 3  # of so many new files the names are said


@dataclass(frozen=True)
class Place:
    """Where files are added: what its page says, the files that are there, and how one is added or taken away."""

    application: Application
    title: str
    intro: str
    most: int
    url: str
    remove_name: str
    remove_arguments: tuple[str, ...]
    back: tuple[str, str]
    documents: Callable[[], list[Document]]
    add: Callable[..., Document]

    def remove_url(self, document: Document) -> str:
        return reverse(self.remove_name, args=[*self.remove_arguments, document.pk])


def files(request: HttpRequest, ref: str) -> HttpResponse:
    """The attachments: what is there, and adding more."""
    application = dossier.the_editable(request.user, ref)
    if completion.is_closed(application, Part.FILES):
        return completion.closed_part(request, application, Part.FILES)
    return _files_page(request, _attachments(application))


def file_remove(request: HttpRequest, ref: str, pk) -> HttpResponse:
    """Take one attachment away."""
    application = dossier.the_editable(request.user, ref)
    document = get_object_or_404(Document.objects.of(application).filter(kind=ATTACHMENT), pk=pk)
    return button(
        request,
        change=partial(remove_file, application=application, document=document),
        done=_("“%(name)s” is verwijderd.") % {"name": document.title},
        back=reverse("calls:applicant_application_files", args=[application.ref]),
    )


def answer_files(request: HttpRequest, ref: str, key: str, question: str) -> HttpResponse:
    """The files of one question. Without script the button of the section comes here: what was typed is saved first."""
    application = dossier.the_editable(request.user, ref)
    place = _answer_place(application, *_question(application, key, question))
    if "_version" in request.POST:
        saved = section_page(request, ref, key)
        return saved if saved.status_code == HTTPStatus.CONFLICT else redirect(place.url)
    return _files_page(request, place)


def answer_file_remove(request: HttpRequest, ref: str, key: str, question: str, pk) -> HttpResponse:
    """Take one file of a question away."""
    application = dossier.the_editable(request.user, ref)
    section, asked = _question(application, key, question)
    document = get_object_or_404(Document.objects.of(application), pk=pk)
    place = {"application": application, "section": section.key, "question": asked.key}
    return button(
        request,
        change=partial(remove_answer, document=document, **place),
        done=_("“%(name)s” is verwijderd.") % {"name": document.title},
        back=reverse("calls:applicant_application_answer_files", args=[application.ref, key, question]),
    )


def _attachments(application: Application) -> Place:
    return Place(
        application=application,
        title=_("Bijlagen"),
        intro=_("Bijlagen zijn niet verplicht. U kunt er hoogstens %(n)d toevoegen.") % {"n": MAX_ATTACHMENTS},
        most=MAX_ATTACHMENTS,
        url=reverse("calls:applicant_application_files", args=[application.ref]),
        remove_name="calls:applicant_application_file_remove",
        remove_arguments=(application.ref,),
        back=(application.get_absolute_url(), _("Terug naar de takenlijst")),
        documents=lambda: list(Document.objects.of(application).filter(kind=ATTACHMENT)),
        add=partial(attach_file, application=application),
    )


def _answer_place(application: Application, section: Section, question: Question) -> Place:
    most = answers.most_files(question)
    names = {"section": section.key, "question": question.key}
    return Place(
        application=application,
        title=question.label,
        intro=question.help or _("U kunt hoogstens %(n)d bestanden toevoegen.") % {"n": most},
        most=most,
        url=reverse("calls:applicant_application_answer_files", args=[application.ref, section.key, question.key]),
        remove_name="calls:applicant_application_answer_file_remove",
        remove_arguments=(application.ref, section.key, question.key),
        back=(
            reverse("calls:applicant_application_section", args=[application.ref, section.key]),
            _("Terug naar “%(title)s”") % {"title": section.title},
        ),
        documents=lambda: files_of(application, **names),
        add=partial(attach_answer, application=application, **names),
    )


def _question(application: Application, key: str, name: str) -> tuple[Section, Question]:
    """A question that takes files and that is asked; what is not asked does not exist."""
    section = definition.of(application.form).page(key, stored_of(application))
    question = section.question(name) if section else None
    if section is None or question is None or question.kind != FieldKind.FILE:
        raise Http404
    return section, question


def _files_page(request: HttpRequest, place: Place) -> HttpResponse:
    form = AttachmentForm(*sent(request))
    tried = attempt(request, form, partial(add_each, place.add))
    added = tried.result if tried else Added([], [])
    if form.is_bound and "X-Upload" in request.headers:
        return _answer_to_script(request, place, added)
    if tried and not added.refused:
        return finish(request, done=_names_of(added.documents), back=place.url)
    if added.documents:
        messages.success(request, _names_of(added.documents))
    if added.refused:
        form.refuse(added.refused)
    documents = place.documents()
    form.lead_back(*place.back)
    context = {
        "application": place.application,
        "place": place,
        "title": place.title,
        "rows": [(document, place.remove_url(document)) for document in documents],
        "left": max(0, place.most - len(documents)),
        "scanning": any(document.scan == Scan.PENDING for document in documents),
        "crumbs": dossier.application_crumbs(place.application, place.title),
    }
    return show(request, "calls/applicant/files.html", context, form)


def _names_of(added: list[Document]) -> str:
    """What is said when files were added: their names, or their number when there are many."""
    if len(added) > NAMED:
        return _("%(n)d bestanden zijn toegevoegd.") % {"n": len(added)}
    names = ", ".join(f"“{document.title}”" for document in added)
    sentence = _("%(names)s is toegevoegd.") if len(added) == 1 else _("%(names)s zijn toegevoegd.")
    return sentence % {"names": names}


def _answer_to_script(request: HttpRequest, place: Place, added: Added) -> HttpResponse:
    """Script sends one file. It gets its row for the page, or the sentence that refuses it."""
    if not added.documents:
        sentence = added.refused[0][1] if added.refused else _("Er kwam geen bestand aan. Probeer het opnieuw.")
        plain = "text/plain; charset=utf-8"
        return HttpResponse(sentence, status=HTTPStatus.UNPROCESSABLE_ENTITY, content_type=plain)
    in_field = request.headers["X-Upload"] == "field"
    template = "calls/applicant/file_item.html" if in_field else "calls/applicant/file_row.html"
    row = {"document": added.documents[0], "remove_url": place.remove_url(added.documents[0])}
    return render(request, template, row, status=HTTPStatus.CREATED)
