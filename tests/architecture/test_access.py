"""Every address, with every role and method: what is not declared is denied."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.urls import get_resolver

from pio_portal.accounts.access import declared_routes
from pio_portal.accounts.enums import Role
from pio_portal.accounts.management.commands.access_table import table
from pio_portal.accounts.middleware import AccessMiddleware, audience_of
from tests.factories.ground import member, user

ROUTES = [(address, pattern) for address, pattern in declared_routes(get_resolver().url_patterns)]
SAMPLES = {
    "number": "1",
    "year": "2026",
    "slug": "een-slug",
    "ref": "X-2026-0001",
    "key": "sleutel",
    "token": "geheim",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "path": "pad",
}


def concrete(address: str) -> str:
    """The address with something in each of its places; what it is does not matter where access is denied."""
    address = re.sub(r"<(\w+):\w+>", lambda m: SAMPLES.get(m[1], "x"), address)
    return "/" + re.sub(r"<\w+>|\(\?P<\w+>[^)]*\)|[\^$]", "x", address)


def test_every_address_says_who_may_use_it():
    assert [address for address, pattern in ROUTES if audience_of(pattern.callback) is None] == []


def test_the_table_in_the_docs_is_the_declarations():
    written = (Path(settings.BASE_DIR) / "docs" / "access.md").read_text(encoding="utf-8")

    assert written == table(), "run: manage.py access_table"


def people() -> dict[str, object]:
    return {role: user(role) for role in Role} | {"applicant": member(), "anonymous": AnonymousUser()}


def answer(pattern, address: str, method: str, person) -> str:
    """What the gate says before the view: `log in`, `refused` or `in`."""
    request = getattr(RequestFactory(), method)(concrete(address))
    request.user, request.session = person, {}
    try:
        response = AccessMiddleware(None).process_view(request, pattern.callback, (), {})
    except PermissionDenied:
        return "refused"
    if response is None:
        return "in"
    assert response.url.startswith("/inloggen/?next=")
    return "log in"


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_with_every_role(method):
    """What is declared is what happens, for every address, role and method; the anonymous are asked to log in."""
    everybody = people()
    wrong = []
    for address, pattern in ROUTES:
        audience = audience_of(pattern.callback)
        found = {name: answer(pattern, address, method, person) for name, person in everybody.items()}
        expected = {
            name: "in" if audience.admits(person) else "refused" if person.is_authenticated else "log in"
            for name, person in everybody.items()
        }
        if found != expected:
            wrong.append((address, {name: found[name] for name in found if found[name] != expected[name]}))
    assert wrong == []


ONE_OF_EACH = {str(audience_of(pattern.callback)): (address, pattern) for address, pattern in ROUTES}


@pytest.mark.django_db
@pytest.mark.parametrize("audience", sorted(ONE_OF_EACH))
def test_refusal_is_a_page(audience, client):
    """One address of each audience, the whole way through: 403 with a page, or the log-in page."""
    address, pattern = ONE_OF_EACH[audience]
    if audience_of(pattern.callback).public:
        assert client.get(concrete(address)).status_code in (200, 301, 302, 404, 405)
        return
    assert client.get(concrete(address)).url.startswith("/inloggen/?next=")
    refused = [p for name, p in people().items() if p.is_authenticated and not audience_of(pattern.callback).admits(p)]
    for person in refused[:2]:
        client.force_login(person)
        assert client.get(concrete(address)).status_code == 403


def test_state_changes_are_posts():
    """An address that changes something is not one that a link can follow (names of such routes say so)."""
    verbs = ("publish", "withdraw", "submit", "cancel", "confirm", "accept", "refuse", "restore", "delete", "remove")
    loose = [address for address, p in ROUTES if p.name in verbs and "POST" not in getattr(p.callback, "methods", ())]
    assert loose == []
