import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.forms.utils import pretty_name
from django.test import Client

from calls.models import Theme
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from tests.factories.ground import member, organisation, user
from tests.pages import client_of
from tests.queries import steady

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return client_of(user(Role.ADMINISTRATOR))


def test_the_administrator_sees_users_organisations_and_lists_and_nothing_else(desk):
    page = desk.get("/admin/").content.decode()

    assert set(re.findall(r'href="/admin/(\w+/\w+)/"', page)) == {
        "accounts/user",
        "organisations/organisation",
        "calls/theme",
        "calls/policydomain",
        "correspondence/outboxtask",
    }


@pytest.mark.parametrize("role", [r for r in Role if r != Role.ADMINISTRATOR])
def test_other_roles_are_refused(role):
    client = client_of(user(role))

    assert client.get("/admin/").status_code == 403
    assert client.get("/admin/accounts/user/").status_code == 403


def test_applicants_are_refused_and_the_anonymous_log_in():
    client = client_of(member())

    assert client.get("/admin/").status_code == 403
    assert Client().get("/admin/")["Location"] == "/inloggen/?next=/admin/"


def test_a_new_user_gets_roles_and_a_confirmed_address(desk):
    data = {
        "email": "Els@VLAIO.test",
        "name": "Els",
        "phone": "",
        "roles": ["secretary", "committee"],
        "is_active": "on",
    }

    assert desk.post("/admin/accounts/user/add/", data).status_code == 302

    made = User.objects.get(email="els@vlaio.test")
    assert (made.roles, made.has_usable_password()) == (["secretary", "committee"], False)
    assert EmailAddress.objects.values_list("email", "verified", "primary").get() == ("els@vlaio.test", True, True)


def test_roles_are_changed_and_the_password_stays(desk):
    somebody = user(Role.STAFF)
    somebody.set_password("een-lang-wachtwoord-voor-tests")
    somebody.save()
    data = {"email": somebody.email, "name": "Nieuw", "phone": "", "roles": ["lead"], "is_active": "on"}

    desk.post(f"/admin/accounts/user/{somebody.pk}/change/", data)

    changed = User.objects.get(pk=somebody.pk)
    assert (changed.name, changed.roles) == ("Nieuw", ["lead"])
    assert changed.check_password("een-lang-wachtwoord-voor-tests")


@pytest.mark.parametrize("change", [{"roles": ["lead"]}, {"roles": []}, {"is_active": ""}])
def test_the_last_administrator_stays_one(change):
    last = user(Role.ADMINISTRATOR)
    user(Role.ADMINISTRATOR, is_active=False)
    address = f"/admin/accounts/user/{last.pk}/change/"
    data = {"email": last.email, "name": "Nieuw", "phone": "", "roles": ["administrator"], "is_active": "on"}
    desk = client_of(last)

    answer = desk.post(address, data | change)

    assert "Dit is de laatste actieve beheerder. Geef eerst iemand anders die rol." in answer.content.decode()
    kept = User.objects.get(pk=last.pk)
    assert (kept.roles, kept.is_active, kept.name) == (last.roles, True, last.name)

    user(Role.ADMINISTRATOR)
    assert desk.post(address, data | change).status_code == 302


def test_users_and_organisations_are_not_deleted_and_organisations_not_edited(desk):
    of, somebody = organisation(), user()

    assert desk.post(f"/admin/accounts/user/{somebody.pk}/delete/", {"post": "yes"}).status_code == 403
    assert desk.post(f"/admin/organisations/organisation/{of.pk}/change/", {"name": "X"}).status_code == 403
    assert desk.get(f"/admin/organisations/organisation/{of.pk}/change/").status_code == 200
    assert desk.get("/admin/organisations/organisation/add/").status_code == 403


def test_an_entry_of_a_list_is_retired(desk):
    theme = Theme.objects.create(name="Mobiliteit van morgen")

    desk.post(f"/admin/calls/theme/{theme.pk}/change/", {"name": theme.name, "position": "5", "retired": "on"})

    assert Theme.objects.values_list("position", "retired").get(pk=theme.pk) == (5, True)


@pytest.mark.parametrize("page", ["accounts/user", "organisations/organisation", "calls/theme"])
def test_lists_ask_as_many_queries_with_many_rows(desk, page):
    organisation()
    Theme.objects.create(name="Eerste")
    with steady(desk, f"/admin/{page}/", at_most=12):
        for n in range(30):
            organisation()
            user()
            Theme.objects.create(name=f"Thema {n}")


def test_every_column_of_a_list_is_named_in_dutch():
    for model, shown in admin.site._registry.items():
        for column in shown.list_display:
            label = str(label_for_field(column, model, shown))
            assert label.lower() != pretty_name(column).lower() or column in ("type", "status"), f"{model}: {label}"


def test_an_empty_field_in_the_address_of_a_row_is_none(desk):
    place = f"/admin/organisations/organisation/{organisation().pk}/change/"
    assert desk.get(f"{place}?_to_field=").status_code == 200
    assert desk.get(f"{place}?_to_field=name").status_code == 400
