"""Many applications at once: one message, one completion, one reminder, one file."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from calls.application.tasks import file_receipt
from calls.assessment.reminding import remind_now
from calls.enums import ApplicationStatus as Status
from calls.models import CompletionRequest, Questionnaire
from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import Message, OutboxTask, SentMail
from pio_portal.correspondence.tasks import run_task
from pio_portal.documents.models import Document
from pio_portal.ui.models import BulkJob
from tests.factories import assessment as make
from tests.factories.ground import user
from tests.files import text_of_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.LATER)]
LIST = "/beheer/aanvragen/"


def preflight(client, action, rows, **fields):
    """What the page shows after the form was filled in."""
    return client.post(LIST, {"action": f"calls.{action}", "rows": [row.pk for row in rows], "filled": 1} | fields)


def confirmed(client, action, answer):
    """Start what was shown, and let the worker do it; the answer to the confirmation."""
    started = client.post(LIST, {"action": f"calls.{action}", "sealed": answer.context["sealed"]})
    for pk in OutboxTask.objects.filter(task="ui.run_bulk_job", done_at=None).values_list("pk", flat=True):
        run_task(pk)
    return started


def bookmarks(content):
    """The titles of the bookmarks of a PDF, without those below them."""
    marks = PdfReader(io.BytesIO(content)).outline
    return [mark["/Title"] for mark in marks if not isinstance(mark, list)]


def mails(kind):
    return SentMail.objects.filter(kind=kind).count()


def test_one_message_reaches_every_dossier_once(client, staff):
    rows = [make.application(), make.application(Status.ELIGIBLE)]
    answer = preflight(client, "send_message", rows, text="De jury komt samen op 12 mei.")

    assert (Message.objects.count(), len(answer.context["preflight"].can)) == (0, 2)
    confirmed(client, "send_message", answer)
    assert {(m.about, m.text, m.from_pio, m.sent_by) for m in Message.objects.all()} == {
        (row, "De jury komt samen op 12 mei.", True, staff) for row in rows
    }


def test_a_message_without_text_is_asked_for(client, staff):
    answer = preflight(client, "send_message", [make.application()], text=" ")

    assert answer.status_code == 422
    assert "preflight" not in answer.context


def test_one_completion_is_asked_of_those_that_can_be_completed(client, staff):
    can, decided = make.application(), make.application(Status.SELECTED)
    fields = {"sections": ["middelen", "bijlagen"], "reason": "De raming ontbreekt.", "due_on": "2026-04-20"}
    answer = preflight(client, "request_completion", [can, decided], **fields)

    assert [str(row) for row, _shown in answer.context["preflight"].can] == [str(can)]
    assert answer.context["preflight"].cannot == 1
    confirmed(client, "request_completion", answer)
    asked = CompletionRequest.objects.get()
    assert (asked.application, asked.sections, asked.reason) == (can, ["middelen", "bijlagen"], "De raming ontbreekt.")
    assert (str(asked.due_on), asked.asked_by) == ("2026-04-20", staff)
    assert mails("application_info_requested") == 1


def test_a_completion_of_several_names_what_opens(client, staff):
    answer = preflight(client, "request_completion", [make.application()], reason="x", due_on="2026-04-20")

    assert answer.status_code == 422
    assert "sections" in answer.context["form"].errors


def test_only_sections_that_all_questionnaires_have_can_be_asked(client, staff):
    one, other = make.application(), make.application()
    fewer = Questionnaire.objects.get(pk=other.form_id)
    fewer.pk, fewer.number = None, fewer.number + 1
    fewer.definition = {**fewer.definition, "sections": fewer.definition["sections"][:1]}
    fewer.save()
    type(other).objects.filter(pk=other.pk).update(form=fewer)
    offered = dict(preflight(client, "request_completion", [one, other]).context["form"].fields["sections"].choices)

    assert list(offered) == ["basis", fewer.definition["sections"][0]["key"], "bijlagen", "partners"]


def test_who_is_waited_for_is_reminded_and_the_others_are_named(client, staff):
    applicant, idle = make.ask_to_complete(make.application()), make.application()
    judged = make.application(Status.ELIGIBLE)
    make.assignment(judged, due_on=make.TODAY - timedelta(days=1))
    answer = preflight(client, "remind", [applicant, judged, idle])

    assert answer.context["preflight"].refused == {
        "Deze aanvraag wacht niet op een aanvulling of een advies: er is niemand om te herinneren.": [str(idle)]
    }
    assert (mails("application_completion_due"), mails("advice_late")) == (0, 0)
    confirmed(client, "remind", answer)
    assert (mails("application_completion_due"), mails("advice_late")) == (1, 1)


def test_a_dossier_is_reminded_once_a_day():
    row, staff = make.ask_to_complete(make.application()), user(Role.STAFF)
    remind_now(application=row, by=staff, at=make.LATER)
    with pytest.raises(Refused, match="vandaag al een herinnering"):
        remind_now(application=row, by=staff, at=make.LATER + timedelta(hours=2))
    remind_now(application=row, by=staff, at=make.LATER + timedelta(days=1))

    assert mails("application_completion_due") == 2


def test_advisers_without_a_day_are_not_reminded_and_applicants_never_read_who_judges():
    row = make.application(Status.ELIGIBLE)
    make.assignment(row, due_on=None)
    with pytest.raises(Refused, match="eerst een datum"):
        remind_now(application=row, by=user(Role.STAFF), at=make.LATER)
    with pytest.raises(NotPermitted):
        remind_now(application=row, by=row.submitted_by, at=make.LATER)


def test_pdfs_come_as_one_file_with_a_bookmark_each(client, staff):
    rows = [make.application(title="Slimme lampen"), make.application(title="Koele kledij")]
    for row in rows:
        file_receipt(revision=row.revisions.get().pk)
    without = make.application()
    Document.objects.of(without).delete()
    answer = preflight(client, "bundle", [*rows, without])

    assert answer.context["preflight"].cannot == 1
    file = confirmed(client, "bundle", answer)
    content = file.getvalue()
    assert file["Content-Disposition"] == 'attachment; filename="aanvragen-2026-03-12.pdf"'
    assert bookmarks(content) == [str(row) for row in rows]
    assert "Slimme lampen" in text_of_pdf(content)
    assert "Koele kledij" in text_of_pdf(content)
    assert not BulkJob.objects.exists()


def test_a_file_holds_only_what_may_still_be_seen(client, staff):
    row = make.application(Status.ELIGIBLE)
    file_receipt(revision=row.revisions.get().pk)
    answer = preflight(client, "bundle", [row])
    staff.roles = [Role.STAFF, Role.ADVISER]
    staff.save()
    make.conflicted(row, staff)
    content = confirmed(client, "bundle", answer).getvalue()

    assert bookmarks(content) == []


def test_more_pdfs_than_a_file_should_hold_are_refused(client, staff, monkeypatch):
    monkeypatch.setattr("calls.assessment.bulk.MOST_PDFS", 1)
    answer = preflight(client, "bundle", [make.application(), make.application()])

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == ["Kies hoogstens 1 aanvragen: meer wordt één PDF te zwaar."]
