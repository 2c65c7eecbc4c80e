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
HOSTILE = [
    "%00", "x" * 3000, "9" * 18, "9" * 400, "2147483648", "-1", "0", "%F0%9F%98%80", "%E2%80%AEabc", "%25", "%ED%A0%80",
    "'%22%3E", "a%0Ab", "%20",
]  # fmt: skip
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
    places = [(address, at) for address in ROUTES for at in range(len(PLACE.findall(address)))]
    assert len(places) > 100
    hostile = [(filled(address, h, at), ROUTES[address]) for address, at in places for h in HOSTILE]
    reached = [(path, methods) for path, methods in hostile if is_address(path)]
    assert len(reached) > len(places)
    assert [path for path, methods in reached if status_of(anybody, path, methods) >= 500] == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/projecten/%00/", "/oproepen/a%00b/", "/beheer/aanvragen/%ED%A0%80/", "/%00"])
def test_path_that_is_no_text_is_a_404(anybody, path):
    assert anybody.get(path).status_code == 404


@pytest.mark.django_db
def test_no_query_of_an_address_gives_a_5xx(anybody):
    plain = [f"/{address}" for address, methods in ROUTES.items() if "GET" in methods and not PLACE.search(address)]
    asked = [f"{a}?" + "&".join(f"{name}={h}" for name in PARAMETERS) for a in plain for h in HOSTILE]
    assert [path for path in asked if status_of(anybody, path, ("GET",)) >= 500] == []
