"""How far an import is, told to whoever waits: as a part of 1, with what it is doing."""

import time
from collections.abc import Callable

Progress = Callable[[float, str], None]
PAUSE = 1.0  # seconds between two signs of life


def silent(part: float, doing: str) -> None:
    """Tell nobody."""


def paced(tell: Progress) -> Progress:
    """Tell at most once in a while: there are many rows."""
    last = 0.0

    def told(part: float, doing: str) -> None:
        nonlocal last
        if time.monotonic() - last >= PAUSE:
            last = time.monotonic()
            tell(part, doing)

    return told


def within(told: Progress, start: float, end: float) -> Progress:
    """The progress of one step of several: from `start` to `end` of the whole."""
    return lambda part, doing: told(start + (end - start) * part, doing)
