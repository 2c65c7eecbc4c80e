"""`/beheer/stijl/`: every component with invented content, to build from and to test against. Demo mode only."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pio_portal.ui import samples
from pio_portal.ui.columns import Column, MoneyColumn, ReferenceColumn, TitleColumn
from pio_portal.ui.forms import DayField, MoneyField
from pio_portal.ui.layout import Actions, Form
from pio_portal.ui.lists import KnownPaginator
from pio_portal.ui.pages import sent, show
from pio_portal.ui.shapes import Crumb
from pio_portal.ui.tables import Table
from pio_portal.ui.templatetags import pio


class SampleForm(Form):
    """One field of each kind."""

    actions = Actions(_("Bewaren en verder"))

    title = forms.CharField(label=_("Titel van het project"), max_length=120)
    problem = forms.CharField(
        label=_("Welk probleem wilt u oplossen?"),
        help_text=_("In gewone woorden, zodat iemand van buiten uw organisatie het begrijpt."),
        min_length=50,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    cost = MoneyField(label=_("Geraamde kost van de opdracht"), help_text=_("Zonder btw. Een schatting volstaat."))
    starts_on = DayField(label=_("Wanneer wilt u starten?"), required=False)
    theme = forms.ChoiceField(label=_("Thema"), choices=[("", "Kies een thema"), ("energie", "Energie")])
    together = forms.ChoiceField(
        label=_("Dient u samen met anderen in?"),
        choices=[("ja", _("Ja")), ("nee", _("Nee"))],
        widget=forms.RadioSelect,
    )
    steps = forms.MultipleChoiceField(
        label=_("Waarbij wilt u begeleiding?"),
        choices=[("behoefte", _("Behoefteanalyse")), ("markt", _("Marktconsultatie"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    report = forms.FileField(label=_("Bijlage"), help_text=_("Een pdf van hoogstens 10 MB."), required=False)
    agreed = forms.BooleanField(label=_("Ik mag mijn organisatie vertegenwoordigen"))


class SampleTable(Table):
    """A staff table: reference, title as the link to the row, amounts to the right."""

    ref = ReferenceColumn(verbose_name=_("Referentie"))
    title = TitleColumn(
        verbose_name=_("Aanvraag"), url=lambda _record: "#tabel", sub=lambda record: record.organisation
    )
    theme = Column(verbose_name=_("Thema"), wide=True)
    organisation = Column(verbose_name=_("Organisatie"), wide=True)
    state = Column(verbose_name=_("Stand"))
    cost = MoneyColumn(verbose_name=_("Raming"), wide=True)

    def render_state(self, record: Any) -> SafeString:
        return pio.tag(record.state, record.tone)


def gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page. A POST shows the form with its faults."""
    if not settings.PIO_DEMO:
        raise Http404
    form = SampleForm(*sent(request))
    form.helper.cancel_url = reverse("ui:gallery")
    context = _samples() | {
        "form": form,
        "faulty": SampleForm({"fout-problem": "Te veel lichtverlies", "fout-cost": "veel"}, prefix="fout"),
    }
    return show(request, "ui/staff/gallery.html", context, form)


def _samples() -> dict:
    table = SampleTable(
        [SimpleNamespace(**dict(zip(samples.COLUMNS, row, strict=True))) for row in samples.ROWS], orderable=False
    )
    return {
        "table": table,
        "page": KnownPaginator([None] * 100, 50, 22134).page(1),
        "pages": Paginator(range(1000), 50).page(7),
        "crumbs": [Crumb(label="Beheer", url=reverse("ui:today")), Crumb(label="Stijl")],
        **samples.programme(),
        "reasons": {"Deze aanvraag heeft al een behandelaar.": ["A-2026-0049", "A-2026-0048"]},
        **samples.dossier(),
        **samples.attention(),
    }
