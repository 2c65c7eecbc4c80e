"""The rush itself: each sender's request leaves at its own moment, over a connection of its own."""

import asyncio
import datetime as dt
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.deadline.scene import Sender

CONNECT_BEFORE = 2.0  # seconds: a browser's connection is there already when its user clicks
PATIENCE = 300.0
ACCEPTED, REFUSED, FAULT = "accepted", "refused", "fault"


@dataclass(frozen=True)
class Plan:
    """Who sends when, in seconds since the epoch; `twice` for a double click."""

    sender: Sender
    at: float
    twice: bool = False


@dataclass(frozen=True)
class Outcome:
    """What one request got, with the client's own clock around it."""

    ref: str
    key: str
    sent_from: float
    sent: float
    answered: float
    verdict: str
    detail: str = ""

    @property
    def took(self) -> float:
        """Seconds between the click and the answer."""
        return self.answered - self.sent_from


def run(port: int, plans: Sequence[Plan]) -> list[Outcome]:
    """Send everything; give what became of each request."""
    with ThreadPoolExecutor(1) as apart:  # this thread may have a loop of its own (a browser's, in the tests)
        return apart.submit(lambda: asyncio.run(_all(port, plans))).result()


async def _all(port: int, plans: Sequence[Plan]) -> list[Outcome]:
    requests = [plan for plan in plans for _ in range(2 if plan.twice else 1)]
    return list(await asyncio.gather(*(_one(port, plan) for plan in requests)))


async def _one(port: int, plan: Plan) -> Outcome:
    sender = plan.sender
    message = _message(sender, port)
    sent_from = sent = 0.0
    try:
        await asyncio.sleep(max(0.0, plan.at - CONNECT_BEFORE - time.time()))
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.sleep(max(0.0, plan.at - time.time()))
            sent_from = time.time()
            writer.write(message)
            await writer.drain()
            sent = time.time()
            head = await reader.readuntil(b"\r\n\r\n")
            answered = time.time()
            body = b"" if b" 302 " in head.split(b"\r\n", 1)[0] else await reader.read()
            writer.close()
    except (OSError, EOFError, TimeoutError) as error:
        return Outcome(sender.ref, sender.key, sent_from, sent, time.time(), FAULT, repr(error))
    verdict, detail = _judge(head.decode("latin-1"), body.decode(errors="replace"))
    return Outcome(sender.ref, sender.key, sent_from, sent, answered, verdict, detail)


def _judge(head: str, body: str) -> tuple[str, str]:
    status = head.split(" ", 2)[1]
    if status == "302" and "/ontvangst/" in head:
        return ACCEPTED, ""
    if status == "422" and "De indiendatum sloot op" in body:
        return REFUSED, ""
    return FAULT, f"{head.splitlines()[0]} {' '.join(body.split())[:300]}"


def _message(sender: Sender, port: int) -> bytes:
    body = urlencode(sender.form())
    lines = [
        f"POST {sender.path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Cookie: {sender.cookies()}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def spread(senders: Sequence[Sender], closes: dt.datetime, chance, *, seconds: float, doubles: int) -> list[Plan]:
    """Their clicks over the last seconds before the closing. Some click twice."""
    end = closes.timestamp()
    moments = [end - seconds * chance.random() for _ in senders]
    twice = set(chance.sample(range(len(senders)), doubles))
    return [Plan(s, at, n in twice) for n, (s, at) in enumerate(zip(senders, moments, strict=True))]


def after(senders: Sequence[Sender], closes: dt.datetime, chance, *, seconds: float) -> list[Plan]:
    """Those who click from the very moment of closing on."""
    return [Plan(s, closes.timestamp() + seconds * chance.random() ** 3) for s in senders]
