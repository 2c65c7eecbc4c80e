"""The papers of the demo's newest dossiers, the files of its oldest and the templates, made by the worker once the programme stands: they take their time."""

from datetime import timedelta
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from calls.application.tasks import file_receipt
from calls.models import Application, Revision
from calls.selection.letters import file_decision_letter
from demo import words
from demo.agenda import moment
from demo.cast import HOME
from pio_portal.correspondence import outbox
from pio_portal.correspondence.outbox import task
from pio_portal.correspondence.workflow.replies import keep_reply
from projects.enums import Phase
from projects.handover.workflow import acknowledge_handover, hand_over, make_file, queue_handover, reject_handover
from projects.models import DocumentTemplate, Project
from projects.project.templates import add_template

NEWEST = 8
TASK, HAND_OVER, TEMPLATES = "demo.file_papers", "demo.hand_over", "demo.keep_templates"
SHEETS = [  # with the phase in which a client starts from it
    (Phase.PREPARATION, "Behoefteanalyse", "behoefteanalyse.docx"),
    (Phase.PREPARATION, "Verslag van de marktconsultatie", "verslag-marktconsultatie.docx"),
    (Phase.STRATEGY, "Aankoopstrategie", "aankoopstrategie.docx"),
]
HANDED_OVER = 6
REFUSED = "Het dossiernummer hoort bij een andere steunmaatregel. Draag het over onder het nummer van PIO."


def post_papers() -> None:
    """Have the receipts and letters made of the demo applicant's dossiers, and of those that came in last."""
    submitted = Application.objects.filter(revisions__isnull=False).distinct()
    newest = submitted.order_by("-submitted_at", "-pk")[:NEWEST]
    for pk in {*submitted.filter(organisation__name=HOME).values_list("pk", flat=True), *(row.pk for row in newest)}:
        outbox.post_task(TASK, key=f"{TASK}/{pk}", application=pk)
    outbox.post_task(HAND_OVER, key=HAND_OVER)
    outbox.post_task(TEMPLATES, key=TEMPLATES)


@task(TASK)
def file_papers(application: int) -> None:
    """File what the dossier had then, without the mails of then. Twice is once."""
    with outbox.muted():
        for pk in Revision.objects.filter(application=application).order_by("number").values_list("pk", flat=True):
            file_receipt(revision=pk)
        file_decision_letter(application)


@task(TEMPLATES)
def keep_templates() -> None:
    """Keep the files from which a client starts, and the replies from which PIO does. Twice is once."""
    if DocumentTemplate.objects.exists():
        return
    with transaction.atomic():
        for title, text in words.REPLIES:
            keep_reply(title=title, text=text, by=None, at=timezone.now())
        for phase, title, name in SHEETS:
            with (Path(__file__).parent / "sheets" / name).open("rb") as file:
                add_template(phase=phase, title=title, file=File(file, name=name), by=None, at=timezone.now())


@task(HAND_OVER)
def hand_over_projects() -> None:
    """Bring the oldest projects that are over to the agency: most were received, one was refused. Twice is once."""
    over = Project.objects.filter(closed_on__isnull=False, handover=None, lead__isnull=False).order_by(
        "closed_on", "pk"
    )
    for number, project in enumerate(over[:HANDED_OVER]):
        at = moment(project.closed_on) + timedelta(days=21)
        if at > timezone.now():
            continue
        with transaction.atomic():
            row = make_file(handover=queue_handover(project=project, at=at - timedelta(days=20)), at=timezone.now())
            hand_over(handover=row, reference=f"KRIS-{at.year}-{4100 + number}", by=project.lead, at=at)
            if number == 1:
                reject_handover(handover=row, reason=REFUSED, by=project.lead, at=at + timedelta(days=9))
            elif number != HANDED_OVER - 1:
                acknowledge_handover(handover=row, by=project.lead, at=at + timedelta(days=6))
