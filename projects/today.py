"""What projects and procurements put on Vandaag."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, Value
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus
from calls.models import Application
from pio_portal.accounts.access import LEAD, STAFF
from pio_portal.audit.workflow import latest
from pio_portal.formats import day_text
from pio_portal.ui.registry import ASKED, Item, Span, register_changes, register_dates, register_signal, register_task
from projects.enums import HandoverStatus, ProjectState, Risk
from projects.models import BaselineAmendment, Engagement, Evaluation, Handover, Milestone, Procurement, Project

NEWS, NEWS_LINES = timedelta(days=7), 100
PATIENCE = timedelta(days=14)  # before a client that does not confirm becomes a signal


def _own(user) -> Q:
    """Led by this user, or by nobody yet."""
    return Q(lead=user) | Q(lead__isnull=True)


def _mine(user):
    """The projects that this user guides, or nobody yet."""
    return Project.objects.visible_to(user).filter(_own(user))


@register_task("projects.start", roles=STAFF)
def to_start(user, _now: datetime) -> Iterable[Item]:
    """Selected applications without a project."""
    rows = Application.objects.visible_to(user).filter(status=ApplicationStatus.SELECTED, project=None)
    for application in rows.select_related("organisation").order_by("decided_on", "pk")[:ASKED]:
        yield Item(
            title=_("Start het project “%(title)s”") % {"title": application.title},
            url=reverse("projects:start", args=[application.ref]),
            source=application.organisation.name,
            tag=_("Geselecteerd"),
            tone="act",
        )


@register_task("projects.confirm", roles=STAFF)
def to_take_up(user, now: datetime) -> Iterable[Item]:
    """Projects that wait for PIO: to put the engagements to the client, to evaluate, or to go on after a suspension."""
    rows, today = _mine(user), localdate(now)
    waiting = rows.waiting_for_pio() | rows.to_review(today) | rows.to_evaluate(today)
    for project in waiting.telling_evaluation().order_by("review_on", "started_on", "pk")[:ASKED]:
        if project.state == ProjectState.SUSPENDED:
            yield _to_review(project)
        if project.waits_for_pio:
            yield _to_confirm(project)
        if project.state == ProjectState.ACTIVE and project.evaluated_on and project.evaluated_on <= today:
            yield _to_evaluate(project)


def _to_confirm(project: Project) -> Item:
    return Item(
        title=_("Leg de engagementen van “%(title)s” voor") % {"title": project.title},
        url=reverse("projects:staff_engagements", args=[project.ref]),
        source=project.ref,
        tag=_("Engagementen"),
    )


def _to_evaluate(project: Project) -> Item:
    return Item(
        title=_("Schrijf het verslag van de evaluatie van “%(title)s”") % {"title": project.title},
        url=reverse("projects:staff_evaluations", args=[project.ref]),
        due=project.evaluated_on,
        source=project.ref,
        tag=_("Evaluatie"),
    )


def _to_review(project: Project) -> Item:
    return Item(
        title=_("Hervat u “%(title)s”?") % {"title": project.title},
        url=project.get_staff_url(),
        due=project.review_on,
        source=project.ref,
        tag=_("Opgeschort"),
        tone="warn",
    )


@register_task("projects.engagements_due", roles=STAFF)
def engagements_due(user, now: datetime) -> Iterable[Item]:
    """Promises whose day is past, to check: one of each project, its page shows the others."""
    rows = Engagement.objects.to_check(localdate(now)).filter(project__in=_mine(user))
    firsts = rows.order_by("project_id", "due_on", "pk").distinct("project_id")
    for engagement in firsts.select_related("project")[:ASKED]:
        yield Item(
            title=_("Nagekomen? %(text)s") % {"text": engagement.text},
            url=reverse("projects:check_engagements", args=[engagement.project.ref]),
            due=engagement.due_on,
            source=f"{engagement.project.ref} {engagement.project.title}",
            tag=_("Engagement"),
            tone="warn",
        )


@register_task("projects.overdue", roles=STAFF)
def overdue(user, now: datetime) -> Iterable[Item]:
    """The longest overdue milestone of each of one's own projects: its page shows the others."""
    rows = Milestone.objects.overdue(localdate(now)).filter(project__in=_mine(user))
    firsts = rows.order_by("project_id", "forecast_on", "pk").distinct("project_id")
    for milestone in firsts.select_related("project")[:ASKED]:
        yield Item(
            title=_("%(milestone)s: bereikt, of wanneer dan wel?") % {"milestone": milestone.name},
            url=milestone.project.get_staff_url(),
            due=milestone.forecast_on,
            source=f"{milestone.project.ref} {milestone.project.title}",
            tag=_("Over tijd"),
            tone="bad",
        )


