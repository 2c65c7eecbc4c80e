from django.utils.translation import gettext_lazy as _

from calls.models import Call
from pio_portal.ui.columns import Column, MomentColumn, NumberColumn, ReferenceColumn, StatusColumn, TitleColumn
from pio_portal.ui.tables import Table


class CallTable(Table):
    """One call a row, with how many dates it has, the first and the last."""

    code = ReferenceColumn(verbose_name=_("Code"))
    title = TitleColumn(verbose_name=_("Titel"), url=lambda record: record.get_staff_url(), reference="code")
    kind = Column(verbose_name=_("Soort"), wide=True)
    theme = Column(verbose_name=_("Thema"), order_by="theme__position", wide=True)
    number_of_rounds = NumberColumn(verbose_name=_("Indiendata"), wide=True)
    first = MomentColumn(verbose_name=_("Van"), brief=True, wide=True)
    last = MomentColumn(verbose_name=_("Tot"), brief=True, wide=True)
    handed_in = NumberColumn(verbose_name=_("Aanvragen"))
    status = StatusColumn(verbose_name=_("Stand"))

    class Meta:
        model = Call
        fields = ["code", "title", "kind", "theme", "number_of_rounds", "first", "last", "handed_in", "status"]
        order_by = "-year"
