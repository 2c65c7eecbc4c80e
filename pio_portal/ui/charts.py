"""The geometry of the charts: plain SVG without styles of its own, the same on a page and in a PDF."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pio_portal.formats import number_text
from pio_portal.ui.shapes import Bar

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 700, 240, 10, 28, 34
WIDEST_BAR = 64


@dataclass(frozen=True)
class DrawnBar:
    """A bar in the picture's own coordinates."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    text_y: float
    text: str
    label: Any
    current: bool
    known: bool


@dataclass(frozen=True)
class BarChart:
    """All that the template draws."""

    bars: list[DrawnBar]
    zero: float
    label_y: float
    width: int = WIDTH
    height: int = HEIGHT
    right: int = WIDTH - LEFT
    left: int = LEFT


def as_bars(rows: Iterable[Any], current: Any = None) -> list[Bar]:
    """Bars from `Bar`s, or from (label, value) pairs of which the one labelled `current` is this year's."""
    return [
        row if isinstance(row, Bar) else Bar(label=row[0], value=row[1], current=str(row[0]) == str(current))
        for row in rows
    ]


def bar_chart(bars: Sequence[Bar], *, decimals: int | None = None) -> BarChart:
    """Bars on one scale from zero, above and below the line; an unknown value leaves its place open."""
    known = [float(bar.value) for bar in bars if bar.value is not None]
    highest, lowest = max([0.0, *known]), min([0.0, *known])
    bottom = BOTTOM + (18 if lowest < 0 else 0)
    room = HEIGHT - TOP - bottom
    scale = room / ((highest - lowest) or 1)
    zero = TOP + highest * scale if known else HEIGHT - bottom
    step = (WIDTH - 2 * LEFT) / max(len(bars), 1)
    width = min(step * 0.64, WIDEST_BAR)
    drawn = [_drawn(bar, LEFT + step * (i + 0.5), width, zero, scale, decimals=decimals) for i, bar in enumerate(bars)]
    return BarChart(bars=drawn, zero=round(zero, 1), label_y=HEIGHT - 10)


def _drawn(bar: Bar, middle: float, width: float, zero: float, scale: float, *, decimals: int | None) -> DrawnBar:
    value = float(bar.value or 0)
    height = abs(value) * scale
    top = zero - height if value >= 0 else zero
    return DrawnBar(
        x=round(middle - width / 2, 1),
        y=round(top, 1),
        width=round(width, 1),
        height=round(height, 1),
        middle=round(middle, 1),
        text_y=round(top - 6 if value >= 0 else top + height + 15, 1),
        text=bar.text or ("?" if bar.value is None else number_text(bar.value, decimals)),
        label=bar.label,
        current=bar.current,
        known=bar.value is not None,
    )
