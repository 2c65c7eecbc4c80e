"""What the worker does for the assessment: it reminds advisers."""

from calls.assessment.advice_reminders import remind_advisers
from pio_portal.correspondence.periodic import periodic

periodic("calls.advice_reminders")(remind_advisers)
