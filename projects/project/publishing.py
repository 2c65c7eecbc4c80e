"""What the public reads about a project."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit
from projects.models import Project
from projects.project.workflow import open_project


@transaction.atomic
def edit_public_texts(*, project: Project, need: str, approach: str, lessons: str, by, at: datetime) -> Project:
    """Write the texts of the catalogue. Raises Refused when a published project would lose its need, and of a closed one."""
    project = open_project(project)
    permit("projects.handle_project", project, by=by)
    if project.published and not need.strip():
        raise Refused(_("Dit project staat in de catalogus: beschrijf de behoefte."), field="need")
    project.need, project.approach, project.lessons = need.strip(), approach.strip(), lessons.strip()
    project.save(update_fields=["need", "approach", "lessons"])
    record(about=project, verb="public_texts_edited", by=by, at=at)
    return project


@transaction.atomic
def publish_project(*, project: Project, by, at: datetime) -> Project:
    """Show the project in the public catalogue."""
    project = locked(project)
    permit("projects.handle_project", project, by=by)
    if project.published:
        raise Refused(_("Dit project staat al in de catalogus."))
    if not project.need:
        raise Refused(_("Beschrijf eerst de behoefte in gewone woorden: daarmee begint de publieke pagina."))
    return _set_published(project, "project_published", published=True, by=by, at=at)


@transaction.atomic
def unpublish_project(*, project: Project, by, at: datetime) -> Project:
    """Take the project out of the public catalogue."""
    project = locked(project)
    permit("projects.handle_project", project, by=by)
    if not project.published:
        raise Refused(_("Dit project staat niet in de catalogus."))
    return _set_published(project, "project_unpublished", published=False, by=by, at=at)


def _set_published(project: Project, verb: str, *, published: bool, by, at: datetime) -> Project:
    project.published = published
    project.save(update_fields=["published"])
    record(about=project, verb=verb, by=by, at=at)
    return project
