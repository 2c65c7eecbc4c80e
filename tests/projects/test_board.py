"""The board of projects: by phase, in windows, and on to the next phase."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from pio_portal.accounts.enums import Role
from pio_portal.change import Refused
from projects.enums import Phase, ProjectState
from projects.models import Project
from projects.project.workflow import advance_project
from projects.views.staff import board
from tests.factories import ground
from tests.factories import projects as make
from tests.pages import with_session_of
from tests.queries import steady

URL = reverse("projects:staff_board") + "?toon=alles"


def column(client, phase):
    return next(one for one in client.get(URL).context["columns"] if one.phase == phase)


@pytest.mark.django_db
def test_board_shows_running_projects_by_phase(client):
    intake, preparing = make.project(), make.project(phase=Phase.PREPARATION)
    make.in_state(ProjectState.STOPPED)
    client.force_login(ground.user(Role.STAFF))

    assert [card.project for card in column(client, Phase.INTAKE).cards] == [intake]
    assert [card.project for card in column(client, Phase.PREPARATION).cards] == [preparing]
    assert client.get(URL).context["total"] == 2


@pytest.mark.django_db
def test_column_shows_its_first_cards_and_counts_the_rest(client, monkeypatch):
    monkeypatch.setattr(board, "OF_PHASE", 1)
    for _ in range(3):
        make.project()
    client.force_login(ground.user(Role.STAFF))

    found = column(client, Phase.INTAKE)

    assert (len(found.cards), found.count, found.more) == (1, 3, 2)
    assert "phase=intake" in found.list_url


@pytest.mark.django_db
def test_board_asks_as_much_with_few_as_with_many_projects(client):
    make.project()
    client.force_login(ground.user(Role.STAFF))

    with steady(client, URL, at_most=12):
        for _ in range(4):
            make.project()


@pytest.mark.django_db
def test_card_goes_on_and_back_to_the_board_as_it_was(client):
    project = make.confirmed(make.project())
    client.force_login(ground.user(Role.STAFF))

    address = reverse("projects:board_advance", args=[project.ref]) + "?theme=1"
    answer = client.post(address, {"seen": "intake"})

    assert answer.url == reverse("projects:staff_board") + "?theme=1"
    assert Project.objects.get(pk=project.pk).phase == Phase.PREPARATION


@pytest.mark.django_db
def test_what_stands_in_the_way_is_told_and_nothing_moves(client):
    project = make.project()
    client.force_login(ground.user(Role.STAFF))

    answer = client.post(reverse("projects:board_advance", args=[project.ref]), {"seen": "intake"}, follow=True)

    assert "engagementen bevestigd hebben" in answer.content.decode()
    assert Project.objects.get(pk=project.pk).phase == Phase.INTAKE


@pytest.mark.django_db
def test_old_page_takes_a_project_no_further():
    project = make.project(phase=Phase.PREPARATION)

    with pytest.raises(Refused, match="intussen in de fase “Voortraject”"):
        advance_project(project=project, by=None, at=make.AT, seen="intake")


@pytest.mark.django_db(transaction=True)
def test_card_is_dragged_or_sent_on_by_the_keyboard(page, live_server, client):
    first, second = (make.confirmed(make.project()) for _ in range(2))
    client.force_login(ground.user(Role.STAFF))
    with_session_of(client, page, live_server).goto(URL)
    following = page.locator("[data-phase=preparation]")

    page.get_by_role("listitem").filter(has_text=first.ref).drag_to(page.locator("[data-phase=procurement_strategy]"))
    expect(page.get_by_text("zet de kaart in de volgende kolom")).to_be_visible()

    page.get_by_role("listitem").filter(has_text=first.ref).drag_to(following)
    expect(following.get_by_text(first.ref).first).to_be_visible()

    page.get_by_role("listitem").filter(has_text=second.ref).get_by_role("link").focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(following.get_by_text(second.ref).first).to_be_visible()
