"""Calls, applications and assessment, in the order in which they depend on each other."""

from calls.models.application import Application, Revision, SectionAnswer
from calls.models.assessment import Assignment, Score
from calls.models.call import Call, Criterion, FormVersion, PolicyDomain, Round, Theme

__all__ = [
    "Application",
    "Assignment",
    "Call",
    "Criterion",
    "FormVersion",
    "PolicyDomain",
    "Revision",
    "Round",
    "Score",
    "SectionAnswer",
    "Theme",
]
