"""The demo programme, walked link by link: which pages there are, and what is wrong with them."""

from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

MOST_QUERIES = 20  # of any page, whatever stands on it
GATHERING = {
    "": 26,  # where nothing is kept yet, with the menu of a colleague
    "beheer/": 48,
    "beheer/rapporten/": 25,
    "cijfers/": 24,
}  # pages that gather from every part of the programme
OF_ONE_KIND = 2  # addresses of the same route that are opened
ELSEWHERE = ("//", "/static/", "/admin/", "/uitloggen/")


class Page(HTMLParser):
    """The links of a page, and what is wrong with its markup."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: Counter[str] = Counter()
        self.classes: set[str] = set()
        self.wrong: list[str] = []
        self.feed(text)
        self.wrong += [f"id {name} stands {n} times" for name, n in self.ids.items() if n > 1]

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.classes.update((values.get("class") or "").split())
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        if values.get("id"):
            self.ids[values["id"]] += 1
        if "style" in values or any(name.startswith("on") for name in values):
            self.wrong.append(f"inline style or script on <{tag}>")
        if tag == "script" and not values.get("src"):
            self.wrong.append("inline script")
        if tag == "img" and "alt" not in values:
            self.wrong.append("image without alt")


def is_below_a_list(address: str) -> bool:
    """Whether it is a page of staff about one thing, or for a new one."""
    route = resolve(urlsplit(address).path).route
    return route.startswith("beheer/") and ("<" in route or route.endswith("/nieuw/"))


class Walk:
    """One person's walk along every link. `wrong` says what is amiss, a line each; `read` is what the pages said."""

    def __init__(self, client, start: list[str]) -> None:
        self.client, self.queue, self.seen = client, deque(start), set(start)
        self.kinds: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.read: dict[str, str] = {}
        while self.queue:
            self.visit(self.queue.popleft())

    def visit(self, address: str) -> None:
        route = resolve(urlsplit(address).path).route
        self.kinds[route] += 1
        if self.kinds[route] > OF_ONE_KIND:
            return
        with CaptureQueriesContext(connection) as queries:
            response = self.client.get(address)
        if response.status_code in (301, 302):
            self.follow(address, [response.url])
        elif response.status_code != 200:
            self.wrong.append(f"{response.status_code} {address}")
        elif response.streaming:
            list(response.streaming_content)  # read to the end: only then is the file closed
        elif "html" in response["Content-Type"]:
            if len(queries) > GATHERING.get(route, MOST_QUERIES):
                self.wrong.append(f"{address}: {len(queries)} queries")
            self.judge(address, response.content.decode())

    def judge(self, address: str, text: str) -> None:
        page = Page(text)
        self.read[address] = text
        self.wrong += [f"{address}: {fault}" for fault in page.wrong]
        if is_below_a_list(address) and "crumbs" not in page.classes:
            self.wrong.append(f"{address}: nothing leads back to its list")
        self.follow(address, page.links)

    def follow(self, address: str, links: list[str]) -> None:
        for link in links:
            target, _fragment = urldefrag(urljoin(address, link))
            if not target.startswith("/") or target.startswith(ELSEWHERE) or target in self.seen:
                continue
            self.seen.add(target)
            try:
                resolve(urlsplit(target).path)
            except Resolver404:
                self.wrong.append(f"no such address: {target}, linked from {address}")
            else:
                self.queue.append(target)

    def firsts(self) -> dict[str, str]:
        """The first page of each kind that was read: {name of the route: address}."""
        first: dict[str, str] = {}
        for address in self.read:
            first.setdefault(resolve(urlsplit(address).path).view_name, address)
        return first
