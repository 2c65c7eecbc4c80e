"""More time: for a round, for one application; who may, until when, once, and what applicants read of it."""

import datetime as dt
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.db import IntegrityError, ProgrammingError, connections, transaction
from post_office.models import Email

from calls.application.submission import OutsideRound, check_round, submit_application
from calls.application.tasks import file_receipt
from calls.application.writing import move_to_round, next_round, start_application
from calls.call.workflow import Period
from calls.deadline.extension import extend_application, extend_round, tell_round_extended
from calls.deadline.reminders import set_reminders
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Extension, Revision, Round
from pio_portal.accounts.enums import Role
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import OutboxTask, SentMail
from pio_portal.documents.models import Document
from pio_portal.formats import moment_text
from pio_portal.organisations.enums import Level
from tests.factories import calls as make
from tests.factories.ground import member, organisation, user
from tests.files import text_of_pdf
from tests.pages import client_of
from tests.races import AllReadFirst

AT, DAY, TICK = make.AT, make.DAY, dt.timedelta(microseconds=1)
HOUR = dt.timedelta(hours=1)
WHY = "Het portaal was een uur niet bereikbaar."
pytestmark = pytest.mark.django_db


def longer(ready, lead, by_days=2, *, at=AT, **changes):
    changes = {"round": ready.round, "until": ready.round.closes_at + by_days * DAY, "reason": WHY} | changes
    return extend_round(by=lead, at=at, **changes)


def tell():
    for task in OutboxTask.objects.filter(task="calls.tell_round_extended").order_by("pk"):
        tell_round_extended(**task.arguments)


def test_a_round_that_is_extended_closes_later_and_says_why(ready, lead):
    closed = ready.round.closes_at
    extension = longer(ready, lead)
    assert (extension.was, extension.until, extension.reason, extension.by) == (closed, closed + 2 * DAY, WHY, lead)
    assert Round.objects.get(pk=ready.round_id).closes_at == closed + 2 * DAY


def test_the_extension_stands_in_the_timeline_of_each_dossier_and_what_is_internal_does_not(ready, lead):
    submit_application(application=ready, by=ready.created_by, at=AT)
    longer(ready, lead)
    set_reminders(round=ready.round, hours=[24], by=lead, at=AT)
    client = client_of(lead)
    shown = client.get(f"/beheer/aanvragen/{ready.ref}/verloop/").content.decode()
    assert f"verlengde de indiendatum van {moment_text(ready.round.closes_at)}" in shown
    assert "wijzigde de herinneringen" not in shown


def test_an_extension_is_open_until_just_before_its_end(ready, manager, lead):
    until = longer(ready, lead).until
    fresh = Application.objects.get(pk=ready.pk)
    with pytest.raises(OutsideRound, match=r"De indiendatum sloot op 24 mrt 2026 om 10\.00 uur"):
        check_round(fresh, until)
    assert submit_application(application=ready, by=manager, at=until - TICK).status == Status.SUBMITTED


def test_only_the_lead_extends_a_round(ready):
    for person in (user(Role.STAFF), user(Role.ADVISER), member()):
        with pytest.raises(NotPermitted):
            longer(ready, person)


def test_a_round_can_be_opened_again_within_an_hour(ready, manager, lead):
    closes = ready.round.closes_at
    longer(ready, lead, at=closes + HOUR - TICK)
    (line,) = timeline(ready.round)
    assert line.sentence == (
        f"{lead.name} opende de indiendatum van 22 mrt 2026 om 10.00 uur (Brussel) opnieuw, "
        "tot 24 mrt 2026 om 10.00 uur (Brussel), reden: Het portaal was een uur niet bereikbaar."
    )
    assert submit_application(application=ready, by=manager, at=closes + HOUR).status == Status.SUBMITTED


def test_a_round_stays_closed_after_an_hour(ready, lead):
    with pytest.raises(Refused, match="geef nu uitstel per aanvraag"):
        longer(ready, lead, at=ready.round.closes_at + HOUR)


