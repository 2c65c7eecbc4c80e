"""Guessing passwords is slowed per account, and its owner gets in meanwhile from a browser that the portal knows."""

import pytest
from django.test import Client

from tests.factories.ground import PASSWORD, account

pytestmark = pytest.mark.django_db
EMAIL, OTHER = "karel@gent.test", "nora@gent.test"
TOO_MANY = "Te veel mislukte pogingen"
COOKIE = "known-browser"


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.ACCOUNT_RATE_LIMITS = {
        "login": "1000/m/ip",
        "login_failed": "1000/m/ip,5/10m/key",
        "login_failed_in_known_browser": "5/10m/key",
    }
    for email in (EMAIL, OTHER):
        account(email=email, name="Iemand Maes", password=PASSWORD)


def log_in(client: Client, email: str, password: str, place: int = 1):
    return client.post("/inloggen/", {"login": email, "password": password}, REMOTE_ADDR=f"192.0.2.{place}")


def attack(times: int = 8, client: Client | None = None) -> str:
    """Wrong passwords for the account, each from another address; what the last one was told."""
    answers = [log_in(client or Client(), EMAIL, "mis", place) for place in range(1, times + 1)]
    return answers[-1].content.decode()


def known_browser() -> Client:
    client = Client()
    log_in(client, EMAIL, PASSWORD)
    client.post("/uitloggen/")
    return client


def test_guessing_from_many_addresses_is_slowed_for_that_account_alone():
    assert TOO_MANY in attack()
    assert TOO_MANY in log_in(Client(), EMAIL, PASSWORD).content.decode()
    assert log_in(Client(), OTHER, PASSWORD).status_code == 302


def test_the_owner_gets_in_from_a_known_browser_during_the_attack():
    owner = known_browser()

    attack()

    assert log_in(owner, EMAIL, PASSWORD).status_code == 302


def test_a_known_browser_is_no_way_to_guess_on():
    assert TOO_MANY in attack(client=known_browser())


def test_a_known_browser_of_another_account_is_a_stranger_here():
    other = Client()
    log_in(other, OTHER, PASSWORD)
    other.post("/uitloggen/")

    attack()

    assert TOO_MANY in log_in(other, EMAIL, PASSWORD).content.decode()


@pytest.mark.parametrize("value", ["", "x", "W1siYSIsICJiIl1d:1abc:zzzz", "[]"])
def test_a_cookie_that_the_portal_did_not_write_counts_for_nothing(value):
    forged = Client()
    forged.cookies[COOKIE] = value

    attack()

    assert TOO_MANY in log_in(forged, EMAIL, PASSWORD).content.decode()


def test_a_browser_remembers_several_accounts():
    both = known_browser()
    log_in(both, OTHER, PASSWORD)
    both.post("/uitloggen/")

    attack()

    assert log_in(both, EMAIL, PASSWORD).status_code == 302


def test_the_cookie_is_for_the_server_alone_and_tells_nothing():
    cookie = known_browser().cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert "karel" not in cookie.value
