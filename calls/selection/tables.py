"""The columns of the lists about deciding: the ranking of a round, and who declared an interest."""

from collections import Counter
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from calls.assessment.scoring import OUT_OF, Scoreboard, scoreboard
from calls.enums import Advice, AssignmentStatus
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Conflict, Criterion
from pio_portal import formats
from pio_portal.ui.columns import Column, DayColumn, ReferenceColumn, StatusColumn, TitleColumn
from pio_portal.ui.tables import Table
from pio_portal.ui.templatetags import pio

NAMED = 2  # criteria that are named beside a flag
FETCHED = ("call__criteria", "assignments__scores", "assignments__adviser")  # what `board_of` reads, per page


def board_of(record: Application) -> Scoreboard:
    """What the advisers say of one row, from what was fetched with the page; computed once."""
    if not hasattr(record, "board"):
        record.board = scoreboard(list(record.call.criteria.all()), record.assignments.all())
    return record.board


def split_of(record: Application) -> list[tuple[int, str]]:
    """How many advices conclude what, of one row: those that there are."""
    given = Counter(a.advice for a in board_of(record).advisers)
    return [(given[advice], str(advice.label)) for advice in Advice if given[advice]]


def score_bar(record: Application) -> SafeString:
    """A total out of 5 as a bar, with the lowest and the highest adviser as a whisker; the words stand beside it."""
    board = board_of(record)
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
    return format_html(
        '<span class="score-line"><svg class="score-bar" viewBox="-1 0 102 12" aria-hidden="true" focusable="false">'
        '<rect class="room" width="100" height="12"/><rect class="full" width="{}" height="12"/>{}</svg>'
        "<b>{}</b></span>{}",
        f"{end:.1f}",
        whisker,
        words,
        format_html('<span class="sub">{}</span>', between) if apart else "",
    )


def _of_asked(record: Application) -> str:
    asked = sum(a.status not in AssignmentStatus.gone() for a in record.assignments.all())
    return _("%(given)d van %(asked)d") % {"given": record.given, "asked": asked}


def _below(record: Application) -> str:
    return f"{record.ref} · {record.organisation}"


class RankingTable(Table):
    """The applications of a round by what the advisers give them. On the page, reference and state stand in others."""

    place = Column(verbose_name=gettext_lazy("Plaats"), orderable=False, empty_values=(), wide=True)
    ref = ReferenceColumn(verbose_name=gettext_lazy("Referentie"))
    title = TitleColumn(
        verbose_name=gettext_lazy("Aanvraag"), url=lambda a: a.get_staff_url(), sub=_below, reference=""
    )
    total = Column(verbose_name=gettext_lazy("Score op 5"))
    spread = Column(verbose_name=gettext_lazy("Verschil"), wide=True)
    given = Column(verbose_name=gettext_lazy("Adviezen"), wide=True)
    attention = Column(verbose_name=gettext_lazy("Aandacht"), orderable=False, empty_values=(), wide=True)
    draft = Column(
        verbose_name=gettext_lazy("Beslissing"), empty_values=(), order_by=("decision_draft__outcome",), wide=True
    )
    status = StatusColumn(verbose_name=gettext_lazy("Stand"), wide=True)

    class Meta:
        model = Application
        fields = ("place", "ref", "title", "total", "spread", "given", "attention", "draft", "status")
        order_by = "-total"
        default = formats.NOTHING

    def order_total(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:  # noqa: FBT001 - tables2 calls it
        return _known_first(rows, "total", down=is_descending), True

    def order_spread(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:  # noqa: FBT001 - tables2 calls it
        return _known_first(rows, "spread", down=is_descending), True

    def render_place(self, record: Application) -> str:
        return "–" if record.total is None else str(record.place)

    def render_total(self, record: Application) -> SafeString:
        return score_bar(record)

    def value_total(self, record: Application) -> Any:
        return record.total

    def render_spread(self, value: Decimal) -> str:
        return formats.number_text(value, 2)

    def value_spread(self, record: Application) -> Any:
        return record.spread

    def render_given(self, record: Application) -> SafeString:
        """`2 van 3`, with what they conclude below it."""
        split = format_html_join("", '<span class="sub text-nowrap">{}× {}</span>', split_of(record))
        return format_html("{}{}", _of_asked(record), split)

    def value_given(self, record: Application) -> str:
        split = ", ".join(f"{number}× {label}" for number, label in split_of(record))
        return f"{_of_asked(record)}: {split}" if split else _of_asked(record)

    def render_attention(self, record: Application) -> SafeString:
        """What deserves a talk, and the way to where colleagues hold it."""
        flags = [(pio.tag(label, tone), names) for label, tone, names in _flags(record)]
        shown = format_html_join("", '<span class="flag">{} {}</span>', flags)
        if flags or record.number_of_notes:
            address = reverse("calls:staff_application_notes", args=[record.ref])
            shown += format_html('<a class="small" href="{}">{}</a>', address, _notes(record.number_of_notes))
        return shown or format_html("{}", formats.NOTHING)

    def value_attention(self, record: Application) -> str:
        return "; ".join(f"{label}: {names}" for label, _tone, names in _flags(record))

    def render_draft(self, record: Application) -> SafeString | str:
        """What was decided; before that, what lies ready."""
        if record.status in Status.decided():
            return pio.status(record)
        draft = record.decision_draft
        if draft is None:
            return formats.NOTHING
        return format_html('{}<span class="sub">{}</span>', pio.status(draft, "outcome"), _("ontwerp"))

    def value_draft(self, record: Application) -> str:
        draft = record.decision_draft
        return draft.get_outcome_display() if draft else ""


def _notes(number: int) -> str:
    if not number:
        return _("Bespreken in de notities")
    return ngettext("%(n)d notitie", "%(n)d notities", number) % {"n": number}


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


def _known_first(rows: QuerySet, name: str, *, down: bool) -> QuerySet:
    """Ordered by a figure; what is unknown comes last either way."""
    figure = F(name)
    return rows.order_by(figure.desc(nulls_last=True) if down else figure.asc(nulls_last=True), "-pk")


class ConflictTable(Table):
    """Who declared an interest in which application."""

    user = Column(verbose_name=gettext_lazy("Wie"), order_by="user__name")
    application = Column(verbose_name=gettext_lazy("Aanvraag"), order_by="application__ref")
    reason = Column(verbose_name=gettext_lazy("Belang"), orderable=False)
    declared_at = DayColumn(verbose_name=gettext_lazy("Verklaard op"), wide=True)

    class Meta:
        model = Conflict
        fields = ("user", "application", "reason", "declared_at")
        order_by = "-declared_at"

    def render_application(self, value: Application) -> SafeString:
        return format_html(
            '<a href="{}">{}</a><span class="sub">{} · {}</span>',
            value.get_staff_url(),
            value.title,
            value.ref,
            value.organisation,
        )

    def value_application(self, value: Application) -> str:
        return str(value)
