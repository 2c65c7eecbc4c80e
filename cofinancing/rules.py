"""Who may do what with co-financing."""

import rules

from pio_portal.accounts.access import MANAGEMENT, SECRETARY, STAFF
from pio_portal.accounts.enums import Role
from pio_portal.accounts.rules import has_role, is_lead, is_pio, is_secretary

sees_requests = has_role(Role.STAFF, Role.LEAD, Role.SECRETARY, Role.MANAGEMENT, Role.COMMITTEE)

rules.add_perm("cofinancing.view_cofinancingrequest", sees_requests)
rules.add_perm("cofinancing.view_meeting", has_role(Role.STAFF, Role.LEAD, Role.SECRETARY, Role.COMMITTEE))
rules.add_perm("cofinancing.handle_request", is_pio)
rules.add_perm("cofinancing.manage_meeting", is_secretary | is_pio)
rules.add_perm("cofinancing.record_decision", is_secretary)
rules.add_perm("cofinancing.manage_envelope", is_lead)

# Who uses the pages: the office prepares, management reads along.
OFFICE = STAFF | SECRETARY
READERS = OFFICE | MANAGEMENT
