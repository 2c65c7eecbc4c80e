"""The columns of the lists about deciding: the ranking of a round, and who declared an interest."""

from collections import Counter
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from calls.assessment.scoring import OUT_OF, Scoreboard
from calls.enums import Advice, AssignmentStatus
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Conflict, Criterion
from calls.selection.evidence import board_of
from pio_portal import formats
from pio_portal.ui.columns import (
    Column,
    ManyColumn,
    MomentColumn,
    NumberColumn,
    PersonColumn,
    ReferenceColumn,
    StatusColumn,
    TitleColumn,
)
from pio_portal.ui.tables import Table
from pio_portal.ui.templatetags import pio

NAMED = 2  # criteria that are named beside a flag


def split_of(board: Scoreboard) -> list[tuple[int, str]]:
    """How many advices conclude what, those that there are."""
    given = Counter(a.advice for a in board.advisers)
    return [(given[advice], str(advice.label)) for advice in Advice if given[advice]]


def score_bar(board: Scoreboard, *, one_line: bool = False) -> SafeString:
    """A total out of 5 as a bar, with the lowest and the highest adviser as a whisker; the words stand beside it.

    On one line, how far they lie apart is read aloud and shown by the pointer.
    """
    known = [value for value in board.totals if value is not None]
    if board.total is None or not known:
        return format_html('<span class="soft">{}</span>', formats.NOTHING)
    total, low, high = board.total, min(known), max(known)
    left, right, end = (float(value) * 100 / OUT_OF for value in (low, high, total))
    words = formats.number_text(total, 2)
    apart = low != high
    between = _("%(low)s tot %(high)s") % {"low": formats.number_text(low, 2), "high": formats.number_text(high, 2)}
    whisker = (
        format_html('<path class="whisker" d="M{0} 3v6M{1} 3v6M{0} 6H{1}"/>', f"{left:.1f}", f"{right:.1f}")
        if apart
        else ""
    )
    below = aside(between) if one_line else format_html('<span class="sub">{}</span>', between)
    return format_html(
        '<span class="score-line"><svg class="score-bar" viewBox="-1 0 102 12" aria-hidden="true" focusable="false">'
        '<rect class="room" width="100" height="12"/><rect class="full" width="{}" height="12"/>{}</svg>'
        "<b>{}</b></span>{}",
        f"{end:.1f}",
        whisker,
        words,
        below if apart else "",
    )


def aside(text: Any) -> SafeString:
    """What a row of one line has no room for: read aloud, and in reach of who asks for the column."""
    return format_html('<span class="visually-hidden">{}</span>', text)


def _of_asked(record: Application) -> str:
    asked = sum(a.status not in AssignmentStatus.gone() for a in record.assignments.all())
    return _("%(given)d van %(asked)d") % {"given": record.given, "asked": asked}


def _notes(number: int) -> str:
    if not number:
        return _("Notities")
    return ngettext("%(n)d notitie", "%(n)d notities", number) % {"n": number}


def _split(record: Application) -> list[str]:
    """`2× Selecteren`, for each conclusion that was drawn."""
    return [f"{number}× {label}" for number, label in split_of(board_of(record))]


def _attention(record: Application) -> list[str]:
    return [f"{label}: {names}" for label, _tone, names in _flags(record)]


def _flags(record: Application) -> list[tuple[str, str, str]]:
    """What deserves a talk: in a word, with the criteria that it is about."""
    board = board_of(record)
    flags = []
    if board.knock_outs:
        flags.append((_("Onder de drempel"), "bad", _few(board.knock_outs)))
    if board.far_apart:
        flags.append((_("Bespreken"), "warn", _few(board.far_apart)))
    return flags


def _few(criteria: list[Criterion]) -> str:
    """At most two by name: the dossier has them all."""
    names = ", ".join(criterion.name for criterion in criteria[:NAMED])
    more = len(criteria) - NAMED
    return names if more <= 0 else _("%(names)s en nog %(n)d") % {"names": names, "n": more}


