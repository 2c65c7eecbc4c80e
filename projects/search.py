"""The projects and procurements that the searches find."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.lists.searching import looking_like
from pio_portal.ui.registry import Hit, register_search
from projects.enums import ProjectState
from projects.models import Procurement, Project
from projects.rules import READERS


def similar_public(_user, q: str, limit: int) -> Iterable[Hit]:
    """Published projects whose title or client looks like it."""
    return _public(looking_like(Project.objects.public(), ("title", "organisation__name"), q)[:limit])


@register_search("projects.public", label=_("Projecten"), order=20, alike=similar_public)
def find_public(_user, q: str, limit: int) -> Iterable[Hit]:
    """Published projects."""
    return _public(Project.objects.public().matching(q).newest()[:limit])


def _public(rows: QuerySet[Project]) -> list[Hit]:
    return [
        Hit(title=project.title, url=project.get_absolute_url(), summary=project.organisation.name)
        for project in rows.select_related("organisation")
    ]


@register_search("projects.staff", label=_("Projecten"), world="staff", roles=READERS, order=20)
def find_projects(user, q: str, limit: int) -> Iterable[Hit]:
    """Projects, for staff."""
    for project in Project.objects.visible_to(user).matching(q).select_related("organisation").newest()[:limit]:
        state = ProjectState(project.state)
        yield Hit(
            title=project.title,
            url=project.get_staff_url(),
            reference=project.ref,
            summary=project.organisation.name,
            tag=state.label,
            tone=state.tone,
        )


@register_search("projects.procurements", label=_("Opdrachten"), world="staff", roles=READERS, order=30)
def find_procurements(user, q: str, limit: int) -> Iterable[Hit]:
    """Procurements, for staff."""
    rows = Procurement.objects.visible_to(user).matching(q).select_related("project__organisation")
    for procurement in rows.order_by("-pk")[:limit]:
        yield Hit(
            title=procurement.title,
            url=procurement.get_staff_url(),
            reference=procurement.ref,
            summary=procurement.project.organisation.name,
            tag=procurement.get_status_display(),
        )
