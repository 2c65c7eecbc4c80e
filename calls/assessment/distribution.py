"""Dividing applications over people: who follows them, who judges them.

What is planned here is only a proposal: the verbs say for each application, at the moment itself, who may have it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from calls.assessment.advice import assign_adviser
from calls.assessment.balance import Division, divide
from calls.assessment.handling import assign_handler
from calls.enums import ApplicationStatus as Status
from calls.enums import AssignmentStatus
from calls.models import Application, Assignment, Conflict
from pio_portal.accounts.models import User
from pio_portal.change import NotPermitted, Refused, locked
from pio_portal.organisations.enums import MembershipStatus
from pio_portal.organisations.models import Membership


@transaction.atomic
def hand_to(
    *, application: Application, handler: User, by: User | None, at: datetime, keep: bool = False
) -> Application:
    """Give the application a handler. With `keep` it is refused when the application has one."""
    application = locked(application)
    if keep and application.handler is not None:
        raise Refused(_("Deze aanvraag heeft al een behandelaar."))
    return assign_handler(application=application, handler=handler, by=by, at=at)


@transaction.atomic
def fill_advisers(
    *,
    application: Application,
    wanted: int,
    candidates: Sequence[User],
    by: User | None,
    at: datetime,
    due_on: date | None = None,
) -> list[Assignment]:
    """Ask the candidates in their order, passing over those who may not judge, until there are as many as `wanted`.

    Who was asked before counts, unless a conflict of interest was declared. Raises Refused when it has enough already,
    and when too few of the candidates may: then nobody is asked.
    """
    application = locked(application)
    missing = wanted - application.assignments.exclude(status=AssignmentStatus.CONFLICTED).count()
    if missing <= 0:
        raise Refused(_("Deze aanvraag heeft al genoeg beoordelaars."))
    asked: list[Assignment] = []
    reasons: list[str] = []
    for adviser in candidates:
        try:
            asked.append(assign_adviser(application=application, adviser=adviser, by=by, at=at, due_on=due_on))
        except NotPermitted:
            raise
        except Refused as refused:
            if str(refused) in reasons:  # the same for two people: it is about the application
                raise
            reasons.append(str(refused))
        if len(asked) == missing:
            return asked
    if not asked and len(reasons) == 1:
        raise Refused(reasons[0])
    raise Refused(" ".join([_too_few(len(asked), missing), *reasons]))


def _too_few(found: int, missing: int) -> str:
    if not found:
        return _("Niemand van de gekozen beoordelaars kan deze aanvraag beoordelen.")
    return _("Slechts %(found)d van de %(missing)d nodige beoordelaars kan deze aanvraag beoordelen.") % {
        "found": found,
        "missing": missing,
    }


def plan_handlers(applications: Sequence[Application], handlers: Sequence[User], *, keep: bool = False) -> Division:
    """Spread applications evenly over handlers, counting the open ones that they follow already."""
    keys = [application.pk for application in applications]
    loads = Counter(
        dict(
            Application.objects.filter(handler__in=handlers)
            .open()
            .exclude(pk__in=keys)
            .order_by()
            .values_list("handler")
            .annotate(n=Count("pk"))
        )
    )
    barred = conflicted_pairs(keys, handlers)
    free = {a.pk: 1 for a in applications if not (keep and a.handler_id)}
    return divide(free, [handler.pk for handler in handlers], loads=loads, barred=barred)


def plan_advisers(applications: Sequence[Application], advisers: Sequence[User], *, wanted: int) -> Division:
    """Spread applications evenly over advisers, counting what they have still to judge, until each has `wanted`."""
    keys = [application.pk for application in applications]
    asked = Assignment.objects.filter(application__in=keys).values_list("application", "adviser", "status")
    counting = Counter(application for application, _who, status in asked if status != AssignmentStatus.CONFLICTED)
    barred = {(application, adviser) for application, adviser, _status in asked}
    barred |= conflicted_pairs(keys, advisers) | interested_pairs(keys, advisers)
    jobs = {a.pk: max(0, wanted - counting[a.pk]) for a in applications if a.status == Status.ELIGIBLE}
    return divide(jobs, [adviser.pk for adviser in advisers], loads=waiting_of(advisers), barred=barred)


def waiting_of(advisers: Iterable[User]) -> Counter[int]:
    """How much each adviser has still to judge."""
    rows = Assignment.objects.filter(adviser__in=advisers).waiting().order_by()
    return Counter(dict(rows.values_list("adviser").annotate(n=Count("pk"))))


def conflicted_pairs(applications: Iterable[int], people: Iterable[User]) -> set[tuple[int, int]]:
    """(application, person) of each declared conflict of interest."""
    declared = Conflict.objects.filter(application__in=applications, user__in=people)
    asked = Assignment.objects.filter(
        application__in=applications, adviser__in=people, status=AssignmentStatus.CONFLICTED
    )
    return set(declared.values_list("application", "user")) | set(asked.values_list("application", "adviser"))


def interested_pairs(applications: Iterable[int], people: Iterable[User]) -> set[tuple[int, int]]:
    """(application, person) where the person works for an organisation that applies."""
    places: dict[int, set[int]] = {}
    for person, organisation in Membership.objects.filter(user__in=people, status=MembershipStatus.ACTIVE).values_list(
        "user", "organisation"
    ):
        places.setdefault(organisation, set()).add(person)
    partners = Application.partners.through.objects.filter(application__in=applications, organisation__in=places)
    applying = [
        *Application.objects.filter(pk__in=applications, organisation__in=places).values_list("pk", "organisation"),
        *partners.values_list("application", "organisation"),
    ]
    return {(application, person) for application, organisation in applying for person in places[organisation]}
