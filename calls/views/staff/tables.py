"""The columns of this app's lists."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.enums import AssignmentStatus
from pio_portal.formats import number_text
from pio_portal.ui.columns import (
    Column,
    DayColumn,
    ManyColumn,
    MomentColumn,
    MoneyColumn,
    NumberColumn,
    PersonColumn,
    ReferenceColumn,
    StatusColumn,
    TitleColumn,
)
from pio_portal.ui.tables import Table


def _advices(record: Any) -> list[str]:
    """`2 van 3`: advices given, of those asked; who has a conflict or is not asked any more does not count."""
    asked = [a for a in record.advisers_asked if a.status not in AssignmentStatus.gone()]
    if not asked:
        return []
    given = sum(a.status == AssignmentStatus.ADVISED for a in asked)
    return [_("%(given)d van %(asked)d") % {"given": given, "asked": len(asked)}]


class ApplicationTable(Table):
    """Applications as staff works through them; the last columns are there for who asks for them."""

    ref = ReferenceColumn(verbose_name=gettext_lazy("Referentie"))
    title = TitleColumn(
        verbose_name=gettext_lazy("Aanvraag"),
        url=lambda record: record.get_staff_url(),
        sub=lambda record: record.organisation,
    )
    organisation = Column(verbose_name=gettext_lazy("Organisatie"), order_by="organisation__name", wide=True, width=34)
    submitted_at = MomentColumn(verbose_name=gettext_lazy("Ingediend"), brief=True, wide=True)
    status = StatusColumn(verbose_name=gettext_lazy("Stand"))
    advices = ManyColumn(verbose_name=gettext_lazy("Adviezen"), of=_advices, wide=True)
    handler = PersonColumn(verbose_name=gettext_lazy("Behandelaar"), order_by="handler__name", wide=True)
    theme = Column(verbose_name=gettext_lazy("Thema"), order_by="theme__position", wide=True)
    round = Column(verbose_name=gettext_lazy("Indiendatum"), order_by="round__closes_at", wide=True)
    policy_domain = Column(verbose_name=gettext_lazy("Beleidsdomein"), order_by="policy_domain__position", wide=True)
    province = Column(
        verbose_name=gettext_lazy("Provincie"),
        accessor="organisation__province",
        order_by="organisation__province",
        wide=True,
    )
    amount = MoneyColumn(verbose_name=gettext_lazy("Geraamd bedrag"), orderable=False, wide=True)
    total = NumberColumn(verbose_name=gettext_lazy("Score op 5"), decimals=2, wide=True)
    spread = NumberColumn(verbose_name=gettext_lazy("Verschil"), decimals=2, wide=True)
    time_in_state = NumberColumn(verbose_name=gettext_lazy("Dagen in deze stand"), wide=True)
    unread = NumberColumn(verbose_name=gettext_lazy("Ongelezen berichten"), wide=True)
    eligible_at = MomentColumn(verbose_name=gettext_lazy("Ontvankelijk op"), brief=True, wide=True)
    decided_on = DayColumn(verbose_name=gettext_lazy("Beslist op"), wide=True)

    class Meta:
        order_by = "-submitted_at"

    def render_time_in_state(self, value: timedelta) -> str:
        return number_text(value.days)

    def value_time_in_state(self, value: timedelta) -> int:
        return value.days


class FormTable(Table):
    """One version of a questionnaire a row."""

    name = TitleColumn(
        verbose_name=gettext_lazy("Vragenlijst"),
        order_by=("name", "-number"),
        sub=lambda record: _("versie %(n)d") % {"n": record.number},
        reference="",
    )
    number = NumberColumn(verbose_name=gettext_lazy("Versie"), wide=True)
    used_by = ManyColumn(
        verbose_name=gettext_lazy("Oproepen"), of=lambda record: [call.code for call in record.calls.all()], wide=True
    )
    number_of_applications = NumberColumn(verbose_name=gettext_lazy("Aanvragen"))
    published_at = MomentColumn(verbose_name=gettext_lazy("In gebruik sinds"), brief=True, wide=True)
    status = StatusColumn(verbose_name=gettext_lazy("Stand"))

    class Meta:
        sequence = ("name", "number", "used_by", "number_of_applications", "published_at", "status")
