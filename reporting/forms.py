import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reporting.importing.values import FIRST_YEAR, LAST_YEAR

MOST_YEARS = 30
YEARS_SHOWN = 5


class PeriodForm(forms.Form):
    """The years and the day that a page of figures is about; from the query string, so that it can be sent."""

    mark_optional = False
    van = forms.IntegerField(label=_("Van"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    tot = forms.IntegerField(label=_("Tot en met"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    stand = forms.DateField(label=_("Stand op"))

    def clean(self):
        """Years in order, and not more than a chart can show."""
        found = super().clean()
        first, last = found.get("van"), found.get("tot")
        if first and last and not 0 <= last - first < MOST_YEARS:
            self.add_error("tot", _("Kies een jaar dat niet voor het eerste ligt, en hoogstens 30 jaar in totaal."))
        return found

    @classmethod
    def of(cls, data) -> "PeriodForm":
        """From the query string; what is not there is the last five years, as things stand today."""
        today = timezone.localdate()
        last = data.get("tot") or str(today.year)
        first = data.get("van") or (str(int(last) - YEARS_SHOWN + 1) if last.isdigit() else last)
        return cls({"van": first, "tot": last, "stand": data.get("stand") or dt.date.isoformat(today)})


class TargetForm(forms.Form):
    """What is aimed at in one year."""

    mark_optional = False

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


class UploadForm(forms.Form):
    """The tables of the programme."""

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
