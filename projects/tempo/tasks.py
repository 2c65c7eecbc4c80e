"""What the worker does about tempo: it counts the early warnings, and reminds of what is late."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from django.utils.timezone import localdate

from pio_portal.audit.models import Entry
from pio_portal.correspondence import outbox
from pio_portal.correspondence.mornings import post_each_morning
from pio_portal.correspondence.periodic import periodic
from projects.models import EarlyWarning, Project
from projects.tempo.reminders import remind_of_late
from projects.tempo.warning import recompute_warnings

REMIND = "projects.remind_of_late"


@periodic("projects.reminders")
def remind_on_working_days(at: datetime) -> None:
    """Let the worker look once each working day at what is late."""
    post_each_morning(REMIND, at=at)


@outbox.task(REMIND)
def remind(*, at: str) -> None:
    """Tell those whose turn it is that a day is past. Run again, it tells only those who were not told."""
    remind_of_late(datetime.fromisoformat(at))


@periodic("projects.warnings")
def warn_early(at: datetime) -> None:
    """Count again on a new day, and when something happened to a project since the last time."""
    last = EarlyWarning.objects.aggregate(last=Max("computed_at"))["last"]
    if last is None or localdate(last) < localdate(at) or _changed_since(last):
        recompute_warnings(at=at)


def _changed_since(moment: datetime) -> bool:
    about = ContentType.objects.get_for_model(Project)
    return Entry.objects.filter(about_type=about, at__gt=moment).exists()
