"""Projects, in the order in which their parts depend on each other."""

from projects.models.closing import KnowledgeRecord
from projects.models.engagement import Engagement
from projects.models.preparation import PreparationStep
from projects.models.procurement import Participant, Procurement
from projects.models.project import Project
from projects.models.tempo import Delay, Milestone

__all__ = [
    "Delay",
    "Engagement",
    "KnowledgeRecord",
    "Milestone",
    "Participant",
    "PreparationStep",
    "Procurement",
    "Project",
]