def test_an_extension_never_runs_into_the_next_round(ready, lead):
    following = ready.call.rounds.get(number=3)
    with pytest.raises(Refused) as refused:
        longer(ready, lead, until=following.opens_at + TICK)
    assert (refused.value.field, str(refused.value)) == (
        "until",
        "Indiendatum 3 opent op 11 apr 2026 om 11.00 uur (Brussel). Verleng ten laatste tot dan.",
    )
    assert longer(ready, lead, until=following.opens_at).until == following.opens_at


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"by_days": 0}, "until", "Indienen kan nu al tot 22 mrt 2026 om 10.00 uur (Brussel). Kies een later moment."),
        ({"reason": "  "}, "reason", "Schrijf waarom er meer tijd is: de aanvragers lezen het."),
    ],
)
def test_what_is_no_extension_is_refused(ready, lead, changes, field, sentence):
    with pytest.raises(Refused) as refused:
        longer(ready, lead, **changes)
    assert (refused.value.field, str(refused.value)) == (field, sentence)


def test_reopening_until_a_moment_that_is_over_is_refused(ready, lead):
    with pytest.raises(Refused, match="Dit moment is al voorbij"):
        longer(ready, lead, until=ready.round.closes_at + TICK, at=ready.round.closes_at + HOUR / 2)


def test_a_call_in_preparation_is_amended_and_not_extended(lead):
    draft = make.call(published=False).rounds.get(number=2)
    with pytest.raises(Refused, match="pas de data van de oproep zelf aan"):
        extend_round(round=draft, until=draft.closes_at + DAY, reason=WHY, by=lead, at=AT)


def test_an_extension_on_top_of_what_the_page_showed_before_is_refused(ready, lead):
    seen = ready.round.closes_at
    longer(ready, lead)
    with pytest.raises(Refused, match=r"intussen naar 24 mrt 2026 om 10\.00 uur"):
        longer(ready, lead, by_days=3, seen=seen)


def test_those_with_a_draft_are_told_once(ready, manager, lead):
    editor, partner = member(ready.organisation, Level.EDITOR), organisation()
    member(ready.organisation, Level.VIEWER)
    helper = member(partner, Level.EDITOR)
    ready.partners.add(partner)
    make.submitted(within=ready.call)
    member(organisation())

    longer(ready, lead)
    tell()
    tell()

    mails = SentMail.objects.filter(kind="round_extended")
    assert sorted(m.email.to[0] for m in mails) == sorted([manager.email, editor.email, helper.email])
    mail = mails.first().email
    assert mail.subject == f"{ready.call.title}: indienen kan nu tot 24 mrt 2026 om 10.00 uur (Brussel)"
    assert f"Reden: {WHY}" in mail.message


def test_many_are_told_in_parts(ready, manager, lead):
    of = manager.organisations.get()
    for _ in range(4):
        make.application(of=of, by=manager, round=ready.round)
    with mock.patch("calls.deadline.extension.AT_ONCE", 2):
        longer(ready, lead)
        for _ in range(3):
            tell()
    assert SentMail.objects.filter(kind="round_extended").count() == 5


def test_one_application_gets_more_time(ready, manager):
    staff = user(Role.STAFF)
    until = ready.round.closes_at + 3 * DAY
    extend_application(application=ready, until=until, reason=WHY, by=staff, at=ready.round.closes_at + DAY)

    own = Application.objects.get(pk=ready.pk)
    assert (own.closes_at, own.round.closes_at) == (until, until - 3 * DAY)
    with pytest.raises(OutsideRound):
        check_round(own, until)
    assert submit_application(application=ready, by=manager, at=until - TICK).status == Status.SUBMITTED
    mail = Email.objects.get(subject__startswith="U kunt aanvraag")
    assert (mail.to, WHY in mail.message) == ([manager.email], True)


def test_more_time_on_top_of_what_the_page_showed_before_is_refused(ready):
    seen, staff = ready.round.closes_at, user(Role.STAFF)

    given = extend_application(application=ready, until=seen + DAY, reason=WHY, by=staff, at=AT, seen=seen)
    assert (given.was, given.until, given.by) == (seen, seen + DAY, staff)
    with pytest.raises(Refused, match="Intussen kan deze aanvraag worden ingediend tot 23 mrt 2026"):
        extend_application(application=ready, until=seen + 2 * DAY, reason=WHY, by=staff, at=AT, seen=seen)


def test_more_time_for_one_is_later_than_now_and_than_what_holds(ready):
    closes, staff = ready.round.closes_at, user(Role.STAFF)
    for until, at in ((closes, AT), (closes + DAY, closes + DAY)):
        with pytest.raises(Refused) as refused:
            extend_application(application=ready, until=until, reason=WHY, by=staff, at=at)
        assert refused.value.field == "until"


