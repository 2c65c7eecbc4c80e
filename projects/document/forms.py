"""Forms about the documents of a project."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.layout import Actions, Form
from pio_portal.ui.merging import Merging
from projects.enums import DocumentKind, Phase, ProcurementStatus
from projects.models import Procurement, Project, ProjectTask

KINDS = [("", _("Kies een soort")), *DocumentKind.choices]


def file_field() -> forms.FileField:
    """The file of a document."""
    return forms.FileField(
        label=_("Bestand"),
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument of een afbeelding; hoogstens 25 MB."),
    )


class AboutDocumentForm(Form):
    """What a document is, and of which procurement; that is not asked where it is known, or where there is none."""

    kind = forms.ChoiceField(label=_("Soort"), choices=KINDS)
    title = forms.CharField(label=_("Titel"), max_length=200)
    procurement = forms.ModelChoiceField(
        label=_("Bij welke opdracht?"),
        queryset=Procurement.objects.none(),
        empty_label=_("Bij het project als geheel"),
        required=False,
    )

    def __init__(self, *args: Any, project: Project, procurement: Procurement | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        its = project.procurements.in_order()
        if procurement is None and its.exists():
            self.fields["procurement"].queryset = its  # type: ignore[attr-defined]
        else:
            del self.fields["procurement"]


class GivenDocumentForm(AboutDocumentForm):
    """A new document, with its file. The kind that is written now is chosen already."""

    file = file_field()

    def __init__(self, *args: Any, project: Project, procurement: Procurement | None = None, **kwargs: Any) -> None:
        super().__init__(*args, project=project, procurement=procurement, **kwargs)
        is_planned = procurement is not None and procurement.status == ProcurementStatus.PREPARED
        written = DocumentKind.TENDER if is_planned else DocumentKind.of_phase(Phase(project.phase))
        self.initial.setdefault("kind", written)


class ChangeDocumentForm(Merging, AboutDocumentForm):
    """What a document is, said better."""


class RemoveDocumentForm(Form):
    """Why a document goes out of the dossier."""

    actions = Actions(_("Document verwijderen"), kind="destroy")

    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("Dit staat in het verloop van het project."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )


class DocumentForm(GivenDocumentForm):
    """A file to keep with a project."""

    actions = Actions(_("Toevoegen"))

    internal = forms.BooleanField(
        label=_("Alleen voor PIO"), help_text=_("De klant ziet dit document dan niet."), required=False
    )


class OwnDocumentForm(GivenDocumentForm):
    """A file that the client gives, and which question of PIO it answers."""

    actions = Actions(_("Bezorgen"))

    task = forms.ModelChoiceField(
        label=_("Wat vroeg PIO?"),
        help_text=_("Kies wat u hiermee beantwoordt. Het staat dan als gedaan."),
        queryset=ProjectTask.objects.none(),
        empty_label=_("Iets anders"),
        required=False,
    )

    def __init__(self, *args: Any, tasks: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].queryset = tasks  # type: ignore[attr-defined]


class RemarkForm(Form):
    """What PIO remarks on a version."""

    actions = Actions(_("Opmerking bewaren"), kind="quiet")
    layout = Layout("place", "text")

    place = forms.CharField(
        label=_("Waar?"), help_text=_("Bijvoorbeeld art. 4.2 of blz. 12."), max_length=80, required=False
    )
    text = forms.CharField(label=_("Opmerking"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)


class AnswerForm(Form):
    """What the client did with a remark."""

    actions = Actions(_("Verwerkt"))

    answer = forms.CharField(
        label=_("Wat deed u ermee?"),
        help_text=_("Kort. Doet u er niets mee, zeg dan waarom."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class ReopenForm(Form):
    """Why a remark is not settled after all."""

    actions = Actions(_("Heropenen"))

    reason = forms.CharField(
        label=_("Wat ontbreekt er nog?"),
        help_text=_("De klant leest dit bij de opmerking."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class VersionForm(Form):
    """The next version of a document."""

    actions = Actions(_("Nieuwe versie bewaren"))

    file = file_field()
    note = forms.CharField(
        label=_("Wat is er veranderd?"),
        help_text=_("In enkele woorden, voor wie de vorige versie al las."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )
