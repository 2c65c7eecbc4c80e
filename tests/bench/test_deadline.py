"""A small deadline day on the real web server: the figures of `make deadline-day` are checked by what is tested here."""

import datetime as dt
import random
import urllib.error
import urllib.request

import pytest
from django.db import connection
from django.utils import timezone

from bench.deadline import rush, scene, verdict
from bench.deadline.rush import ACCEPTED, FAULT, Outcome
from calls.deadline.extension import extend_application
from calls.models import Application, Revision, Round
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.tasks import sweep_outbox
from tests.factories.ground import user

IN_TIME, LATE = 16, 5
fetch = urllib.request.urlopen


@pytest.fixture
def after_the_rush(web_server):
    """The drafts, and what each sender was told: in time (some twice), too late, and one with more time."""
    round_, drafts = scene.prepare(IN_TIME + LATE + 1, timezone.now())
    people = scene.senders(drafts)
    chance = random.Random(7)  # noqa: S311 - when people click
    closes = timezone.now() + dt.timedelta(seconds=6)
    Round.objects.filter(pk=round_.pk).update(closes_at=closes)
    extend_application(
        application=drafts[-1],
        until=closes + dt.timedelta(minutes=5),
        reason="Ziekte",
        by=user(Role.STAFF),
        at=timezone.now(),
    )
    plans = rush.spread(people[:IN_TIME], closes - dt.timedelta(seconds=1), chance, seconds=2, doubles=4)
    plans += rush.after(people[IN_TIME:], closes, chance, seconds=1)
    connection.close()
    outcomes = rush.run(web_server, plans)
    sweep_outbox()
    return drafts, outcomes


def test_none_is_lost_none_counts_twice_and_none_is_misjudged(after_the_rush):
    drafts, outcomes = after_the_rush
    assert verdict.faults(drafts, outcomes) == []
    assert len(outcomes) == IN_TIME + 4 + LATE + 1
    assert sum(o.verdict == ACCEPTED for o in outcomes) == IN_TIME + 4 + 1
    assert Revision.objects.count() == IN_TIME + 1
    assert verdict.waiting(drafts) == 0
    assert verdict.figures(drafts, outcomes)["answered: too late"] == str(LATE)

    name_what_went_wrong(drafts, outcomes)


def name_what_went_wrong(drafts, outcomes):
    """Negative control: told otherwise than the database says, each is named."""
    submitted = Application.objects.filter(status="submitted").first()
    told = {o.ref: o for o in outcomes}
    wrong = [Outcome(**(vars(o) | {"verdict": ACCEPTED})) if o.verdict == "refused" else o for o in outcomes]
    assert len(verdict.faults(drafts, wrong)) == LATE
    fault = Outcome(**(vars(told[submitted.ref]) | {"verdict": FAULT, "detail": "500"}))
    assert verdict.faults(drafts, [fault]) == [f"{submitted.ref}: no answer, or another one: 500"]
    later = Outcome(**(vars(told[submitted.ref]) | {"sent_from": 0.0, "answered": 1.0}))
    assert [text.split(": ", 1)[1].split(" 2")[0] for text in verdict.faults(drafts, [later])] == ["its moment"]


def test_the_server_streams_uploads_and_heads_as_before(web_server):
    address = f"http://127.0.0.1:{web_server}"
    with fetch(f"{address}/status/live/") as answer:
        assert answer.status == 200
    with fetch(urllib.request.Request(f"{address}/", method="HEAD")) as answer:  # noqa: S310 - our own address
        assert (answer.status, answer.read()) == (200, b"")
    with pytest.raises(urllib.error.HTTPError, match="403"):  # refused for want of a token, after all was received
        fetch(f"{address}/inloggen/", data=b"x=" + b"y" * 5_000_000)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetch(f"{address}/oproepen/%FF%C3%A9/")
