"""Calls, applications and assessment, in the order in which they depend on each other."""

from calls.models.application import Application
from calls.models.assessment import Assignment, Score
from calls.models.call import Announcement, Call, Criterion, EligibilityPoint, PolicyDomain, Round, Theme
from calls.models.completion import CompletionRequest
from calls.models.content import Merged, Revision, SectionAnswer
from calls.models.deadline import Extension, Reminder
from calls.models.partners import Invitation, Presence
from calls.models.questionnaire import Questionnaire
from calls.models.selection import Conflict, Decision, EligibilityCheck

__all__ = [
    "Announcement",
    "Application",
    "Assignment",
    "Call",
    "CompletionRequest",
    "Conflict",
    "Criterion",
    "Decision",
    "EligibilityCheck",
    "EligibilityPoint",
    "Extension",
    "Invitation",
    "Merged",
    "PolicyDomain",
    "Presence",
    "Questionnaire",
    "Reminder",
    "Revision",
    "Round",
    "Score",
    "SectionAnswer",
    "Theme",
]
