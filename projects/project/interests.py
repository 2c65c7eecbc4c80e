"""Who has an interest in an application leaves its project too."""

from datetime import datetime

from calls.assessment.conflicts import register_leaving
from calls.models import Application
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from projects.enums import TaskRole
from projects.models import Project, ProjectTask


@register_leaving
def leave_project(application: Application, person: User, at: datetime) -> None:
    """A colleague must take over: the project stands on Vandaag of all of them, and so do its open tasks.

    Advisers have no work in a project, unless they work for the client: then they keep it.
    """
    if not person.is_pio:
        return
    for project in Project.objects.select_for_update().filter(application=application):
        tasks = ProjectTask.objects.open().filter(project=project, for_user=person)
        tasks.update(for_user=None, for_role=TaskRole.PIO)
        if project.lead_id == person.pk:
            project.lead = None
            project.save(update_fields=["lead"])
            record(about=project, verb="project_lead_left", by=None, at=at, detail={"lead": person.name})
