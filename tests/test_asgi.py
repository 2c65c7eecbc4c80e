"""The entry point of the web server: the moment of arrival is noted before a thread is waited for."""

import asyncio
import datetime as dt
import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from pio_portal import asgi
from pio_portal.arrival import STAMP, ArrivalMiddleware

ASKED = {
    "type": "http",
    "method": "POST",
    "path": "/mijn/",
    "root_path": "",
    "query_string": b"a=%C3%A9",
    "http_version": "1.1",
    "scheme": "http",
    "server": ("127.0.0.1", "8000"),
    "client": ("127.0.0.1", 5000),
    "headers": [],
}


class Exchange:
    """One request, its parts as they arrive, and what is sent back."""

    def __init__(self, *parts, **scope):
        self.scope = ASKED | scope
        self.parts = list(parts or [b""])
        self.sent = []
        self.left = asyncio.Event()

    async def receive(self):
        if not self.parts:
            await self.left.wait()
            return {"type": "http.disconnect"}
        part = self.parts.pop(0)
        if part is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": part, "more_body": bool(self.parts)}

    async def send(self, message):
        self.sent.append(message)

    async def run(self):
        await asgi.application(self.scope, self.receive, self.send)
        return self

    @property
    def body(self):
        return b"".join(m.get("body", b"") for m in self.sent)


@pytest.fixture
def answers(monkeypatch):
    """A function that says what Django answers; gives the environments it was asked with."""
    asked = []

    def use(make):
        def django(environ, start_response):
            environ["read"] = environ["wsgi.input"].read()
            asked.append(environ)
            response = make(environ)
            start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
            file = getattr(response, "file_to_stream", None)
            if file is not None:
                file.close = response.close
                return environ["wsgi.file_wrapper"](file)
            return response

        monkeypatch.setattr(asgi, "django", django)
        return asked

    return use


