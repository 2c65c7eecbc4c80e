"""When it goes wrong, the page says so in Dutch and says what to do next."""

import pytest
from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.ui import registry
from pio_portal.ui.views import errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(monkeypatch):
    """Make the home page raise."""

    def by(error):
        def fail(*_args):
            raise error

        monkeypatch.setattr(registry, "blocks", fail)
        return Client(raise_request_exception=False).get(reverse("ui:home"))

    return by


def test_unknown_address_offers_the_search(client):
    page = client.get("/bestaat-niet/")

    assert page.status_code == 404
    assert "We vinden deze pagina niet" in page.content.decode()
    assert reverse("ui:search") in page.content.decode()


def test_other_role_is_told_who_can_help(client):
    client.force_login(User.objects.create_user("x@pio.test", name="X"))
    page = client.get(reverse("ui:today"))

    assert page.status_code == 403
    assert "Deze pagina is niet voor u" in page.content.decode()


def test_bad_request_is_explained(broken):
    page = broken(BadRequest("x"))

    assert page.status_code == 400
    assert "We begrijpen deze vraag niet" in page.content.decode()


def test_fault_of_ours_is_said_to_be_ours(broken):
    page = broken(RuntimeError("kapot"))

    assert page.status_code == 500
    assert "Dit ligt niet aan u" in page.content.decode()
    assert "kapot" not in page.content.decode()


def test_database_away_asks_to_come_back(broken):
    page = broken(OperationalError("server closed the connection"))

    assert page.status_code == 503
    assert page["Retry-After"] == "60"
    assert "We zijn zo terug" in page.content.decode()


def test_error_page_needs_no_database(django_assert_num_queries, rf):
    with django_assert_num_queries(0):
        assert errors.server_error(rf.get("/")).status_code == 500
        assert errors.unavailable(rf.get("/")).status_code == 503


def test_error_page_answers_even_without_its_template(monkeypatch, rf):
    def fail(_template):
        raise RuntimeError

    monkeypatch.setattr(errors, "render_to_string", fail)

    assert "Er ging iets mis bij ons" in errors.server_error(rf.get("/")).content.decode()


def test_stale_form_says_that_nothing_is_lost():
    strict = Client(enforce_csrf_checks=True)
    page = strict.post(reverse("account_login"), {"login": "x@pio.test", "password": "y"})

    assert page.status_code == 403
    assert "Uw formulier was te lang open" in page.content.decode()


def test_portal_speaks_dutch_whatever_the_browser_prefers(client):
    page = client.get(reverse("ui:home"), headers={"accept-language": "en"}).content.decode()

    assert '<html lang="nl">' in page
    answer = client.post(reverse("account_login"), {"login": "", "password": ""}, headers={"accept-language": "en"})
    assert "Vul “E-mailadres” in." in answer.content.decode()


def test_staff_page_of_an_error_is_no_dead_end(client):
    client.force_login(User.objects.create_user("s@pio.test", name="S", roles=[Role.STAFF]))

    assert reverse("ui:home") in client.get("/beheer/bestaat-niet/").content.decode()
