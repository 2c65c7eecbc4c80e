"""The load: one application after the other is submitted, whatever falls meanwhile."""

import threading
import time
from collections.abc import Iterator, Sequence
from typing import Self

from bench.deadline import rush
from bench.deadline.rush import ACCEPTED, FAULT, Outcome
from bench.deadline.scene import Sender


class Load:
    """Submits, as the context lasts, one of `senders` every `pause` seconds."""

    def __init__(self, port: int, senders: Iterator[Sender], pause: float) -> None:
        self.outcomes: list[Outcome] = []
        self._port, self._senders, self._pause = port, senders, pause
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._go_on)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _go_on(self) -> None:
        for sender in self._senders:
            self.outcomes += rush.run(self._port, [rush.Plan(sender, time.time())])
            if self._done.wait(self._pause):
                return

    def accepted_since(self, moment: float) -> bool:
        """Whether somebody who clicked after that moment was told that it is submitted."""
        return any(o.verdict == ACCEPTED and o.sent_from > moment for o in list(self.outcomes))


def answered(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those who got an answer: only they were promised something."""
    return [outcome for outcome in outcomes if outcome.verdict != FAULT]
