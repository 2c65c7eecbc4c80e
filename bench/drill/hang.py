"""A Redis that hangs: it takes every call and answers none."""

import contextlib
import http.client
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import psutil

from bench.deadline.scene import Sender

DELAYED = "komen nu met wat vertraging"


@dataclass(frozen=True)
class Look:
    """How long the submission and the page after it took, and whether that page says that mails come later."""

    submitting: float
    page: float
    accepted: bool
    told: bool


@contextlib.contextmanager
def hanging(process: psutil.Process) -> Iterator[None]:
    """Stop it in the middle of what it does; let it go on afterwards."""
    process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        process.send_signal(signal.SIGCONT)


def submit_and_look(port: int, sender: Sender) -> Look:
    """Submit as a browser does: with its cookies, and on to the page that it is sent to."""
    cookies = SimpleCookie(sender.cookies())
    began = time.monotonic()
    status, location, _body = _ask(port, "POST", sender.path, cookies, urlencode(sender.form()))
    submitted = time.monotonic()
    _status, _location, body = _ask(port, "GET", location, cookies) if location else (status, "", "")
    return Look(submitted - began, time.monotonic() - submitted, "/ontvangst/" in location, DELAYED in body)


def _ask(port: int, method: str, path: str, cookies: SimpleCookie, body: str | None = None) -> tuple[int, str, str]:
    """One request; its cookies are kept."""
    headers = {"Cookie": "; ".join(f"{name}={morsel.coded_value}" for name, morsel in cookies.items())}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=300)) as connection:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie", []):
            cookies.load(header)
        return answer.status, answer.getheader("Location", ""), answer.read().decode(errors="replace")
