"""Who reads and answers what people ask through the contact form."""

import rules

from pio_portal.accounts.rules import is_pio

rules.add_perm("contact.handle_enquiry", is_pio)
