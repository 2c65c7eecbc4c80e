"""From dossier to dossier, in the order and with the filters of the list that one came from."""

import pytest
from django.urls import reverse

from calls.enums import ApplicationStatus as Status
from pio_portal.ui.lists.neighbours import as_left
from tests.factories import assessment as make
from tests.factories import projects
from tests.pages import with_session_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
LIST = reverse("calls:staff_applications")


@pytest.fixture
def three():
    """Submitted ones, by title; and one that answers to no filter here."""
    make.application(Status.ELIGIBLE, title="Aa daarvoor")
    return [make.application(title=title) for title in ("Afval", "Éénrichting", "Lamp")]


def beside(client, application):
    near = client.get(application.get_staff_url()).context["near"]
    return near and (near.previous_url, near.following_url)


def test_a_dossier_leads_to_its_neighbours_in_the_list(desk, three):
    first, second, third = three
    desk.get(LIST, {"status": "submitted", "sort": "title"})

    assert beside(desk, first) == ("", second.get_staff_url())
    assert beside(desk, second) == (first.get_staff_url(), third.get_staff_url())
    assert beside(desk, third) == (second.get_staff_url(), "")


def test_another_order_gives_other_neighbours(desk, three):
    first, second, third = three
    desk.get(LIST, {"status": "submitted", "sort": "-title"})

    assert beside(desk, second) == (third.get_staff_url(), first.get_staff_url())


def test_what_no_longer_answers_is_passed_over(desk, three):
    first, second, third = three
    desk.get(LIST, {"status": "submitted", "sort": "title"})
    type(second).objects.filter(pk=second.pk).update(title="Zandzak")

    assert beside(desk, first) == ("", third.get_staff_url())


def test_without_a_list_there_are_no_neighbours(desk, three):
    assert beside(desk, three[0]) is None


def test_the_way_back_is_the_list_as_it_was_left(desk, three, rf):
    desk.get(LIST, {"status": "submitted", "q": "afval", "page": "1"})
    page = desk.get(three[0].get_staff_url())

    assert f'href="{LIST}?status=submitted&amp;q=afval&amp;page=1"' in page.content.decode()
    request = rf.get("/")
    request.session = desk.session
    assert as_left(request, "/bestaat/niet/") == "/bestaat/niet/"


def test_an_error_in_the_list_breaks_no_dossier(desk, three):
    desk.get(LIST, {"status": "onzin", "sort": "onzin", "page": "9999", "oproep": "x", "kolommen": "onzin"})

    assert desk.get(three[0].get_staff_url()).status_code == 200


def test_neighbours_cost_the_same_for_few_and_for_many(desk, three):
    desk.get(LIST, {"sort": "title"})
    before = queries_of(desk, three[1].get_staff_url())
    for number in range(10):
        make.application(title=f"Lamp {number}")

    assert queries_of(desk, three[1].get_staff_url()) == before


def test_other_dossiers_have_neighbours_too(desk):
    first, second = projects.project(), projects.project()
    desk.get(reverse("projects:staff_projects"), {"sort": "ref"})

    near = desk.get(first.get_staff_url()).context["near"]
    assert near.following_url == second.get_staff_url()


@pytest.mark.django_db(transaction=True)
def test_keys_walk_the_list_the_tabs_and_the_menu(page, desk, live_server, three, settings):
    first, second, _third = three
    with_session_of(desk, page, live_server)
    page.goto(f"{LIST}?status=submitted&sort=title")
    page.get_by_role("link", name="Afval").click()
    page.wait_for_url(f"**{first.get_staff_url()}")
    page.keyboard.press("]")
    page.wait_for_url(f"**{second.get_staff_url()}")
    page.keyboard.press("[")
    page.wait_for_url(f"**{first.get_staff_url()}")
    page.keyboard.press("2")
    page.wait_for_url(f"**{first.get_staff_url()}*/")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/beheer/projecten/")
    page.keyboard.press("g")
    page.keyboard.press("a")
    page.wait_for_url(f"**{LIST}*")
