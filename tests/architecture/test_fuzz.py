"""No form and no address of the portal gives a 5xx, whatever is sent to it: a seeded part here, `make fuzz` for more.

The pages of a small demo programme are walked; what their forms hold and which parameters the views ask for is learnt
on the way. Then each example sends one of these forms or addresses as it was, with something hostile in a few places.
"""

import os
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from unittest import mock
from urllib.parse import urldefrag, urljoin, urlsplit

from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client, override_settings
from django.urls import Resolver404, resolve
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from tests.factories.ground import user

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "100"))
PAGES_OF_ONE_KIND = 1
NOT_WALKED = ("/static/", "/uitloggen/", "/postvak/")
HOSTILE = [
    "", " ", "0", "-1", "1", "2", "abc", "2147483648", "9" * 18, "9" * 400, "1e400", "NaN", "Infinity", "-0", "1,5", "1.2.3",
    "٣", "²", "½", "0x10", "1_000", "\x00", "a\x00b", "\ud800", "😀" * 50, "\u202eabc", "a\nb\r\nc", "x" * 5000, "x" * 200_001,
    "0001-01-01", "9999-12-31", "2026-02-31", "2026-02-30T25:61", "0001-01-01T00:00", "9999-12-31T23:59", "10000-01-01",
    "2026-03-29T02:30", "31/12/2026", "12:00", "24:00", "null", "[]", "{}", "[[1]]", '{"a":1}', "true", "on", "'", '"',
    "<b>", "%", "%s", "%(x)s", "{{ x }}", "{0}", "\\", "../../etc/passwd", "https://evil.test", "a@b", "a@b.test,c@d.test",
    "00000000-0000-4000-8000-000000000000", "zz-00000000", "-title", "--title", "ref,ref", "__all__", "pk", "id__in", "|",
]  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=30),
    st.integers(-(2**70), 2**70).map(str),
    st.dates().map(str),
    st.decimals(allow_nan=True).map(str),
)