@register_task("projects.amendments", roles=LEAD)
def amendments(user, _now: datetime) -> Iterable[Item]:
    """Other dates that a colleague proposed, to agree on."""
    seen = Project.objects.visible_to(user)
    rows = BaselineAmendment.objects.undecided().filter(milestone__project__in=seen).exclude(proposed_by=user)
    for row in rows[:ASKED]:
        project = row.milestone.project
        yield Item(
            title=_("Nieuwe datum voor “%(milestone)s”: %(day)s?")
            % {"milestone": row.milestone.name, "day": day_text(row.to_on)},
            url=reverse("projects:amendments", args=[project.ref, row.milestone_id]),
            source=f"{project.ref} {project.title}",
            tag=_("Te bevestigen"),
        )


@register_task("projects.close", roles=STAFF)
def to_close(user, _now: datetime) -> Iterable[Item]:
    """Projects of which everything is done: one colleague proposes to close them, another closes."""
    rows = Project.objects.visible_to(user).ready_to_close().exclude(closing_proposed_by=user)
    mine = rows.filter(_own(user) | Q(closing_proposed_at__isnull=False))
    for project in mine.order_by("started_on", "pk")[:ASKED]:
        proposed = project.closing_proposed_at is not None
        yield Item(
            title=(_("Sluit “%(title)s” af") if proposed else _("Stel voor om “%(title)s” af te sluiten"))
            % {"title": project.title},
            url=reverse("projects:close", args=[project.ref]),
            source=project.ref,
            tag=_("Voorgesteld door een collega") if proposed else _("Klaar om af te sluiten"),
            tone="ok",
        )


@register_signal("projects.handover", roles=STAFF)
def to_hand_over(user, _now: datetime) -> Iterable[Item]:
    """Dossiers that the agency's dossier system does not have yet, or not as they are now."""
    for handover in Handover.objects.visible_to(user).to_hand_over().select_related("project")[:ASKED]:
        yield Item(
            title=_("Draag “%(title)s” over aan KRIS") % {"title": handover.project.title},
            url=handover.get_staff_url(),
            source=handover.project.ref,
            tag=handover.get_status_display(),
            tone=HandoverStatus(handover.status).tone,
        )


@register_signal("projects.at_risk", roles=STAFF)
def at_risk(user, _now: datetime) -> Iterable[Item]:
    """Projects whose launch is expected after their target."""
    rows = Project.objects.visible_to(user).target_at_risk()
    for project in rows.order_by("target_launch_on", "pk")[:ASKED]:
        yield Item(
            title=project.title,
            url=project.get_staff_url(),
            due=project.target_launch_on,
            source=project.ref,
            tag=_("Streeftermijn in gevaar"),
            tone="warn",
        )


@register_signal("projects.warned", roles=STAFF)
def warned(user, _now: datetime) -> Iterable[Item]:
    """Projects that will likely miss their target, though they do not expect so themselves."""
    rows = Project.objects.visible_to(user).running().with_risk(Risk.HIGH)
    rows = rows.exclude(pk__in=Project.objects.target_at_risk().values("pk")).select_related("warning")
    for project in rows.order_by("-warning__chance", "pk")[:ASKED]:
        yield Item(
            title=project.title,
            url=project.get_staff_url(),
            due=project.target_launch_on,
            source=project.ref,
            tag=_("%(chance)d %% kans te laat") % {"chance": project.warning.chance},
            tone="warn",
        )


