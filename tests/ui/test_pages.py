"""The portal's own pages answer, in each role, with and without something registered."""

import datetime as dt

import pytest
from django.urls import reverse

from pio_portal.accounts.demo import DEMO_ACCOUNTS
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.ui import registry
from pio_portal.ui.registry import Item, Registry

pytestmark = pytest.mark.django_db
PUBLIC = ("home", "search", "help", "about", "contact", "accessibility", "privacy")


@pytest.fixture
def empty(monkeypatch):
    """A portal in which the domain has registered nothing."""
    nothing = Registry()
    monkeypatch.setattr(registry, "registered", nothing)
    return nothing


@pytest.fixture
def log_in(client):
    def do(*roles):
        user = User.objects.create_user(
            "iemand@pio.test", "een lange zin als sleutel", name="Iemand Anders", roles=list(roles)
        )
        client.force_login(user)
        return user

    return do


@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_answers(client, name):
    answer = client.get(reverse(f"ui:{name}"))

    assert answer.status_code == 200
    assert b"<h1" in answer.content


@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_needs_no_registration(client, empty, name):
    assert client.get(reverse(f"ui:{name}")).status_code == 200


def test_today_shows_tasks_by_date_and_marks_what_is_late(client, log_in, empty):
    user = log_in(Role.STAFF)
    today = dt.datetime.now(dt.UTC).date()
    items = [
        Item(title="Later", url="/later/", due=today + dt.timedelta(days=3)),
        Item(title="Te laat", url="/laat/", due=today - dt.timedelta(days=3)),
        Item(title="Ooit", url="/ooit/"),
    ]
    registry.register_task("proef")(lambda who, _now: items if who == user else [])

    page = client.get(reverse("ui:today"))

    assert [row.item.title for row in page.context["tasks"]] == ["Te laat", "Later", "Ooit"]
    assert page.content.count(b"when late") == 1


def test_today_without_tasks_says_that_all_is_done(client, log_in, empty):
    log_in(Role.STAFF)

    assert "Alles is gedaan" in client.get(reverse("ui:today")).content.decode()


def test_applicant_starts_at_the_own_overview(client, log_in):
    log_in()

    assert client.get(reverse("ui:after_login")).url == reverse("ui:overview")


def test_staff_starts_at_today(client, log_in, empty):
    log_in(Role.STAFF)

    assert client.get(reverse("ui:after_login")).url == reverse("ui:today")


def test_role_with_a_landing_page_starts_there(client, log_in, empty):
    log_in(Role.MANAGEMENT)
    registry.register_menu(label="Hulp", url_name="ui:help", lands=frozenset({Role.MANAGEMENT}))

    assert client.get(reverse("ui:after_login")).url == reverse("ui:help")


def test_gallery_exists_in_demo_mode_only(client, log_in, settings):
    log_in(Role.STAFF)
    assert client.get(reverse("ui:gallery")).status_code == 200

    settings.PIO_DEMO = False

    assert client.get(reverse("ui:gallery")).status_code == 404


def test_login_page_lists_the_demo_accounts_in_demo_mode_only(client, settings):
    page = client.get(reverse("account_login")).content.decode()
    assert all(account.email in page for account in DEMO_ACCOUNTS)

    settings.PIO_DEMO = False

    assert "demo.pio.test" not in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email_verification_sent"])
def test_entrance_page_answers(client, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["ui:account", "account_change_password", "account_email", "ui:overview"])
def test_own_page_answers(client, log_in, name):
    log_in()

    assert client.get(reverse(name)).status_code == 200