@dataclass
class Target:
    """What can be sent: an address, with a method and what was there to send."""

    address: str
    method: str = "get"
    fields: dict[str, list[str]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    @property
    def names(self) -> list[str]:
        return sorted({*self.fields, *self.asked} - {"csrfmiddlewaretoken"}) or ["q"]


class Page(HTMLParser):
    """The links and the forms of a page."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__()
        self.address, self.links, self.forms, self.form, self.area = address, [], [], None, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        name = values.get("name", "")
        if tag == "a":
            self.links.append(values.get("href", ""))
        elif tag == "form":
            where = urldefrag(urljoin(self.address, values.get("action", "")))[0]
            self.form = Target(where, values.get("method", "get").lower())
            self.forms.append(self.form)
        elif self.form is not None and name and tag in ("input", "select", "textarea", "button"):
            several = self.form.fields.setdefault(name, [])
            if tag == "input" and (
                values.get("type") not in ("checkbox", "radio") or "checked" in values or not several
            ):
                several.append(values.get("value", "on"))
            self.area = name
        elif tag == "option" and self.form is not None and self.area and ("selected" in values or values.get("value")):
            self.form.fields[self.area] = [values.get("value", "")]

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None

    def handle_data(self, data):
        if self.get_starttag_text() and self.get_starttag_text().startswith("<textarea") and self.form and self.area:
            self.form.fields[self.area] = [data.strip()]


class Asked:
    """Notes which parameters of a request the views ask for."""

    def __enter__(self) -> set[str]:
        names: set[str] = set()
        look, look_all = MultiValueDict.__getitem__, MultiValueDict._getlist

        def noted(one, name):
            if isinstance(one, QueryDict) and isinstance(name, str):
                names.add(name)

        def get(self, name):
            noted(self, name)
            return look(self, name)

        def get_all(self, name, *args, **kwargs):
            noted(self, name)
            return look_all(self, name, *args, **kwargs)

        self.patches = [
            mock.patch.object(MultiValueDict, "__getitem__", get),
            mock.patch.object(MultiValueDict, "_getlist", get_all),
        ]
        for patch in self.patches:
            patch.start()
        return names

    def __exit__(self, *_fault):
        for patch in self.patches:
            patch.stop()


class Walk:
    """What can be sent from the pages that one person reaches, a few of each kind."""

    def __init__(self, client: Client, starts: list[str]) -> None:
        self.client, self.waiting, self.seen = client, list(starts), set(starts)
        self.kinds: Counter[str] = Counter()
        self.found: dict[tuple, Target] = {}
        while self.waiting:
            self.visit(self.waiting.pop(0))

    def visit(self, address: str) -> None:
        route = route_of(address)
        self.kinds[route] += 1
        if not route or self.kinds[route] > PAGES_OF_ONE_KIND:
            return
        with Asked() as asked:
            answer = self.client.get(address, follow=True)
        self.found.setdefault(("get", route), Target(urlsplit(address).path)).asked |= asked
        if answer.streaming:
            list(answer.streaming_content)  # read to the end: only then is the file closed
        elif "html" in answer.get("Content-Type", ""):
            self.read(Page(answer.request["PATH_INFO"], answer.content.decode()))

    def read(self, page: Page) -> None:
        for form in page.forms:
            if route := route_of(form.address):
                self.found.setdefault((form.method, route, *form.names), form)
        for link in page.links:
            target = urldefrag(urljoin(page.address, link))[0]
            if target not in self.seen and route_of(target):
                self.seen.add(target)
                self.waiting.append(target)


def route_of(address: str) -> str:
    """The route of an address of the portal that may be asked; empty for others."""
    if not address.startswith("/") or address.startswith((*NOT_WALKED, "//")):
        return ""
    try:
        return resolve(urlsplit(address).path).route or "/"
    except Resolver404:
        return ""


def send(client: Client, target: Target, changes: dict[str, list[str]]):
    """Send it, and forget what it changed."""
    data = QueryDict(mutable=True)
    for name, values in {**target.fields, **changes}.items():
        data.setlist(name, values)
    body = data.urlencode() if not any("\ud800" in v for vs in changes.values() for v in vs) else _raw(data)
    with transaction.atomic():
        if target.method == "get":
            answer = client.get(f"{urlsplit(target.address).path}?{body}")
        else:
            answer = client.post(target.address, body, content_type="application/x-www-form-urlencoded")
        if answer.streaming:
            list(answer.streaming_content)
        if not connection.needs_rollback:
            connection.check_constraints()
        transaction.set_rollback(True)
    return answer


def _raw(data: QueryDict) -> str:
    """Half a character, as bytes that no text is."""
    return "&".join(f"{name}=%ED%A0%80" for name in data)


def test_nothing_that_is_sent_gives_a_5xx(programme, db):
    people = {
        "everybody": user(*Role, is_superuser=True, name="Alle Rollen"),
        "applicant": User.objects.get(email="aanvrager@demo.pio.test"),
    }
    browsers = {name: Client() for name in [*people, "nobody"]}
    targets = []
    for name, browser in browsers.items():
        if name in people:
            browser.force_login(people[name])
        starts = {"everybody": ["/start/", "/beheer/", "/admin/", "/"], "applicant": ["/mijn/"]}.get(
            name, ["/", "/inloggen/"]
        )
        targets += [(name, target) for target in Walk(browser, starts).found.values()]
    assert len(targets) > 200
    assert sum(target.method == "post" for _who, target in targets) > 60

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=EXAMPLES <= 100,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(st.data())
    def try_one(data):
        who, target = data.draw(st.sampled_from(targets))
        names = data.draw(st.lists(st.sampled_from(target.names), min_size=1, max_size=3, unique=True))
        changes = {name: data.draw(st.lists(VALUES, min_size=1, max_size=2)) for name in names}
        browser = browsers[who]
        if who in people and "_auth_user_id" not in browser.session:
            browser.force_login(people[who])
        note(f"{who} {target.method} {target.address} {changes}")
        answer = send(browser, target, changes)
        assert answer.status_code < 500

    with override_settings(ACCOUNT_RATE_LIMITS=False), mock.patch("pio_portal.throttle.counted", return_value=0):
        try_one()
