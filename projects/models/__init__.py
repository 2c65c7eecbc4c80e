"""Projects, in the order in which their parts depend on each other."""

from projects.models.amendment import BaselineAmendment
from projects.models.closing import KnowledgeRecord
from projects.models.consultancy import ConsultancyOrder
from projects.models.contract import ContractAmendment, PartialDelivery
from projects.models.course import EarlyWarning, ForecastChange, PhaseEntry
from projects.models.cpv import CpvCode
from projects.models.document import DocumentVersion, ProjectDocument
from projects.models.engagement import Engagement, EngagementCheck, EngagementVersion, ProposedEngagement
from projects.models.evaluation import AgendaPoint, Evaluation
from projects.models.handover import Handover
from projects.models.lot import Lot
from projects.models.participant import Participant
from projects.models.preparation import PreparationStep
from projects.models.procurement import Procurement
from projects.models.project import Project
from projects.models.remark import Remark
from projects.models.reminder import LateReminder
from projects.models.survey import Adopter, Survey
from projects.models.task import ProjectTask
from projects.models.template import DocumentTemplate
from projects.models.tempo import Delay, Milestone, MilestoneLink, ProposedMilestone
from projects.models.threshold import Threshold

__all__ = [
    "Adopter",
    "AgendaPoint",
    "BaselineAmendment",
    "ConsultancyOrder",
    "ContractAmendment",
    "CpvCode",
    "Delay",
    "DocumentTemplate",
    "DocumentVersion",
    "EarlyWarning",
    "Engagement",
    "EngagementCheck",
    "EngagementVersion",
    "Evaluation",
    "ForecastChange",
    "Handover",
    "KnowledgeRecord",
    "LateReminder",
    "Lot",
    "Milestone",
    "MilestoneLink",
    "PartialDelivery",
    "Participant",
    "PhaseEntry",
    "PreparationStep",
    "Procurement",
    "Project",
    "ProjectDocument",
    "ProjectTask",
    "ProposedEngagement",
    "ProposedMilestone",
    "Remark",
    "Survey",
    "Threshold",
]
