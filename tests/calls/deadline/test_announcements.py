"""News about a round: on the page from its moment, and by mail to who it concerns, once."""

import datetime as dt
from unittest import mock

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calls.deadline.announcements import (
    announce,
    audience_of,
    mail_announcement,
    mail_announcements,
    withdraw_announcement,
)
from calls.models import Announcement
from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import OutboxTask, SentMail
from pio_portal.correspondence.tasks import run_task
from pio_portal.organisations.enums import Level
from tests.factories import calls as make
from tests.factories.ground import member, organisation, user

AT, DAY = make.AT, make.DAY
pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make.call()


@pytest.fixture
def open_round(call):
    return call.rounds.get(number=2)


def news(open_round, staff, **changes):
    changes = {"title": "Infosessie", "text": "Op 9 maart, online.", "by_mail": True, "at": AT} | changes
    return announce(round=open_round, by=staff, **changes)


def mail_all(at):
    mail_announcements(at)
    for pk in OutboxTask.objects.filter(task="calls.mail_announcement").values_list("pk", flat=True):
        run_task(pk)


def mailed():
    return sorted(m.email.to[0] for m in SentMail.objects.filter(kind="round_announcement"))


def test_news_stands_on_the_page_of_the_call_from_its_moment(client, call, open_round, staff):
    news(open_round, staff, publish_at=AT + DAY)
    address = f"/oproepen/{call.code}/"
    with time_machine.travel(AT + DAY - dt.timedelta(seconds=1), tick=False):
        assert "Infosessie" not in client.get(address).content.decode()
    with time_machine.travel(AT + DAY, tick=False):
        page = client.get(address).content.decode()
        home = client.get("/").content.decode()
    assert "Op 9 maart, online." in page
    assert "Infosessie" in home


def test_the_mail_goes_to_writers_and_to_managers_who_applied_before(call, open_round, staff):
    manager = member()
    draft = make.application(of=manager.organisations.get(), by=manager, within=call)
    editor = member(draft.organisation, Level.EDITOR)
    member(draft.organisation, Level.VIEWER)
    partner = member(level=Level.EDITOR)
    draft.partners.add(partner.organisations.get())
    earlier = make.submitted(within=call)
    its_manager = earlier.submitted_by
    member(earlier.organisation, Level.EDITOR)
    elsewhere = make.application()
    member(organisation())

    written = news(open_round, staff)
    mail_all(AT)

    assert mailed() == sorted([manager.email, editor.email, partner.email, its_manager.email])
    assert elsewhere.created_by.email not in mailed()
    written.refresh_from_db()
    assert (written.mailed_at, written.mailed_to) == (AT, 4)


def test_the_mail_waits_for_its_moment_and_leaves_once(open_round, staff):
    make.application(round=open_round)
    news(open_round, staff, publish_at=AT + DAY)
    mail_all(AT + DAY - dt.timedelta(seconds=1))
    assert mailed() == []
    for late in range(3):
        mail_all(AT + DAY + dt.timedelta(minutes=late))
    assert len(mailed()) == 1


def test_a_part_that_runs_twice_mails_once(open_round, staff):
    make.application(round=open_round)
    news(open_round, staff)
    mail_announcements(AT)
    part = OutboxTask.objects.get(task="calls.mail_announcement")
    mail_announcement(**part.arguments)
    mail_announcement(**part.arguments)
    assert len(mailed()) == 1


def test_many_are_mailed_in_parts(open_round, staff):
    for _ in range(5):
        make.application(round=open_round)
    news(open_round, staff)
    with mock.patch("calls.deadline.announcements.AT_ONCE", 2):
        mail_all(AT)
    assert (OutboxTask.objects.filter(task="calls.mail_announcement").count(), len(mailed())) == (3, 5)


def test_news_without_mail_is_not_mailed(open_round, staff):
    make.application(round=open_round)
    news(open_round, staff, by_mail=False)
    mail_all(AT)
    assert mailed() == []


def test_news_that_was_withdrawn_is_not_mailed_and_gone(open_round, staff):
    make.application(round=open_round)
    written = news(open_round, staff)
    mail_announcements(AT)
    withdraw_announcement(announcement=written, by=staff, at=AT)
    for task in OutboxTask.objects.filter(task="calls.mail_announcement"):
        mail_announcement(**task.arguments)
    assert (mailed(), Announcement.objects.count()) == ([], 0)


def test_a_second_click_is_the_same_news(open_round, staff):
    assert news(open_round, staff, publish_at=AT + DAY) == news(open_round, staff, publish_at=AT + DAY)
    assert news(open_round, staff) == news(open_round, staff, at=AT + dt.timedelta(seconds=2))
    assert Announcement.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"publish_at": AT - DAY}, "publish_at", "Dit moment is al voorbij. Laat het leeg om meteen te publiceren."),
        ({"title": " "}, "title", "Vul dit veld in."),
    ],
)
def test_what_cannot_be_announced_is_refused(open_round, staff, changes, field, sentence):
    with pytest.raises(Refused) as refused:
        news(open_round, staff, **changes)
    assert refused.value.field == field
    if field == "publish_at":
        assert str(refused.value) == sentence


def test_only_pio_announces(open_round):
    for person in (member(), user(Role.ADVISER), user(Role.MANAGEMENT)):
        with pytest.raises(NotPermitted):
            news(open_round, person)


def test_nothing_to_mail_is_one_query(open_round, staff):
    news(open_round, staff, publish_at=AT + DAY)
    with CaptureQueriesContext(connection) as asked:
        mail_announcements(AT)
    assert len(asked) == 1


def test_the_audience_is_counted_once_per_person(call, open_round):
    manager = member()
    of = manager.organisations.get()
    for _ in range(3):
        make.application(of=of, by=manager, within=call)
    make.submitted(of=of, by=manager, within=call)
    assert list(audience_of(Announcement(round=open_round))) == [manager]
