"""What the worker does with uploads: it has them scanned, when there is a scanner."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from pio_portal.correspondence import outbox
from pio_portal.correspondence.outbox import task
from pio_portal.correspondence.periodic import each_apart, periodic
from pio_portal.documents.models import Document, Scan
from pio_portal.documents.scan import virus_in
from pio_portal.documents.workflow import SCAN_TASK, file_scanned, file_unscanned

ASK_AGAIN = timedelta(hours=1)  # after which a file that still waits is given to the scanner anew
AT_ONCE = 100


@task(SCAN_TASK)
def scan(*, document: str) -> None:
    """Have a file scanned that waits for it. Raises ScannerAway, so that the outbox tries again later."""
    waiting = Document.objects.filter(pk=document, scan=Scan.PENDING).first()
    if waiting is None:
        return
    if not settings.CLAMD_SOCKET:
        file_unscanned(document=waiting)
        return
    with waiting.file.open("rb") as stream:
        virus = virus_in(stream, settings.CLAMD_SOCKET)
    file_scanned(document=waiting, virus=virus, at=timezone.now())


@periodic("documents.scan")
def scan_what_waits(now: datetime) -> None:
    """Files that wait longer than an hour: the scanner was away for so long that the outbox gave up."""
    waiting = Document.objects.filter(scan=Scan.PENDING, created_at__lt=now - ASK_AGAIN)
    each_apart(
        waiting.order_by("created_at").values_list("pk", flat=True)[:AT_ONCE],
        lambda pk: outbox.post_task(SCAN_TASK, key=f"scan:{pk}:{now:%Y%m%d%H}", document=str(pk)),
    )
