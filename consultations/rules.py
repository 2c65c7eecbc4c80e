"""Who may do what with market consultations."""

import rules

from consultations.enums import ConsultationStatus
from pio_portal.accounts.rules import is_pio


@rules.predicate
def is_public(_user, consultation) -> bool:
    return consultation is not None and consultation.status != ConsultationStatus.DRAFT


rules.add_perm("consultations.view_marketconsultation", is_pio | is_public)
rules.add_perm("consultations.handle_consultation", is_pio)
