"""What the worker does when a project is over: it puts it in the register, makes its file, and makes it anew."""

from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from pio_portal.audit.models import Entry
from pio_portal.correspondence import outbox
from pio_portal.correspondence.outbox import task
from pio_portal.correspondence.periodic import each_apart, periodic
from projects.enums import ProjectState
from projects.handover.workflow import MAKE, make_file, queue_handover
from projects.models import Handover, Procurement, Project

AT_ONCE = 20
ASK_AGAIN = timedelta(hours=1)  # a file that could not be made, when a document was away


@task(MAKE)
def make(*, handover: int) -> None:
    """Twice is once: the same dossier makes the same file."""
    make_file(handover=Handover.objects.get(pk=handover), at=timezone.now())


@periodic("projects.handover")
def keep_the_register(now: datetime) -> None:
    """Every project that is over stands in it, and a file is made anew when something happened since.

    Projects that were imported ended before the portal kept a dossier of them.
    """
    over = Project.objects.filter(state__in=[ProjectState.CLOSED, ProjectState.STOPPED], handover=None, imported=False)
    each_apart(over.order_by("pk")[:AT_ONCE], lambda project: queue_handover(project=project, at=now))
    each_apart(_outdated()[:AT_ONCE], lambda handover: _make_again(handover, f"{handover.made_at:%Y%m%d%H%M%S%f}"))
    waiting = Handover.objects.filter(made_at=None, queued_at__lt=now - ASK_AGAIN)
    each_apart(waiting.order_by("queued_at")[:AT_ONCE], lambda handover: _make_again(handover, f"{now:%Y%m%d%H}"))


def _make_again(handover: Handover, moment: str) -> None:
    outbox.post_task(MAKE, key=f"{MAKE}:{handover.pk}:{moment}", handover=handover.pk)


def _outdated():
    """Files of dossiers in whose timeline something was written since."""
    kinds = ContentType.objects.get_for_models(Project, Procurement)
    procurements = Procurement.objects.filter(project=OuterRef(OuterRef("project"))).values("pk")
    about = Q(about_type=kinds[Project], about_id=OuterRef("project"))
    about |= Q(about_type=kinds[Procurement], about_id__in=procurements)
    later = Entry.objects.filter(about, at__gt=OuterRef("made_at"))
    return Handover.objects.filter(Exists(later)).order_by("made_at", "pk")