def test_others_get_no_more_time_by_it(ready, manager):
    other = make.application(of=manager.organisations.get(), by=manager, round=ready.round, complete=True)
    until = ready.round.closes_at + 3 * DAY
    extend_application(application=ready, until=until, reason=WHY, by=user(Role.STAFF), at=AT)
    with pytest.raises(OutsideRound):
        submit_application(application=other, by=manager, at=ready.round.closes_at)


def test_only_pio_gives_one_application_more_time(ready, manager):
    for person in (manager, user(Role.ADVISER), user(Role.MANAGEMENT)):
        with pytest.raises(NotPermitted):
            extend_application(application=ready, until=AT + 90 * DAY, reason=WHY, by=person, at=AT)


def test_what_was_submitted_needs_no_more_time(manager):
    done = make.submitted(by=manager, of=manager.organisations.get())
    with pytest.raises(Refused, match="deze is intussen “ingediend”"):
        extend_application(application=done, until=AT + 90 * DAY, reason=WHY, by=user(Role.STAFF), at=AT)


def test_a_round_extended_beyond_it_overtakes_ones_own_time(ready, lead):
    extend_application(application=ready, until=ready.round.closes_at + DAY, reason=WHY, by=user(Role.STAFF), at=AT)
    longer(ready, lead)
    own = Application.objects.get(pk=ready.pk)
    assert own.closes_at == own.round.closes_at


def test_ones_own_time_does_not_move_along_to_another_round(ready, manager):
    later = next_round(ready, AT)
    extend_application(application=ready, until=later.closes_at + DAY, reason=WHY, by=user(Role.STAFF), at=AT)
    assert move_to_round(application=ready, round=later, by=manager, at=AT).closes_at == later.closes_at


def receipt_text(application):
    for task in OutboxTask.objects.filter(task="calls.file_receipt"):
        file_receipt(**task.arguments)
    return text_of_pdf(Document.objects.of(application).get(kind="receipt").read())


SAID = "Verlengd tot 24 mrt 2026 om 10.00 uur (Brussel) door PIO, reden: Het portaal was een uur niet bereikbaar."


def test_the_receipt_says_that_the_round_was_extended(client, ready, manager, lead):
    until = longer(ready, lead).until
    submit_application(application=ready, by=manager, at=until - TICK)

    content = json.loads(Revision.objects.get().content)
    assert (content["closes_at"], content["extension"]) == (
        until.isoformat(),
        {"until": until.isoformat(), "reason": WHY},
    )
    assert SAID in Email.objects.get(subject__endswith="is ingediend").message
    assert SAID in receipt_text(ready)
    client.force_login(manager)
    assert SAID in client.get(f"/mijn/aanvragen/{ready.ref}/ontvangst/").content.decode()
    assert lead.name not in client.get(f"/mijn/aanvragen/{ready.ref}/").content.decode()


def test_a_receipt_without_extension_says_nothing_of_it(ready, manager):
    submit_application(application=ready, by=manager, at=AT)
    assert json.loads(Revision.objects.get().content)["extension"] is None
    assert "erlengd" not in Email.objects.get().message + receipt_text(ready)


def test_applicants_read_the_extension_in_their_timeline_and_on_the_task_list(client, ready, manager, lead):
    longer(ready, lead)
    client.force_login(manager)
    page = client.get(f"/mijn/aanvragen/{ready.ref}/").content.decode()
    assert SAID in page
    submit_application(application=ready, by=manager, at=AT)
    page = client.get(f"/mijn/aanvragen/{ready.ref}/").content.decode()
    assert "PIO verlengde de indiendatum van 22 mrt 2026 om 10.00 uur (Brussel) tot 24 mrt 2026" in page


