"""How long something takes: Python's own CPU, the wall, and how many queries it asks."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

ROUNDS = 9
STEP = 8  # calls: so many rounds of such steps go through one chunk of Python's stack


@dataclass(frozen=True)
class Taken:
    """Milliseconds (median of the rounds) and queries."""

    cpu: float
    wall: float
    queries: int


def measure(work: Callable[[], object], *, rounds: int = ROUNDS) -> Taken:
    """Run it, warm, some rounds; queries are counted in a round that is not timed."""
    work()
    with CaptureQueriesContext(connection) as queries:
        work()
    asked = len(queries)  # now: the next request empties the log
    cpu, wall = [], []
    gc.disable()
    try:
        for number in range(rounds):
            wall_start, cpu_start = time.perf_counter(), time.process_time()
            _at_depth(number % ROUNDS * STEP, work)
            cpu.append(time.process_time() - cpu_start)
            wall.append(time.perf_counter() - wall_start)
    finally:
        gc.enable()
    return Taken(cpu=median(cpu) * 1000, wall=median(wall) * 1000, queries=asked)


def _at_depth(calls: int, work: Callable[[], object]) -> object:
    """Do the work so many calls deep.

    Python asks memory for its stack in chunks of 16 KB and gives each back at once: where a page happens to call over the
    border of one, it does so hundreds of times, up to a fifth of its time.
    """
    return _at_depth(calls - 1, work) if calls else work()


def loop() -> float:
    """Milliseconds of a fixed piece of Python, so that runs on different machines can be compared."""
    total = 0
    start = time.process_time()
    for n in range(2_000_000):
        total += n * n % 7
    return (time.process_time() - start) * 1000
