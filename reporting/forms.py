import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Self

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.forms import DayField
from pio_portal.ui.layout import Actions, Form, Include
from reporting.importing.values import FIRST_YEAR, LAST_YEAR
from reporting.indicators.engine import Period

MOST_YEARS = 30
YEARS_SHOWN = 5


class PeriodForm(Form):
    """The years and the day that a page of figures is about; from the query string, so that it can be sent."""

    mark_optional = False
    method, form_class = "get", "bar report-period"
    actions = Actions(_("Tonen"), kind="quiet")
    layout = Layout(Include("reporting/staff/period.html", "van", "tot", "stand"))

    van = forms.IntegerField(label=_("Van"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    tot = forms.IntegerField(label=_("Tot en met"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    stand = DayField(label=_("Stand op"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.error_summary = False

    def clean(self):
        """Years in order, and not more than a chart can show."""
        typed = super().clean()
        first, last = typed.get("van"), typed.get("tot")
        if first and last and not 0 <= last - first < MOST_YEARS:
            self.add_error("tot", _("Kies een jaar dat niet voor het eerste ligt, en hoogstens 30 jaar in totaal."))
        return typed

    @classmethod
    def of(cls, data: Mapping[str, str], *, today: dt.date, last: str = "") -> Self:
        """From the query string; what is not there is the five years up to `last`, as things stand today."""
        last = data.get("tot") or last or str(today.year)
        first = data.get("van") or (str(int(last) - YEARS_SHOWN + 1) if re.fullmatch("[0-9]{4}", last) else last)
        return cls({"van": first, "tot": last, "stand": data.get("stand") or today.isoformat()})

    @property
    def period(self) -> Period | None:
        """What the figures are counted over; None when what was asked makes no sense."""
        if not self.is_valid():
            return None
        return Period(self.cleaned_data["van"], self.cleaned_data["tot"], self.cleaned_data["stand"])


class ReportForm(PeriodForm):
    """Asks for a report about the same years, by one button."""

    method, form_class = "post", ""
    actions = Actions(_("PDF-rapport maken"))
    layout = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": False, **kwargs})
        for field in self.fields.values():
            field.widget = forms.HiddenInput()


class TargetForm(Form):
    """What is aimed at in one year."""

    mark_optional = False
    actions = Actions(_("Doel bewaren"), kind="quiet")

    value = forms.DecimalField(
        label=_("Doel"), required=False, min_value=0, max_digits=14, decimal_places=2, localize=True,
        help_text=_("Laat leeg om het doel weg te nemen."),
    )  # fmt: skip


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    widget = ManyFiles

    def clean(self, data, initial=None):
        """Each file as Django checks one."""
        one = super().clean
        return (
            [one(each, initial) for each in data] if isinstance(data, list | tuple) and data else [one(data, initial)]
        )


class UploadForm(Form):
    """The tables of the programme."""

    actions = Actions(_("Nakijken"))

    files = FilesField(
        label=_("Bestanden"),
        help_text=_(
            "Eén Excel-werkboek (.xlsx) met een werkblad per tabel, één zip met CSV-bestanden, of losse CSV-bestanden."
        ),
        error_messages={
            "required": _("Kies eerst de bestanden."),
            "empty": _("Dit bestand is leeg. Kies een ander bestand."),
        },
    )