class RankingTable(Table):
    """The applications of a round by what the advisers give them."""

    place = NumberColumn(verbose_name=gettext_lazy("Plaats"), orderable=False, empty_values=(), wide=True)
    ref = ReferenceColumn(verbose_name=gettext_lazy("Referentie"))
    title = TitleColumn(
        verbose_name=gettext_lazy("Aanvraag"), url=lambda a: a.get_staff_url(), sub=lambda a: a.organisation
    )
    organisation = Column(verbose_name=gettext_lazy("Organisatie"), order_by="organisation__name", wide=True, width=34)
    total = NumberColumn(verbose_name=gettext_lazy("Score op 5"))
    spread = NumberColumn(verbose_name=gettext_lazy("Verschil"), decimals=2, wide=True)
    given = Column(verbose_name=gettext_lazy("Adviezen"), wide=True)
    split = ManyColumn(verbose_name=gettext_lazy("Besluiten"), of=_split, wide=True)
    attention = ManyColumn(verbose_name=gettext_lazy("Aandacht"), of=_attention, wide=True)
    draft = Column(
        verbose_name=gettext_lazy("Beslissing"), empty_values=(), order_by=("decision_draft__outcome",), wide=True
    )
    status = StatusColumn(verbose_name=gettext_lazy("Stand"), wide=True)

    class Meta:
        model = Application
        fields = (
            "place", "ref", "title", "organisation", "total", "spread", "given", "split", "attention", "draft", "status",
        )  # fmt: skip
        order_by = "-total"

    def order_total(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:  # noqa: FBT001 - tables2 calls it
        return _known_first(rows, "total", down=is_descending), True

    def order_spread(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:  # noqa: FBT001 - tables2 calls it
        return _known_first(rows, "spread", down=is_descending), True

    def render_place(self, record: Application) -> str:
        return formats.number_text(self.value_place(record))

    def value_place(self, record: Application) -> int | None:
        return None if record.total is None else record.place

    def render_total(self, record: Application) -> SafeString:
        return score_bar(board_of(record), one_line=True)

    def render_given(self, record: Application) -> SafeString:
        """`2 van 3`, with what they conclude for who points at it or hears it."""
        split = ", ".join(_split(record))
        return format_html('<span title="{}">{}</span>{}', split, _of_asked(record), aside(split))

    def value_given(self, record: Application) -> str:
        return _of_asked(record)

    def render_attention(self, record: Application) -> SafeString:
        """What deserves a talk, and the way to where colleagues hold it."""
        flags = [(names, pio.tag(label, tone), aside(names)) for label, tone, names in _flags(record)]
        shown = format_html_join(" ", '<span title="{}">{}{}</span>', flags)
        if flags or record.number_of_notes:
            address = reverse("calls:staff_application_notes", args=[record.ref])
            shown += format_html(' <a class="small" href="{}">{}</a>', address, _notes(record.number_of_notes))
        return shown or format_html("{}", formats.NOTHING)

    def render_draft(self, record: Application) -> SafeString | str:
        """What was decided; before that, what lies ready."""
        if record.status in Status.decided():
            return pio.status(record)
        draft = record.decision_draft
        if draft is None:
            return formats.NOTHING
        return format_html('{} <span class="soft small">{}</span>', pio.status(draft, "outcome"), _("ontwerp"))

    def value_draft(self, record: Application) -> str:
        draft = record.decision_draft
        return draft.get_outcome_display() if draft else ""


def _known_first(rows: QuerySet, name: str, *, down: bool) -> QuerySet:
    """Ordered by a figure; what is unknown comes last either way."""
    figure = F(name)
    return rows.order_by(figure.desc(nulls_last=True) if down else figure.asc(nulls_last=True), "-pk")


class ConflictTable(Table):
    """Who declared an interest in which application."""

    user = PersonColumn(verbose_name=gettext_lazy("Wie"), order_by="user__name")
    ref = ReferenceColumn(
        verbose_name=gettext_lazy("Referentie"), accessor="application__ref", order_by="application__ref"
    )
    application = TitleColumn(
        verbose_name=gettext_lazy("Aanvraag"),
        accessor="application__title",
        order_by="application__title",
        url=lambda record: record.application.get_staff_url(),
        sub=lambda record: f"{record.application.ref} · {record.application.organisation}",
        reference="",
    )
    organisation = Column(
        verbose_name=gettext_lazy("Organisatie"),
        accessor="application__organisation",
        order_by="application__organisation__name",
        wide=True,
        width=34,
    )
    reason = Column(verbose_name=gettext_lazy("Belang"), orderable=False, width=50)
    declared_at = MomentColumn(verbose_name=gettext_lazy("Verklaard op"), brief=True, wide=True)

    class Meta:
        model = Conflict
        fields = ("user", "ref", "application", "organisation", "reason", "declared_at")
        order_by = "-declared_at"
