"""Every kind of answer carries the same headers, whoever gives it."""

import pytest
from django.test import Client

from pio_portal import status

pytestmark = pytest.mark.django_db
HEADERS = {
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
}


@pytest.fixture(autouse=True)
def _production(settings):
    settings.SECURE_HSTS_SECONDS = 3600
    settings.ALLOWED_HOSTS = ["testserver"]
    (settings.STATIC_ROOT / "headers.css").write_text("p { color: red }")


def ask(path, *, method="get", host="testserver", **client):
    browser = Client(raise_request_exception=False, **client)
    answer = getattr(browser, method)(path, secure=True, headers={"host": host})
    answer.close()  # a static file stays open until it is read
    return answer


@pytest.mark.parametrize(
    ("code", "path", "how"),
    [
        (200, "/", {}),
        (200, "/status/live/", {}),
        (200, "/static/headers.css", {}),
        (302, "/mijn/", {}),
        (400, "/", {"host": "elsewhere.test"}),
        (400, "/zoeken/?q=%00", {}),
        (403, "/inloggen/", {"method": "post", "enforce_csrf_checks": True}),
        (404, "/nergens/", {}),
        (404, "/static/nergens.css", {}),
        (405, "/status/live/", {"method": "post"}),
    ],
)
def test_an_answer_of_any_kind_has_the_headers(code, path, how):
    answer = ask(path, **how)

    assert answer.status_code == code
    assert HEADERS - set(answer.headers) == set()


def test_a_fault_has_them_too(monkeypatch):
    monkeypatch.setattr(status, "_redis", lambda: 1 / 0)

    answer = ask("/status/ready/")

    assert answer.status_code == 500
    assert HEADERS - set(answer.headers) == set()


@pytest.mark.parametrize(("host", "code"), [("testserver", 301), ("elsewhere.test", 400)])
def test_an_answer_without_tls_has_the_others(settings, host, code):
    settings.SECURE_SSL_REDIRECT = True

    answer = Client().get("/", headers={"host": host})

    assert answer.status_code == code
    assert HEADERS - set(answer.headers) == {"Strict-Transport-Security"}
