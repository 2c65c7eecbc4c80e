"""Stories: written, published. A published one tells its projects that knowledge was shared."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from outreach.enums import StoryStatus
from outreach.models import Story
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit, save_checked
from pio_portal.slugs import free_slug
from projects.closing.workflow import share_knowledge
from projects.enums import KnowledgeKind
from projects.models import Project

HANDLE = "outreach.handle_story"


@transaction.atomic
def create_story(*, title: str, body: str, lead: str = "", project: Project | None = None, by, at: datetime) -> Story:
    """A story that only those inside the programme see until it is published."""
    permit(HANDLE, None, by=by)
    story = Story(slug=free_slug(Story, title), title=title, lead=lead, body=body)
    save_checked(story)
    record(about=story, verb="story_created", by=by, at=at)
    if project is not None:
        link_story(story=story, project=project, by=by, at=at)
    return story


@transaction.atomic
def change_story(*, story: Story, title: str, lead: str, body: str, by, at: datetime) -> Story:
    """Change the text, published or not: a mistake on the site can be put right. The address stays."""
    story = _locked_story(story, by=by)
    story.title, story.lead, story.body = title, lead, body
    save_checked(story)
    record(about=story, verb="story_changed", by=by, at=at)
    _tell_projects(story, story.projects.all(), by=by, at=at)
    return story


@transaction.atomic
def link_story(*, story: Story, project: Project, by, at: datetime) -> Story:
    """Say which project it is about. Once published, the project hears at once. Linking twice does nothing more."""
    story = _locked_story(story, by=by)
    if not story.projects.contains(project):
        story.projects.add(project)
        record(about=story, verb="story_project_linked", by=by, at=at, detail={"project": project.ref})
        _tell_projects(story, [project], by=by, at=at)
    return story


@transaction.atomic
def unlink_story(*, story: Story, project: Project, by, at: datetime) -> Story:
    """Take back a link made by mistake. Raises Refused once the project was told: its closing may rest on it."""
    story = _locked_story(story, by=by)
    if story.status == StoryStatus.PUBLISHED:
        raise Refused(_("Dit verhaal telt al bij project %(ref)s. Ontkoppelen kan niet meer.") % {"ref": project.ref})
    if story.projects.contains(project):
        story.projects.remove(project)
        record(about=story, verb="story_project_unlinked", by=by, at=at, detail={"project": project.ref})
    return story


@transaction.atomic
def publish_story(*, story: Story, by, at: datetime) -> Story:
    """Put it on the public site, and tell each of its projects. Raises Refused without an introduction."""
    story = _locked_story(story, by=by)
    perform(story, "publish", by=by)
    if not story.lead.strip():
        raise Refused(_("Schrijf eerst een inleiding: die staat op de kaart en bovenaan het verhaal."), field="lead")
    story.published_at, story.published_by = at, by
    story.save(update_fields=["status", "published_at", "published_by"])
    record(about=story, verb="story_published", by=by, at=at)
    _tell_projects(story, story.projects.all(), by=by, at=at)
    return story


def _locked_story(story: Story, *, by) -> Story:
    """The story as it is now, held until the transaction ends. Raises NotPermitted when `by` may not handle it."""
    story = locked(story)
    permit(HANDLE, story, by=by)
    return story


def _tell_projects(story: Story, projects: Iterable[Project], *, by, at: datetime) -> None:
    """In the order of their keys, so that two stories never wait for each other's projects."""
    if story.status != StoryStatus.PUBLISHED:
        return
    for project in sorted(projects, key=lambda project: project.pk):
        share_knowledge(
            project=project,
            kind=KnowledgeKind.STORY,
            title=story.title,
            on=localdate(story.published_at),
            source=f"verhaal-{story.pk}",
            address=story.get_absolute_url(),
            by=by,
            at=at,
        )
