"""The history knows who changed a row and at which address, and no statement is kept from having its plan kept."""

import pytest
from django.db import connection

from pio_portal.accounts.enums import Role
from tests.factories import projects as make
from tests.factories.ground import user
from tests.pages import client_of

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def told():
    """What a change on a page left in the history."""
    project, staff = make.project(), user(Role.STAFF)
    client = client_of(staff)
    url = f"/beheer/projecten/{project.ref}/publiek/"
    answer = client.post(url, client.get(url).context["form"].initial | {"need": "Wat wij zoeken."})
    assert answer.status_code == 302
    return project.history.order_by("pgh_id").last(), staff, url


def test_a_change_keeps_who_made_it_and_where(told):
    event, staff, url = told
    assert event.pgh_label == "update"
    assert event.pgh_context == {"user": staff.pk, "url": url}


def test_what_pages_ask_again_keeps_its_plan(client):
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    for _time in range(5):
        assert client.get("/projecten/").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%projects_project%'")
        assert cursor.fetchone()[0] > 0


def test_a_page_that_only_asks_tells_the_history_nothing(django_assert_max_num_queries):
    client = client_of(user(Role.STAFF))
    client.get("/beheer/projecten/")
    with django_assert_max_num_queries(20) as asked:
        client.get("/beheer/projecten/")
    assert [query["sql"] for query in asked.captured_queries if "pghistory" in query["sql"]] == []
    assert any(query["sql"].startswith("(SELECT") for query in asked.captured_queries), "a union is among them"
