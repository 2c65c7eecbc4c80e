"""What a queryset shows to somebody is what the rule lets that person view: said twice, never differently."""

import pytest
import rules
from django.apps import apps

from calls.enums import ApplicationStatus, AssignmentStatus
from cofinancing.enums import RequestStatus
from consultations.enums import ConsultationStatus
from outreach.enums import EventStatus, StoryStatus
from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from projects.enums import HandoverStatus
from tests import permissions
from tests.factories import assessment, cofinancing, consultations, ground, outreach, projects, states

pytestmark = pytest.mark.django_db
# Of each model with both, rows in every state that matters. PIO sees that a draft of an application exists, and may not
# view it: the one difference that is meant (tests/calls/test_rules.py).
ROWS = {
    "calls.application": lambda: [
        assessment.application(status) for status in ApplicationStatus if status != ApplicationStatus.DRAFT
    ],
    "calls.assignment": lambda: [assessment.STAGES[status]() for status in AssignmentStatus],
    "cofinancing.cofinancingrequest": lambda: [
        cofinancing.request(status=status) for status in (RequestStatus.REQUESTED, RequestStatus.SCHEDULED)
    ],
    "cofinancing.meeting": lambda: [cofinancing.meeting()],
    "consultations.marketconsultation": lambda: [
        consultations.consultation(status=status) for status in ConsultationStatus
    ],
    "organisations.organisation": lambda: [ground.organisation()],
    "outreach.event": lambda: [outreach.event(status=status) for status in EventStatus],
    "outreach.story": lambda: [outreach.story(status=status) for status in StoryStatus],
    "projects.consultancyorder": lambda: [projects.consultancy()],
    "projects.handover": lambda: [states.handover(status) for status in HandoverStatus],
    "projects.procurement": lambda: [cofinancing.procurement()],
    "projects.projecttask": states.project_tasks,
    "projects.project": lambda: [consultations.client_project()],
}


def models_with_both() -> set[str]:
    found = set()
    for model in apps.get_models():
        name = f"{model._meta.app_label}.view_{model._meta.model_name}"
        if rules.perm_exists(name) and hasattr(model._default_manager, "visible_to"):
            found.add(model._meta.label_lower)
    return found


def people_near(row) -> dict:
    """Somebody of each role, and who works for the organisations that the row belongs to."""
    dossier = getattr(row, "application", None) or getattr(row, "project", None) or row
    own = row if row._meta.label_lower == "organisations.organisation" else getattr(dossier, "organisation", None)
    near = {}
    if own is not None:
        near |= {"viewer": ground.member(own, Level.VIEWER), "staff there": ground.member(own, roles=[Role.STAFF])}
    if hasattr(dossier, "partners") and hasattr(dossier, "organisation"):
        partner = ground.organisation()
        dossier.partners.add(partner)
        near["partner"] = ground.member(partner, Level.VIEWER)
    if hasattr(row, "adviser"):
        near["its adviser"] = row.adviser
    return permissions.everybody() | near


def test_every_model_with_both_is_looked_at():
    assert models_with_both() == set(ROWS)


@pytest.mark.parametrize("model", ROWS)
def test_who_sees_a_row_is_who_may_view_it(model):
    app, name = model.split(".")
    for row in ROWS[model]():
        people = people_near(row)
        state = getattr(row, "status", "")
        assert (state, permissions.those_seeing(row, people)) == (
            state,
            permissions.those_with(f"{app}.view_{name}", row, people),
        )
