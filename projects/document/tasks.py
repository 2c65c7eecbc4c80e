"""What the worker does about documents."""

from django.utils import timezone

from pio_portal.correspondence import outbox
from projects.document.remarks import TELL, tell_remarks
from projects.models import ProjectDocument


@outbox.task(TELL)
def tell(*, document: int) -> None:
    """Mail the client what PIO remarked on a document meanwhile. Run again, or once it is removed, it has nothing to tell."""
    if found := ProjectDocument.objects.select_related("project").filter(pk=document).first():
        tell_remarks(document=found, at=timezone.now())
