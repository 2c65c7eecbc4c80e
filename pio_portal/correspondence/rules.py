"""Who may change the standard mails, and read what was sent."""

import rules

from pio_portal.accounts.rules import is_pio

rules.add_perm("correspondence.change_mailtemplate", is_pio)
