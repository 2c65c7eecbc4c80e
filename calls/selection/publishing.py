"""The decisions of a round leave together: first looked over, then published by the programme lead, all or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus as Status
from calls.enums import AssignmentStatus, DecisionStatus
from calls.models import Application, Decision, Round
from calls.selection.decision import OUTCOMES, preview_decision
from pio_portal.accounts.models import User
from pio_portal.change import Refused

AT_ONCE = 200  # decisions in one transaction


@dataclass(frozen=True)
class Prepared:
    """One draft, looked over: `obstacle` says why it cannot leave now, `warning` what deserves a thought before it."""

    application: Application
    draft: Decision
    obstacle: str = ""
    warning: str = ""

    @property
    def key(self) -> str:
        """Names the draft as it was shown: `application:version`."""
        return f"{self.application.pk}:{self.draft.version}"


def drafts_of(round: Round, *, by: User) -> QuerySet[Decision]:  # noqa: A002 - the domain's own word
    """The decisions in preparation that `by` may see. By reference."""
    rows = Decision.objects.visible_to(by).drafts().filter(application__round=round)
    related = ("application__organisation", "application__call", "application__round", "prepared_by")
    return rows.select_related(*related).order_by("application__ref", "pk")


def look_over(drafts: Iterable[Decision], *, decided_on: date, by: User, at: datetime) -> list[Prepared]:
    """What would happen to each draft: it goes through the guards of the decision itself, and nothing is kept.

    `drafts` come with their application, and its assignments fetched: no query per draft.
    """
    return [_looked_over(draft, decided_on, by, at) for draft in drafts]


def drafted(draft: Decision, *, decided_on: date, by: User, at: datetime) -> Decision:
    """The decision as this draft would be published, unsaved. Raises what the decision would raise."""
    decision = preview_decision(
        outcome=Status(draft.outcome),
        application=draft.application,
        decided_on=decided_on,
        grounds=draft.grounds,
        feedback=draft.feedback,
        by=None,  # who asks sees the draft; the permission is asked when it is published
        at=at,
    )
    decision.published_by = by
    return decision


def obstacle_to(draft: Decision, *, decided_on: date, by: User, at: datetime) -> str:
    """Why this decision cannot leave on that day; empty when it can."""
    try:
        drafted(draft, decided_on=decided_on, by=by, at=at)
    except Refused as refused:
        return str(refused)
    return ""


def _looked_over(draft: Decision, decided_on: date, by: User, at: datetime) -> Prepared:
    if obstacle := obstacle_to(draft, decided_on=decided_on, by=by, at=at):
        return Prepared(draft.application, draft, obstacle=obstacle)
    awaited = [a.adviser.name for a in draft.application.assignments.all() if a.status in AssignmentStatus.waiting()]
    warning = _("Het advies van %(names)s is er nog niet.") % {"names": ", ".join(awaited)} if awaited else ""
    return Prepared(draft.application, draft, warning=warning)


@transaction.atomic
def publish_decisions(
    *,
    round: Round,  # noqa: A002 - the domain's own word
    seen: Mapping[int, int],
    decided_on: date,
    by: User | None,
    at: datetime,
) -> list[Application]:
    """Take all these decisions on one day: each by its own verb, with its letter. All of them or none.

    `seen` maps each application to the version of its draft that was read over. Raises Refused, naming the application,
    when a draft changed or was published since, and when any decision cannot be taken.
    """
    if not seen:
        raise Refused(_("Kies minstens één beslissing."))
    if len(seen) > AT_ONCE:
        raise Refused(_("Publiceer hoogstens %(n)d beslissingen tegelijk.") % {"n": AT_ONCE})
    rows = Application.objects.filter(round=round, pk__in=seen).order_by("pk")
    applications = list(held(rows if by is None else rows.visible_to(by)))
    if len(applications) != len(seen):
        raise Refused(_("Een van deze aanvragen hoort niet bij deze indiendatum. Laad de pagina opnieuw."))
    drafts = {
        draft.application_id: draft
        for draft in Decision.objects.filter(application__in=applications, status=DecisionStatus.DRAFT)
    }
    _check_unchanged(applications, drafts, seen)
    return [_taken(drafts[row.pk], row, decided_on, by, at) for row in applications]


def held(rows: QuerySet[Application]) -> QuerySet[Application]:
    """These rows, held in one order, so that two who publish wait for each other."""
    return rows.select_for_update(of=("self",))


def _check_unchanged(applications: list[Application], drafts: dict[int, Decision], seen: Mapping[int, int]) -> None:
    """Raise Refused, naming them, for what was decided or written otherwise since it was read over."""
    gone = [row.ref for row in applications if row.pk not in drafts]
    if gone:
        raise Refused(
            _("Intussen al beslist, of zonder ontwerp: %(refs)s. Er is niets gepubliceerd; laad de pagina opnieuw.")
            % {"refs": ", ".join(gone)}
        )
    changed = [row.ref for row in applications if drafts[row.pk].version != seen[row.pk]]
    if changed:
        raise Refused(
            _("Het ontwerp werd gewijzigd nadat u het las: %(refs)s. Er is niets gepubliceerd; lees het opnieuw na.")
            % {"refs": ", ".join(changed)}
        )


def _taken(draft: Decision, application: Application, decided_on: date, by: User | None, at: datetime) -> Application:
    feedback = {"feedback": draft.feedback} if draft.outcome == Status.NOT_SELECTED else {}
    try:
        return OUTCOMES[Status(draft.outcome)](
            application=application, decided_on=decided_on, grounds=draft.grounds, by=by, at=at, **feedback
        )
    except Refused as refused:
        raise type(refused)(f"{application.ref}: {refused}") from refused
