"""What the shared pages ask of projects: menus, Vandaag, home pages and the search."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.enums import ApplicationStatus
from calls.models import Application
from pio_portal.accounts.access import COMMUNICATION, LOGGED_IN, MANAGEMENT, SECRETARY, STAFF
from pio_portal.ui import menu, registry, similar
from pio_portal.ui.registry import Hit, Item
from pio_portal.ui.shapes import TaskRow
from projects.enums import Phase, ProjectState
from projects.models import Milestone, Procurement, Project
from projects.views.public.projects import card

READERS = STAFF | SECRETARY | MANAGEMENT | COMMUNICATION
MOST = 20  # items of one kind: who has more, works from the list
PATIENCE = timedelta(days=14)  # before a client that does not confirm becomes a signal
NEWEST = 3


# Menus


def running_projects(_user) -> int:
    """How many projects are on their way."""
    return Project.objects.running().count()


def running_procurements(_user) -> int:
    """How many procurements are not over."""
    return Procurement.objects.running().count()


# Vandaag


def _own(user) -> Q:
    """Led by this user, or by nobody yet."""
    return Q(lead=user) | Q(lead__isnull=True)


def to_start(user, _now: datetime) -> Iterable[Item]:
    """Selected applications without a project."""
    rows = Application.objects.visible_to(user).filter(status=ApplicationStatus.SELECTED, project=None)
    for application in rows.select_related("organisation").order_by("decided_on", "pk")[:MOST]:
        yield Item(
            title=_("Start het project “%(title)s”") % {"title": application.title},
            url=reverse("projects:start", args=[application.ref]),
            source=application.organisation.name,
            tag=_("Geselecteerd"),
            tone="act",
        )


def to_confirm(user, _now: datetime) -> Iterable[Item]:
    """Engagements that PIO must confirm."""
    rows = Project.objects.visible_to(user).waiting_for_pio().filter(_own(user))
    for project in rows.order_by("started_on", "pk")[:MOST]:
        yield Item(
            title=_("Bevestig de engagementen van “%(title)s”") % {"title": project.title},
            url=reverse("projects:staff_engagements", args=[project.ref]),
            source=project.ref,
            tag=_("Engagementen"),
        )


def overdue(user, now: datetime) -> Iterable[Item]:
    """The longest overdue milestone of each of one's own projects: its page shows the others."""
    rows = Milestone.objects.overdue(localdate(now)).filter(Q(project__lead=user) | Q(project__lead__isnull=True))
    firsts = rows.order_by("project_id", "forecast_on", "pk").distinct("project_id")
    for milestone in firsts.select_related("project")[:MOST]:
        yield Item(
            title=_("%(milestone)s: bereikt, of wanneer dan wel?") % {"milestone": milestone.name},
            url=milestone.project.get_staff_url(),
            due=milestone.forecast_on,
            source=f"{milestone.project.ref} {milestone.project.title}",
            tag=_("Over tijd"),
            tone="bad",
        )


def to_close(user, _now: datetime) -> Iterable[Item]:
    """Projects of which everything is done."""
    rows = Project.objects.visible_to(user).ready_to_close().filter(_own(user))
    for project in rows.order_by("started_on", "pk")[:MOST]:
        yield Item(
            title=_("Sluit “%(title)s” af") % {"title": project.title},
            url=reverse("projects:close", args=[project.ref]),
            source=project.ref,
            tag=_("Klaar om af te sluiten"),
            tone="ok",
        )


def at_risk(user, _now: datetime) -> Iterable[Item]:
    """Projects whose launch is expected after their target."""
    rows = Project.objects.visible_to(user).target_at_risk()
    for project in rows.order_by("target_launch_on", "pk")[:MOST]:
        yield Item(
            title=project.title,
            url=project.get_staff_url(),
            due=project.target_launch_on,
            source=project.ref,
            tag=_("Streeftermijn in gevaar"),
            tone="warn",
        )


def client_waits(user, now: datetime) -> Iterable[Item]:
    """Projects whose client has not confirmed its engagements for a while."""
    since = localdate(now) - PATIENCE
    rows = Project.objects.visible_to(user).waiting_for_client().filter(started_on__lte=since)
    for project in rows.select_related("organisation").order_by("started_on", "pk")[:MOST]:
        yield Item(
            title=_("%(client)s bevestigde de engagementen nog niet") % {"client": project.organisation},
            url=reverse("projects:staff_engagements", args=[project.ref]),
            source=f"{project.ref} {project.title}",
            tag=_("Wacht op klant"),
            tone="warn",
        )


