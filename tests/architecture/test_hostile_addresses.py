"""No address gives a 5xx, whatever stands in its places or behind its question mark."""

import re

import pytest
from django.urls import get_resolver

from pio_portal.accounts.access import declared_routes
from pio_portal.accounts.enums import Role
from tests.factories.ground import user

PLACE = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
ROUTES = [address for address, _pattern in declared_routes(get_resolver().url_patterns) if "(?P<" not in address]
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
    "%00", "a%00b", "x" * 3000, "9" * 18, "9" * 400, "99999999999", "2147483648", "-1", "0", "0000", "1e9",
    "%F0%9F%98%80", "%E2%80%AEabc", "%25", "%25s", "%ED%A0%80", "%C3%28", "'", "%22%3E", "..", "a%0Ab", "%20", "1999999999", "9999",
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
    client.force_login(user(*Role, is_superuser=True, is_staff=True))
    client.raise_request_exception = False
    return client


def failures(client, addresses) -> list[str]:
    return [a for a in addresses if client.get(a).status_code >= 500]


@pytest.mark.django_db
def test_no_place_of_an_address_gives_a_5xx(anybody):
    places = [(address, at) for address in ROUTES for at in range(len(PLACE.findall(address)))]
    assert len(places) > 100
    assert failures(anybody, [filled(address, h, at) for address, at in places for h in HOSTILE]) == []


@pytest.mark.django_db
def test_no_query_of_an_address_gives_a_5xx(anybody):
    plain = [f"/{address}" for address in ROUTES if not PLACE.search(address)]
    asked = [f"{a}?" + "&".join(f"{name}={h}" for name in PARAMETERS) for a in plain for h in HOSTILE]
    assert failures(anybody, asked) == []
