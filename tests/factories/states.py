"""A row in any state of any status field, brought there by the verbs that lead to it.

`ROWS` holds, per status field, how a row in a given state is made. The generated test of what each state demands
(`tests/architecture/test_state_invariants.py`) reads it, and fails for a field that is missing here.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import override_settings

from cofinancing.enums import MeetingStatus
from cofinancing.models import Meeting
from cofinancing.workflow.meetings import hold_meeting
from pio_portal.accounts.enums import Role
from pio_portal.contact import workflow as contact
from pio_portal.contact.enums import EnquiryStatus, Topic
from pio_portal.contact.models import Enquiry
from pio_portal.documents import workflow as documents
from pio_portal.documents.models import Document, Scan
from pio_portal.organisations import workflow as organisations
from pio_portal.organisations.enums import Level
from pio_portal.organisations.enums import MembershipStatus as Belonging
from pio_portal.organisations.models import Membership
from pio_portal.ui.models import BulkJob, BulkStatus
from pio_portal.ui.workflow import bulk_jobs
from projects.enums import HandoverStatus, Phase, TaskRole, TaskStatus
from projects.handover.workflow import acknowledge_handover, hand_over, make_file, queue_handover, reject_handover
from projects.models import Handover, ProjectTask
from projects.task.workflow import add_task, drop_task, finish_task
from reporting import workflow as reporting
from reporting.enums import ImportStatus, ReportStatus
from reporting.models import ImportRun, Report
from tests.factories import assessment, calls, consultations, outreach, partners, projects, questionnaires
from tests.factories import cofinancing as money
from tests.factories.ground import AT, member, organisation, user
from tests.files import pdf

LATER = AT + dt.timedelta(days=1)


def enquiry(status: EnquiryStatus) -> Enquiry:
    """A question to PIO, and what PIO did with it."""
    asked = contact.ask(name="Nora Claes", email="nora@halle.test", topic=Topic.CALL, text="Mag het?", by=None, at=AT)
    if status == EnquiryStatus.ANSWERED:
        return contact.answer(enquiry=asked, text="Ja.", by=user(Role.STAFF), at=LATER)
    return contact.close(enquiry=asked, by=user(Role.STAFF), at=LATER) if status == EnquiryStatus.CLOSED else asked


def membership(status: Belonging) -> Membership:
    """Someone who asked to belong to an organisation, and what became of it."""
    made = organisations.request_membership(organisation=organisation(), by=user(), at=AT)
    decided = {"membership": made, "by": user(Role.LEAD), "at": LATER}
    if status == Belonging.REFUSED:
        organisations.refuse_membership(**decided)
    if status in (Belonging.ACTIVE, Belonging.ENDED):
        organisations.accept_membership(**decided, level=Level.EDITOR)
    if status == Belonging.ENDED:
        organisations.end_membership(membership=made, by=made.user, at=LATER)
    return made


def document(scan: Scan) -> Document:
    """An upload, and what the scanner said of it."""
    upload = SimpleUploadedFile("plan.pdf", pdf())
    with override_settings(CLAMD_SOCKET="" if scan == Scan.NONE else "/nowhere"):
        made = documents.attach(owner=organisation(), upload=upload, kind="bijlage", by=user(), at=AT)
    if scan in (Scan.CLEAN, Scan.INFECTED):
        documents.file_scanned(document=made, virus="Eicar" if scan == Scan.INFECTED else "", at=LATER)
    return made


def bulk_job(status: BulkStatus) -> BulkJob:
    """A job of two rows, of which none, one or both are done."""
    made = BulkJob.objects.create(action="calls.test", rows=[1, 2], created_at=AT, created_by=user(Role.STAFF))
    for _row in range({BulkStatus.WAITING: 0, BulkStatus.RUNNING: 1, BulkStatus.DONE: 2}[status]):
        bulk_jobs.do_next(job=made.pk, at=LATER)
    return made


def meeting(status: MeetingStatus) -> Meeting:
    """A meeting of the committee."""
    made = money.meeting()
    return hold_meeting(meeting=made, by=None, at=LATER) if status == MeetingStatus.HELD else made


def report(status: ReportStatus) -> Report:
    """A report that was asked for, and how far the worker got."""
    made = reporting.request_report(first=2025, last=2025, as_of=AT.date(), by=user(Role.MANAGEMENT), at=AT)
    if status == ReportStatus.RUNNING:
        reporting.tell(made, status=ReportStatus.RUNNING)
    if status == ReportStatus.DONE:
        reporting.make_report(report=made, at=LATER)
    if status == ReportStatus.FAILED:
        reporting.end_report(report=made.pk)
        made.refresh_from_db()
    return made


def import_run(status: ImportStatus) -> ImportRun:
    """An upload of programme tables."""
    kbo = "0" if status == ImportStatus.FAULTY else "0316380841"
    rows = f"kbo,ovo,naam,type,nis,postcode\n{kbo},,VLAIO,vlaamse_overheid,,1030\n"
    upload = SimpleUploadedFile("organisaties.csv", rows.encode())
    lead = user(Role.LEAD)
    made = reporting.upload_tables(uploads=[upload], by=lead, at=AT)
    if status == ImportStatus.FAILED:
        reporting.end_import(run=made.pk)
        made.refresh_from_db()
    elif status != ImportStatus.CHECKING:
        reporting.check_import(run=made, at=AT)
    if status in (ImportStatus.IMPORTING, ImportStatus.DONE):
        made = reporting.confirm_import(run=made, by=lead, at=LATER)
    if status == ImportStatus.DONE:
        reporting.run_import(run=made, at=LATER)
    return made


def project_in_phase(phase: Phase) -> models.Model:
    """A project that reached this phase."""
    return projects.project(phase=Phase(phase))


def handover(status: HandoverStatus) -> Handover:
    """A dossier in the register, and what became of its file."""
    made = queue_handover(project=projects.project(phase=Phase.CLOSED), at=AT)
    make_file(handover=made, at=AT)
    if status != HandoverStatus.QUEUED:
        hand_over(handover=made, reference="KRIS-1", by=user(Role.STAFF), at=LATER)
    if status == HandoverStatus.ACKNOWLEDGED:
        acknowledge_handover(handover=made, by=user(Role.STAFF), at=LATER)
    if status == HandoverStatus.REJECTED:
        reject_handover(handover=made, reason="Onleesbaar", by=user(Role.STAFF), at=LATER)
    if status == HandoverStatus.CHANGED:
        projects.adopter(of=made.project)
        make_file(handover=made, at=LATER)
    return Handover.objects.get(pk=made.pk)


def project_task(status: TaskStatus) -> ProjectTask:
    """A task of who guides a project, and what became of it."""
    made = add_task(project=projects.project(), title="Vraag de offertes op", by=user(Role.STAFF), at=AT)
    end = {TaskStatus.DONE: finish_task, TaskStatus.DROPPED: drop_task}.get(status)
    return end(task=made, by=user(Role.STAFF), at=LATER) if end else made


def project_tasks() -> list[ProjectTask]:
    """For each role, for somebody of the client and for a colleague."""
    project = projects.project()
    people = [member(project.organisation), user(Role.STAFF)]
    to = [{"role": role} for role in TaskRole] + [{"person": person} for person in people]
    return [add_task(project=project, title="x", by=None, at=AT, **whom) for whom in to]


def decidable(status: Any) -> models.Model:
    """A request for co-financing, with an envelope to grant it from."""
    money.envelope()
    return money.request(status=status)


ROWS: dict[str, Callable[[Any], models.Model]] = {
    "calls.Questionnaire.status": lambda status: (
        questionnaires.published() if status == "published" else questionnaires.draft()
    ),
    "calls.Call.status": lambda status: calls.call(published=status == "published"),
    "calls.Application.status": assessment.application,
    "calls.CompletionRequest.status": assessment.completion_request,
    "calls.Assignment.status": lambda status: assessment.STAGES[status](),
    "calls.Invitation.status": partners.invitation,
    "calls.Decision.status": assessment.decision,
    "contact.Enquiry.status": enquiry,
    "organisations.Membership.status": membership,
    "documents.Document.scan": document,
    "ui.BulkJob.status": bulk_job,
    "projects.Project.state": projects.in_state,
    "projects.Project.phase": project_in_phase,
    "projects.BaselineAmendment.status": projects.amendment,
    "projects.Handover.status": handover,
    "projects.ProjectTask.status": project_task,
    "projects.Remark.status": projects.remark,
    "projects.Procurement.status": lambda status: projects.procurement(status=status),
    "projects.Survey.status": projects.survey,
    "consultations.MarketConsultation.status": lambda status: consultations.consultation(status=status),
    "cofinancing.Meeting.status": meeting,
    "cofinancing.CofinancingRequest.status": decidable,
    "outreach.Event.status": lambda status: outreach.event(status=status),
    "outreach.Story.status": lambda status: outreach.story(status=status),
    "reporting.Report.status": report,
    "reporting.ImportRun.status": import_run,
}
