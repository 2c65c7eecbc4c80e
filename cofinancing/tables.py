from django.utils.translation import gettext_lazy as _

from cofinancing.models import CofinancingRequest, LedgerEntry, Meeting
from pio_portal.ui.columns import (
    Column,
    MomentColumn,
    MoneyColumn,
    NumberColumn,
    ReferenceColumn,
    StatusColumn,
    TitleColumn,
)
from pio_portal.ui.tables import Table


class RequestTable(Table):
    """One request a row, under the name of its procurement."""

    ref = ReferenceColumn(_("Referentie"), accessor="procurement__ref", order_by="procurement__ref")
    procurement = TitleColumn(
        _("Opdracht"),
        accessor="procurement__title",
        order_by="procurement__title",
        sub=lambda record: record.procurement.ref,
        reference="",
    )
    client = Column(_("Klant"), accessor="procurement__project__organisation__name", wide=True, width=34)
    requested = MoneyColumn(_("Gevraagd"))
    requested_at = MomentColumn(_("Op"), brief=True, wide=True)
    meeting = MomentColumn(_("Vergadering"), accessor="meeting__held_at", brief=True, wide=True)
    status = StatusColumn(_("Stand"))

    class Meta:
        model = CofinancingRequest
        fields = ("ref", "procurement", "client", "requested", "requested_at", "meeting", "status")
        order_by = "-requested_at"


class MeetingTable(Table):
    """One meeting a row, with what stands on its agenda."""

    held_at = MomentColumn(_("Vergadering"), url=lambda record: record.get_absolute_url())
    place = Column(_("Plaats"), wide=True)
    items = NumberColumn(_("Op de agenda"))
    asked = MoneyColumn(_("Samen gevraagd"))
    status = StatusColumn(_("Stand"))

    class Meta:
        model = Meeting
        fields = ("held_at", "place", "items", "asked", "status")
        order_by = "-held_at"


class LedgerTable(Table):
    """What was committed on an envelope, and what is committed after it."""

    at = MomentColumn(_("Op"), brief=True)
    what = Column(_("Wat"))
    decision = Column(_("Beslissing"), accessor="decision__ref", wide=True)
    amount = MoneyColumn(_("Bedrag"))
    balance = MoneyColumn(_("Vastgelegd daarna"), wide=True)

    class Meta:
        model = LedgerEntry
        fields = ("at", "what", "decision", "amount", "balance")
        orderable = False
