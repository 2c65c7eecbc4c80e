"""A round as its advisers judge it: every application by its score, with what to talk about before deciding."""

from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import Rank
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.enums import ApplicationStatus as Status
from calls.models import Application
from calls.selection.evidence import FETCHED
from calls.selection.tables import RankingTable
from calls.views.staff.round_dossier import round_crumbs, round_for, round_tabs
from pio_portal.correspondence.models import Note
from pio_portal.ui.lists import StaffList
from pio_portal.ui.shapes import Crumb


class RoundRanking(StaffList):
    """Ranked among the rows that are chosen: narrowed to one state, the places are those within it."""

    title = gettext_lazy("Rangschikking")
    nouns = gettext_lazy("aanvraag"), gettext_lazy("aanvragen")
    ranked = True
    table_class = RankingTable
    extra_columns = export_also = ("ref", "organisation", "split", "status")
    state_field, states = "status", Status
    search_hint = gettext_lazy("Zoek op titel, organisatie of referentie")
    order_text = gettext_lazy("hoogste score eerst")
    empty_text = gettext_lazy("Zodra een aanvraag van deze indiendatum in beoordeling is, staat ze hier.")
    template_name = "calls/staff/round/ranking.html"

    def get(self, request: HttpRequest, code: str, number: int) -> HttpResponseBase:
        """The ranking of one round, as a page or as a file."""
        self.round = round_for(request, code, number)
        return super().get(request)

    @property
    def heading(self) -> str:
        return _("Rangschikking van indiendatum %(n)d") % {"n": self.round.number}

    @property
    def file_name(self) -> str:
        return _("rangschikking %(code)s indiendatum %(n)d") % {"code": self.round.call.code, "n": self.round.number}

    def base(self) -> QuerySet:
        rows = Application.objects.visible_to(self.request.user).filter(round=self.round)
        return rows.being_decided().with_draft().select_related("organisation", "call")

    def search(self, rows: QuerySet, q: str) -> QuerySet:
        """Full text, in Dutch."""
        return rows.matching(q)

    @cached_property
    def chosen(self) -> QuerySet:
        """The figures are added last: the chips count without them."""
        place = Window(Rank(), order_by=F("total").desc(nulls_last=True))
        rows = super().chosen.ranked().annotate(place=place, number_of_notes=Note.objects.counted_for(Application))
        return rows.prefetch_related(*FETCHED)

    def context(self) -> dict[str, Any]:
        """With the way to the other pages of the round."""
        return super().context() | {
            "round": self.round,
            "tabs": round_tabs(self.round, "calls:staff_round_ranking"),
            "crumbs": round_crumbs(self.round, Crumb(label=_("Rangschikking"))),
        }
