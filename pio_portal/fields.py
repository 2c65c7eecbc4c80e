"""Columns for days and moments that people give: the database, too, refuses a year that can only be a typing error."""

import datetime as dt
from typing import Any

from django.db import models

from pio_portal.reading import FIRST_DAY, LAST_DAY


class _Bounded:
    """Checked by the database, whoever writes: a day of 0001 or 9999 breaks calendars, pages and sums."""

    column: str

    def db_check(self, connection: Any) -> str:
        """The check that stands with the column."""
        column = connection.ops.quote_name(self.column)
        return f"{column} >= '{FIRST_DAY}' AND {column} < '{LAST_DAY + dt.timedelta(days=1)}'"


class DayField(_Bounded, models.DateField):
    """A day between 1900 and 2100."""

    def formfield(self, **kwargs: Any) -> Any:
        """As each form reads it."""
        from pio_portal.ui.forms import DayField as FormField  # noqa: PLC0415 - models are there before forms

        return super().formfield(**{"form_class": FormField, **kwargs})


class MomentField(_Bounded, models.DateTimeField):
    """A moment between 1900 and 2100."""

    def formfield(self, **kwargs: Any) -> Any:
        """As each form reads it."""
        from pio_portal.ui.forms import MomentField as FormField  # noqa: PLC0415 - models are there before forms

        return super().formfield(**{"form_class": FormField, **kwargs})
