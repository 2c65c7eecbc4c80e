"""What apps register reaches the menus, the search and the home pages; only for whom it is."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse

from pio_portal.accounts.access import LEAD, STAFF
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.ui import navigation, registry
from pio_portal.ui.registry import Hit, Item, Registry

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def empty(monkeypatch):
    monkeypatch.setattr(registry, "registered", Registry())
    cache.clear()
    navigation.fallback.clear()


@pytest.fixture
def an():
    return User.objects.create_user("an@pio.test", name="An", roles=[Role.STAFF])


@pytest.fixture
def request_of(rf, an):
    def make(path="/"):
        request = rf.get(path)
        request.user = an
        return request

    return make


def labels(groups):
    return [(str(group), [str(link.label) for link in links]) for group, links in groups]


def test_menu_shows_groups_in_order_and_only_what_is_for_this_user(request_of):
    registry.register_menu(label="Later", url_name="ui:help", group="Werk", roles=STAFF, order=20)
    registry.register_menu(label="Eerst", url_name="ui:today", group="Werk", roles=STAFF, order=10)
    registry.register_menu(label="Leiding", url_name="ui:about", group="Sturing", roles=LEAD, order=30)

    assert labels(navigation.menu(request_of(), "staff")) == [("Werk", ["Eerst", "Later"])]


def test_menu_marks_the_page_one_is_on_or_below(request_of):
    registry.register_menu(label="Vandaag", url_name="ui:today", roles=STAFF, order=0)
    registry.register_menu(label="Zoeken", url_name="ui:staff_search", roles=STAFF, order=1)

    [(_group, links)] = navigation.menu(request_of(reverse("ui:staff_search") + "dieper/"), "staff")

    assert [link.current for link in links] == [False, True]


def test_counts_are_asked_once_in_half_a_minute(request_of, settings):
    settings.MENU_COUNT_SECONDS = 30
    asked = []
    registry.register_menu(label="A", url_name="ui:today", roles=STAFF, count=lambda who: asked.append(who) or 7)

    counts = [navigation.menu(request_of(), "staff")[0][1][0].count for _again in range(3)]

    assert counts == [7, 7, 7]
    assert len(asked) == 1


def test_counts_survive_a_cache_that_is_away(request_of, settings, monkeypatch):
    settings.MENU_COUNT_SECONDS = 30

    class Away:
        def get(self, _key):
            raise ConnectionError

        def set(self, *_args):
            raise ConnectionError

    monkeypatch.setattr(navigation, "cache", Away())
    asked = []
    registry.register_menu(label="A", url_name="ui:today", roles=STAFF, count=lambda who: asked.append(who) or 7)

    counts = [navigation.menu(request_of(), "staff")[0][1][0].count for _again in range(2)]

    assert counts == [7, 7]
    assert len(asked) == 1


def test_items_are_sorted_by_day_and_hour_with_the_undated_last(an):
    noon = dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)
    items = [
        Item(title="geen", url="/"),
        Item(title="uur", url="/", due=noon),
        Item(title="dag", url="/", due=NOW.date()),
    ]
    registry.register_task("proef")(lambda _user, _now: items)
    registry.register_task("leiding", roles=LEAD)(lambda _user, _now: [Item(title="verborgen", url="/")])

    assert [item.title for item in registry.found(registry.registered.tasks, an, NOW)] == ["dag", "uur", "geen"]


def test_search_asks_each_source_of_its_world(client, an):
    client.force_login(an)
    registry.register_search("proef", label="Projecten", world="staff")(
        lambda _user, q, _n: [Hit(title=f"Gevonden {q}", url="/p/")]
    )
    registry.register_search("publiek", label="Oproepen")(lambda *_: [Hit(title="Publiek", url="/o/")])
    page = client.get(reverse("ui:staff_search"), {"q": " straat  lamp "}).content.decode()

    assert "Gevonden straat lamp" in page
    assert "Publiek" not in page


@pytest.mark.parametrize(("q", "says"), [("x", "Typ minstens twee tekens"), ("zzz", "Niets gevonden"), ("", "Zoeken")])
def test_search_explains_an_empty_answer(client, q, says):
    registry.register_search("publiek", label="Oproepen")(lambda *_: [])

    assert says in client.get(reverse("ui:search"), {"q": q}).content.decode()


def test_home_shows_blocks_that_have_something(client):
    registry.register_home_block("vol", template="components/notice.html", order=1)(lambda _r: {"text": "x"})
    registry.register_home_block("leeg", template="components/bestaat-niet.html", order=2)(lambda _r: None)

    page = client.get(reverse("ui:home"))

    assert page.status_code == 200
    assert [block.name for block, _context in page.context["blocks"]] == ["vol"]


def test_registering_again_replaces(an):
    for title in ("eerst", "dan"):
        registry.register_task("proef")(lambda _user, _now, title=title: [Item(title=title, url="/")])

    assert [item.title for item in registry.found(registry.registered.tasks, an, NOW)] == ["dan"]


def test_items_of_one_day_stand_in_the_order_of_their_sources(an):
    registry.register_signal("tweede", order=20)(lambda _user, _now: [Item(title="tweede", url="/")])
    registry.register_signal("eerste", order=10)(lambda _user, _now: [Item(title="eerste", url="/")])

    assert [item.title for item in registry.found(registry.registered.signals, an, NOW)] == ["eerste", "tweede"]
