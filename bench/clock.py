"""How long something takes: Python's own CPU, the wall, and how many queries it asks."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from pio_portal.stack import roomy

ROUNDS = 9


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
        for _round in range(rounds):
            wall_start, cpu_start = time.perf_counter(), time.process_time()
            roomy(work)  # as a request is answered
            cpu.append(time.process_time() - cpu_start)
            wall.append(time.perf_counter() - wall_start)
    finally:
        gc.enable()
    return Taken(cpu=median(cpu) * 1000, wall=median(wall) * 1000, queries=asked)


def loop() -> float:
    """Milliseconds of a fixed piece of Python, so that runs on different machines can be compared."""
    total = 0
    start = time.process_time()
    for n in range(2_000_000):
        total += n * n % 7
    return (time.process_time() - start) * 1000
