"""A list as someone wants to see it again: kept under a name, shared, sent as a link, taken away."""

import pytest
from django.db import IntegrityError

from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.ui import navigation
from pio_portal.ui.choices import canonical
from pio_portal.ui.models import SavedView
from pio_portal.ui.workflow.views import MOST, change_view, remember_choice, remove_view, save_view
from tests.factories import calls as make
from tests.factories.ground import user
from tests.queries import steady

pytestmark = pytest.mark.django_db
LIST, NAME = "/beheer/aanvragen/", "calls:staff_applications"
NEW = "/beheer/weergaven/nieuw/"


@pytest.fixture
def an():
    return user(Role.STAFF, name="An")


@pytest.fixture
def bo():
    return user(Role.STAFF, name="Bo")


def keep(by, name="Te doen", query="status=submitted", **more):
    return save_view(list_name=NAME, query=query, name=name, by=by, at=make.AT, **({"shared": False} | more))


def shown(client, who, query="?toon=alles"):
    """The views in the side menu: their label, address and whether they are shown now."""
    client.force_login(who)
    page = client.get(LIST + query)
    return [
        (view.label, view.url.removeprefix(LIST), view.current)
        for _group, links in navigation.menu(page.wsgi_request, "staff")
        for link in links
        for view in link.views
    ]


def test_query_string_is_kept_without_what_is_of_one_visit():
    assert canonical("?q=a+b&page=3&thema=1&thema=2&export=csv&oproep=&x=%00") == "q=a%20b&thema=1&thema=2"


def test_view_stands_in_the_menu_below_its_list_on_every_page(client, an):
    keep(an, query="status=submitted&kolommen=ref,title&page=4")
    query = "?status=submitted&kolommen=ref,title"

    assert shown(client, an) == [("Te doen", query, False)]
    assert shown(client, an, f"{query}&page=2") == [("Te doen", query, True)]
    assert f'href="{LIST}{query.replace("&", "&amp;")}"' in client.get("/beheer/").content.decode()


def test_a_view_of_a_list_below_another_stands_with_that_one(client, an):
    save_view(list_name="calls:staff_forms", query="status=draft", name="Ontwerpen", shared=False, by=an, at=make.AT)
    client.force_login(an)
    [link] = [
        link
        for _group, links in navigation.menu(client.get(LIST).wsgi_request, "staff")
        for link in links
        if link.views
    ]

    assert (str(link.label), [view.label for view in link.views]) == ("Oproepen", ["Ontwerpen"])


def test_only_shared_views_are_seen_by_colleagues_and_say_whose_they_are(client, an, bo):
    keep(an, "Van mij")
    keep(an, "Van ons", shared=True)
    keep(bo, "Van Bo")

    assert [label for label, _url, _on in shown(client, bo)] == ["Van Bo", "Van ons (An)"]


# What the bare address opens with


def left(client, query, came_from=LIST):
    return client.get(LIST + query, headers={"referer": f"http://testserver{came_from}"})


def test_a_list_opens_as_it_was_left(client, an):
    client.force_login(an)
    assert client.get(LIST).status_code == 200
    left(client, "?status=submitted&q=gent&page=2&oproep=")

    assert client.get(LIST).url == f"{LIST}?status=submitted"
    left(client, "?toon=alles")
    assert client.get(LIST).status_code == 200
    assert not SavedView.objects.exists()


def test_a_link_from_elsewhere_and_a_colleague_leave_a_list_as_it_was(client, an, bo):
    client.force_login(an)
    left(client, "?status=submitted", came_from="/beheer/")
    client.get(f"{LIST}?status=eligible")
    assert client.get(LIST).status_code == 200
    left(client, "?status=submitted")

    client.force_login(bo)
    assert client.get(LIST).status_code == 200
    assert shown(client, bo) == []


def test_a_default_view_goes_before_how_the_list_was_left(client, an):
    view = keep(an, query="status=eligible", is_default=True)
    client.force_login(an)
    left(client, "?status=submitted")
    assert client.get(LIST).url == f"{LIST}?status=eligible"

    change_view(view=view, name="Te doen", shared=False, is_default=False, by=an, at=make.AT)
    assert client.get(LIST).url == f"{LIST}?status=submitted"


def test_one_view_is_the_default_of_a_list(an, bo):
    keep(an, "Eerste", is_default=True)
    keep(bo, "Van Bo", is_default=True)
    keep(an, "Tweede", is_default=True)

    assert list(SavedView.objects.filter(is_default=True).values_list("name", flat=True).order_by("name")) == [
        "Tweede",
        "Van Bo",
    ]


def test_a_default_of_a_colleague_is_not_mine(client, an, bo):
    keep(an, query="status=eligible", is_default=True, shared=True)
    client.force_login(bo)

    assert client.get(LIST).status_code == 200


@pytest.mark.parametrize("wrong", [{"shared": True}, {"is_default": True}])
def test_how_a_list_was_left_is_never_shared_nor_a_default(an, wrong):
    with pytest.raises(IntegrityError, match="saved_view_without_a_name_is_only_remembered"):
        SavedView.objects.create(list=NAME, name="", query="x=1", owner=an, saved_at=make.AT, **wrong)


