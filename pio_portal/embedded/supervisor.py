"""Honcho's manager, made sure to leave no orphan."""

import os
import signal
from collections.abc import Callable
from typing import Any

from honcho.manager import Manager
from honcho.process import Popen, Process

from pio_portal.embedded.orphans import die_with_parent


class SafeProcess(Process):  # type: ignore[misc] # honcho has no types
    """A process that ends with the one that watches it, and a watcher that ends with the supervisor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._child_ctor = _popen

    def run(self, *args: Any, **kwargs: Any) -> None:
        """Watch the child."""
        die_with_parent(signal.SIGKILL)
        super().run(*args, **kwargs)


def _popen(command: str, **kwargs: Any) -> Popen:
    return Popen(command, preexec_fn=die_with_parent, **kwargs)


class Supervisor(Manager):  # type: ignore[misc] # honcho has no types
    """Stops everything when asked at any moment, also while the processes are still starting.

    Honcho itself fails on a signal that comes before each child has told its process id, and leaves the rest running.
    """

    def __init__(self, printer: Any, when_started: Callable[[], None]) -> None:
        super().__init__(printer)
        self._process_ctor = SafeProcess
        self._when_started = when_started
        self._owner = os.getpid()
        self._ready = self._stop_wanted = self.asked_to_stop = False

    def loop(self) -> None:
        """Run until the first process ends or a signal comes."""
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        super().loop()

    def terminate(self) -> None:
        """Stop the processes, now or as soon as all are known."""
        self._stop_wanted = True
        if os.getpid() == self._owner and super()._all_started():
            super().terminate()

    def _all_started(self) -> bool:
        started: bool = super()._all_started()
        if started and not self._ready:
            self._ready = True
            self._when_started()
        if started and self._stop_wanted:
            super().terminate()
        return started

    def _system_print(self, data: str) -> None:
        """Tell what ended by itself; starting and stopping as asked needs no line."""
        if data.endswith("received\n"):
            self.asked_to_stop = True
        elif "stopped" in data and not self.asked_to_stop:
            super()._system_print(data)