def deadlines(user, now: datetime) -> Iterable[Item]:
    """Closing moments of award procedures."""
    rows = Procurement.objects.visible_to(user).filter(tender_deadline__gte=now).order_by("tender_deadline", "pk")
    for procurement in rows[:MOST]:
        yield Item(
            title=_("Offertes voor %(title)s") % {"title": procurement.title},
            url=procurement.get_staff_url(),
            due=procurement.tender_deadline,
            source=procurement.ref,
        )


# Home pages


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


def mine(request: HttpRequest) -> dict | None:
    """The projects of the user's organisations, those that ask a confirmation first."""
    rows = list(Project.objects.of_member(request.user).filter(state=ProjectState.ACTIVE).newest()[:MOST])
    rows.sort(key=lambda project: not _to_confirm(project))
    return {"rows": [_task_row(project) for project in rows]} if rows else None


def _to_confirm(project: Project) -> bool:
    return project.phase == Phase.INTAKE and project.client_confirmed_at is None


def _task_row(project: Project) -> TaskRow:
    asked = _to_confirm(project)
    return TaskRow(
        label=project.title,
        url=project.get_applicant_url(),
        hint=project.ref,
        state=_("Engagementen bevestigen") if asked else project.get_phase_display(),
        tone="warn" if asked else "act",
    )


# Search


def find_public(_user, q: str, limit: int) -> Iterable[Hit]:
    """Published projects."""
    for project in Project.objects.public().matching(q).select_related("organisation").newest()[:limit]:
        yield Hit(title=project.title, url=project.get_absolute_url(), summary=project.organisation.name)


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


# What looks like an application


def similar_projects(
    user, subject: similar.Subject, *, staff: bool, own: bool, limit: int
) -> Iterable[similar.Similar]:
    """For staff the projects that they may see; for applicants the catalogue, and their own."""
    visible = Project.objects.visible_to(user)
    rows = visible if staff or own else Project.objects.public()
    rows = rows.exclude(application__in=subject.applications)
    if own:
        rows = rows.of_organisations(subject.organisations)
    find = similar.doubles if own else similar.nearest
    for row in find(rows, subject.title, limit).select_related("organisation"):
        state = ProjectState(row.state)
        yield similar.Similar(
            title=row.title,
            url=row.get_staff_url() if staff else row.get_applicant_url() if own else row.get_absolute_url(),
            kind=_("Project"),
            about=f"{row.ref} · {row.organisation}" if staff or own else row.organisation.name,
            state=state.label if staff else state.public_label,
            tone=state.tone,
            closeness=row.closeness,
        )


def register() -> None:
    """Tell the shared pages. Called when the app loads."""
    registry.register_menu(
        label=gettext_lazy("Projecten"), url_name="projects:staff_projects", group=menu.WORK, icon="kanban",
        roles=READERS, count=running_projects, order=30,
    )  # fmt: skip
    registry.register_menu(
        label=gettext_lazy("Opdrachten"), url_name="projects:staff_procurements", group=menu.WORK, icon="journal-text",
        roles=READERS, count=running_procurements, order=50,
    )  # fmt: skip
    registry.register_menu(label=gettext_lazy("Projecten"), url_name="projects:catalogue", world="public", order=20)
    registry.register_menu(
        label=gettext_lazy("Projecten"), url_name="projects:my_projects", world="mijn", roles=LOGGED_IN, order=20
    )
    for name, find in (("start", to_start), ("confirm", to_confirm), ("overdue", overdue), ("close", to_close)):
        registry.register_task(f"projects.{name}", find, roles=STAFF)
    registry.register_signal("projects.at_risk", at_risk, roles=STAFF)
    registry.register_signal("projects.client_waits", client_waits, roles=STAFF)
    registry.register_dates("projects.deadlines", deadlines, roles=STAFF)
    registry.register_home_block(
        "projects.newest", template="projects/public/home_block.html", context=newest, order=30
    )
    registry.register_home_block(
        "projects.mine", template="projects/applicant/home_block.html", context=mine, world="mijn", order=20
    )
    similar.register_similar(similar_projects)
    registry.register_search("projects.public", label=gettext_lazy("Projecten"), find=find_public, order=20)
    registry.register_search(
        "projects.staff", label=gettext_lazy("Projecten"), find=find_projects, world="beheer", roles=READERS, order=20
    )
    registry.register_search(
        "projects.procurements", label=gettext_lazy("Opdrachten"), find=find_procurements, world="beheer",
        roles=READERS, order=30,
    )  # fmt: skip
