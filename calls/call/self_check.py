"""The few yes-or-no questions before the form, that say whether one may apply and should."""

from collections.abc import Mapping, Sequence
from typing import Literal

from django.urls import reverse

from calls.questionnaire import definition
from calls.questionnaire.question import Check

Verdict = Literal["yes", "talk", "no"]


def checks_of(call) -> tuple[Check, ...]:
    """The questions of this call; none when its form has none."""
    return definition.of(call.form).checks


def verdict(checks: Sequence[Check], given: Mapping[str, str]) -> tuple[Verdict, list[Check]]:
    """What the answers (`ja` or `nee` per key) come down to, and the questions that stand in the way."""
    against = [check for check in checks if given.get(check.key) != "ja"]
    if any(check.hard for check in against):
        return "no", against
    return ("talk" if against else "yes"), against


def way_in(call) -> str:
    """Where "Start een aanvraag" leads: through the check, when the call has one."""
    if checks_of(call):
        return reverse("calls:call_eligibility", args=[call.code])
    return f"{reverse('calls:applicant_application_new')}?oproep={call.code}"
