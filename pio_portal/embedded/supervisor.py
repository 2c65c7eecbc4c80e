"""Keeps the parts of `make run` alive: what dies is started again, and only what keeps dying stops the rest.

One loop in the main thread looks at every part and starts it: the kernel ends a child with the *thread* that started it
(`orphans`). What a program prints is read in a thread of its own.
"""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Protocol

from pio_portal.embedded import EmbeddedError
from pio_portal.embedded.orphans import ENDING_WITH_US

LOOK_SECONDS = 0.1
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY_SECONDS = 60  # what lived as long as this counts as having started well
MOST_DEATHS = 6  # in a row: then it keeps dying
STOP_SECONDS = 10  # for what was asked to stop

_telling = threading.Lock()  # `print` writes a line and its end apart; another thread may come between


class Part(Protocol):
    """Something that must run as long as the portal does."""

    name: str

    def start(self) -> object:
        """Start it. Raises EmbeddedError when that cannot be done."""

    def lives(self) -> bool:
        """Whether it still runs."""


@dataclass
class Program:
    """A command whose lines are printed behind its name. It has a session of its own: Ctrl-C reaches only us."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    cwd: Path
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it unless it runs, once nothing of the one before is left, and read what it prints."""
        if self.lives():
            return
        self.end()
        self._process = subprocess.Popen(
            [*ENDING_WITH_US, *self.command],
            env=self.env,
            cwd=self.cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        threading.Thread(target=_print_lines, args=(self.name, self._process.stdout), daemon=True).start()

    def lives(self) -> bool:
        """Whether its first process runs; the others cannot do without."""
        return self._process is not None and self._process.poll() is None

    def ask_to_stop(self) -> None:
        """Tell its first process, which stops the others in good order."""
        if self._process and self.lives():
            self._process.terminate()

    def end(self) -> None:
        """End every process of its session that is left: a main process that was killed stopped none of them."""
        if self._process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


@dataclass
class _Watched:
    """A part, with how often it died in a row and when it may be started again."""

    part: Part
    started: float = field(default_factory=time.monotonic)
    deaths: int = 0
    again_at: float = 0.0
    running: bool = False

    def pause(self) -> float:
        """How long to wait after this death, longer after each."""
        return min(FIRST_PAUSE * 2 ** (self.deaths - 1), LONGEST_PAUSE)


class Supervisor:
    """Runs the parts until it is told to stop, or until one of them keeps dying."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._watched = [_Watched(part) for part in parts]
        self.asked_to_stop = False

    def run(self, when_started: Callable[[], None]) -> None:
        """Start and watch the parts; when this returns they are gone."""
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self._stop_when_seen)
        try:
            for watched in self._watched:
                self._start(watched)
            when_started()
            while not self.asked_to_stop and all(self._look_at(watched) for watched in self._watched):
                time.sleep(LOOK_SECONDS)
        finally:
            self._stop_all()

    def _stop_when_seen(self, *_: object) -> None:
        self.asked_to_stop = True

    def _look_at(self, watched: _Watched) -> bool:
        """Start the part again when it died and its pause is over. False when it keeps dying."""
        now = time.monotonic()
        if watched.running:
            watched.running = watched.part.lives()
            return watched.running or self._count_death(watched, now)
        return now < watched.again_at or self._start(watched)

    def _count_death(self, watched: _Watched, now: float) -> bool:
        """Tell that it died and what follows. False when that happened too often."""
        name = watched.part.name
        watched.deaths = 1 if now - watched.started >= STEADY_SECONDS else watched.deaths + 1
        if watched.deaths > MOST_DEATHS:
            tell(name, f"keeps stopping ({watched.deaths} times in a row): the portal stops.")
            return False
        watched.again_at = now + watched.pause()
        tell(name, f"stopped; it is started again in {watched.pause():g} s.")
        return True

    def _start(self, watched: _Watched) -> bool:
        watched.started = time.monotonic()
        try:
            watched.part.start()
        except EmbeddedError as error:
            tell(watched.part.name, str(error))
            return self._count_death(watched, time.monotonic())
        watched.running = True
        return True

    def _stop_all(self) -> None:
        """Ask all programs at once, wait for all together, and end what is left. The servers stay: others use them."""
        programs = [watched.part for watched in self._watched if isinstance(watched.part, Program)]
        for program in programs:
            program.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        while any(program.lives() for program in programs) and time.monotonic() < deadline:
            time.sleep(0.05)
        for program in programs:
            program.end()


def tell(name: str, line: str) -> None:
    """Print a line behind the name of the part that it is about."""
    say(f"{datetime.now():%H:%M:%S} {name:<8} | {line}")  # noqa: DTZ005 - the clock of whoever reads it


def say(text: str) -> None:
    """Print this whole, on lines of its own: several threads say something at once."""
    with _telling:
        print(text, flush=True)


def _print_lines(name: str, lines: IO[bytes]) -> None:
    with lines:
        for line in lines:
            tell(name, line.decode(errors="replace").rstrip("\n"))
