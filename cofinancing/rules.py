"""Who may do what with co-financing."""

import rules

from pio_portal.accounts.access import MANAGEMENT, SECRETARY, STAFF
from pio_portal.accounts.enums import Role
from pio_portal.accounts.rules import has_role, is_lead, is_pio, is_secretary
from projects.rules import is_unbiased

sees_requests = has_role(Role.STAFF, Role.LEAD, Role.SECRETARY, Role.MANAGEMENT)


@rules.predicate
def is_on_an_agenda(_user, request) -> bool:
    return request is not None and request.meeting_id is not None


rules.add_perm(
    "cofinancing.view_cofinancingrequest",
    (sees_requests | (has_role(Role.COMMITTEE) & is_on_an_agenda)) & is_unbiased,
)
rules.add_perm("cofinancing.view_meeting", has_role(Role.STAFF, Role.LEAD, Role.SECRETARY, Role.COMMITTEE))
rules.add_perm("cofinancing.handle_request", is_pio & is_unbiased)
rules.add_perm("cofinancing.manage_meeting", is_secretary | is_pio)
rules.add_perm("cofinancing.record_decision", is_secretary & is_unbiased)
rules.add_perm("cofinancing.manage_envelope", is_lead)

# Who uses the pages: the office prepares, management reads along.
OFFICE = STAFF | SECRETARY
READERS = OFFICE | MANAGEMENT
