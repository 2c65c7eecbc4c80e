"""Who may do what with reports and imports."""

import rules

from pio_portal.accounts.enums import Role
from pio_portal.accounts.rules import has_role, is_pio

rules.add_perm("reporting.view_report", has_role(Role.STAFF, Role.LEAD, Role.MANAGEMENT, Role.COMMUNICATION))
rules.add_perm("reporting.make_report", has_role(Role.STAFF, Role.LEAD, Role.MANAGEMENT))
rules.add_perm("reporting.set_target", has_role(Role.LEAD, Role.MANAGEMENT))
rules.add_perm("reporting.read_remarks", has_role(Role.LEAD, Role.MANAGEMENT))
rules.add_perm("reporting.import_programme", is_pio)
rules.add_perm("reporting.view_importrun", is_pio)
