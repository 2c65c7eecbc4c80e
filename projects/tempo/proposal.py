"""The milestones on the way to the launch with which the projects of a call begin."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.models import Call
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit
from projects.enums import StepKind
from projects.models import ProposedMilestone

MOST, LONGEST = 20, 120  # milestones; characters, as the column
LAUNCH = gettext_lazy("Lancering van de opdracht")


class Proposed(NamedTuple):
    """A milestone, due after `percent` of the term between the start of a project and its launch."""

    percent: int
    name: str


STANDARD = (
    (25, StepKind.NEEDS_ANALYSIS.label),
    (40, StepKind.STATE_OF_THE_ART.label),
    (60, StepKind.MARKET_CONSULTATION.label),
    (85, gettext_lazy("Opdrachtdocumenten")),
)


def milestones_of(call: Call) -> list[Proposed]:
    """What a project of this call is to reach before its launch, when it starts. One query."""
    rows = [Proposed(row.percent, row.name) for row in call.proposed_milestones.all()]
    return rows or [Proposed(percent, str(name)) for percent, name in STANDARD]


@transaction.atomic
def propose_milestones(*, call: Call, milestones: Sequence[Proposed], by, at: datetime) -> Call:
    """Write what the projects of a call are to reach. Projects that started already keep what they have."""
    call = locked(call)
    permit("projects.propose_milestones", call, by=by)
    _refuse_impossible(milestones)
    call.proposed_milestones.all().delete()
    ProposedMilestone.objects.bulk_create(
        ProposedMilestone(call=call, name=one.name, percent=one.percent, position=n)
        for n, one in enumerate(milestones, start=1)
    )
    record(about=call, verb="milestones_proposed", by=by, at=at)
    return call


def _refuse_impossible(milestones: Sequence[Proposed]) -> None:
    if sentence := next(_faults(milestones), None):
        raise Refused(sentence, field="milestones")


def _faults(milestones: Sequence[Proposed]):
    if not milestones:
        yield _("Schrijf minstens één mijlpaal.")
    if len(milestones) > MOST:
        yield _("Hou het bij hoogstens %(most)d mijlpalen.") % {"most": MOST}
    known = {str(LAUNCH).casefold()}
    for one in milestones:
        if not 0 < one.percent < 100:  # noqa: PLR2004 - percent
            yield _("“%(name)s”: schrijf een percentage van 1 tot en met 99; de lancering zelf is 100.") % {
                "name": one.name
            }
        if len(one.name) > LONGEST:
            yield _("De naam van een mijlpaal telt hoogstens %(most)d tekens.") % {"most": LONGEST}
        if one.name.casefold() in known:
            yield _("“%(name)s” staat er twee keer. De lancering komt er vanzelf bij.") % {"name": one.name}
        known.add(one.name.casefold())
    for first, later in pairwise(milestones):
        if later.percent < first.percent:
            yield _("“%(later)s” staat na “%(first)s”, maar valt vroeger. Zet ze in volgorde.") % {
                "later": later.name,
                "first": first.name,
            }