def test_what_is_too_long_is_not_remembered(an):
    remember_choice(list_name=NAME, query="status=submitted", by=an, at=make.AT)
    remember_choice(list_name=NAME, query="thema=" + "1" * 2000, by=an, at=make.AT)

    assert not SavedView.objects.exists()


def test_view_shows_only_what_its_reader_may_see(client, an, bo):
    """The view is a query string; the list itself asks who is looking."""
    from tests.factories import assessment

    hidden = assessment.conflicted()
    hidden.adviser.roles = [Role.STAFF, Role.ADVISER]
    hidden.adviser.save()
    keep(an, "Alles van haar", query=f"q={hidden.application.ref}", shared=True)
    [(_label, url, _on)] = shown(client, hidden.adviser)

    assert hidden.application.title not in client.get(LIST + url).content.decode()


def test_saving_a_view_on_its_page(client, an):
    make.submitted()
    client.force_login(an)
    page = client.get(f"{LIST}?status=submitted&page=1").context["list"]
    assert page.save_url() == f"{NEW}?lijst=calls%3Astaff_applications&keuze=status%3Dsubmitted"

    answer = client.post(page.save_url(), {"name": " Te doen ", "shared": "on"})

    assert answer.url == f"{LIST}?status=submitted"
    [view] = SavedView.objects.all()
    assert (view.list, view.name, view.query, view.owner, view.shared) == (
        NAME,
        "Te doen",
        "status=submitted",
        an,
        True,
    )


def test_a_name_that_is_taken_is_told_and_what_was_typed_stays(client, an):
    keep(an)
    client.force_login(an)
    html = client.post(f"{NEW}?lijst={NAME}&keuze=q%3Dx", {"name": "Te doen"}).content.decode()

    assert "U hebt al een weergave met deze naam. Kies een andere naam." in html
    assert 'value="Te doen"' in html
    assert SavedView.objects.get().query == "status=submitted"


def test_a_view_is_replaced_when_that_was_said(an):
    first = keep(an)
    second = keep(an, query="q=nieuw", replace=True)

    assert (second.pk, SavedView.objects.get().query) == (first.pk, "q=nieuw")
    assert keep(an, name="Anders", replace=True).pk != first.pk


def test_two_people_may_use_one_name(an, bo):
    keep(an)
    keep(bo)

    assert SavedView.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": "  "}, "Geef de weergave een naam."),
        ({"query": "q=" + "x" * 2000}, "Deze keuze is te lang om te bewaren. Verwijder een filter."),
        ({"name": "x" * 61}, "Zorg dat deze waarde niet meer dan 60 tekens bevat (het zijn er nu 61)."),
    ],
)
def test_what_cannot_be_kept_says_why(an, change, sentence):
    with pytest.raises(Refused) as refused:
        keep(an, **change)
    assert str(refused.value) == sentence


def test_the_number_of_views_is_bounded_per_person_and_list(an, bo):
    for number in range(MOST):
        keep(an, name=str(number))
    with pytest.raises(Refused, match="U hebt al 20 weergaven"):
        keep(an, name="nog een")
    keep(bo)
    save_view(list_name="projects:staff_projects", query="", name="x", shared=False, by=an, at=make.AT)


def test_own_view_is_renamed_and_removed_on_its_page(client, an):
    view = keep(an)
    client.force_login(an)
    assert client.get(f"{LIST}?status=submitted").context["list"].change_url() == f"/beheer/weergaven/{view.pk}/"
    assert "Verwijderen" in client.get(f"/beheer/weergaven/{view.pk}/").content.decode()

    assert client.post(f"/beheer/weergaven/{view.pk}/", {"name": "Nieuw"}).url == f"{LIST}?status=submitted"
    assert SavedView.objects.get().name == "Nieuw"
    assert client.post(f"/beheer/weergaven/{view.pk}/verwijderen/").url == LIST
    assert not SavedView.objects.exists()


def test_a_colleagues_view_cannot_be_changed(client, an, bo):
    view = keep(an, shared=True)
    client.force_login(bo)
    assert client.get(f"{LIST}?status=submitted").context["list"].change_url() == ""
    for method, address in ((client.get, ""), (client.post, ""), (client.post, "verwijderen/")):
        assert method(f"/beheer/weergaven/{view.pk}/{address}").status_code == 404
    with pytest.raises(NotPermitted):
        change_view(view=view, name="x", shared=False, by=bo, at=make.AT)
    with pytest.raises(NotPermitted):
        remove_view(view=view, by=bo, at=make.AT)


@pytest.mark.parametrize("name", ["", "bestaat-niet", "ui:today", "calls:staff_application", "reporting:overview"])
def test_only_a_list_that_one_may_open_has_views(client, an, name):
    client.force_login(an)

    assert client.get(NEW, {"lijst": name, "keuze": "q=x"}).status_code == 404


def test_who_may_not_open_the_list_keeps_no_view_of_it(client):
    client.force_login(user(Role.COMMUNICATION))

    assert client.get(NEW, {"lijst": NAME, "keuze": "q=x"}).status_code == 404


def test_queries_of_the_pages_do_not_grow_with_the_views(client, an):
    view = keep(an, name="0")
    client.force_login(an)

    with steady(client, f"{NEW}?lijst={NAME}&keuze=q%3Dx", f"/beheer/weergaven/{view.pk}/", at_most=4):
        for number in range(1, MOST):
            keep(an, name=str(number))
