"""The papers of the demo's dossiers: made afterwards, without the mails of their day."""

import pytest
from post_office.models import Email

from calls.enums import ApplicationStatus as Status
from demo.cast import HOME
from demo.tasks import NEWEST, SHEETS, TASK, TEMPLATES, keep_templates, post_papers
from pio_portal.correspondence.models import OutboxTask
from pio_portal.correspondence.tasks import run_task
from pio_portal.documents.models import Document
from projects.models import DocumentTemplate
from tests.factories import assessment as make
from tests.factories.ground import organisation

pytestmark = pytest.mark.django_db


def test_the_newest_dossiers_and_those_of_the_demo_applicant_get_their_papers_without_mails():
    own = make.application(Status.SELECTED, of=organisation(name=HOME))
    for _each in range(NEWEST):
        make.application(Status.SUBMITTED, within=own.call)
    make.application(Status.DRAFT)
    mails = Email.objects.count()

    post_papers()
    tasks = OutboxTask.objects.filter(task=TASK)
    for task in tasks:
        run_task(task.pk)
        task.refresh_from_db()
        assert task.done_at is not None, task.error

    assert tasks.count() == NEWEST + 1
    assert sorted(Document.objects.of(own).values_list("kind", flat=True)) == ["decision_letter", "receipt"]
    assert Document.objects.filter(kind="receipt").count() == NEWEST + 1
    assert Email.objects.count() == mails


def test_the_templates_of_clients_are_kept_once():
    post_papers()
    task = OutboxTask.objects.get(task=TEMPLATES)
    for _twice in range(2):
        run_task(task.pk)
        keep_templates()
    assert sorted(DocumentTemplate.objects.values_list("title", flat=True)) == sorted(title for _p, title, _f in SHEETS)
    assert Document.objects.filter(kind="project_template").count() == len(SHEETS)
