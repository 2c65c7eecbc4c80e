"""The projects that look like an application."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from pio_portal.ui.similarity import Similar, Subject, doubles, nearest, register_similar
from projects.enums import ProjectState
from projects.models import Project


@register_similar("projects")
def similar_projects(user, subject: Subject, *, staff: bool, own: bool, limit: int) -> Iterable[Similar]:
    """For staff the projects that they may see; for applicants the catalogue, and their own."""
    visible = Project.objects.visible_to(user)
    rows = visible if staff or own else Project.objects.public()
    rows = rows.exclude(application__in=subject.applications)
    if own:
        rows = rows.of_organisations(subject.organisations)
    find = doubles if own else nearest
    for row in find(rows, subject.title, limit).select_related("organisation"):
        state = ProjectState(row.state)
        yield Similar(
            title=row.title,
            url=row.get_staff_url() if staff else row.get_applicant_url() if own else row.get_absolute_url(),
            kind=_("Project"),
            about=f"{row.ref} · {row.organisation}" if staff or own else row.organisation.name,
            state=state.label if staff else state.public_label,
            tone=state.tone,
            closeness=row.closeness,
        )