def apart(scenario):
    """Run it in a loop of its own thread: a browser's may run in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(scenario())).result()


def run(*exchanges):
    async def together():
        return await asyncio.gather(*(e.run() for e in exchanges))

    return apart(together)


def test_the_moment_is_noted_before_a_thread_is_waited_for(answers, monkeypatch):
    pool, busy, go_on = ThreadPoolExecutor(1), threading.Event(), threading.Event()
    monkeypatch.setattr(asgi, "pool", pool)
    asked = answers(lambda _: HttpResponse("klaar"))
    pool.submit(lambda: busy.set() or go_on.wait(10))

    async def scenario():
        task = asyncio.ensure_future(Exchange(b"key=1").run())
        await asyncio.sleep(0.05)
        before_its_turn = dt.datetime.now(dt.UTC)
        assert busy.is_set()
        assert not asked
        go_on.set()
        await task
        return before_its_turn

    before_its_turn = apart(scenario)
    assert asked[0][STAMP] < before_its_turn


def test_a_request_in_parts_has_arrived_with_its_last_part(answers):
    asked = answers(lambda _: HttpResponse("klaar"))
    exchange = Exchange(b"ab", b"cd")
    first_came = []
    receive = exchange.receive

    async def slowly():
        message = await receive()
        if message["more_body"]:
            first_came.append(dt.datetime.now(dt.UTC))
        else:
            await asyncio.sleep(0.02)
        return message

    exchange.receive = slowly
    run(exchange)
    assert (asked[0]["read"], asked[0]["CONTENT_LENGTH"]) == (b"abcd", "4")
    assert asked[0][STAMP] - first_came[0] >= dt.timedelta(seconds=0.02)


@pytest.mark.parametrize(("size", "noted"), [(asgi.SMALL, True), (asgi.SMALL + 1, False)])
def test_a_large_body_reserves_no_moment(answers, size, noted):
    asked = answers(lambda _: HttpResponse("klaar"))
    run(Exchange(b"x" * (size - 5), b"yyyyy"))
    assert (STAMP in asked[0], len(asked[0]["read"])) == (noted, size)


def test_a_large_body_in_one_part_reserves_none_either(answers):
    asked = answers(lambda _: HttpResponse("klaar"))
    run(Exchange(b"x" * (asgi.SMALL + 1)))
    assert STAMP not in asked[0]


def test_who_leaves_before_the_request_is_whole_did_not_arrive(answers):
    asked = answers(lambda _: HttpResponse("klaar"))
    (exchange,) = run(Exchange(b"half", None))
    assert (asked, exchange.sent) == ([], [])


@pytest.mark.parametrize("name", [b"pio.arrived_at", b"pio-arrived-at", b"pio_arrived_at", b"http-pio.arrived-at"])
def test_no_header_can_forge_the_moment(answers, name):
    asked = answers(lambda _: HttpResponse("klaar"))
    run(Exchange(b"x" * (asgi.SMALL + 1), headers=[(name, b"2020-01-01T00:00:00Z")]))
    assert STAMP not in asked[0]


def test_a_header_with_an_underscore_does_not_pass_for_that_of_the_proxy(answers):
    asked = answers(lambda _: HttpResponse("klaar"))
    run(Exchange(headers=[(b"x_forwarded_proto", b"https"), (b"cookie", b"a=1"), (b"cookie", b"b=2")]))
    assert "HTTP_X_FORWARDED_PROTO" not in asked[0]
    assert asked[0]["HTTP_COOKIE"] == "a=1; b=2"


def test_the_request_reaches_django_as_it_was_sent(answers):
    asked = answers(lambda _: HttpResponse("klaar", status=201, headers={"X-Taal": "nl"}))
    (exchange,) = run(
        Exchange(
            b"a=1",
            root_path="/pio",
            path="/pio/oproepen/é/",
            headers=[(b"content-type", b"text/plain"), (b"host", b"portaal.test"), (b"content-length", b"3")],
        )
    )
    environ = asked[0]
    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"]) == ("/pio", "/oproepen/é/".encode().decode("latin-1"))
    assert (environ["QUERY_STRING"], environ["CONTENT_TYPE"], environ["HTTP_HOST"]) == (
        "a=%C3%A9",
        "text/plain",
        "portaal.test",
    )
    assert exchange.sent[0]["status"] == 201
    assert (b"x-taal", b"nl") in exchange.sent[0]["headers"]
    assert exchange.body == b"klaar"


def test_a_long_file_is_sent_in_blocks_and_closed(answers):
    content = b"z" * (2 * asgi.BLOCK + 10)
    file = io.BytesIO(content)
    closed = []
    file.name = "lang.bin"

    def respond(_):
        response = FileResponse(file)
        response._resource_closers.append(lambda: closed.append(True))
        return response

    answers(respond)
    (exchange,) = run(Exchange())
    assert [len(m["body"]) for m in exchange.sent[1:]] == [asgi.BLOCK, asgi.BLOCK, 10, 0]
    assert exchange.body == content
    assert closed == [True]


def test_a_short_file_is_sent_at_once(answers):
    file = io.BytesIO(b"kort")
    file.name = "kort.bin"
    answers(lambda _: FileResponse(file))
    (exchange,) = run(Exchange())
    assert [m.get("body") for m in exchange.sent[1:]] == [b"kort"]


def test_a_stream_stops_when_its_reader_leaves(answers):
    made = []

    def pieces():
        for number in range(10_000):
            made.append(number)
            yield b"regel\n"

    answers(lambda _: StreamingHttpResponse(pieces()))
    exchange = Exchange()
    send = exchange.send

    async def until_it_leaves(message):
        await send(message)
        if len(exchange.sent) == 3:
            exchange.left.set()
            await asyncio.sleep(0.05)

    exchange.send = until_it_leaves
    run(exchange)
    assert len(made) < 10


def test_a_view_reads_the_noted_moment_or_else_the_clock():
    seen = []
    middleware = ArrivalMiddleware(lambda request: seen.append(request.arrived_at) or HttpResponse())
    noted = dt.datetime(2026, 3, 15, 11, 0, tzinfo=dt.UTC)
    middleware(RequestFactory().get("/", **{STAMP: noted}))
    before = dt.datetime.now(dt.UTC)
    middleware(RequestFactory().get("/"))
    assert seen[0] == noted
    assert before <= seen[1] <= dt.datetime.now(dt.UTC)