@register_signal("projects.engagements_broken", roles=STAFF)
def engagements_broken(user, _now: datetime) -> Iterable[Item]:
    """Projects in which a side did not keep what it promised."""
    rows = Project.objects.visible_to(user).with_broken_engagements()
    for project in rows.order_by("target_launch_on", "pk")[:ASKED]:
        yield Item(
            title=project.title,
            url=reverse("projects:staff_engagements", args=[project.ref]),
            source=project.ref,
            tag=_("Engagement niet nagekomen"),
            tone="bad",
        )


@register_signal("projects.client_waits", roles=STAFF)
def client_waits(user, now: datetime) -> Iterable[Item]:
    """Projects whose client has not confirmed its engagements for a while."""
    rows = Project.objects.visible_to(user).waiting_for_client().filter(pio_confirmed_at__lte=now - PATIENCE)
    for project in rows.select_related("organisation").order_by("pio_confirmed_at", "pk")[:ASKED]:
        yield Item(
            title=_("%(client)s bevestigde de engagementen nog niet") % {"client": project.organisation},
            url=reverse("projects:staff_engagements", args=[project.ref]),
            source=f"{project.ref} {project.title}",
            tag=_("Wacht op klant"),
            tone="warn",
        )


@register_dates("projects.deadlines", roles=STAFF)
def deadlines(user, span: Span) -> Iterable[Item]:
    """Closing moments of award procedures."""
    rows = Procurement.objects.visible_to(user).filter(span.of("tender_deadline"))
    if span.own:
        rows = rows.filter(Q(project__lead=user) | Q(project__lead=None))
    for procurement in rows.order_by("tender_deadline", "pk")[: span.most]:
        yield Item(
            title=_("Offertes voor %(title)s") % {"title": procurement.title},
            url=procurement.get_staff_url(),
            due=procurement.tender_deadline,
            source=procurement.ref,
        )


@register_dates("projects.milestones", roles=STAFF)
def days(user, span: Span) -> Iterable[Item]:
    """Milestones of running projects that are still to be reached, by their forecast, and evaluations. One query."""
    projects = Project.objects.visible_to(user).running()
    if span.own:
        projects = projects.filter(_own(user))
    near, of_running = ("project__title", "project__ref"), {"project__in": projects}
    milestones = Milestone.objects.filter(span.of_days("forecast_on"), actual_on=None, **of_running)
    evaluations = Evaluation.objects.open().filter(span.of_days("planned_on"), **of_running)
    found = milestones.annotate(of=Value("milestone")).order_by()
    rows = found.values_list("forecast_on", "pk", "of", "name", "is_launch", *near).union(
        evaluations.annotate(of=Value("evaluation"), name=Value(""), is_launch=Value(False))  # noqa: FBT003
        .order_by()
        .values_list("planned_on", "pk", "of", "name", "is_launch", *near),
        all=True,
    )
    for day, key, kind, name, is_launch, title, ref in rows.order_by("forecast_on", "of", "pk")[: span.most]:
        is_evaluation = kind == "evaluation"
        page = ("projects:staff_evaluation", [ref, key]) if is_evaluation else ("projects:staff_project", [ref])
        yield Item(
            title=title if is_evaluation else f"{name}: {title}",
            url=reverse(page[0], args=page[1]),
            due=day,
            source=ref,
            tag=_("Evaluatie") if is_evaluation else _("Mijlpaal"),
            tone="act" if is_launch else "",
        )


@register_changes("projects.changes", roles=STAFF, order=20)
def changes(user, now: datetime) -> Iterable[Item]:
    """What others did this week in the projects that the user leads."""
    found = latest(Project.objects.visible_to(user).filter(lead=user), since=now - NEWS, not_by=user, limit=NEWS_LINES)
    mine = Project.objects.in_bulk(list(found))
    return [
        Item(
            title=line.sentence,
            url=mine[key].get_staff_url(),
            due=line.at,
            source=f"{mine[key].ref} · {mine[key].title}",
            tag=_("en %(n)d andere") % {"n": number - 1} if number > 1 else "",
        )
        for key, (line, number) in found.items()
    ]
