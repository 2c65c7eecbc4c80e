"""The entry point of the web server: notes when each request arrived, then lets Django answer it in a thread.

On a deadline day requests wait for a thread, and their senders may not lose by it. This loop reads each request whole
before that, and says in the environment of the request at which moment it had all of it (`pio_portal.arrival`). Django
itself stays the WSGI application that it is: one thread a request, at most THREADS at a time in each process. What is
long, such as a download, goes on in a thread of its own kind, so that slow readers hold up nobody.

A body above SMALL gets no such moment and is judged when it is handled, so that nobody can reserve a place in time by
sending slowly. It is kept in a file until it is whole, so that slow senders hold up no thread either.
"""

import asyncio
import io
import math
import sys
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import IO, Any

from django.db import connections

from pio_portal.arrival import STAMP
from pio_portal.stack import roomy
from pio_portal.wsgi import application as django

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

# In each process. More threads make nothing faster and every moment later: they wait for the same interpreter as the
# loop. Each keeps a connection to the database.
THREADS = 4
STREAMS = 16  # answers that are sent piece by piece, at the pace of their readers
SMALL = 64 * 1024
BLOCK = 256 * 1024  # of a file that is sent
SWITCH_SECONDS = 0.0002  # how long a busy thread may keep the loop from noting a moment

pool = ThreadPoolExecutor(THREADS, thread_name_prefix="django")
streams = ThreadPoolExecutor(STREAMS, thread_name_prefix="stream")
sys.setswitchinterval(SWITCH_SECONDS)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request."""
    if scope["type"] != "http":
        return
    body = await read_body(receive)
    if body is None:
        return  # the sender left before it was whole: nothing arrived
    arrived_at = datetime.now(UTC)
    with body:
        size = body.seek(0, io.SEEK_END)
        body.seek(0)
        environ = environ_of(scope, body, size)
        if size <= SMALL:
            environ[STAMP] = arrived_at
        answer = Answer(environ, receive, send)
        loop = asyncio.get_running_loop()
        whole = await loop.run_in_executor(pool, answer.work)
        if whole is None:
            await loop.run_in_executor(streams, answer.stream)
    if whole is not None:
        await send(answer.start)
        await send({"type": "http.response.body", "body": whole})


async def read_body(receive: Receive) -> IO[bytes] | None:
    """All of the request, from its first byte to its last; None when the sender left in between."""
    message = await receive()
    if message["type"] != "http.request":
        return None
    if not message.get("more_body", False):
        return io.BytesIO(message.get("body", b""))
    body = tempfile.SpooledTemporaryFile(max_size=SMALL)  # noqa: SIM115 - the caller closes it
    while True:
        body.write(message.get("body", b""))
        if not message.get("more_body", False):
            return body
        message = await receive()
        if message["type"] != "http.request":
            body.close()
            return None


def environ_of(scope: Scope, body: IO[bytes], size: int) -> dict[str, Any]:
    """The request as WSGI says it."""
    prefix, path = scope.get("root_path", ""), scope["path"]
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": _latin(prefix),
        "PATH_INFO": _latin(path.removeprefix(prefix) or "/"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": str(client[0]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": Blocks,
    }
    for raw, value in scope["headers"]:
        name = raw.decode("latin-1")
        if "_" in name:
            continue  # it would pass for the header with a dash, which only the proxy may set
        key = "HTTP_" + name.upper().replace("-", "_")
        glue = "; " if name == "cookie" else ","
        text = value.decode("latin-1")
        environ[key] = f"{environ[key]}{glue}{text}" if key in environ else text
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ["CONTENT_LENGTH"] = str(size)
    return environ


def _latin(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


class Blocks:
    """A file as the blocks in which it is sent."""

    streaming = True

    def __init__(self, file: IO[bytes], _size: int = 0) -> None:
        self.file = file

    def __iter__(self) -> Iterator[bytes]:
        while block := self.file.read(BLOCK):
            yield block

    def close(self) -> None:
        """Close the file, and with it the response that it belongs to."""
        self.file.close()


class Answer:
    """What Django answers to one request: made in a thread, and sent whole, or piece by piece from another thread."""

    def __init__(self, environ: dict[str, Any], receive: Receive, send: Send) -> None:
        self._environ, self._receive, self._send = environ, receive, send
        self._loop = asyncio.get_running_loop()
        self._left = threading.Event()
        self._long: Any = None
        self.start: dict[str, Any] = {}

    def work(self) -> bytes | None:
        """Let Django make the answer. None when it is long: then it still has to be streamed."""
        body: Any = roomy(lambda: django(self._environ, self._start_response))
        if getattr(body, "streaming", False) and self._length() > BLOCK:
            self._long = body
            return None
        try:
            return b"".join(body)
        finally:
            body.close()

    def _start_response(self, status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
        self.start = {
            "type": "http.response.start",
            "status": int(status[:3]),
            "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        }

    def _length(self) -> float:
        """The octets of the answer, as it says itself; without end when it does not."""
        return next((int(value) for name, value in self.start["headers"] if name == b"content-length"), math.inf)

    def stream(self) -> None:
        """Send it piece by piece, until it ends or its reader leaves."""
        watch = asyncio.run_coroutine_threadsafe(self._wait_until_left(), self._loop)
        try:
            self._say(self.start)
            for piece in self._long:
                if self._left.is_set():
                    return
                self._say({"type": "http.response.body", "body": piece, "more_body": True})
            self._say({"type": "http.response.body", "body": b""})
        finally:
            watch.cancel()
            self._long.close()
            connections.close_all()  # an export asked the database from here; it keeps no connection

    def _say(self, message: dict[str, Any]) -> None:
        asyncio.run_coroutine_threadsafe(self._send_one(message), self._loop).result()

    async def _send_one(self, message: dict[str, Any]) -> None:
        await self._send(message)

    async def _wait_until_left(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._left.set()
