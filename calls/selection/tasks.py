"""What the worker does after a decision: it makes the letter and sends it."""

from calls.selection.letters import TASK, file_decision_letter
from pio_portal.correspondence.outbox import task

task(TASK)(file_decision_letter)
