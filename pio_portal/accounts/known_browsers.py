"""Browsers in which the owner of an account was: an attack on the account does not shut its owner out of them.

A browser that logged in, or in which a new password was chosen, keeps a signed cookie for that account. Wrong passwords
without the cookie count against the account, those with it against the cookie alone: who guesses from elsewhere uses up
the attempts of strangers, and nobody else's. It opens nothing by itself. (OWASP: "device cookies".)
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

SALT = "accounts.known_browsers"
YEAR = 365 * 24 * 3600
MOST = 5  # accounts that one browser remembers


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Note in this browser that the owner of the account was here."""
    mark = _mark(email)
    others = [entry for entry in _entries(request) if entry[0] != mark][: MOST - 1]
    response.set_cookie(
        settings.KNOWN_BROWSER_COOKIE_NAME,
        signing.dumps([[mark, secrets.token_urlsafe(12)], *others], salt=SALT),
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def key_of(request: HttpRequest, email: str) -> str:
    """What the attempts of this browser on this account are counted by; empty when its owner never was here."""
    mark = _mark(email)
    return next((f"{mark}:{nonce}" for known, nonce in _entries(request) if known == mark), "")


def _entries(request: HttpRequest) -> list[list[str]]:
    try:
        written = request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME, "")
        return signing.loads(written, salt=SALT, max_age=YEAR)
    except signing.BadSignature:
        return []


def _mark(email: str) -> str:
    """The account, in a form that tells nothing to who reads the cookie."""
    return salted_hmac(SALT, email.strip().lower()).hexdigest()[:20]
