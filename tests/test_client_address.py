"""The client's own address, with any number of proxies before the portal."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from structlog.contextvars import get_contextvars

from pio_portal.client_address import ClientAddressMiddleware, LogMiddleware, network_of

PROXY = "10.0.0.1"


def address(forwarded: str | None, remote: str = PROXY) -> str:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)
    ClientAddressMiddleware(lambda _request: HttpResponse())(request)
    assert "HTTP_X_FORWARDED_FOR" not in request.META
    return request.META["REMOTE_ADDR"]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "own"),
    [
        (0, "192.0.2.7", PROXY),  # nobody is trusted: whoever connects is the client
        (1, None, PROXY),
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "6.6.6.6, 192.0.2.7", "192.0.2.7"),  # the client claims to be somebody else
        (2, "6.6.6.6, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
        (2, "192.0.2.7", "192.0.2.7"),  # came past the outer proxy
        (1, "192.0.2.7:51234", "192.0.2.7"),
        (1, "[2001:db8::7]:51234", "2001:db8::7"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "unknown", PROXY),
        (1, "", PROXY),
        (1, "6.6.6.6, <script>", PROXY),
    ],
)
def test_address_is_what_the_trusted_proxies_saw(proxies, forwarded, own, settings):
    settings.TRUSTED_PROXIES = proxies
    assert address(forwarded) == own


def test_limits_count_the_network_of_a_subscriber_with_ipv6():
    request = RequestFactory().get("/", REMOTE_ADDR="2001:db8::7")
    assert network_of(request) == "2001:db8::/64"
    request.META["REMOTE_ADDR"] = "192.0.2.7"
    assert network_of(request) == "192.0.2.7"
    request.META["REMOTE_ADDR"] = ""
    assert network_of(request) == ""


def test_the_log_goes_by_that_address_and_not_by_what_a_header_claims():
    request = RequestFactory().get("/", headers={"X-Real-IP": "6.6.6.6"}, REMOTE_ADDR="192.0.2.7")
    LogMiddleware.bind_ip(request)
    assert get_contextvars()["ip"] == "192.0.2.7"


@pytest.mark.django_db
def test_behind_a_proxy_one_place_does_not_close_the_door_for_another(client, settings):
    settings.TRUSTED_PROXIES = 1
    settings.ACCOUNT_RATE_LIMITS = {"signup": "3/m/ip"}

    def asked_from(place: str) -> int:
        return client.post("/aanmelden/", {}, headers={"X-Forwarded-For": place}, REMOTE_ADDR=PROXY).status_code

    assert [asked_from("192.0.2.7") for _ in range(4)] == [422, 422, 422, 429]
    assert asked_from("192.0.2.8") == 422
