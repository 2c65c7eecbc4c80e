"""What projects show on the home pages of the public and of applicants."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.ui.registry import Item, register_asked, register_home_block
from pio_portal.ui.shapes import TaskRow
from projects.enums import ProjectState
from projects.models import Project
from projects.views.applicant.asks import asks_of
from projects.views.public.projects import card

NEWEST = 3
MOST = 50


@register_home_block("projects.newest", template="projects/public/home_block.html", order=30)
def newest(_request: HttpRequest) -> dict | None:
    """The newest projects of the catalogue; one that was stopped is no invitation."""
    rows = (
        Project.objects.public()
        .exclude(state=ProjectState.STOPPED)
        .select_related("organisation", "theme")
        .newest()[:NEWEST]
    )
    cards = [card(project) for project in rows]
    return {"cards": cards} if cards else None


@register_home_block("projects.projects", template="projects/applicant/home_block.html", world="applicant", order=20)
def own_projects(request: HttpRequest) -> dict | None:
    """The projects of the user's organisations, first those whose engagements must be confirmed."""
    rows = [project for project in _own(request.user) if project.state == ProjectState.ACTIVE]
    rows.sort(key=lambda project: not project.waits_for_client)
    return {"rows": [_task_row(project) for project in rows]} if rows else None


@register_asked("projects.asks", order=15)
def asks(user, now: datetime) -> Iterable[Item]:
    """What PIO asks for the projects of the user's organisations."""
    for found in asks_of(user, _own(user), localdate(now)).values():
        for ask in found:
            yield Item(
                title=ask.project.title,
                url=ask.url,
                due=ask.due,
                tone=ask.tone,
                tag=ask.tag,
                source=f"{ask.project.ref} · {ask.said}",
            )


def _own(user) -> list[Project]:
    """The projects of the user's organisations. One query per user object: `/mijn/` asks twice."""
    if (found := getattr(user, "_own_projects", None)) is None:
        found = list(Project.objects.of_member(user).select_related("organisation").newest()[:MOST])
        user._own_projects = found  # noqa: SLF001 - a memo on the request's user
    return found


def _task_row(project: Project) -> TaskRow:
    asked = project.waits_for_client
    return TaskRow(
        label=project.title,
        url=project.get_applicant_url(),
        hint=project.ref,
        state=_("Engagementen bevestigen") if asked else project.get_phase_display(),
        tone="warn" if asked else "act",
    )
