"""Whether what was bought is used, and who took it over: told by the client, approved by PIO, read by everybody."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit, save_checked
from pio_portal.organisations.identifiers import clean_kbo
from pio_portal.organisations.models import Organisation
from pio_portal.searched import Normal, normal
from pio_portal.text import one_line
from projects.enums import TaskKind
from projects.models import Adopter, Project, Survey
from projects.project.workflow import refuse_future
from projects.task.automatic import settle_tasks, want_task

LONGEST_SOURCE = 300
TO_APPROVE = 14  # days


class Told(NamedTuple):
    """What somebody says of an adopter: its name or enterprise number, since when, and how that is known."""

    name: str
    since_on: date
    source: str


@transaction.atomic
def answer_uptake(
    *, survey: Survey, use: str, scale: str, effect: str, adopters: Iterable[Told], by, at: datetime
) -> Survey:
    """The client's answer, with the adopters that it knows. `by` None answered through the link of the mail.

    A project that is closed can still answer: most are, by then. Raises Refused when it was answered already.
    """
    project = locked(survey.project)
    survey = locked(survey, "project")
    perform(survey, "answer", by=by)
    survey.use, survey.scale, survey.effect = use, scale.strip(), effect.strip()
    survey.answered_at, survey.answered_by = at, by
    save_checked(survey)
    source = _("%(client)s, bevraging van %(day)s") % {
        "client": project.organisation,
        "day": f"{localdate(at):%d/%m/%Y}",
    }
    for told in adopters:
        _keep(project, Told(told.name, told.since_on, told.source.strip() or source), at)
    want_task(project, TaskKind.UPTAKE, within=TO_APPROVE, origin=str(survey), at=at)
    record(about=project, verb="uptake_answered", by=by, at=at, detail={"use": survey.get_use_display()})
    return survey


@transaction.atomic
def approve_uptake(*, survey: Survey, public_text: str, by, at: datetime) -> Survey:
    """Let everybody read what the client answered, as PIO words it, and who took the solution over."""
    project = locked(survey.project)
    survey = locked(survey, "project")
    perform(survey, "approve", by=by)
    survey.approved_at, survey.approved_by, survey.public_text = at, by, public_text.strip()
    survey.save(update_fields=["status", "approved_at", "approved_by", "public_text"])
    project.adopters.filter(approved_at=None).update(approved_at=at, approved_by=by)
    settle_tasks(project, by=by, at=at)
    record(about=project, verb="uptake_approved", by=by, at=at, detail={"survey": str(survey)})
    return survey


@transaction.atomic
def take_back_uptake(*, survey: Survey, by, at: datetime) -> Survey:
    """Take an answer off the public page again. Adopters that are wrong are changed or taken away one by one."""
    project = locked(survey.project)
    survey = locked(survey, "project")
    perform(survey, "take_back", by=by)
    survey.approved_at = survey.approved_by = None
    survey.save(update_fields=["status", "approved_at", "approved_by"])
    want_task(project, TaskKind.UPTAKE, within=TO_APPROVE, origin=str(survey), at=at)
    record(about=project, verb="uptake_taken_back", by=by, at=at, detail={"survey": str(survey)})
    return survey


# Adopters, one by one, by PIO


@transaction.atomic
def add_adopter(*, project: Project, name: str, since_on: date, source: str, by, at: datetime) -> Adopter:
    """Write down who took the solution over, as PIO knows it. One that the client named before becomes approved."""
    project = locked(project)
    permit("projects.approve_uptake", project, by=by)
    adopter = _keep(project, Told(name, since_on, source), at)
    if adopter.approved_at is None:
        adopter.approved_at, adopter.approved_by = at, by
        adopter.save(update_fields=["approved_at", "approved_by"])
    record(about=project, verb="adopter_added", by=by, at=at, detail={"adopter": adopter.name})
    return adopter


@transaction.atomic
def change_adopter(*, adopter: Adopter, name: str, since_on: date, source: str, by, at: datetime) -> Adopter:
    """Correct who took the solution over, since when, or how that is known."""
    project = locked(adopter.project)
    permit("projects.approve_uptake", project, by=by)
    adopter = locked(adopter)
    adopter.organisation, adopter.name = _recognised(project, name)
    refuse_future(since_on, at, field="since_on")
    adopter.since_on, adopter.source = since_on, source.strip()
    if _alike(project, adopter).exclude(pk=adopter.pk).exists():
        raise Refused(_("Deze organisatie staat al bij dit project."), field="name")
    save_checked(adopter)
    record(about=project, verb="adopter_changed", by=by, at=at, detail={"adopter": adopter.name})
    return adopter


@transaction.atomic
def remove_adopter(*, adopter: Adopter, by, at: datetime) -> None:
    """Take one away that did not take the solution over."""
    project = locked(adopter.project)
    permit("projects.approve_uptake", project, by=by)
    locked(adopter).delete()
    record(about=project, verb="adopter_removed", by=by, at=at, detail={"adopter": adopter.name})


def _keep(project: Project, told: Told, at: datetime) -> Adopter:
    """The adopter, new or known. Of one that was named before and is not approved yet, the earlier day counts.

    What everybody reads already is not changed by who names it again.
    """
    organisation, name = _recognised(project, told.name)
    refuse_future(told.since_on, at, field="since_on")
    adopter = Adopter(
        project=project, organisation=organisation, name=name, since_on=told.since_on, source=told.source.strip()
    )
    known = _alike(project, adopter).first()
    if known is None:
        save_checked(adopter)
        return adopter
    if known.approved_at is None:
        known.since_on = min(known.since_on, adopter.since_on)
        known.organisation, known.name = known.organisation or organisation, known.name if known.organisation else name
        if adopter.source not in known.source:
            known.source = f"{known.source}; {adopter.source}"[:LONGEST_SOURCE]
        save_checked(known)
    return known


def _alike(project: Project, adopter: Adopter):
    """Adopters of the project that are the same organisation, or are called so."""
    same = Q(plain=normal(adopter.name))
    if adopter.organisation is not None:
        same |= Q(organisation=adopter.organisation)
    return project.adopters.annotate(plain=Normal("name")).filter(same)


def _recognised(project: Project, typed: str) -> tuple[Organisation | None, str]:
    """The organisation that is meant by a name or an enterprise number, and its name; only the name for an unknown one.

    Raises Refused for a number that no organisation has, and for the client or a partner: they have it already.
    """
    typed = one_line(typed)
    organisation = _with_number(typed) if typed[:2].upper() == "BE" or typed[:1].isdigit() else None
    if organisation is None:
        called = Organisation.objects.annotate(plain=Normal("name")).filter(plain=normal(typed))[:2]
        organisation = called[0] if len(called) == 1 else None
    name = organisation.name if organisation else typed
    if not normal(name).strip():
        raise Refused(_("Schrijf de naam van de organisatie."), field="name")
    own = [project.organisation, *project.partners.all()]
    if organisation in own or normal(name) in [normal(each.name) for each in own]:
        raise Refused(_("%(name)s kocht de oplossing zelf. Noem wie ze overnam.") % {"name": name}, field="name")
    return organisation, name


def _with_number(typed: str) -> Organisation | None:
    """The organisation with this enterprise number; None when it is a name. Raises Refused when nobody has it."""
    try:
        kbo = clean_kbo(typed)
    except ValidationError:
        return None
    if (found := Organisation.objects.filter(kbo=kbo).first()) is None:
        raise Refused(_("Het portaal kent geen organisatie met dit nummer. Schrijf de naam."), field="name")
    return found
