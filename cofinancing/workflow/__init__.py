"""What can happen to co-financing. The only writers of requests, meetings, decisions and the ledger."""

from cofinancing.workflow.decisions import amend_decision, record_decision, revoke_decision
from cofinancing.workflow.ledger import set_envelope
from cofinancing.workflow.meetings import (
    hold_meeting,
    move_request,
    plan_meeting,
    schedule_request,
    unschedule_request,
)
from cofinancing.workflow.requests import request_cofinancing, withdraw_request

__all__ = [
    "amend_decision",
    "hold_meeting",
    "move_request",
    "plan_meeting",
    "record_decision",
    "request_cofinancing",
    "revoke_decision",
    "schedule_request",
    "set_envelope",
    "unschedule_request",
    "withdraw_request",
]
