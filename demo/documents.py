"""The documents of some projects: an analysis, and a bestek of which PIO remarks on each version."""

import datetime as dt
import io

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from demo.agenda import Action, Agenda, moment, working_day
from demo.cast import HOME, Cast
from projects.document.remarks import handle_remark, reopen_remark, resolve_remark, write_remark
from projects.document.workflow import add_document, add_version, change_document
from projects.enums import DocumentKind, Phase, ProjectState
from projects.models import Procurement, Project, ProjectDocument, Remark

HOUR = 14
EVERY = 6  # of the projects of other clients, one in so many
REMARKS = [
    ("art. 4.2", "Hier staat een toestel beschreven. Vraag het resultaat, en laat de markt zeggen hoe."),
    ("blz. 12", "De gewichten van de gunningscriteria tellen op tot 95 %."),
    ("", "Zeg ook wie de gegevens na het contract mag gebruiken."),
]
ANSWERS = ["Herschreven als een meetbaar resultaat.", "Het vijfde criterium stond er niet bij; nu wel."]
AGAIN = "Art. 4.3 verwijst nog naar hetzelfde toestel."


class Documents:
    """Plays what client and PIO give each other to read."""

    def __init__(self, agenda: Agenda, cast: Cast) -> None:
        self.agenda, self.cast = agenda, cast

    def file_analysis(self, project: Project, at: dt.datetime) -> None:
        """PIO keeps the analysis that the consultant made."""
        if _is_told(project):
            title, kind = "Behoefteanalyse", DocumentKind.NEEDS_ANALYSIS
            file = _paper(title, project.title, "Wat de gebruikers nodig hebben, in volgorde van belang.")
            add_document(project=project, kind=kind, title=title, file=file, by=project.lead, at=at)

    def plan_tender(self, project: Project, on: dt.date) -> None:
        """The client begins to write the bestek with its strategy; PIO reads it twice."""
        if _is_told(project):
            self._in(on, 12, lambda now: self._give(project, now))

    @staticmethod
    def assign_tender(procurement: Procurement, at: dt.datetime) -> None:
        """The bestek turns out to be that of the first procurement of the project."""
        project = procurement.project
        for document in project.documents.filter(kind=DocumentKind.TENDER, procurement=None):
            told = {"kind": document.kind, "title": document.title, "procurement": procurement}
            change_document(document=document, **told, by=project.lead, at=at)

    def _in(self, since: dt.date, days: int, action: Action) -> None:
        """So many days later: without the dice, so that the rest of the story stays as it is."""
        self.agenda.at(moment(working_day(since + dt.timedelta(days=days)), HOUR), action)

    def _give(self, project: Project, at: dt.datetime) -> None:
        if not _writes(project):
            return
        made = add_document(
            project=project,
            kind=DocumentKind.TENDER,
            title="Bestek",
            file=_paper("Bestek", project.title, "Versie 1"),
            by=self.cast.manager_of(project.organisation),
            at=at,
        )
        self._in(at.date(), 6, lambda now: self._remark(made.document, now))

    def _remark(self, document: ProjectDocument, at: dt.datetime) -> None:
        if not _writes(document.project):
            return
        for place, text in REMARKS:
            write_remark(document=document, place=place, text=text, by=document.project.lead, at=at)
        self._in(at.date(), 9, lambda now: self._answer(document, now))

    def _answer(self, document: ProjectDocument, at: dt.datetime) -> None:
        if not _writes(document.project):
            return
        client = self.cast.manager_of(document.project.organisation)
        file = _paper("Bestek", document.project.title, "Versie 2")
        add_version(document=document, file=file, note="Art. 4 en de gunningscriteria herschreven.", by=client, at=at)
        for remark, answer in zip(document.remarks.order_by("pk"), ANSWERS, strict=False):
            handle_remark(remark=remark, answer=answer, by=client, at=at)
        self._in(at.date(), 4, lambda now: self._read(document, now))

    def _read(self, document: ProjectDocument, at: dt.datetime) -> None:
        if not _writes(document.project):
            return
        first, second, _third = document.remarks.order_by("pk")
        reopen_remark(remark=first, reason=AGAIN, by=document.project.lead, at=at)
        resolve_remark(remark=second, by=document.project.lead, at=at)
        self._in(at.date(), 14, lambda now: self._finish(document, now))

    def _finish(self, document: ProjectDocument, at: dt.datetime) -> None:
        if not _writes(document.project):
            return
        client = self.cast.manager_of(document.project.organisation)
        file = _paper("Bestek", document.project.title, "Versie 3")
        add_version(document=document, file=file, note="Klaar voor het bestuur.", by=client, at=at)
        for remark in Remark.objects.open().filter(document=document):
            handle_remark(remark=remark, answer="Aangepast in art. 4.3 en art. 9.", by=client, at=at)


def _is_told(project: Project) -> bool:
    return project.organisation.name == HOME or int(project.ref[-4:]) % EVERY == 0


def _writes(project: Project) -> bool:
    """The project still writes its tender documents."""
    now = Project.objects.get(pk=project.pk)
    return now.state == ProjectState.ACTIVE and now.phase in (Phase.STRATEGY, Phase.DOCUMENTS)


def _paper(title: str, *lines: str) -> SimpleUploadedFile:
    """A page with a title and some lines."""
    pdf, out = pikepdf.new(), io.BytesIO()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    font["/Encoding"] = pikepdf.Name.WinAnsiEncoding
    page.obj["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    told = [f"BT /F1 22 Tf 72 760 Td ({_escaped(title)}) Tj ET"]
    told += [f"BT /F1 11 Tf 72 {730 - 18 * n} Td ({_escaped(line)}) Tj ET" for n, line in enumerate(lines)]
    page.obj["/Contents"] = pdf.make_stream("\n".join(told).encode("cp1252", "replace"))
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return SimpleUploadedFile(f"{title.lower()}.pdf", out.getvalue(), content_type="application/pdf")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
