"""The enterprises that apply or tender in an award procedure (I07)."""

import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit, save_checked
from pio_portal.organisations.identifiers import clean_kbo
from pio_portal.organisations.models import Organisation
from pio_portal.searched import normal
from projects.enums import ParticipantRole
from projects.models import Participant, Procurement
from projects.models.participant import BELGIUM
from projects.procurement.workflow import locked_procurement


@transaction.atomic
def add_participant(
    *,
    procurement: Procurement,
    by,
    at: datetime,
    role: str = ParticipantRole.TENDERER,
    kbo: str = "",
    country: str = BELGIUM,
    foreign_number: str = "",
    name: str = "",
    consortium: str = "",
    is_sme: bool | None = None,
) -> Participant:
    """Record an enterprise: by its KBO number, by its number in another country, or by country and name.

    Members of a consortium share its name. A known enterprise brings its name along.
    """
    _project, procurement = locked_procurement(procurement)
    permit("projects.handle_procurement", procurement, by=by)
    if procurement.launched_on is None:
        raise Refused(_("Deelnemers komen er pas na de lancering van de opdracht."))
    country = country.strip().upper() or BELGIUM
    kbo = _checked_kbo(kbo) if kbo.strip() else ""
    participant = Participant(
        procurement=procurement,
        kbo=kbo,
        country=country,
        foreign_number=_checked_foreign(foreign_number, country, kbo) if foreign_number.strip() else "",
        name=name.strip() or _known_name(kbo),
        role=role,
        consortium=consortium.strip(),
        is_sme=is_sme,
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
    _project, procurement = locked_procurement(participant.procurement)
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


def _checked_foreign(number: str, country: str, kbo: str) -> str:
    """The number in one form: capitals and digits, without the country in front of it."""
    if country == BELGIUM or kbo:
        raise Refused(
            _("Dit nummer is voor een onderneming zonder KBO-nummer: vul ook haar land in."), field="foreign_number"
        )
    plain = re.sub(r"[^0-9A-Z]", "", number.upper()).removeprefix(country)
    if not re.search(r"\d", plain):
        raise Refused(_("Een ondernemingsnummer heeft minstens één cijfer."), field="foreign_number")
    return plain


def _known_name(kbo: str) -> str:
    """The name of the enterprise when the portal knows its number; else nothing."""
    known = Organisation.objects.filter(kbo=kbo).values_list("name", flat=True) if kbo else ()
    return next(iter(known), "")


def _refuse_duplicate(participant: Participant) -> None:
    """Raise Refused when the procurement has this enterprise in this role already, however it was written.

    Two are the same by their number; by country and name when one of them has none.
    """
    if not participant.kbo and not participant.name:
        field = "name" if participant.foreign_number else "kbo"
        raise Refused(_("Vul het ondernemingsnummer in, of de naam."), field=field)
    for other in participant.procurement.participants.filter(role=participant.role):
        if field := _same_by(participant, other):
            raise Refused(_("Deze onderneming staat er al in met deze rol."), field=field)


def _same_by(one: Participant, other: Participant) -> str:
    """The field by which they are the same enterprise; empty when they are two."""
    for field in ("kbo", "foreign_number"):
        if (number := getattr(one, field)) and getattr(other, field) == number and other.country == one.country:
            return field
    has_two_numbers = one.number and other.number
    same_name = one.country == other.country and enterprise_key(one.name) == enterprise_key(other.name) != ""
    return "name" if same_name and not has_two_numbers else ""


LEGAL_FORMS = frozenset(
    [
        "nv",
        "bv",
        "bvba",
        "cv",
        "cvba",
        "vof",
        "comm",
        "sa",
        "srl",
        "sprl",
        "gmbh",
        "ag",
        "ug",
        "ltd",
        "plc",
        "llc",
        "inc",
        "sas",
        "sarl",
        "spa",
        "ab",
        "as",
        "oy",
    ]
)


def enterprise_key(name: str) -> str:
    """What the spellings of the name of one enterprise have in common: no accents, dots or legal form."""
    words = re.sub(r"[^0-9a-z ]", " ", normal(name).replace(".", "")).split()
    return " ".join(word for word in words if word not in LEGAL_FORMS)
