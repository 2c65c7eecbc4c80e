"""From a selected application to a project with its engagements, milestones and steps."""

from datetime import date, datetime, timedelta
from itertools import pairwise

from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus
from calls.models import Application, Call
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit
from pio_portal.references import next_reference
from projects.engagement.proposal import begin_engagements
from projects.enums import StepKind
from projects.models import Milestone, MilestoneLink, PreparationStep, Project
from projects.project.lead import checked_lead
from projects.project.workflow import enter_phase
from projects.tempo.proposal import LAUNCH, milestones_of

WORK_DAYS = 30  # what each of them takes at least after the one before it


@transaction.atomic
def start_project(
    *,
    application: Application,
    by,
    at: datetime,
    started_on: date,
    target_launch_on: date | None = None,
    lead=None,
) -> Project:
    """Make the project of a selected application, with a proposal of engagements for PIO to adapt and put to the client.

    Without `target_launch_on` the term of the call counts, from `started_on`.
    Raises Refused when the application is not selected, has its project already, or a date is impossible.
    """
    application = locked(application)
    permit("projects.start_project", application, by=by)
    _refuse_unless_ready(application, started_on)
    target = target_launch_on or started_on + timedelta(days=application.call.target_term_days)
    if target <= started_on:
        raise Refused(_("De streefdatum moet na de start van het project liggen."), field="target_launch_on")
    ref = next_reference("P", localdate(at).year)  # locks its counter, so that no two starts make the same slug
    project = Project.objects.create(
        ref=ref,
        slug=_free_slug(application.title, ref),
        application=application,
        title=application.title,
        organisation=application.organisation,
        theme=application.theme,
        policy_domain=application.policy_domain,
        lead=checked_lead(lead, application),
        started_on=started_on,
        target_launch_on=target,
    )
    project.partners.set(application.partners.all())
    enter_phase(project, started_on)
    begin_engagements(project, application)
    _make_parts(project, application.call, started_on, target)
    record(about=project, verb="project_started", by=by, at=at, detail={"application": application.ref})
    return project


def _refuse_unless_ready(application: Application, started_on: date) -> None:
    if application.status != ApplicationStatus.SELECTED:
        raise Refused(_("Alleen een geselecteerde aanvraag wordt een project."))
    if project := Project.objects.filter(application=application).first():
        raise Refused(_("Deze aanvraag werd al project %(ref)s.") % {"ref": project.ref})
    if application.decided_on and started_on < application.decided_on:
        raise Refused(_("Een project start niet voor de beslissing over de aanvraag."), field="started_on")


def _free_slug(title: str, ref: str) -> str:
    slug = slugify(title)[:60].strip("-") or ref.lower()
    return f"{slug}-{ref.lower()}" if Project.objects.filter(slug=slug).exists() else slug


def _make_parts(project: Project, call: Call, started_on: date, target: date) -> None:
    """Make the steps that every project begins with, and the milestones of its call."""
    PreparationStep.objects.bulk_create(PreparationStep(project=project, kind=kind) for kind in StepKind)
    term = target - started_on
    rows = [(one.name, started_on + term * one.percent / 100, False) for one in milestones_of(call)]
    rows.append((str(LAUNCH), target, True))
    made = Milestone.objects.bulk_create(
        Milestone(project=project, name=name, position=n * 10, baseline_on=day, forecast_on=day, is_launch=is_launch)
        for n, (name, day, is_launch) in enumerate(rows, start=1)
    )
    MilestoneLink.objects.bulk_create(
        MilestoneLink(milestone=later, after=first, lag_days=min(WORK_DAYS, (until - since).days))
        for (first, since), (later, until) in pairwise((one, row[1]) for one, row in zip(made, rows, strict=True))
    )
