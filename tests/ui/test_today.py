"""Vandaag: alike rows together, what was put off, what others changed, and where everybody starts."""

import datetime as dt

import pytest
from django.urls import reverse

from pio_portal.accounts.enums import Role
from pio_portal.change import Refused
from pio_portal.correspondence.workflow.messages import send_message
from pio_portal.ui import navigation, registry
from pio_portal.ui.attention import grouped
from pio_portal.ui.models import Snooze
from pio_portal.ui.registry import ASKED, Item
from pio_portal.ui.workflow.snoozing import snooze, wake
from tests.factories import assessment as make
from tests.factories import ground

pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.LATER)]
TODAY, PUT_OFF, BACK = reverse("ui:today"), reverse("ui:snooze"), reverse("ui:wake")


def handled(by, **fields):
    """A submitted application that this colleague handles."""
    made = make.application(**fields)
    type(made).objects.filter(pk=made.pk).update(handler=by)
    return made


def items(kind, number):
    return [Item(title=f"{kind} {n}", url=f"/{kind}/{n}/", kind=kind) for n in range(number)]


@pytest.mark.parametrize(
    ("number", "rows", "folded", "cut"), [(1, 1, 0, False), (4, 4, 0, False), (6, 3, 3, False), (ASKED, 3, 12, True)]
)
def test_alike_rows_are_folded_from_the_fourth_on(number, rows, folded, cut):
    shown = grouped([*items("lezen", number), *items("andere", 1)])

    assert len(shown) == rows + 1
    assert len(shown[rows - 1].folded) == folded
    assert shown[rows - 1].is_cut is cut
    assert shown[-1].item.kind == "andere"


def shown(client):
    return [str(row.item.title) for row in client.get(TODAY).context["tasks"]]


def test_a_row_that_is_put_off_comes_back_on_its_day(desk, staff, time_machine):
    application = handled(staff)
    (row,) = desk.get(TODAY).context["tasks"]

    answer = desk.post(PUT_OFF, {"kind": row.item.kind, "url": row.item.url, "days": "1"}, follow=True)
    assert shown(desk) == []
    assert "1 uitgesteld" in answer.content.decode()

    time_machine.move_to(make.LATER + dt.timedelta(days=1))
    assert shown(desk) == [f"Ontvankelijkheid nagaan: {application.title}"]


def test_all_that_was_put_off_can_be_taken_back(desk, staff):
    handled(staff)
    (row,) = desk.get(TODAY).context["tasks"]
    desk.post(PUT_OFF, {"kind": row.item.kind, "url": row.item.url, "days": "7"})

    desk.post(BACK)

    assert len(shown(desk)) == 1


def test_what_one_puts_off_stays_with_a_colleague(desk, client, staff):
    application = make.application()
    snooze(kind="calls_to_check", url=application.get_staff_url(), days=7, by=staff, at=make.LATER)
    assert shown(desk) == []

    client.force_login(ground.user(Role.STAFF))
    assert len(shown(client)) == 1
    wake(by=ground.user(Role.STAFF), at=make.LATER)
    assert Snooze.objects.count() == 1


@pytest.mark.parametrize(("kind", "days"), [("bestaat niet", 1), ("calls_to_check", 0), ("calls_to_check", 40)])
def test_only_a_row_can_be_put_off_and_for_a_month_at_most(staff, kind, days):
    with pytest.raises(Refused):
        snooze(kind=kind, url="/beheer/", days=days, by=staff, at=make.LATER)


def test_what_others_changed_in_ones_own_dossiers_is_told(desk, staff):
    mine, other = handled(staff), make.application()
    for application in (mine, other):
        send_message(about=application, text="Een vraag", by=application.created_by, at=make.LATER)

    changes = desk.get(TODAY).context["changes"]

    assert [item.url for item in changes] == [mine.get_staff_url()]
    assert mine.created_by.name in changes[0].title


@pytest.mark.parametrize(
    ("role", "starts"),
    [(Role.MANAGEMENT, "reporting:overview"), (Role.ADMINISTRATOR, "admin:index"), (Role.STAFF, "ui:today")],
)
def test_everybody_starts_where_their_work_is(role, starts):
    assert navigation.landing(ground.user(role)) == reverse(starts)


def test_what_is_asked_of_a_source_says_when_there_is_more(staff):
    registry.register_task("veel")(lambda _user, _now: items("veel", ASKED))
    try:
        rows = grouped(registry.found({"veel": registry.registered.tasks["veel"]}, staff, make.LATER))
    finally:
        del registry.registered.tasks["veel"]

    assert rows[-1].is_cut
