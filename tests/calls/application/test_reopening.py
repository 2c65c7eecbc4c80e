"""Reopening what was submitted: until the closing, by who may submit, and never losing what was receipted."""

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from calls.application.content import digest
from calls.application.partners import accept_invitation, invite_organisation
from calls.application.phases import phases_of
from calls.application.reopening import UNDER_WAY, keep_at_closing, keep_submitted, reopen_application
from calls.application.revisions import handed_in_documents, submitted_version
from calls.application.signing import ask_signature
from calls.application.submission import ChangedSinceSeen, OutsideRound, note_late, submit_application
from calls.application.tasks import file_receipt
from calls.application.writing import (
    amend_application,
    as_completed,
    attach_file,
    move_to_round,
    remove_file,
    save_section,
    withdraw_application,
)
from calls.assessment.eligibility import Finding, check_eligibility
from calls.assessment.handling import declare_eligible, void_application
from calls.assessment.today import to_check
from calls.deadline.extension import extend_round, tell_round_extended
from calls.deadline.reminders import remind_of_closing
from calls.enums import ApplicationStatus as Status
from calls.enums import CheckOutcome
from calls.models import Application, EligibilityPoint, Revision
from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import SentMail
from pio_portal.documents.models import Document
from pio_portal.organisations.enums import Level
from reporting.indicators.engine import Period, figures
from tests.factories import assessment as make
from tests.factories import calls
from tests.factories.ground import member, organisation, user
from tests.files import png, text_of_pdf

