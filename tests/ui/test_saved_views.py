"""A list as someone wants to see it again: kept under a name, shared, sent as a link, taken away."""

import pytest

from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.ui.models import SavedView
from pio_portal.ui.workflow.views import MOST, canonical, change_view, remove_view, save_view
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


def tabs(client, who, query=""):
    client.force_login(who)
    return [(str(t.label), t.url, t.current) for t in client.get(LIST + query).context["list"].view_tabs()]


def test_query_string_is_kept_without_what_is_of_one_visit():
    assert canonical("?q=a+b&page=3&thema=1&thema=2&export=csv&oproep=&x=%00") == "q=a%20b&thema=1&thema=2"


def test_view_is_a_tab_above_the_list(client, an):
    keep(an, query="status=submitted&kolommen=ref,title&page=4")

    assert tabs(client, an) == [
        ("Alle aanvragen", "?", True),
        ("Te doen", "?status=submitted&kolommen=ref,title", False),
    ]
    assert tabs(client, an, "?status=submitted&kolommen=ref,title&page=2")[1][2] is True


def test_list_without_views_has_no_tabs(client, an):
    assert tabs(client, an) == []


def test_only_shared_views_are_seen_by_colleagues_and_say_whose_they_are(client, an, bo):
    keep(an, "Van mij")
    keep(an, "Van ons", shared=True)
    keep(bo, "Van Bo")

    assert [label for label, _url, _on in tabs(client, bo)] == ["Alle aanvragen", "Van Bo", "Van ons (An)"]


def test_view_shows_only_what_its_reader_may_see(client, an, bo):
    """The view is a query string; the list itself asks who is looking."""
    from tests.factories import assessment

    hidden = assessment.conflicted()
    hidden.adviser.roles = [Role.STAFF, Role.ADVISER]
    hidden.adviser.save()
    keep(an, "Alles van haar", query=f"q={hidden.application.ref}", shared=True)
    url = tabs(client, hidden.adviser)[1][1]

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
        ({"query": "q=" + "x" * 2000}, "Deze keuze is te lang om te bewaren. Neem een filter weg."),
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
