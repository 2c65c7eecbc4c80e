"""The addresses of staff and advisers on applications, each with who may use it."""

from calls.views.adviser import assignments
from calls.views.staff import applications, handling
from pio_portal.accounts.access import ADVISERS, LEAD, STAFF, route

READ = ("GET", "HEAD")
LIST = "beheer/aanvragen/"
ONE = "beheer/aanvragen/<ref:ref>/"
JUDGE = "beheer/beoordelingen/"

urlpatterns = [
    route(LIST, applications.ApplicationList.as_view(), name="staff_applications", roles=STAFF),
    route(ONE, applications.overview, name="staff_application", roles=STAFF, methods=READ),
    route(
        f"{ONE}antwoorden/",
        applications.application_answers,
        name="staff_application_answers",
        roles=STAFF,
        methods=READ,
    ),
    route(
        f"{ONE}beoordeling/",
        applications.application_assessment,
        name="staff_application_assessment",
        roles=STAFF,
        methods=READ,
    ),
    route(
        f"{ONE}documenten/",
        applications.application_documents,
        name="staff_application_documents",
        roles=STAFF,
        methods=READ,
    ),
    route(
        f"{ONE}verloop/", applications.application_history, name="staff_application_history", roles=STAFF, methods=READ
    ),
    route(f"{ONE}ontvankelijk/", handling.eligible, name="declare_eligible", roles=STAFF, methods=("POST",)),
    route(f"{ONE}aanvulling/", handling.ask_completion, name="request_info", roles=STAFF),
    route(f"{ONE}behandelaar/", handling.handler, name="assign_handler", roles=STAFF),
    route(f"{ONE}beoordelaars/", handling.advisers, name="assign_advisers", roles=STAFF),
    route(f"{ONE}nietig/", handling.void, name="void", roles=STAFF),
    route(f"{ONE}beslissing/", handling.decide, name="decide", roles=LEAD),
    route(f"{ONE}beslissing/brief/", handling.letter, name="decision_letter", roles=LEAD, methods=("POST",)),
    route(JUDGE, assignments.assignments, name="assignments", roles=ADVISERS, methods=READ),
    route(f"{JUDGE}<number:pk>/", assignments.assignment, name="assignment", roles=ADVISERS, methods=READ),
    route(
        f"{JUDGE}<number:pk>/verklaring/",
        assignments.declare,
        name="declare_interest",
        roles=ADVISERS,
        methods=("POST",),
    ),
    route(f"{JUDGE}<number:pk>/oordeel/", assignments.judge, name="judge", roles=ADVISERS, methods=("POST",)),
]
