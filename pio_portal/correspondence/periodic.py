"""What must happen by itself as time passes: reminders, announcements, what became late.

The worker asks every function once a minute, each under a lock of its own, with the moment of asking. A function looks
in the database for what is due and not done yet, so that a minute that was missed, or asked twice, changes nothing.
"""

from collections.abc import Callable
from datetime import datetime

PERIODIC: dict[str, Callable[[datetime], None]] = {}


def periodic(name: str) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """Register a function that is asked every minute. It must be cheap when nothing is due, and harmless when repeated."""

    def register(function: Callable[[datetime], None]) -> Callable[[datetime], None]:
        PERIODIC[name] = function
        return function

    return register
