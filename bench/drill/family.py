"""The processes of a portal that runs, found by what they are."""

from collections.abc import Iterator

import psutil
from django.conf import settings

from pio_portal.embedded.backend.base import server_of

MARK = "PIO_DRILL"
WEB, WORKER, BEAT = ("granian",), ("celery", "worker"), ("celery", "beat")


class Family:
    """Everything below one supervisor, and its database server, which has a session of its own."""

    def __init__(self, supervisor: int, mark: str) -> None:
        self._supervisor = psutil.Process(supervisor)
        self._mark = mark
        self._seen: set[psutil.Process] = set()

    def program(self, module: str, *words: str) -> psutil.Process | None:
        """The first process of `python -m module words...`."""
        for process, command in self._children():
            if command[1:3] == ["-m", module] and set(words) <= set(command):
                return process
        return None

    def workers_of(self, module: str, *words: str) -> list[psutil.Process]:
        """The processes among which that program divides its work, oldest first."""
        first = self.program(module, *words)
        found = first.children() if first else []
        return sorted((p for p in found if not _is_helper(p)), key=lambda p: p.create_time())

    def redis(self) -> psutil.Process | None:
        """The Redis server."""
        return next((p for p, command in self._children() if command and "redis-server" in command[0]), None)

    def postgres(self) -> psutil.Process | None:
        """The PostgreSQL server, whoever started it last."""
        pid = server_of(settings.DATABASES["default"]).running_pid()
        return psutil.Process(pid) if pid else None

    def look(self) -> None:
        """Remember who is there now: nobody of them may be left in the end."""
        self._seen |= {self._supervisor, *self._supervisor.children(recursive=True)}
        postgres = self.postgres()
        self._seen |= {postgres} if postgres else set()

    def left(self) -> list[str]:
        """Who still runs, of those who were seen and of those who carry the mark."""
        alive = {p for p in self._seen if p.is_running()} | {p for p in psutil.process_iter() if self._carries(p)}
        return [f"{p.pid} {p.name()}" for p in alive if p.status() != psutil.STATUS_ZOMBIE]

    def _children(self) -> Iterator[tuple[psutil.Process, list[str]]]:
        for process in self._supervisor.children():
            try:
                yield process, process.cmdline()
            except psutil.Error:
                continue  # it died in between

    def _carries(self, process: psutil.Process) -> bool:
        try:
            return process.environ().get(MARK) == self._mark
        except (psutil.Error, OSError):
            return False


def _is_helper(process: psutil.Process) -> bool:
    """Whether Python started it for itself."""
    try:
        return "resource_tracker" in " ".join(process.cmdline())
    except psutil.Error:
        return True
