"""The enterprises that apply or tender in an award procedure (I07)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit, save_checked
from pio_portal.organisations.identifiers import clean_kbo
from projects.enums import ParticipantRole
from projects.models import Participant, Procurement
from projects.project.workflow import running_project

BELGIUM = "BE"


@transaction.atomic
def add_participant(
    *,
    procurement: Procurement,
    by,
    at: datetime,
    role: str = ParticipantRole.TENDERER,
    kbo: str = "",
    country: str = BELGIUM,
    name: str = "",
    consortium: str = "",
) -> Participant:
    """Record an enterprise: by its KBO number, or by country and name. Members of a consortium share its name."""
    running_project(procurement.project)
    procurement = locked(procurement)
    permit("projects.handle_procurement", procurement, by=by)
    if procurement.launched_on is None:
        raise Refused(_("Deelnemers komen er pas na de lancering van de opdracht."))
    participant = Participant(
        procurement=procurement,
        kbo=_checked_kbo(kbo) if kbo.strip() else "",
        country=country.strip().upper() or BELGIUM,
        name=name.strip(),
        role=role,
        consortium=consortium.strip(),
    )
    _refuse_duplicate(participant)
    save_checked(participant)
    detail = {
        "participant": str(participant),
        "role": participant.get_role_display().lower(),
        "procurement": procurement.ref,
    }
    record(about=procurement, verb="participant_added", by=by, at=at, detail=detail)
    return participant


@transaction.atomic
def remove_participant(*, participant: Participant, by, at: datetime) -> None:
    """Take out an enterprise that was recorded by mistake; the history keeps the row."""
    running_project(participant.procurement.project)
    procurement = locked(participant.procurement)
    permit("projects.handle_procurement", procurement, by=by)
    participant = locked(participant)
    participant.delete()
    detail = {"participant": str(participant), "procurement": procurement.ref}
    record(about=procurement, verb="participant_removed", by=by, at=at, detail=detail)


def _checked_kbo(kbo: str) -> str:
    try:
        return clean_kbo(kbo)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), field="kbo") from error


def _refuse_duplicate(participant: Participant) -> None:
    """Raise Refused when the procurement has this enterprise in this role already."""
    if not participant.kbo and not participant.name:
        raise Refused(_("Vul het ondernemingsnummer in, of de naam."), field="kbo")
    same = participant.procurement.participants.filter(role=participant.role)
    if participant.kbo:
        same = same.filter(kbo=participant.kbo)
    else:
        same = same.filter(kbo="", country=participant.country, name__iexact=participant.name)
    if same.exists():
        field = "kbo" if participant.kbo else "name"
        raise Refused(_("Deze onderneming staat er al in met deze rol."), field=field)
