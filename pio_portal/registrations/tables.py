"""A list of what has an occasion."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pio_portal.ui.columns import MomentColumn, NumberColumn, ReferenceColumn, StatusColumn, TitleColumn
from pio_portal.ui.tables import Table


class OccasionTitle(TitleColumn):
    """The title of the occasion, which leads to its owner."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        of_occasion = {"accessor": "occasion__title", "order_by": "occasion__title"}
        super().__init__(*args, url=lambda record: record.get_staff_url(), **of_occasion, **kwargs)


class OccasionTable(Table):
    """One row per owner, the one with the latest date first."""

    ref = ReferenceColumn(_("Referentie"))
    title = OccasionTitle(_("Titel"))
    starts_at = MomentColumn(_("Datum"), accessor="occasion__starts_at", order_by="occasion__starts_at", brief=True)
    seats_taken = NumberColumn(_("Ingeschreven"), wide=True)
    capacity = NumberColumn(_("Plaatsen"), accessor="occasion__capacity", order_by="occasion__capacity", wide=True)
    status = StatusColumn(_("Stand"))
