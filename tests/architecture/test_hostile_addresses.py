"""No address gives a 5xx, whatever stands in its places or behind its question mark."""

import re
from urllib.parse import unquote

import pytest
from django.urls import Resolver404, get_resolver, resolve

from pio_portal.accounts.access import declared_routes
from pio_portal.accounts.enums import Role
from tests.factories.ground import user

PLACE = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
ROUTES = {
    a: getattr(pattern.callback, "methods", ("GET",))
    for a, pattern in declared_routes(get_resolver().url_patterns)
    if not re.match(r"admin/|.*\(\?P<", a)
}
USUAL = {
    "number": "1",
    "year": "2026",
    "slug": "een-slug",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "ref": "X-2026-0001",
    "key": "sleutel",
    "token": "abc",
    "base36": "1",
}
NUMBERS = ["0", "2147483648", "9" * 18, "9" * 400]  # what a place for a number might let through
TEXTS = ["%00", "x" * 3000, "a%25%F0%9F%98%80%E2%80%AE'%22%3E%20b", "%ED%A0%80", "a%0Ab"]
HOSTILE = [
    "x" * 3000, "9" * 18, "9" * 400, "2147483648", "-1", "0", "%F0%9F%98%80", "%E2%80%AEabc", "%25", "%ED%A0%80",
    "'%22%3E", "a%0Ab", "%20",
]  # fmt: skip
TURNS = 4  # of these for each page: what reads a parameter is shared by the pages
PARAMETERS = [
    "q", "page", "sort", "status", "jaar", "tot", "van", "op", "deel", "waarde", "versie", "soort", "gezien", "veld",
    "oproep", "organisatie", "kbo", "project", "opdracht", "aan", "lijst", "keuze", "kolommen", "export", "state",
    "thema", "behandelaar", "_version", "_page", "oproep_van", "oproep_tot", "controleer", "nagekeken",
]  # fmt: skip


def filled(address: str, hostile: str = "", at: int = -1) -> str:
    """The address with something usual in each of its places, and what is hostile in one."""
    count = iter(range(100))
    return "/" + PLACE.sub(lambda m: hostile if next(count) == at else USUAL.get(m["kind"] or "", "x"), address)


@pytest.fixture
def anybody(client):
    """A browser of somebody with every role and every right, which gets the page of a fault and not the fault."""
    client.force_login(user(*Role, is_superuser=True))
    client.raise_request_exception = False
    return client


def is_address(path: str) -> bool:
    """Whether a view is reached at all; what is no address of the portal is a 404 without one."""
    try:
        resolve(unquote(path, errors="replace"))
    except Resolver404:
        return False
    return True


def status_of(client, path: str, methods: tuple[str, ...]) -> int:
    return (client.get if "GET" in methods else client.post)(path).status_code


@pytest.mark.django_db
def test_no_place_of_an_address_gives_a_5xx(anybody):
    places = [(address, at, m["kind"]) for address in ROUTES for at, m in enumerate(PLACE.finditer(address))]
    assert len(places) > 100
    hostile = [
        (filled(address, value, at), ROUTES[address])
        for address, at, kind in places
        for value in (NUMBERS if kind in ("number", "year", "int") else TEXTS)
    ]
    reached = [(path, methods) for path, methods in hostile if is_address(path)]
    assert len(reached) > len(places)
    assert [path for path, methods in reached if status_of(anybody, path, methods) >= 500] == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/projecten/%00/", "/oproepen/a%00b/", "/beheer/aanvragen/%ED%A0%80/", "/%00"])
def test_path_that_is_no_text_is_a_404(anybody, path):
    assert anybody.get(path).status_code == 404


@pytest.mark.django_db
def test_no_query_of_an_address_gives_a_5xx(anybody):
    """Each page with something hostile in every parameter at once, and each parameter with each of them somewhere."""
    plain = [f"/{address}" for address, methods in ROUTES.items() if "GET" in methods and not PLACE.search(address)]
    asked = [f"{page}?{query(turn)}" for at, page in enumerate(plain) for turn in range(at, at + TURNS)]
    assert [path for path in asked if status_of(anybody, path, ("GET",)) >= 500] == []


def query(turn: int) -> str:
    return "&".join(f"{name}={HOSTILE[(at + turn) % len(HOSTILE)]}" for at, name in enumerate(PARAMETERS))


@pytest.mark.django_db
def test_a_query_that_is_no_text_is_a_400(anybody):
    assert [anybody.get(f"/?{name}=a%00b").status_code for name in PARAMETERS] == [400] * len(PARAMETERS)
