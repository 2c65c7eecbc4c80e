"""The tasks of projects on Vandaag."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.access import STAFF
from pio_portal.ui.registry import ASKED, Item, register_task
from projects.models import ProjectTask


@register_task("projects.tasks", roles=STAFF)
def tasks(user, now: datetime) -> Iterable[Item]:
    """What was asked of this colleague, and what the phases of one's own projects ask for."""
    today = localdate(now)
    rows = ProjectTask.objects.visible_to(user).of_colleague(user).select_related("project")
    for task in rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:ASKED]:
        yield Item(
            title=task.title,
            url=task.get_staff_url(),
            due=task.due_on,
            source=f"{task.project.ref} {task.project.title}",
            tag=task.origin or _("Taak"),
            tone="bad" if task.due_on and task.due_on < today else "",
        )
