"""The files of an application: its attachments, and those of a question. Each file is kept or refused by itself."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.application.content import stored_of
from calls.application.files import attach_answer, files_of, remove_answer
from calls.application.forms.application import AttachmentForm
from calls.application.writing import ATTACHMENT, MAX_ATTACHMENTS, attach_file, remove_file
from calls.enums import FieldKind, Part
from calls.models import Application
from calls.questionnaire import answers, definition
from calls.questionnaire.definition import Question, Section
from calls.views.applicant import completion, dossier
from calls.views.applicant.section import section as section_page
from pio_portal.change import Refused
from pio_portal.documents.models import Document, Scan
from pio_portal.ui.acting import pressed

CREATED, CONFLICT, UNPROCESSABLE = 201, 409, 422
NAMED = 3  # so many new files are told by name


@dataclass(frozen=True)
class Place:
    """Where files are added: what is said there, what is there, and how one is added or taken away."""

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
    application = dossier.editable(request.user, ref)
    if completion.is_closed(application, Part.FILES):
        return completion.closed_part(request, application, Part.FILES)
    return _files_page(request, _attachments(application))


def file_remove(request: HttpRequest, ref: str, pk) -> HttpResponse:
    """Take one attachment away."""
    application = dossier.editable(request.user, ref)
    document = get_object_or_404(Document.objects.of(application).filter(kind=ATTACHMENT), pk=pk)
    pressed(
        request,
        lambda: remove_file(application=application, document=document, by=request.user, at=timezone.now()),
        _("“%(name)s” is weggehaald.") % {"name": document.title},
    )
    return redirect("calls:my_application_files", application.ref)


def answer_files(request: HttpRequest, ref: str, key: str, question: str) -> HttpResponse:
    """The files of one question. Who comes from its section without script brings what was typed there: it is saved."""
    application = dossier.editable(request.user, ref)
    place = _answer_place(application, *_question(application, key, question))
    if request.method == "POST" and "_version" in request.POST:
        saved = section_page(request, ref, key)
        return saved if saved.status_code == CONFLICT else redirect(place.url)
    return _files_page(request, place)


def answer_file_remove(request: HttpRequest, ref: str, key: str, question: str, pk) -> HttpResponse:
    """Take one file of a question away."""
    application = dossier.editable(request.user, ref)
    section, asked = _question(application, key, question)
    document = get_object_or_404(Document.objects.of(application), pk=pk)
    names = {"section": section.key, "question": asked.key}
    pressed(
        request,
        lambda: remove_answer(application=application, document=document, by=request.user, at=timezone.now(), **names),
        _("“%(name)s” is weggehaald.") % {"name": document.title},
    )
    return redirect("calls:my_application_answer_files", application.ref, key, question)


def _attachments(application: Application) -> Place:
    return Place(
        application=application,
        title=_("Bijlagen"),
        intro=_("Bijlagen zijn niet verplicht. U kunt er hoogstens %(n)d toevoegen.") % {"n": MAX_ATTACHMENTS},
        most=MAX_ATTACHMENTS,
        url=reverse("calls:my_application_files", args=[application.ref]),
        remove_name="calls:my_application_file_remove",
        remove_arguments=(application.ref,),
        back=(application.get_absolute_url(), _("Terug naar de takenlijst")),
        documents=lambda: list(Document.objects.of(application).filter(kind=ATTACHMENT)),
        add=lambda **file: attach_file(application=application, **file),
    )


def _answer_place(application: Application, section: Section, question: Question) -> Place:
    most = answers.most_files(question)
    names = {"section": section.key, "question": question.key}
    return Place(
        application=application,
        title=question.label,
        intro=question.help or _("U kunt hoogstens %(n)d bestanden toevoegen.") % {"n": most},
        most=most,
        url=reverse("calls:my_application_answer_files", args=[application.ref, section.key, question.key]),
        remove_name="calls:my_application_answer_file_remove",
        remove_arguments=(application.ref, section.key, question.key),
        back=(
            reverse("calls:my_application_section", args=[application.ref, section.key]),
            _("Terug naar “%(title)s”") % {"title": section.title},
        ),
        documents=lambda: files_of(application, **names),
        add=lambda **file: attach_answer(application=application, **names, **file),
    )


def _question(application: Application, key: str, name: str) -> tuple[Section, Question]:
    """A question that takes files and that is asked; what is not asked does not exist."""
    section = definition.of(application.form).page(key, stored_of(application))
    question = section.question(name) if section else None
    if section is None or question is None or question.kind != FieldKind.FILE:
        raise Http404
    return section, question


def _files_page(request: HttpRequest, place: Place) -> HttpResponse:
    sent = request.method == "POST"
    form = AttachmentForm(request.POST if sent else None, request.FILES if sent else None)
    uploads = request.FILES.getlist("file")
    if sent and request.headers.get("X-Upload"):
        return _one_file(request, place, uploads)
    if sent and form.is_valid():
        added, refused = _take(request, place, uploads)
        _tell(request, added)
        if not refused:
            return redirect(place.url)
        form.add_error("file", [_("“%(name)s”: %(text)s") % {"name": name, "text": text} for name, text in refused])
    documents = place.documents()
    context = {
        "application": place.application,
        "place": place,
        "form": form,
        "rows": [(document, place.remove_url(document)) for document in documents],
        "left": max(0, place.most - len(documents)),
        "scanning": any(document.scan == Scan.PENDING for document in documents),
        "crumbs": dossier.crumbs(place.application, place.title),
    }
    return render(request, "calls/applicant/files.html", context)


def _take(request: HttpRequest, place: Place, uploads: list) -> tuple[list[Document], list[tuple[str, str]]]:
    """Each file by itself: those that are kept, and name and sentence of each that is refused."""
    added, refused = [], []
    for upload in uploads:
        try:
            added.append(place.add(upload=upload, by=request.user, at=timezone.now()))
        except Refused as error:
            refused.append((upload.name, str(error)))
    return added, refused


def _tell(request: HttpRequest, added: list[Document]) -> None:
    if len(added) > NAMED:
        messages.success(request, _("%(n)d bestanden zijn toegevoegd.") % {"n": len(added)})
    elif added:
        names = ", ".join(f"“{document.title}”" for document in added)
        sentence = _("%(names)s is toegevoegd.") if len(added) == 1 else _("%(names)s zijn toegevoegd.")
        messages.success(request, sentence % {"names": names})


def _one_file(request: HttpRequest, place: Place, uploads: list) -> HttpResponse:
    """What script sends: one file. Answers its row for the page, or the sentence that refuses it."""
    added, refused = _take(request, place, uploads[:1])
    if not added:
        sentence = refused[0][1] if refused else _("Er kwam geen bestand aan. Probeer het opnieuw.")
        return HttpResponse(sentence, status=UNPROCESSABLE, content_type="text/plain; charset=utf-8")
    in_field = request.headers["X-Upload"] == "field"
    template = "calls/applicant/file_item.html" if in_field else "calls/applicant/file_row.html"
    row = {"document": added[0], "remove_url": place.remove_url(added[0])}
    return render(request, template, row, status=CREATED)
