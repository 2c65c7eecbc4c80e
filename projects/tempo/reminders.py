"""Who is told that the day of a milestone or an engagement is past: the client, then its sponsor, then PIO.

Each is told once of each day, on a working day, and only when those before were told so many working days ago.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.correspondence import outbox
from pio_portal.correspondence.periodic import each_apart
from pio_portal.formats import day_text
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Membership
from pio_portal.workdays import working_days_after
from projects.enums import ReminderStep, Side
from projects.models import Engagement, LateReminder, Milestone, Project

OF_CLIENT = (ReminderStep.CLIENT, ReminderStep.SPONSOR, ReminderStep.PIO)
OF_PIO = (ReminderStep.PIO, ReminderStep.LEAD)  # what PIO itself promised


@dataclass(frozen=True, kw_only=True)
class Late:
    """A milestone or an engagement of a running project whose day is past."""

    project: Project
    due_on: date
    milestone: Milestone | None = None
    engagement: Engagement | None = None

    @property
    def key(self) -> tuple[int | None, int | None, date]:
        return getattr(self.milestone, "pk", None), getattr(self.engagement, "pk", None), self.due_on

    @property
    def name(self) -> str:
        return str(self.milestone or self.engagement)

    @property
    def steps(self) -> Iterator[tuple[ReminderStep, int]]:
        """Who is told in turn, each with the working days since the day that is past."""
        is_of_pio = self.engagement is not None and self.engagement.side == Side.PIO
        return zip(OF_PIO if is_of_pio else OF_CLIENT, settings.REMINDER_DAYS, strict=False)


@dataclass
class Told:
    """Who was told what: to whom each step of something late went, and since when."""

    people: set[tuple[tuple, str, int]] = field(default_factory=set)
    since: dict[tuple[tuple, str], date] = field(default_factory=dict)

    @classmethod
    def about(cls, projects: Iterable[int]) -> "Told":
        """What was told of these projects. One query."""
        told = cls()
        rows = LateReminder.objects.filter(project__in=projects)
        names = ("milestone", "engagement", "due_on", "step", "person", "sent_at")
        for milestone, engagement, due_on, step, person, sent_at in rows.values_list(*names):
            key = milestone, engagement, due_on
            told.people.add((key, step, person))
            told.since.setdefault((key, step), localdate(sent_at))
        return told


class People:
    """Those who are told at each step, as far as they want reminders. Two queries."""

    def __init__(self, projects: Iterable[Project]) -> None:
        organisations = {project.organisation_id for project in projects}
        self.members: dict[int, list[Membership]] = defaultdict(list)
        rows = Membership.objects.active().filter(organisation__in=organisations, level__gte=Level.EDITOR)
        for row in rows.filter(user__is_active=True).select_related("user").order_by("pk"):
            self.members[row.organisation_id].append(row)
        self.leads = list(User.objects.with_role(Role.LEAD))

    def at(self, step: ReminderStep, project: Project) -> list[User]:
        """Whom this step tells. A project that nobody guides is the programme lead's."""
        of_client = self.members[project.organisation_id]
        guide = [project.lead] if project.lead is not None and project.lead.is_active else self.leads
        told = {
            ReminderStep.CLIENT: [row.user for row in of_client],
            ReminderStep.SPONSOR: [row.user for row in of_client if row.level >= Level.MANAGER],
            ReminderStep.PIO: guide,
            ReminderStep.LEAD: self.leads,
        }[step]
        return [person for person in told if person.gets_reminders]


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """One step of something late, and to whom it goes now."""

    late: Late
    step: ReminderStep
    people: list[User]


def remind_of_late(at: datetime) -> None:
    """Tell each whose turn it is; who was told, is not told again. Five queries when nobody is to be told."""
    late = list(_late(localdate(at)))
    told, people = Told.about({each.project.pk for each in late}), People(each.project for each in late)
    due = [reminder for each in late for reminder in _due(each, people, told, localdate(at))]
    each_apart(due, lambda reminder: _remind(reminder, at))


def _late(today: date) -> Iterator[Late]:
    """Everything of running projects whose day is past. Two queries."""
    near = ("project__organisation", "project__lead")
    for milestone in Milestone.objects.overdue(today).select_related(*near).order_by("pk"):
        yield Late(project=milestone.project, milestone=milestone, due_on=_day(milestone.forecast_on))
    for engagement in Engagement.objects.to_check(today).select_related(*near).order_by("pk"):
        yield Late(project=engagement.project, engagement=engagement, due_on=_day(engagement.due_on))


def _day(day: date | None) -> date:
    assert day is not None  # noqa: S101 - both queries ask for a day before today
    return day


def _due(late: Late, people: People, told: Told, today: date) -> Iterator[Reminder]:
    """The steps whose moment has come, with those who were not told. A step with nobody to tell holds up none after it."""
    since, before = late.due_on, 0
    for step, days in late.steps:
        wanted = people.at(step, late.project)
        if not wanted:
            continue
        now = [
            person
            for person in wanted
            if (late.key, step, person.pk) not in told.people
            and working_days_after(since, days - before + person.reminder_delay) <= today
        ]
        if now:
            yield Reminder(late=late, step=step, people=now)
        first = told.since.get((late.key, step))
        if first is None:
            return
        since, before = first, days


def _remind(reminder: Reminder, at: datetime) -> None:
    """Tell these people, and keep that it was done; the project's history says so once."""
    late, told = reminder.late, []
    for person in reminder.people:
        _row, is_new = LateReminder.objects.get_or_create(
            milestone=late.milestone,
            engagement=late.engagement,
            due_on=late.due_on,
            step=reminder.step,
            person=person,
            defaults={"project": late.project, "sent_at": at},
        )
        if is_new:
            told.append(person)
            outbox.post_together("project_late", to=person, about=late.project, context=_context(late, reminder.step))
    if told:
        detail = {
            "what": late.name,
            "on": day_text(late.due_on),
            "step": str(reminder.step.label).lower(),
            "people": ", ".join(str(person) for person in told),
        }
        record(about=late.project, verb="late_reminded", by=None, at=at, detail=detail)


def _context(late: Late, step: ReminderStep) -> Mapping[str, str]:
    project = late.project
    inside = step in (ReminderStep.PIO, ReminderStep.LEAD)
    return {
        "project": project.title,
        "ref": project.ref,
        "organisation": project.organisation.name,
        "what": late.name,
        "due_on": day_text(late.due_on, long=True),
        "asked": _asked(late, step),
        "link": outbox.link(project.get_staff_url() if inside else project.get_applicant_url()),
    }


def _asked(late: Late, step: ReminderStep) -> str:
    if step == ReminderStep.SPONSOR:
        return _("Uw collega's kregen hierover al een bericht. Kunt u helpen om dit vooruit te laten gaan?")
    if step == ReminderStep.LEAD:
        return _("PIO kwam dit zelf nog niet na. De begeleider kreeg hierover al een bericht.")
    if step == ReminderStep.PIO:
        if late.engagement is not None and late.engagement.side == Side.PIO:
            return _("Ga na wat ervan werd, en zeg het in het dossier.")
        return _("De klant kreeg hierover al een bericht. Neem contact op, en spreek af hoe het verder gaat.")
    if late.engagement is not None:
        return _("Is het nagekomen? Laat het uw PIO-begeleider weten. Lukt het niet, zeg dan wat er nodig is.")
    return _("Is het bereikt? Laat het uw PIO-begeleider weten. Wordt het later, zeg dan wanneer u het nu verwacht.")
