"""P6: submitting with three attachments of 5 MB, beside receiving the same bytes in an empty view of the same server."""

import http.client
import io
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.utils import timezone
from pypdf import PdfWriter

from pio_portal.embedded.after import wait_until_answers
from pio_portal.embedded.orphans import ENDING_WITH_US
from pio_portal.embedded.run import services
from pio_portal.environment import Environment
from reporting.measure.deadline import scene
from reporting.measure.deadline.scene import Sender

ROUNDS, FILES, SIZE = 7, 3, 5_000_000
EMPTY = "/meting/ontvangen/"
BOUNDARY = "----measured"


@dataclass(frozen=True)
class Submitting:
    """Milliseconds of all requests together, medians."""

    portal: float
    empty: float

    @property
    def ratio(self) -> float:
        """What the portal adds."""
        return self.portal / self.empty


def submitting() -> Submitting:
    """Three uploads and the submission, and the same four requests to the empty view, in turns."""
    _round, drafts = scene.prepare(ROUNDS + 1, timezone.now())
    portal, empty = [], []
    pdf = _pdf()
    with served() as port:
        for sender, draft in zip(scene.senders(drafts), drafts, strict=True):
            uploads = f"/mijn/aanvragen/{sender.ref}/bijlagen/"
            client = Client(port, sender)
            empty.append(client.all(pdf, uploads=EMPTY, last=EMPTY, expected=200, seen=lambda: ""))
            portal.append(
                client.all(pdf, uploads=uploads, last=sender.path, expected=302, seen=lambda d=draft: scene.digest(d))
            )
    return Submitting(median(portal[1:]), median(empty[1:]))  # the first of each only warms up


@dataclass(frozen=True)
class Client:
    """One applicant's browser."""

    port: int
    sender: Sender

    def all(self, pdf: bytes, *, uploads: str, last: str, expected: int, seen: Callable[[], str]) -> float:
        """Milliseconds of the uploads and the last request. Raises AssertionError for another answer than expected."""
        spent = 0.0
        for number in range(FILES):
            body = _multipart(self.sender, pdf, f"bijlage-{number}.pdf")
            spent += self._post(uploads, body, f"multipart/form-data; boundary={BOUNDARY}", expected)
        form = urlencode(self.sender.form() | {"seen": seen()}).encode()
        return (spent + self._post(last, form, "application/x-www-form-urlencoded", expected)) * 1000

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


def _multipart(sender: Sender, pdf: bytes, name: str) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{sender.csrf}\r\n'.encode(),
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'.encode(),
        b"Content-Type: application/pdf\r\n\r\n",
        pdf,
        f"\r\n--{BOUNDARY}--\r\n".encode(),
    ]
    return b"".join(parts)


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
    command = [*ENDING_WITH_US, sys.executable, "-m", "granian", "reporting.measure.served:application"]
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
