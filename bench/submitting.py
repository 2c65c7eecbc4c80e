"""P6: submitting with three attachments of 5 MB, beside receiving the same bytes in an empty view of the same server.

A browser without script sends the three files in one request, one with script in three; the submission follows.
"""

import http.client
import io
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.utils import timezone
from pypdf import PdfWriter

from bench.deadline import scene
from bench.deadline.scene import Sender
from pio_portal.embedded.after import wait_until_answers
from pio_portal.embedded.orphans import ENDING_WITH_US
from pio_portal.embedded.run import services
from pio_portal.environment import Environment

ROUNDS, FILES, SIZE = 7, 3, 5_000_000
EMPTY = "/meting/ontvangen/"
BOUNDARY = "----measured"


@dataclass(frozen=True)
class Taken:
    """Milliseconds of the requests with the files, and of the submission after them; medians."""

    files: float
    last: float

    @property
    def both(self) -> float:
        return self.files + self.last


@dataclass(frozen=True)
class Submitting:
    """One way of sending the files: to the portal, and to the empty view."""

    portal: Taken
    empty: Taken

    @property
    def ratio(self) -> float:
        """All requests of the portal beside the same ones to the empty view."""
        return self.portal.both / self.empty.both


def submitting(*, at_once: int) -> Submitting:
    """Three files, so many in a request, and the submission; and the same requests to the empty view, in turns."""
    _round, drafts = scene.prepare(ROUNDS + 1, timezone.now())
    portal, empty = [], []
    pdf = _pdf()
    with served() as port:
        for sender, draft in zip(scene.senders(drafts), drafts, strict=True):
            uploads = f"/mijn/aanvragen/{sender.ref}/bijlagen/"
            client = Client(port, sender, at_once)
            empty.append(client.all(pdf, uploads=EMPTY, last=EMPTY, expected=200, seen=lambda: ""))
            portal.append(
                client.all(pdf, uploads=uploads, last=sender.path, expected=302, seen=lambda d=draft: scene.digest(d))
            )
    return Submitting(_median(portal[1:]), _median(empty[1:]))  # the first of each only warms up


def _median(takings: list[Taken]) -> Taken:
    return Taken(median(t.files for t in takings), median(t.last for t in takings))


@dataclass(frozen=True)
class Client:
    """One applicant's browser."""

    port: int
    sender: Sender
    at_once: int

    def all(self, pdf: bytes, *, uploads: str, last: str, expected: int, seen: Callable[[], str]) -> Taken:
        """The uploads and the last request. Raises AssertionError for another answer than expected."""
        names, spent = [f"bijlage-{number}.pdf" for number in range(FILES)], 0.0
        for first in range(0, FILES, self.at_once):
            body = _multipart(self.sender, pdf, names[first : first + self.at_once])
            spent += self._post(uploads, body, f"multipart/form-data; boundary={BOUNDARY}", expected)
        form = urlencode(self.sender.form() | {"seen": seen()}).encode()
        submitted = self._post(last, form, "application/x-www-form-urlencoded", expected)
        return Taken(spent * 1000, submitted * 1000)

    def _post(self, address: str, body: bytes, kind: str, expected: int) -> float:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        start = time.perf_counter()
        link.request("POST", address, body, {"Content-Type": kind, "Cookie": self.sender.cookies()})
        answer = link.getresponse()
        answer.read()
        took = time.perf_counter() - start
        link.close()
        if answer.status != expected:
            raise AssertionError(f"{address} answered {answer.status}")
        return took


def _multipart(sender: Sender, pdf: bytes, names: Iterable[str]) -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="'
    parts = [f'{head}csrfmiddlewaretoken"\r\n\r\n{sender.csrf}\r\n'.encode()]
    for name in names:
        parts += [f'{head}file"; filename="{name}"\r\nContent-Type: application/pdf\r\n\r\n'.encode(), pdf, b"\r\n"]
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def _pdf() -> bytes:
    """A real PDF of 5 MB that does not shrink."""
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.add_attachment("meting.bin", os.urandom(SIZE))
    writer.write(file)
    return file.getvalue()


@contextmanager
def served() -> Iterator[int]:
    """The web server on the database that is measured: its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    env = os.environ | {"MEASURED_DATABASE": connection.settings_dict["NAME"]}
    command = [*ENDING_WITH_US, sys.executable, "-m", "granian", "bench.served:application"]
    command += ["--interface", "asginl", "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--no-log"]
    with services(Environment(), settings.DATA_DIR):  # with Redis, as the real stand has
        process = subprocess.Popen(command, env=env, cwd=settings.BASE_DIR)
        try:
            if not wait_until_answers(f"http://127.0.0.1:{port}/status/live/", patience=120):
                raise AssertionError("the web server did not start")
            yield port
        finally:
            process.terminate()
            process.wait(timeout=30)
