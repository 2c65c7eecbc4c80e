"""Who of PIO guides a project."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from calls.assessment.conflicts import check_unbiased
from calls.models import Application
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, permit
from projects.models import Project
from projects.project.workflow import running_project


@transaction.atomic
def assign_lead(*, project: Project, lead, by, at: datetime) -> Project:
    """Give the project to a colleague of PIO."""
    project = running_project(project)
    permit("projects.handle_project", project, by=by)
    project.lead = checked_lead(lead, project.application)
    project.save(update_fields=["lead"])
    record(about=project, verb="project_lead_assigned", by=by, at=at, detail={"lead": lead.name})
    return project


def checked_lead(lead, application: Application | None):
    """The lead, which may be None. Raises Refused for anyone outside the PIO team, or with an interest in it."""
    if lead is not None and not lead.is_pio:
        raise Refused(_("De begeleider moet van het PIO-team zijn."), field="lead")
    if lead is not None and application is not None:
        check_unbiased(application, lead, field="lead")
    return lead
