"""What can happen to an occasion and to the registrations for it. The only writers of both.

Every verb locks the occasion first, and then the registration: seats are only given out under that lock.
"""

from pio_portal.registrations.workflow.attendance import Counted, record_attendance, record_counted
from pio_portal.registrations.workflow.occasion import OccasionData, call_off, change_occasion, plan_occasion
from pio_portal.registrations.workflow.registering import (
    cancel_registration,
    change_registration,
    confirm_registration,
    register,
)
from pio_portal.registrations.workflow.telling import tell_registrants

__all__ = [
    "Counted",
    "OccasionData",
    "call_off",
    "cancel_registration",
    "change_occasion",
    "change_registration",
    "confirm_registration",
    "plan_occasion",
    "record_attendance",
    "record_counted",
    "register",
    "tell_registrants",
]
