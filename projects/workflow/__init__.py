"""What can happen to projects and procurements: the only writers of their phases, states and statuses.

A verb that touches a project and something below it locks the project first, so that two verbs never wait for each
other, and a project cannot close while one of its procurements changes.
"""

from projects.workflow.closing import (
    close_project,
    missing_for_closing,
    share_knowledge,
    waive_sharing,
    withdraw_knowledge,
)
from projects.workflow.dossier import add_document
from projects.workflow.engagements import change_engagements, confirm_engagements, engagements_version
from projects.workflow.preparation import record_step, skip_step
from projects.workflow.procurement import (
    add_participant,
    award_procurement,
    cancel_procurement,
    deliver_procurement,
    edit_procurement,
    launch_procurement,
    record_procurement,
    relaunch_procurement,
    remove_participant,
    report_no_tenders,
    tell_cofinancing_decided,
    terminate_procurement,
)
from projects.workflow.project import advance_project, next_step, resume_project, stop_project, suspend_project
from projects.workflow.publishing import edit_public_texts, publish_project, unpublish_project
from projects.workflow.start import assign_lead, start_project
from projects.workflow.tempo import add_milestone, forecast_milestone, move_baseline, reach_milestone

__all__ = [
    "add_document",
    "add_milestone",
    "add_participant",
    "advance_project",
    "assign_lead",
    "award_procurement",
    "cancel_procurement",
    "change_engagements",
    "close_project",
    "confirm_engagements",
    "deliver_procurement",
    "edit_procurement",
    "edit_public_texts",
    "engagements_version",
    "forecast_milestone",
    "launch_procurement",
    "missing_for_closing",
    "move_baseline",
    "next_step",
    "publish_project",
    "reach_milestone",
    "record_procurement",
    "record_step",
    "relaunch_procurement",
    "remove_participant",
    "report_no_tenders",
    "resume_project",
    "share_knowledge",
    "skip_step",
    "start_project",
    "stop_project",
    "suspend_project",
    "tell_cofinancing_decided",
    "terminate_procurement",
    "unpublish_project",
    "waive_sharing",
    "withdraw_knowledge",
]
