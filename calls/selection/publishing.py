"""The decisions of a round leave together: looked over, counted, then published by the programme lead, all or none."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.enums import ApplicationStatus as Status
from calls.enums import Doubt
from calls.models import Application, Decision, Round
from calls.selection.decision import OUTCOMES, WRITTEN, preview_decision
from calls.selection.evidence import FETCHED, Evidence, evidence_of
from pio_portal.accounts.models import User
from pio_portal.change import Refused

AT_ONCE = 200  # decisions in one transaction


@dataclass(frozen=True)
class Prepared:
    """One draft, looked over: `obstacle` says why it cannot leave now, `evidence` what is known of its application."""

    application: Application
    draft: Decision
    evidence: Evidence
    obstacle: str = ""

    @property
    def doubts(self) -> list[Doubt]:
        """What speaks against it: such a decision is not taken along unless somebody says so."""
        return self.evidence.doubts(self.draft.outcome)

    @property
    def warnings(self) -> list[tuple[Doubt, str]]:
        """Each doubt with its sentence."""
        return [(doubt, self.evidence.told(doubt)) for doubt in self.doubts]

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

    `drafts` come with their application: what is known of all of them is fetched at once.
    """
    rows = list(drafts)
    prefetch_related_objects([draft.application for draft in rows], *FETCHED)
    return [_looked_over(draft, decided_on, by, at) for draft in rows]


def drafted(draft: Decision, *, decided_on: date, by: User, at: datetime) -> Decision:
    """The decision as this draft would be published, unsaved. Raises what the decision would raise."""
    decision = preview_decision(
        outcome=Status(draft.outcome),
        application=draft.application,
        decided_on=decided_on,
        grounds=draft.grounds,
        feedback=draft.feedback,
        conditions=draft.conditions,
        despite=draft.despite,
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
    obstacle = obstacle_to(draft, decided_on=decided_on, by=by, at=at)
    return Prepared(draft.application, draft, evidence_of(draft.application, at=at), obstacle)


def summary_of(prepared: Sequence[Prepared]) -> str:
    """What leaves, counted: `4 beslissingen: 3 geselecteerd, 1 niet geselecteerd; bij 2 ontbreekt een advies; …`."""
    outcomes = Counter(Status(p.draft.outcome) for p in prepared)
    doubts = Counter(doubt for p in prepared for doubt in p.doubts)
    taken = ", ".join(f"{outcomes[s]} {str(s.label).lower()}" for s in OUTCOMES if outcomes[s])
    counted = [
        (doubts[Doubt.ADVICE_MISSING], _("bij %(n)d ontbreekt een advies")),
        (doubts[Doubt.BELOW_THRESHOLD], _("%(n)d onder de drempel")),
        (doubts[Doubt.ROUND_OPEN], _("%(n)d terwijl de indiendatum nog open is")),
    ]
    told = ngettext("%(n)d beslissing", "%(n)d beslissingen", len(prepared)) % {"n": len(prepared)}
    return "; ".join([f"{told}: {taken}", *(text % {"n": n} for n, text in counted if n)])


@transaction.atomic
def look_over_chosen(
    *,
    round: Round,  # noqa: A002 - the domain's own word
    seen: Mapping[int, int],
    decided_on: date,
    by: User,
    at: datetime,
) -> list[Prepared]:
    """What was chosen to leave, as it stands now. Raises Refused as publishing would, and keeps nothing."""
    drafts = _checked(round, seen, by)
    prepared = look_over(drafts, decided_on=decided_on, by=by, at=at)
    for one in prepared:
        if one.obstacle:
            raise Refused(f"{one.application.ref}: {one.obstacle}")
    return prepared


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
    return [_taken(draft, decided_on, by, at) for draft in _checked(round, seen, by)]


def _checked(round: Round, seen: Mapping[int, int], by: User | None) -> list[Decision]:  # noqa: A002 - the domain's own word
    """The drafts that were chosen, with their applications, when they still are what was read over.

    Their rows are held until the transaction ends. Raises Refused, naming the applications at fault.
    """
    if not seen:
        raise Refused(_("Kies minstens één beslissing."))
    if len(seen) > AT_ONCE:
        raise Refused(_("Publiceer hoogstens %(n)d beslissingen tegelijk.") % {"n": AT_ONCE})
    rows = Application.objects.filter(round=round, pk__in=seen).order_by("pk")
    applications = {row.pk: row for row in held(rows if by is None else rows.visible_to(by))}
    if len(applications) != len(seen):
        raise Refused(_("Een van deze aanvragen hoort niet bij deze indiendatum. Laad de pagina opnieuw."))
    related = ("application__organisation", "application__call", "application__round")
    drafts = {
        draft.application_id: draft
        for draft in Decision.objects.drafts().filter(application__in=applications).select_related(*related)
    }
    _check_unchanged(list(applications.values()), drafts, seen)
    return [drafts[pk] for pk in applications]


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


def _taken(draft: Decision, decided_on: date, by: User | None, at: datetime) -> Application:
    outcome, application = Status(draft.outcome), draft.application
    written = {name: getattr(draft, name) for name in WRITTEN[outcome]}
    try:
        return OUTCOMES[outcome](application=application, decided_on=decided_on, **written, by=by, at=at)
    except Refused as refused:
        raise type(refused)(f"{application.ref}: {refused}") from refused