def test_an_extension_is_never_changed(ready, lead):
    longer(ready, lead)
    for change in (lambda: Extension.objects.update(reason="Iets anders"), lambda: Extension.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            change()


def test_the_database_refuses_an_extension_that_gives_no_time(ready):
    closes = ready.round.closes_at
    with pytest.raises(IntegrityError, match="extension_gives_more_time"), transaction.atomic():
        Extension.objects.create(round=ready.round, was=closes, until=closes, reason=WHY, at=AT)


# Both changes of the clock in Brussels


SPRING, AUTUMN = dt.datetime(2026, 3, 29, 1, 0, tzinfo=dt.UTC), dt.datetime(2026, 10, 25, 1, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("closes", "said"),
    [
        (SPRING + HOUR / 2, "29 mrt 2026 om 03.30 uur (Brussel)"),  # 01.59 is followed by 03.00
        (AUTUMN - HOUR / 2, "25 okt 2026 om 02.30 uur (Brussel)"),  # the first of two
        (AUTUMN + HOUR / 2, "25 okt 2026 om 02.30 uur (Brussel)"),  # the second
        (AUTUMN + HOUR * 3 / 2, "25 okt 2026 om 03.30 uur (Brussel)"),
    ],
)
def test_a_round_that_closes_when_the_clock_changes_closes_at_its_moment(manager, closes, said):
    call = make.call(at=closes - 10 * DAY, rounds=[Period(closes - 10 * DAY, closes)])
    of, first = manager.organisations.get(), closes - 9 * DAY
    draft = start_application(round=call.rounds.get(), organisation=of, title="Op de valreep", by=manager, at=first)
    check_round(draft, closes - TICK)
    with pytest.raises(OutsideRound) as refused:
        check_round(draft, closes)
    assert str(refused.value).startswith(f"De indiendatum sloot op {said}.")


def test_an_extension_over_the_change_of_the_clock_is_that_much_time(ready, manager, lead):
    until = SPRING + HOUR / 2
    longer(ready, lead, until=until)
    assert submit_application(application=ready, by=manager, at=until - TICK).status == Status.SUBMITTED


# Races


def at_once(*works):
    def one(work):
        try:
            work()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test compares its name
            return type(error).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(works)) as pool:
        return [f.result() for f in [pool.submit(one, work) for work in works]]


def two_extensions():
    ready, lead = make.application(), user(Role.LEAD)
    seen = ready.round.closes_at
    return ready, [lambda n=n: longer(ready, lead, by_days=n, seen=seen) for n in (2, 3)]


@pytest.mark.django_db(transaction=True)
def test_two_extensions_at_once_are_one_and_a_refusal():
    ready, works = two_extensions()
    assert sorted(at_once(*works)) == ["Refused", "done"]
    assert Extension.objects.get().until == Round.objects.get(pk=ready.round_id).closes_at


@pytest.mark.django_db(transaction=True)
def test_two_extensions_at_once_need_the_lock():
    """Negative control: with the lock patched away both start from the same closing, and one is lost."""
    _ready, works = two_extensions()

    def unlocked(instance):
        return type(instance)._default_manager.get(pk=instance.pk)

    with mock.patch("calls.deadline.extension.locked", unlocked):
        assert at_once(*map(AllReadFirst(2).then, works)) == ["done", "done"]
    assert Extension.objects.values("was").distinct().count() == 1


def submit_against_extension():
    manager = member()
    ready = make.application(of=manager.organisations.get(), by=manager, complete=True)
    staff, until = user(Role.STAFF), ready.round.closes_at + DAY
    return ready, (
        lambda: submit_application(application=ready, by=manager, at=AT),
        lambda: extend_application(application=ready, until=until, reason=WHY, by=staff, at=AT),
    )


@pytest.mark.django_db(transaction=True)
def test_submitting_and_extending_at_once_agree():
    ready, works = submit_against_extension()
    submitted, extended = at_once(*works)
    assert submitted == "done"
    frozen = json.loads(Revision.objects.get().content)["extension"]
    assert (extended, frozen is not None) in [("done", True), ("Refused", False)]
    assert Application.objects.get(pk=ready.pk).status == Status.SUBMITTED


@pytest.mark.django_db(transaction=True)
def test_submitting_and_extending_at_once_need_the_lock():
    """Negative control: without the lock more time is given to what was submitted without it."""
    _ready, works = submit_against_extension()
    both = threading.Barrier(2)

    def unlocked(instance, *_related):
        row = type(instance)._default_manager.get(pk=instance.pk)
        both.wait(timeout=10)
        return row

    def unlocked_after_the_other(instance):
        row = unlocked(instance)
        while not Revision.objects.exists():
            pass
        return row

    with (
        mock.patch("calls.application.submission.locked", unlocked),
        mock.patch("calls.deadline.extension.locked", unlocked_after_the_other),
    ):
        assert at_once(*works) == ["done", "done"]
    assert json.loads(Revision.objects.get().content)["extension"] is None
