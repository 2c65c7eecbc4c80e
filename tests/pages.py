"""Pages as tests read them: who asks, what stands there, where its links lead."""

import re
from html.parser import HTMLParser
from http import HTTPStatus

from django.conf import settings
from django.test import Client


def client_of(person) -> Client:
    """A browser of its own, in which this person is logged in."""
    client = Client()
    client.force_login(person)
    return client


def with_session_of(client: Client, page, live_server):
    """The browser's page with the session of a client that is logged in."""
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    return page


def markup(answer) -> str:
    """The page as it is written, with one space wherever it has a line break or a space that does not break."""
    return " ".join(answer.content.decode().split())


def text(answer) -> str:
    """What a reader sees on the page: its text, without tags."""
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("&nbsp;", " ")
    return " ".join(plain.split())


def hidden(answer, name: str) -> str:
    """The value of a field that the form sends along unseen."""
    return re.search(rf'name="{name}" value="([^"]*)"', markup(answer))[1]


def refusal(answer) -> str:
    """The page of a form that was not valid, or whose change was refused: with what was typed, and why."""
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    return markup(answer)


def crawl(client) -> str:
    """Every page that can be reached by links from the applicant's and the public start pages, as one text.

    Files are no pages: a PDF would be typeset, and not be read.
    """
    todo, seen, found = ["/", "/mijn/", "/mijn/aanvragen/", "/oproepen/"], set(), ""
    while todo:
        url = todo.pop()
        elsewhere = url.startswith(("/uitloggen", "/inloggen", "/static", "/beheer", "/admin", "/account"))
        if url in seen or elsewhere or url.endswith("/pdf/"):
            continue
        seen.add(url)
        answer = client.get(url)
        if answer.get("Content-Type", "").startswith("text/html"):
            page = markup(answer)
            found += page
            todo += [link.partition("#")[0].partition("?")[0] for link in re.findall(r'href="(/[^"]*)"', page)]
    assert any("/mijn/aanvragen/A-" in url for url in seen)
    return found


class _SentForm(HTMLParser):
    """What a browser would send of the form in which a field of a given name stands."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.name, self.sent = name, {}
        self._form: list[tuple[str, str]] = []
        self._area = self._select = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        named, value = values.get("name", ""), values.get("value") or ""
        if tag == "form":
            self._form = []
        elif tag == "textarea":
            self._area = named
            self._form.append((named, ""))
        elif tag == "select":
            self._select = named
        elif tag == "option" and self._select and "selected" in values:
            self._form.append((self._select, value))
        elif tag == "input" and named and values.get("type") not in ("checkbox", "radio"):
            self._form.append((named, value))
        elif tag == "input" and named and "checked" in values:
            self._form.append((named, values.get("value", "on")))

    def handle_data(self, data):
        if self._area:
            self._form[-1] = (self._area, self._form[-1][1] + data)

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form" and any(named == self.name for named, _value in self._form):
            for named, value in self._form:
                self.sent.setdefault(named, []).append(value.removeprefix("\n"))


def sent_by(answer, *, having: str, **typed) -> dict[str, list[str]]:
    """What a browser sends of the form on this page that has a field of this name, with what is typed in it."""
    return _SentForm(answer.content.decode(), having).sent | typed
