"""What the models cannot say; part of the initial migration of the users, which every other one follows."""

from django.db.migrations import RunSQL

from pio_portal.searched import FUNCTIONS, NO_FUNCTIONS

BEFORE = [RunSQL(FUNCTIONS, NO_FUNCTIONS)]  # the form in which all is searched and sorted
AFTER: list = []
