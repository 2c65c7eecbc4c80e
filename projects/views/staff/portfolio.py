"""What the views of the whole portfolio share: the way from one to the other, with what it was narrowed to."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy

from pio_portal.ui.choices import canonical
from pio_portal.ui.shapes import Tab

VIEWS = (
    ("staff_projects", gettext_lazy("Lijst")),
    ("staff_board", gettext_lazy("Bord")),
    ("staff_timeline", gettext_lazy("Tijdlijn")),
    ("staff_delays", gettext_lazy("Vertragingen")),
)


def portfolio_tabs(current: str, query: QueryDict) -> list[Tab]:
    """The views of the portfolio. What one is narrowed to, the others are too; the order of the list is its own."""
    kept = canonical(query.urlencode(), without=("sort", "kolommen"))
    return [
        Tab(
            label=label,
            url=reverse(f"projects:{name}") + (f"?{kept}" if kept else ""),
            current=name == current,
        )
        for name, label in VIEWS
    ]
