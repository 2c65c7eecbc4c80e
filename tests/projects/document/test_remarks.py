"""What PIO remarks on a version of a tender document: handled by the client, resolved or reopened by PIO, told in one mail."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import OutboxTask, SentMail
from pio_portal.organisations.enums import Level
from projects.document.remarks import TELL, handle_remark, reopen_remark, resolve_remark, write_remark
from projects.document.tasks import tell
from projects.document.workflow import add_version
from projects.enums import DocumentKind, RemarkStatus, StepKind, TaskKind, TaskStatus
from projects.models import Milestone, Project, ProjectDocument, Remark
from projects.preparation.workflow import record_step
from projects.project.lead import assign_lead
from tests.factories import ground, projects
from tests.factories.projects import AT, DAY
from tests.files import png
from tests.pages import client_of, text

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(days=2)


@pytest.fixture
def document():
    """A bestek in two versions, of a project that runs."""
    return projects.document(versions=2)


@pytest.fixture
def editor(document):
    return ground.member(document.project.organisation, Level.EDITOR)


def tasks_of(project) -> list[str]:
    return list(project.tasks.filter(kind=TaskKind.REMARKS).order_by("pk").values_list("status", flat=True))


def test_a_remark_says_on_which_version_it_was_made_and_in_which_it_was_handled(document, editor):
    remark = projects.remark(of=document)
    assert (remark.version.number, remark.status, tasks_of(document.project)) == (2, "open", [TaskStatus.OPEN])
    add_version(document=document, file=png("bestek-3.png"), note="", by=editor, at=LATER)
    handled = handle_remark(remark=remark, answer="Herschreven.", by=editor, at=LATER)
    assert (handled.version.number, handled.settled_in.number) == (2, 3)
    assert (handled.answer, handled.answered_by, handled.settled_by) == ("Herschreven.", editor, editor)
    assert tasks_of(document.project) == [TaskStatus.DONE]


def test_pio_reopens_with_the_reason_and_resolves(document):
    remark = projects.remark(RemarkStatus.HANDLED, of=document)
    reopened = reopen_remark(remark=remark, reason="Art. 4.3 noemt het toestel nog.", by=projects.pio(), at=LATER)
    assert (reopened.status, reopened.settled_in, reopened.answer) == ("open", None, "Herschreven als resultaat.")
    assert tasks_of(document.project) == [TaskStatus.DONE, TaskStatus.OPEN]
    resolved = resolve_remark(remark=reopened, by=projects.pio(), at=LATER)
    assert (resolved.status, resolved.settled_in.number) == ("resolved", 2)
    assert tasks_of(document.project) == [TaskStatus.DONE, TaskStatus.DONE]


@pytest.mark.parametrize("given", [{"kind": DocumentKind.REPORT}, {"internal": True}], ids=["report", "internal"])
def test_only_a_tender_document_that_the_client_reads_has_remarks(given):
    with pytest.raises(Refused, match="Opmerkingen horen bij opdrachtdocumenten"):
        projects.remark(of=projects.document(**given))


def test_who_may_do_what(document, editor):
    remark, project = projects.remark(of=document), document.project
    partner = ground.organisation()
    project.partners.add(partner)
    with_it = ground.member(partner, Level.EDITOR)
    without = [ground.member(project.organisation, Level.VIEWER), ground.member(), ground.user(Role.MANAGEMENT)]
    for person in [*without, editor, with_it]:
        with pytest.raises(NotPermitted):
            resolve_remark(remark=remark, by=person, at=AT)
        with pytest.raises(NotPermitted):
            write_remark(document=document, place="", text="x", by=person, at=AT)
    for person in [*without, projects.pio()]:
        with pytest.raises(NotPermitted):
            handle_remark(remark=remark, answer="x", by=person, at=AT)
    handled = handle_remark(remark=remark, answer="x", by=with_it, at=AT)
    with pytest.raises(NotPermitted):
        reopen_remark(remark=handled, reason="x", by=editor, at=AT)


def test_nothing_is_blank_and_a_suspended_project_waits(document, editor):
    remark = projects.remark(of=document)
    with pytest.raises(Refused):
        handle_remark(remark=remark, answer=" ", by=editor, at=AT)
    with pytest.raises(Refused):
        write_remark(document=document, place="", text=" ", by=projects.pio(), at=AT)
    projects.suspended(document.project)
    for verb, given in ((handle_remark, {"answer": "x"}), (resolve_remark, {})):
        with pytest.raises(Refused, match="opgeschort"):
            verb(remark=remark, by=None, at=AT, **given)


def test_the_database_keeps_a_remark_with_its_document(document):
    other, remark = projects.document(of=document.project), projects.remark(RemarkStatus.RESOLVED, of=document)
    elsewhere = other.versions.get()
    for changed in ({"version": elsewhere}, {"settled_in": elsewhere}):
        with pytest.raises(IntegrityError, match=r"of_its_document|in_its_document"), transaction.atomic():
            Remark.objects.filter(pk=remark.pk).update(**changed)


def mails(kind, to):
    """What this person got of the kind."""
    rows = SentMail.objects.filter(kind=kind).select_related("email").order_by("pk")
    return [mail.email for mail in rows if mail.email.to == [to.email]]


def test_the_client_gets_one_mail_about_several_remarks_and_hears_of_a_reopened_one(document, editor):
    first = projects.remark(of=document)
    write_remark(document=document, place="", text="De criteria tellen op tot 95 %.", by=projects.pio(), at=AT)
    waiting = OutboxTask.objects.get(task=TELL)
    assert waiting.not_before == AT + dt.timedelta(minutes=30)
    for _run in range(2):
        tell(**waiting.arguments)
    (mail,) = mails("tender_document_remarks", editor)
    assert "- art. 4.2: Vraag een resultaat, geen toestel.\n- De criteria tellen op tot 95 %." in mail.message
    resolved = resolve_remark(remark=first, by=projects.pio(), at=LATER)
    reopen_remark(remark=resolved, reason="Toch niet", by=projects.pio(), at=LATER)
    assert OutboxTask.objects.filter(task=TELL).count() == 2
    tell(document=document.pk)
    assert len(mails("tender_document_remarks", editor)) == 2


def test_who_guides_the_project_hears_of_a_version_of_the_client_and_not_of_one_of_pio(document, editor):
    lead = projects.pio()
    assign_lead(project=document.project, lead=lead, by=None, at=AT)
    fresh = ProjectDocument.objects.get(pk=document.pk)
    add_version(document=fresh, file=png("a.png"), note="Art. 4", by=editor, at=LATER)
    (mail,) = mails("tender_document_given", lead)
    assert "versie 3" in mail.subject
    assert "Wat er veranderde: Art. 4" in mail.message
    projects.document(of=Project.objects.get(), by=projects.pio(), versions=2)
    assert len(mails("tender_document_given", lead)) == 1


def test_the_step_ends_with_open_remarks_only_for_a_reason(document):
    project = document.project
    remark = projects.remark(of=document)
    step = project.steps.get(kind=StepKind.TENDER_DOCUMENTS)
    desk = client_of(ground.user(Role.STAFF))
    assert "1 open opmerking" in text(desk.get(f"/beheer/projecten/{project.ref}/voortraject/"))
    sent = {"started_on": DAY.isoformat(), "ended_on": DAY.isoformat(), "despite": ""}
    url = f"/beheer/projecten/{project.ref}/stappen/tender_documents/"
    answer = desk.post(url, sent)
    assert answer.status_code == 422
    assert "Er staat nog 1 opmerking open" in text(answer)
    desk.post(url, sent | {"despite": "De jurist vindt het goed."})
    step.refresh_from_db()
    assert (step.ended_on, step.despite) == (DAY, "De jurist vindt het goed.")
    assert Milestone.objects.get(project=project, name="Opdrachtdocumenten").actual_on == DAY
    resolve_remark(remark=remark, by=projects.pio(), at=LATER)
    assert record_step(step=step, started_on=DAY, ended_on=DAY, by=projects.pio(), at=LATER).despite == ""


def test_both_sides_settle_a_remark_on_their_page_of_the_document(document, editor):
    project = document.project
    own, desk = client_of(editor), client_of(ground.user(Role.STAFF))
    theirs, ours = document.get_applicant_url(), document.get_staff_url()
    desk.post(f"{ours}opmerkingen/nieuw/", {"place": "art. 4.2", "text": "Vraag een resultaat."})
    assert desk.post(f"{ours}opmerkingen/nieuw/", {"place": "", "text": ""}).status_code == 422
    remark = Remark.objects.get()
    page = text(own.get(project.get_applicant_url()))
    assert "Verwerk de opmerkingen van PIO op de opdrachtdocumenten" in page
    assert "1 open opmerking" in page
    assert "Verwerk de opmerkingen" in text(own.get("/mijn/"))
    assert "art. 4.2 Open Vraag een resultaat. Bij versie 2" in text(own.get(theirs))
    assert own.post(f"{theirs}opmerkingen/{remark.pk}/", {"answer": ""}).status_code == 422
    own.post(f"{theirs}opmerkingen/{remark.pk}/", {"answer": "Herschreven."})
    assert "Antwoord: Herschreven." in text(own.get(theirs))
    assert "Verwerkt in versie 2" in text(desk.get(ours))
    desk.post(f"{ours}opmerkingen/{remark.pk}/heropenen/", {"reason": "Art. 4.3 ook."})
    assert "PIO heropende dit: Art. 4.3 ook." in text(own.get(theirs))
    desk.post(f"{ours}opmerkingen/{remark.pk}/oplossen/")
    assert Remark.objects.get().status == RemarkStatus.RESOLVED
    assert "Verwerk de opmerkingen" not in text(own.get("/mijn/"))


def test_who_is_no_party_or_has_an_interest_finds_no_document_and_no_remark(document):
    projects.remark(of=document)
    biased = ground.user(Role.STAFF)
    document.project.application.conflicts.create(user=biased, reason="x", declared_at=AT)
    for person in (ground.member(), ground.user(Role.ADVISER), biased):
        browser = client_of(person)
        assert browser.get(document.get_applicant_url()).status_code == 404
        assert browser.get(document.get_staff_url()).status_code == (404 if person == biased else 403)
        assert browser.get(f"/documenten/{document.versions.first().file_id}/").status_code == 404


def test_the_client_cannot_say_by_hand_that_the_remarks_are_handled(document):
    projects.remark(of=document)
    editor = ground.member(document.project.organisation)
    page = client_of(editor).get(f"{document.project.get_applicant_url()}documenten/nieuw/")
    assert not page.context["form"].fields["task"].queryset.exists()
    assert document.project.tasks.open().filter(kind=TaskKind.REMARKS).exists()
