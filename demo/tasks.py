"""The papers of the demo's newest dossiers, made by the worker once the programme stands: they take their time."""

from calls.application.tasks import file_receipt
from calls.models import Application, Revision
from calls.selection.letters import file_decision_letter
from demo.cast import HOME
from pio_portal.correspondence import outbox

NEWEST = 8
TASK = "demo.file_papers"


def post_papers() -> None:
    """Have the receipts and letters made of the demo applicant's dossiers, and of those that came in last."""
    submitted = Application.objects.filter(revisions__isnull=False).distinct()
    newest = submitted.order_by("-submitted_at", "-pk")[:NEWEST]
    for pk in {*submitted.filter(organisation__name=HOME).values_list("pk", flat=True), *(row.pk for row in newest)}:
        outbox.post_task(TASK, key=f"{TASK}/{pk}", application=pk)


@outbox.task(TASK)
def file_papers(application: int) -> None:
    """File what the dossier had then, without the mails of then. Twice is once."""
    with outbox.muted():
        for pk in Revision.objects.filter(application=application).order_by("number").values_list("pk", flat=True):
            file_receipt(revision=pk)
        file_decision_letter(application)
