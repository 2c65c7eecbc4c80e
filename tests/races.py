"""Races whose outcome does not hang on how quick a thread is."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from tests.patience import LONGEST

TAKES = re.compile(r"^(INSERT|UPDATE|DELETE)|FOR (NO KEY )?UPDATE")


class AllReadFirst:
    """Of so many threads that enter it, none writes or takes a row before all have read what they look at before that."""

    def __init__(self, number: int) -> None:
        self._have_read = threading.Barrier(number)

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """What one thread does: its first statement that others could wait for waits for theirs."""
        waited = False

        def hold(execute, sql, params, many, context):
            nonlocal waited
            if not waited and TAKES.search(str(sql)):
                waited = True
                self._have_read.wait(timeout=LONGEST)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(hold):
            yield

    def then(self, work: Callable[[], object]) -> Callable[[], object]:
        """The work of one thread, held so."""

        def held() -> object:
            with self():
                return work()

        return held
