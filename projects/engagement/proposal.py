"""What a project begins with: the engagements that its call proposes, or the standard ones."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.models import Application, Call
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit
from projects.engagement.workflow import MOST
from projects.enums import Side
from projects.models import Engagement, Project, ProposedEngagement

LONGEST = 300  # characters, as the column
STANDARD = {
    Side.CLIENT: (
        gettext_lazy("Er is één projectleider, met tijd en mandaat om dit project te trekken."),
        gettext_lazy("De directie beslist binnen vier weken over de stappen die haar worden voorgelegd."),
        gettext_lazy("De juridische dienst en de aankoopdienst zijn van bij de start betrokken."),
        gettext_lazy("De ervaringen worden gedeeld met andere publieke organisaties."),
    ),
    Side.PIO: (
        gettext_lazy("Er is één vaste PIO-begeleider, van de start tot de afsluiting."),
        gettext_lazy(
            "PIO neemt de kost van de begeleiding bij het voortraject op zich, binnen het afgesproken budget."
        ),
        gettext_lazy("PIO geeft binnen de tien werkdagen opmerkingen bij documenten die worden voorgelegd."),
    ),
}


def proposed_by(call: Call) -> dict[Side, list[str]]:
    """What both sides promise in a project of this call, when it starts. One query."""
    rows = list(call.proposed_engagements.all())
    if not rows:
        return {side: [str(text) for text in STANDARD[side]] for side in Side}
    return {side: [row.text for row in rows if row.side == side] for side in Side}


@transaction.atomic
def propose_engagements(*, call: Call, client: Sequence[str], pio: Sequence[str], by, at: datetime) -> Call:
    """Write what the projects of a call begin with. Projects that started already keep what they have."""
    call = locked(call)
    permit("projects.propose_engagements", call, by=by)
    wanted = [*_rows(call, Side.CLIENT, client), *_rows(call, Side.PIO, pio)]
    call.proposed_engagements.all().delete()
    ProposedEngagement.objects.bulk_create(wanted)
    record(about=call, verb="engagements_proposed", by=by, at=at)
    return call


def _rows(call: Call, side: Side, texts: Sequence[str]) -> list[ProposedEngagement]:
    wanted = [text.strip() for text in texts if text.strip()]
    if not wanted:
        raise Refused(_("Elke kant neemt minstens één engagement op."), field=side.value)
    if len(wanted) > MOST:
        raise Refused(_("Hou het bij hoogstens %(most)d engagementen per kant.") % {"most": MOST}, field=side.value)
    if any(len(text) > LONGEST for text in wanted):
        raise Refused(_("Een engagement telt hoogstens %(most)d tekens.") % {"most": LONGEST}, field=side.value)
    return [ProposedEngagement(call=call, side=side, text=text, position=n) for n, text in enumerate(wanted, start=1)]


def begin_engagements(project: Project, application: Application) -> None:
    """Give a new project what the call of its application proposes, each with somebody who answers for it."""
    people = {Side.CLIENT: application.created_by, Side.PIO: project.lead}
    Engagement.objects.bulk_create(
        Engagement(project=project, side=side, text=text, position=n, person=str(people[side] or ""))
        for side, texts in proposed_by(application.call).items()
        for n, text in enumerate(texts, start=1)
    )
