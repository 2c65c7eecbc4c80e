"""Nothing around an account tells whether an address has one: no text, no cookie, no amount of work, no duration."""

import re
import time

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import Client
from post_office.models import Email

from tests.factories.ground import PASSWORD, account

pytestmark = pytest.mark.django_db
CHOSEN = "vier-woorden-en-een-streep"
TOKEN = re.compile(rb'name=\\?"csrfmiddlewaretoken\\?" value=\\?"[^"]*"')
KNOWN, UNKNOWN = "karel@gent.test", "geert@gent.test"


class CountingHasher(MD5PasswordHasher):
    """Counts the passwords that are made into a hash: what takes a third of a second in earnest."""

    made = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.made += 1
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def _known():
    account(email=KNOWN, name="Karel Maes", password=PASSWORD)


def sign_up(email: str, client: Client | None = None, **headers):
    fields = {"name": "An De Smet", "email": email, "password1": CHOSEN}
    return (client or Client()).post("/aanmelden/", fields, **headers)


def forget(email: str, client: Client | None = None, **headers):
    return (client or Client()).post("/wachtwoord/vergeten/", {"email": email}, **headers)


def log_in(email: str, client: Client | None = None, **headers):
    return (client or Client()).post("/inloggen/", {"login": email, "password": CHOSEN}, **headers)


def shape_of(ask, email: str, **headers) -> tuple:
    """All that the browser gets: the answer, its headers and cookies, and the page that follows."""
    client = Client()
    answer = ask(email, client, **headers)
    said = [str(message) for message in CookieStorage(answer.wsgi_request)._get()[0] or []]
    cookies = {name: (cookie["path"], cookie["max-age"], len(cookie.value)) for name, cookie in answer.cookies.items()}
    headers = {name: value for name, value in answer.items() if name != "Expires"}
    page = client.get(answer["Location"]).content if answer.has_header("Location") else answer.content
    return answer.status_code, headers, cookies, said, TOKEN.sub(b"", page.replace(email.encode(), b"..."))


@pytest.mark.parametrize("ask", [sign_up, forget, log_in])
@pytest.mark.parametrize("headers", [{}, {"headers": {"X-Requested-With": "XMLHttpRequest"}}])
def test_a_known_and_an_unknown_address_get_one_answer_in_one_shape(ask, headers):
    assert shape_of(ask, KNOWN, **headers) == shape_of(ask, UNKNOWN, **headers)


def test_signing_up_again_gets_that_answer_too():
    first, again = shape_of(sign_up, UNKNOWN), shape_of(sign_up, UNKNOWN)
    assert first == again


@pytest.mark.parametrize("ask", [sign_up, log_in])
def test_a_known_and_an_unknown_address_cost_as_many_hashes(ask, settings):
    settings.PASSWORD_HASHERS = ["tests.accounts.test_silence.CountingHasher"]
    account(email="nora@gent.test", name="Nora Claes", password=PASSWORD)

    made = []
    for email in ("nora@gent.test", UNKNOWN):
        before = CountingHasher.made
        ask(email)
        made.append(CountingHasher.made - before)

    assert made == [1, 1]


@pytest.mark.parametrize("ask", [sign_up, forget, log_in])
def test_the_answer_waits_for_the_next_tick(ask, settings):
    settings.ANSWER_SECONDS = 0.3
    for email in (KNOWN, UNKNOWN):
        began = time.monotonic()
        ask(email)
        assert time.monotonic() - began >= 0.3


def test_who_signs_up_with_the_address_of_another_learns_nothing_by_logging_in():
    for email in (KNOWN, UNKNOWN):
        sign_up(email)

    assert shape_of(log_in, KNOWN) == shape_of(log_in, UNKNOWN)
    assert shape_of(log_in, UNKNOWN)[0] == 422


def test_links_in_mail_go_to_the_portal_whatever_the_request_says(settings):
    settings.ALLOWED_HOSTS, settings.PORTAL_URL = ["*"], "https://portaal.pio.test"
    for ask, email in [(sign_up, UNKNOWN), (sign_up, KNOWN), (forget, KNOWN), (forget, "niemand@gent.test")]:
        ask(email, headers={"host": "evil.test"})

    texts = [mail.message + mail.html_message for mail in Email.objects.all()]
    assert len(texts) == 4
    assert [text for text in texts if "evil.test" in text or "https://portaal.pio.test/" not in text] == []
