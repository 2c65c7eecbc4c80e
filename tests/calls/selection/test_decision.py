"""Deciding: selected, not selected, ineligible; and the letter that follows."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from unittest import mock

import pytest
from django.db import IntegrityError, connections, transaction

from calls.enums import ApplicationStatus as Status
from calls.models import Application, Decision
from calls.selection import decision as workflow
from calls.selection.decision import declare_ineligible, preview_decision, refuse_application, select_application
from calls.selection.letters import file_decision_letter
from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import OutboxTask, SentMail
from pio_portal.documents.models import Document
from tests.factories import assessment as make
from tests.factories.ground import member, user
from tests.files import text_of_pdf
from tests.races import AllReadFirst

AT, LATER, TODAY = make.AT, make.LATER, make.TODAY
SUBMITTED_ON = AT.date()
pytestmark = pytest.mark.django_db


def decide(verb, application, **fields):
    decision = {"decided_on": TODAY, "grounds": "Om deze reden.", "by": user(Role.LEAD), "at": LATER} | fields
    if verb is refuse_application:
        decision.setdefault("feedback", "Bevraag de markt.")
    return verb(application=application, **decision)


OUTCOMES = [
    (select_application, Status.ELIGIBLE, Status.SELECTED),
    (refuse_application, Status.ELIGIBLE, Status.NOT_SELECTED),
    (declare_ineligible, Status.SUBMITTED, Status.INELIGIBLE),
]


@pytest.mark.parametrize(("verb", "before", "after"), OUTCOMES)
def test_decision_keeps_date_grounds_and_who(verb, before, after):
    lead = user(Role.LEAD)
    decide(verb, make.application(before), by=lead)

    saved = Application.objects.get()
    decision = saved.decision
    assert (saved.status, saved.decided_on) == (decision.outcome, decision.decided_on) == (after, TODAY)
    assert (decision.published_by, decision.published_at, decision.grounds) == (lead, LATER, "Om deze reden.")
    assert decision.feedback == ("Bevraag de markt." if after == Status.NOT_SELECTED else "")


@pytest.mark.parametrize(("verb", "before", "after"), OUTCOMES)
def test_decision_before_the_submission_is_refused_and_changes_nothing(verb, before, after):
    application = make.application(before)
    stored = Application.objects.values().get()

    with pytest.raises(Refused, match="werd ingediend op 2 mrt 2026") as refused:
        decide(verb, application, decided_on=SUBMITTED_ON - make.DAY)

    assert refused.value.field == "decided_on"
    assert Application.objects.values().get() == stored
    assert not OutboxTask.objects.filter(task="calls.file_decision_letter").exists()


def test_decision_on_the_day_of_the_submission_is_allowed():
    assert (
        decide(select_application, make.application(Status.ELIGIBLE), decided_on=SUBMITTED_ON).status == Status.SELECTED
    )


def test_decision_in_the_future_is_refused():
    with pytest.raises(Refused, match="in de toekomst"):
        decide(select_application, make.application(Status.ELIGIBLE), decided_on=TODAY + make.DAY)


@pytest.mark.parametrize(("verb", "before", "after"), OUTCOMES)
def test_decision_without_grounds_is_refused(verb, before, after):
    with pytest.raises(Refused, match="motivering"):
        decide(verb, make.application(before), grounds="  ")


def test_refusal_without_feedback_is_refused():
    with pytest.raises(Refused, match="feedback") as refused:
        decide(refuse_application, make.application(Status.ELIGIBLE), feedback=" ")
    assert refused.value.field == "feedback"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.LEAD])
@pytest.mark.parametrize(("verb", "before", "after"), OUTCOMES)
def test_decision_by_others_than_the_lead_is_not_permitted(verb, before, after, role):
    with pytest.raises(NotPermitted):
        decide(verb, make.application(before), by=user(role))


def test_decision_by_the_applicant_is_not_permitted():
    application = make.application(Status.ELIGIBLE)
    with pytest.raises(NotPermitted):
        decide(select_application, application, by=application.submitted_by)


def test_decision_without_grounds_or_date_cannot_be_stored():
    application = make.application(Status.SELECTED)
    for hole in ({"grounds": ""}, {"decided_on": None}):
        with pytest.raises(IntegrityError, match="decision_published_says_when_why_and_by_whom"), transaction.atomic():
            Decision.objects.filter(application=application).update(**hole)


def test_preview_keeps_nothing():
    application = make.application(Status.ELIGIBLE)
    before = (Application.objects.values().get(), Entry.objects.count(), OutboxTask.objects.count())

    drafted = preview_decision(
        outcome=Status.SELECTED,
        application=application,
        decided_on=TODAY,
        grounds="Sterk.",
        by=user(Role.LEAD),
        at=LATER,
    )

    assert (drafted.outcome, drafted.grounds) == (Status.SELECTED, "Sterk.")
    assert (Application.objects.values().get(), Entry.objects.count(), OutboxTask.objects.count()) == before


@pytest.mark.parametrize(
    ("verb", "before", "after", "sentence"),
    [
        (*OUTCOMES[0], "PIO selecteert uw aanvraag"),
        (*OUTCOMES[1], "Bevraag de markt."),
        (*OUTCOMES[2], "is onontvankelijk"),
    ],
)
def test_letter_is_filed_and_mailed_once(verb, before, after, sentence):
    application = make.application(before)
    colleague = member(application.organisation)
    decide(verb, application, grounds="Sterke behoefte & een <lege> markt.")
    task = OutboxTask.objects.get(task="calls.file_decision_letter")

    for _again in range(2):
        file_decision_letter(**task.arguments)

    letter = Document.objects.of(application).get(kind="decision_letter")
    text = text_of_pdf(letter.read())
    assert (letter.internal, letter.content_type, letter.filename) == (
        False,
        "application/pdf",
        f"beslissing-{application.ref}.pdf",
    )
    for part in (application.ref, application.title, "12 maart 2026", "Sterke behoefte & een <lege> markt.", sentence):
        assert part in text
    mails = SentMail.objects.filter(kind=f"application_{after.value}")
    assert {mail.email.to[0] for mail in mails} == {colleague.email, application.submitted_by.email}
    assert mails.count() == 2
    for mail in mails:
        assert [a.name for a in mail.email.attachments.all()] == [letter.filename]
        assert ("Bevraag de markt." in mail.email.message) is (after == Status.NOT_SELECTED)
    assert application.submitted_by.has_perm("documents.view_document", letter)


def test_letter_of_what_is_not_decided_is_not_made():
    application = make.application(Status.ELIGIBLE)
    file_decision_letter(application=application.pk)
    assert not Document.objects.of(application).filter(kind="decision_letter").exists()


def test_letter_says_nothing_of_scores_or_advisers():
    advised = make.advised(text="GEHEIM-ADVIES", comment="GEHEIM-SCORE")
    decide(refuse_application, advised.application)
    file_decision_letter(application=advised.application_id)
    letter = text_of_pdf(Document.objects.get(kind="decision_letter").read())
    mail = SentMail.objects.filter(kind="application_not_selected").first().email.message
    for told in (letter, mail):
        assert "GEHEIM" not in told
        assert advised.adviser.name not in told


def race(application, reading=nullcontext):
    leads = [user(Role.LEAD) for _n in range(4)]

    def once(lead):
        try:
            with reading():
                decide(select_application, application, by=lead, grounds=f"Van {lead.name}")
        except Refused as refused:
            return str(refused)
        except IntegrityError as error:
            return error.__cause__.diag.constraint_name
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        return sorted(pool.map(once, leads))


@pytest.mark.django_db(transaction=True)
def test_leads_who_decide_at_once_decide_once():
    assert race(make.application(Status.ELIGIBLE)) == [
        "Dit kan niet meer: de stand is intussen “Geselecteerd”."
    ] * 3 + ["done"]
    assert Entry.objects.filter(verb="application_selected").count() == 1
    assert OutboxTask.objects.filter(task="calls.file_decision_letter").count() == 1


@pytest.mark.django_db(transaction=True)
def test_leads_who_decide_at_once_need_the_lock():
    """Negative control: with the lock patched away, all four read before one writes, and only the database is left."""
    application = make.application(Status.ELIGIBLE)

    def unlocked(instance):
        return Application.objects.get(pk=instance.pk)

    with mock.patch.object(workflow, "locked", unlocked):
        assert race(application, AllReadFirst(4)) == ["decision_current_once_per_application"] * 3 + ["done"]