AT, DAY, HOUR, TICK = make.AT, make.DAY, make.HOUR, dt.timedelta(microseconds=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def reopened(application, karel):
    """The application, reopened by Karel an hour after he submitted it."""
    return reopen_application(application=application, by=karel, at=AT + HOUR)


def save(application, by, at=AT + 2 * HOUR, **values):
    version = application.answers.get(section="middelen").version
    values = values or {"team": "Twee projectleiders."}
    return save_section(application=application, section="middelen", values=values, version=version, by=by, at=at)


def team_of(application) -> str:
    """What the version that counts says of the team."""
    answers = [a for s in submitted_version(application).content["sections"] for a in s["answers"]]
    return next(a["value"] for a in answers if a["key"] == "team")


def mails(kind) -> list[list[str]]:
    return [mail.email.to for mail in SentMail.objects.filter(kind=kind).order_by("pk")]


# Reopening


def test_reopening_says_by_whom_and_when_keeps_the_first_moment_and_tells_who_writes_along(application, karel):
    colleague = member(application.organisation, Level.EDITOR)
    attach = {"application": application, "by": karel, "at": AT + HOUR}
    Application.objects.filter(pk=application.pk).update(created_by=colleague)

    done = reopen_application(**attach)

    assert (done.status, done.reopened_at, done.reopened_by) == (Status.REOPENED, AT + HOUR, karel)
    assert (done.submitted_at, done.submitted_by) == (AT, karel)
    assert Entry.objects.filter(verb="application_reopened", about_id=application.pk).get().by == karel
    assert sorted(address for to in mails("application_reopened") for address in to) == sorted(
        [karel.email, colleague.email]
    )
    message = SentMail.objects.filter(kind="application_reopened").first().email.message
    assert "telt de versie van 2 mrt 2026 om 10.00 uur (Brussel)" in message


LEVELS = {Level.MANAGER: True, Level.EDITOR: False, Level.VIEWER: False}


@pytest.mark.parametrize(("level", "may"), LEVELS.items())
def test_who_may_submit_may_reopen_and_leave_it_as_it_was(application, level, may):
    by = member(application.organisation, level)
    if not may:
        with pytest.raises(NotPermitted):
            reopen_application(application=application, by=by, at=AT)
        assert Application.objects.get().status == Status.SUBMITTED
        return
    reopen_application(application=application, by=by, at=AT)
    assert keep_submitted(application=application, by=by, at=AT).status == Status.SUBMITTED


@pytest.mark.parametrize("role", Role.values)
def test_nobody_of_pio_reopens_or_undoes_it(application, karel, role):
    by = user(role)
    with pytest.raises(NotPermitted):
        reopen_application(application=application, by=by, at=AT)
    reopen_application(application=application, by=karel, at=AT)
    with pytest.raises(NotPermitted):
        keep_submitted(application=application, by=by, at=AT)


def test_a_partner_does_not_reopen():
    partner = organisation()
    application = make.application(partners=[partner])
    with pytest.raises(NotPermitted):
        reopen_application(application=application, by=member(partner, Level.MANAGER), at=AT)


@pytest.mark.parametrize(("shift", "accepted"), [(-TICK, True), (dt.timedelta(0), False)])
def test_the_moment_of_closing_is_too_late_to_reopen(application, karel, shift, accepted):
    at = application.round.closes_at + shift
    if accepted:
        assert reopen_application(application=application, by=karel, at=at).status == Status.REOPENED
        return
    with pytest.raises(Refused, match="Heropenen kan niet meer"):
        reopen_application(application=application, by=karel, at=at)
    assert Application.objects.get().status == Status.SUBMITTED


@pytest.mark.parametrize("status", [s for s in Status if s not in (Status.SUBMITTED, Status.REOPENED)])
def test_only_what_is_submitted_is_reopened(status):
    application = make.application(status)
    by = application.created_by
    with pytest.raises(Refused, match="Dit kan niet meer"):
        reopen_application(application=application, by=by, at=AT)


def begin_to_check(application):
    point = EligibilityPoint.objects.create(call=application.call, text="Publieke organisatie", position=1)
    check_eligibility(
        application=application, findings={point.pk: Finding(CheckOutcome.MET)}, by=user(Role.STAFF), at=AT
    )


def ask_and_get(application):
    make.ask_to_complete(application, at=AT)
    submit_application(application=application, by=application.submitted_by, at=AT + HOUR)


@pytest.mark.parametrize("begin", [begin_to_check, ask_and_get])
def test_what_pio_began_with_is_not_reopened(application, karel, begin):
    begin(application)
    with pytest.raises(Refused, match="PIO begon al met uw aanvraag"):
        reopen_application(application=application, by=karel, at=AT + 2 * HOUR)
    assert Application.objects.get().status == Status.SUBMITTED


def test_what_was_imported_without_its_content_is_not_reopened(karel):
    application = calls.in_state(calls.application(of=karel.organisations.get(), by=karel), Status.SUBMITTED)
    with pytest.raises(Refused, match="PIO begon al"):
        reopen_application(application=application, by=karel, at=AT)


# While it is open


def test_pio_reads_the_submitted_version_while_it_is_changed(application, karel):
    attached = attach_before(application, karel)
    reopen_application(application=application, by=karel, at=AT + HOUR)
    title = application.title
    save(application, karel)
    remove_file(application=application, document=attached, by=karel, at=AT + 2 * HOUR)
    attach_file(application=application, upload=png("nieuw.png"), by=karel, at=AT + 2 * HOUR)
    amend_application(
        application=application,
        title="Anders",
        theme=application.theme,
        policy_domain=application.policy_domain,
        by=karel,
        at=AT + 2 * HOUR,
    )
    now = Application.objects.get()
    assert (now.title, as_completed(now).title) == (title, "Anders")
    assert team_of(now).startswith("Een projectleider")
    assert [d.title for d in handed_in_documents(now)] == ["oud.png"]


def attach_before(application, karel):
    """An attachment that belongs to the submitted version."""
    reopen_application(application=application, by=karel, at=AT)
    attached = attach_file(application=application, upload=png("oud.png"), by=karel, at=AT)
    submit_application(application=application, by=karel, at=AT)
    return attached


def test_staff_finds_nothing_to_check_and_cannot_handle_it(reopened):
    staff = user(Role.STAFF)
    assert list(to_check(staff, AT)) == []
    with pytest.raises(Refused, match="de stand is intussen “Heropend”"):
        declare_eligible(application=reopened, by=staff, at=AT + HOUR)
    with pytest.raises(Refused):
        make.ask_to_complete(reopened, at=AT + HOUR)


def test_it_stays_in_its_round(reopened, karel):
    with pytest.raises(Refused, match="Alleen een ontwerp kan naar een andere"):
        move_to_round(application=reopened, by=karel, at=AT + HOUR)


def test_a_colleague_asks_to_sign_it_again(reopened):
    editor = member(reopened.organisation, Level.EDITOR)
    asked = ask_signature(application=reopened, by=editor, at=AT + HOUR)
    assert (asked.sign_asked_by, len(mails("signature_asked"))) == (editor, 1)


CHANGES = {
    "an answer": lambda application, by, at: save(application, by, at=at),
    "a file": lambda application, by, at: attach_file(application=application, upload=png(), by=by, at=at),
    "the title": lambda application, by, at: amend_application(
        application=application, title="Laat", theme=None, policy_domain=None, by=by, at=at
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_nothing_is_changed_from_the_moment_of_closing(reopened, karel, what):
    CHANGES[what](reopened, karel, reopened.round.closes_at - TICK)
    with pytest.raises(Refused, match="De versie die u daarvoor indiende, telt"):
        CHANGES[what](reopened, karel, reopened.round.closes_at)


# Submitting again


def test_submitting_again_is_a_new_version_with_its_own_receipt_that_names_the_first(reopened, karel):
    save(reopened, karel)
    done = submit_application(application=reopened, by=karel, at=AT + 3 * HOUR, key="k2")

    assert (done.status, done.submitted_at, done.reopened_at, done.reopened_by) == (Status.SUBMITTED, AT, None, None)
    assert list(Revision.objects.values_list("number", "submitted_at")) == [(1, AT), (2, AT + 3 * HOUR)]
    assert team_of(done) == "Twee projectleiders."
    assert Entry.objects.filter(verb="application_resubmitted").get().detail["revision"] == 2
    assert mails("application_resubmission_receipt") == [[karel.email]]
    mail = SentMail.objects.get(kind="application_resubmission_receipt").email
    assert "Versie 2 ingediend: 2 mrt 2026 om 13.00 uur" in mail.message
    assert "Eerst ingediend: 2 mrt 2026 om 10.00 uur" in mail.message


def test_both_receipts_stay_and_say_which_version_they_are_of(reopened, karel):
    save(reopened, karel)
    submit_application(application=reopened, by=karel, at=AT + 3 * HOUR)
    for revision in Revision.objects.all():
        file_receipt(revision=revision.pk)
    first, second = Document.objects.of(reopened).filter(kind="receipt").order_by("filename")
    assert [first.title, second.title] == [
        f"Ontvangstbewijs {reopened.ref}",
        f"Ontvangstbewijs {reopened.ref}, versie 2",
    ]
    read = []
    for document in (first, second):
        with document.file.open() as file:
            read.append(text_of_pdf(file.read()))
    hashes = Revision.objects.values_list("sha256", flat=True)
    assert [sha in "".join(text.split()) for sha, text in zip(hashes, read, strict=True)] == [True, True]
    assert "Eerst ingediend" in read[1]
    assert "Eerst ingediend" not in read[0]
    assert ("Twee projectleiders." in read[1], "Twee projectleiders." in read[0]) == (True, False)


def test_a_completion_after_it_is_numbered_on_its_own(reopened, karel):
    submit_application(application=reopened, by=karel, at=AT + 2 * HOUR)
    make.ask_to_complete(reopened, at=AT + 3 * HOUR)
    done = submit_application(application=reopened, by=karel, at=AT + 4 * HOUR)
    file_receipt(revision=done.revisions.last().pk)
    assert Document.objects.of(reopened).get(kind="receipt").title == f"Ontvangstbewijs {reopened.ref}, aanvulling 1"


def test_a_new_title_is_taken_over_when_it_is_submitted_again(reopened, karel):
    own = {"theme": reopened.theme, "policy_domain": reopened.policy_domain}
    amend_application(application=reopened, title="Nieuwe titel", by=karel, at=AT + HOUR, **own)
    submit_application(application=reopened, by=karel, at=AT + 2 * HOUR)
    now = Application.objects.get()
    assert (now.title, now.answers.filter(section="basis").exists()) == ("Nieuwe titel", False)


def test_it_counts_once_in_the_year_of_its_first_submission(reopened, karel):
    def submitted():
        return next(one for one in figures(Period(2026, 2026, dt.date(2026, 12, 31))) if one["code"] == "I01")

    before = submitted()
    submit_application(application=reopened, by=karel, at=AT + 2 * HOUR)
    assert submitted() == before


def test_submitting_again_at_the_closing_is_too_late_and_is_noted(reopened, karel):
    closes = reopened.round.closes_at
    with pytest.raises(OutsideRound, match="De versie die u daarvoor indiende, telt"):
        submit_application(application=reopened, by=karel, at=closes)
    note_late(application=reopened, by=karel, at=closes)
    assert Entry.objects.filter(verb="submission_too_late").count() == 1
    assert submit_application(application=reopened, by=karel, at=closes - TICK).revisions.count() == 2


# Leaving it as it was


def test_undoing_sets_everything_back_to_what_was_submitted(application, karel):
    attached = attach_before(application, karel)
    reopen_application(application=application, by=karel, at=AT + HOUR)
    save(application, karel)
    remove_file(application=application, document=attached, by=karel, at=AT + 2 * HOUR)
    amend_application(
        application=application, title="Anders", theme=None, policy_domain=None, by=karel, at=AT + 2 * HOUR
    )
    partner = organisation()
    joins = member(partner, Level.MANAGER)
    at = {"at": AT + 2 * HOUR}
    invitation = invite_organisation(application=application, organisation=partner, by=karel, **at)
    accept_invitation(invitation=invitation, by=joins, **at)
    before = submitted_version(application).content

    kept = keep_submitted(application=application, by=karel, at=AT + 3 * HOUR)

    assert (kept.status, kept.reopened_at, kept.reopened_by) == (Status.SUBMITTED, None, None)
    now = Application.objects.get()
    assert digest(now) == digest(now, before)
    assert list(now.partners.all()) == []
    assert mails("application_kept_as_submitted") == [[karel.email]]
    assert "Karel Maes maakte de heropening ongedaan" in SentMail.objects.last().email.message


@pytest.mark.parametrize(("shift", "kept"), [(-TICK, False), (dt.timedelta(0), True)])
def test_the_last_version_stays_in_force_once_the_closing_is_over(reopened, karel, shift, kept):
    save(reopened, karel)
    keep_at_closing(reopened.round.closes_at + UNDER_WAY + shift)
    now = Application.objects.get()
    assert (now.status == Status.SUBMITTED) is kept
    assert len(mails("application_kept_as_submitted")) == kept
    if kept:
        assert digest(now) == digest(now, submitted_version(now).content)
        assert "De indiendatum sloot op" in SentMail.objects.get(kind="application_kept_as_submitted").email.message
        assert Entry.objects.filter(verb="application_kept_at_closing").get().by is None


def test_it_stays_open_when_the_round_is_extended_and_its_writers_are_told(reopened):
    closes = reopened.round.closes_at
    given = extend_round(
        round=reopened.round, until=closes + DAY, reason="Storing", by=user(Role.LEAD), at=closes - HOUR
    )
    tell_round_extended(extension=given.pk, after=0)
    keep_at_closing(closes + UNDER_WAY)
    assert Application.objects.get().status == Status.REOPENED
    assert len(mails("round_extended")) == 1
    keep_at_closing(closes + DAY + UNDER_WAY)
    assert Application.objects.get().status == Status.SUBMITTED


def test_the_reminder_says_that_the_submitted_version_counts_otherwise(reopened):
    remind_of_closing(reopened.round.closes_at - 24 * HOUR)
    mail = SentMail.objects.get(kind="reopened_reminder").email
    assert "dan telt de versie die u het laatst indiende" in mail.message
    assert not SentMail.objects.filter(kind="draft_reminder").exists()


def test_who_submits_after_the_version_was_kept_is_told_that_it_is_not_this_one(reopened, karel):
    save(reopened, karel)
    seen = digest(as_completed(Application.objects.get()))
    after = reopened.round.closes_at + UNDER_WAY
    keep_at_closing(after)
    with pytest.raises(ChangedSinceSeen, match="De antwoorden op uw scherm zijn niet ingediend"):
        submit_application(application=reopened, by=karel, at=after, key="k2", seen=seen)
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("end", ["withdraw", "void"])
def test_what_ends_while_it_is_reopened_keeps_what_was_submitted(reopened, karel, end):
    save(reopened, karel)
    if end == "withdraw":
        ended = withdraw_application(application=reopened, by=karel, at=AT + 3 * HOUR, reason="Geen budget")
    else:
        ended = void_application(application=reopened, by=user(Role.STAFF), at=AT + 3 * HOUR, reason="Dubbel")
    now = Application.objects.get()
    assert (ended.reopened_at, now.reopened_by) == (None, None)
    assert digest(now) == digest(now, submitted_version(now).content)


def test_the_phase_line_says_that_it_is_reopened(reopened):
    assert [(p.label, p.state, p.note) for p in phases_of(reopened, AT + HOUR)][:2] == [
        ("Ingediend", "now", "heropend"),
        ("Ontvankelijkheid", "", ""),
    ]


# Two at once


def race(*verbs):
    """Each at the same moment, in a connection of its own; gives what came of it, sorted."""

    def once(verb):
        try:
            verb()
        except Refused as refused:
            return type(refused).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(verbs)) as pool:
        return sorted(pool.map(once, verbs))


@pytest.mark.django_db(transaction=True)
def test_two_who_reopen_at_once_reopen_it_once():
    application = make.application()
    people = [application.submitted_by, member(application.organisation)]
    found = race(*(lambda by=by: reopen_application(application=application, by=by, at=AT) for by in people))
    assert found == ["done", "done"]
    assert Entry.objects.filter(verb="application_reopened").count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_submitted_in_time_wins_from_the_closing():
    application = make.application(Status.REOPENED)
    karel, closes = application.submitted_by, application.round.closes_at
    race(
        lambda: submit_application(application=application, by=karel, at=closes - TICK, key="k2"),
        lambda: keep_at_closing(closes + dt.timedelta(minutes=1)),
    )
    now = Application.objects.get()
    assert (now.status, now.revisions.count()) == (Status.SUBMITTED, 2)


def test_the_content_of_a_revision_has_the_digest_of_its_answers(application):
    assert digest(application) == digest(application, json.loads(application.revisions.get().content))
