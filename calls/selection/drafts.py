"""Decisions in preparation: written inside PIO, until the programme lead publishes them or they are thrown away."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus as Status
from calls.models import Application, Decision
from calls.selection.decision import possible_outcomes, refuse_conditions
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit


class Outdated(Refused):
    """Someone else saved or took this draft since it was opened. `current` is what stands there now, if anything."""

    def __init__(self, current: Decision | None) -> None:
        super().__init__(
            _("Een collega wijzigde dit ontwerp intussen. Er is niets overschreven: vergelijk beide versies.")
        )
        self.current = current


@transaction.atomic
def draft_decision(
    *,
    application: Application,
    outcome: Status | str,
    grounds: str,
    feedback: str,
    conditions: str = "",
    despite: str = "",
    version: int,
    by: User | None,
    at: datetime,
) -> Decision:
    """Keep a decision in preparation; all but the outcome may still be missing. No applicant ever sees it.

    `version` is the one that the form showed, 0 for none yet. Raises Outdated when a colleague saved since, and Refused
    for an outcome that the application cannot get from where it stands.
    """
    application = locked(application)
    permit("calls.handle_application", application, by=by)
    if outcome not in possible_outcomes(application):
        raise Refused(
            _("Deze beslissing kan niet: de stand van de aanvraag is “%(status)s”.")
            % {"status": application.get_status_display()},
            field="outcome",
        )
    refuse_conditions(conditions, of_selection=outcome == Status.SELECTED)
    draft = _current(application, version)
    given = {"grounds": grounds, "feedback": feedback, "conditions": conditions, "despite": despite}
    written = {"outcome": outcome} | {name: text.strip() for name, text in given.items()}
    if draft is None:
        draft = Decision(application=application, version=0)
    elif {name: getattr(draft, name) for name in written} == written:
        return draft
    for name, text in written.items():
        setattr(draft, name, text)
    draft.version, draft.prepared_at, draft.prepared_by = draft.version + 1, at, by
    draft.save()
    record(about=application, verb="decision_drafted", by=by, at=at)
    return draft


@transaction.atomic
def discard_draft(*, application: Application, version: int, by: User | None, at: datetime) -> None:
    """Throw a decision in preparation away: what stood in it is kept, and seen no more. Raises Outdated like the above."""
    application = locked(application)
    permit("calls.handle_application", application, by=by)
    if draft := _current(application, version):
        perform(draft, "drop", by=by)
        draft.dropped_at, draft.dropped_by = at, by
        draft.save(update_fields=["status", "dropped_at", "dropped_by"])
        record(about=application, verb="decision_draft_discarded", by=by, at=at)


def _current(application: Application, version: int) -> Decision | None:
    """The draft as it is, when it is still the one that was shown."""
    draft = application.decision_draft
    if (draft.version if draft else 0) != version:
        raise Outdated(draft)
    return draft
