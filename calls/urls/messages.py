"""The addresses of what follows a submission: messages, notes, completion, differences; each with who may use it."""

from calls.views import messages
from calls.views.staff import handling, revision_diff
from pio_portal.accounts.access import ADVISERS, LOGGED_IN, STAFF, route

GET, POST = ("GET", "HEAD"), ("POST",)
ONE = "beheer/aanvragen/<ref:ref>/"
APPLICANT = "mijn/aanvragen/<ref:ref>/"
JUDGE = "beheer/beoordelingen/<number:pk>/"

urlpatterns = [
    route(f"{ONE}verschillen/", revision_diff.changes, name="staff_application_changes", roles=STAFF, methods=GET),
    route(f"{ONE}verder/", handling.stop_completion, name="stop_waiting", roles=STAFF),
    route(f"{ONE}berichten/", messages.staff_messages, name="staff_application_messages", roles=STAFF),
    route(f"{ONE}berichten/afgehandeld/", messages.settle, name="staff_application_settle", roles=STAFF, methods=POST),
    route(f"{ONE}notities/", messages.staff_notes, name="staff_application_notes", roles=STAFF),
    route(f"{ONE}notities/<number:pk>/", messages.staff_note, name="staff_application_note", roles=STAFF),
    route(f"{JUDGE}bespreking/", messages.adviser_notes, name="assignment_notes", roles=ADVISERS),
    route(f"{JUDGE}bespreking/<number:note>/", messages.adviser_note, name="assignment_note", roles=ADVISERS),
    route(
        f"{APPLICANT}berichten/",
        messages.applicant_application_messages,
        name="applicant_application_messages",
        roles=LOGGED_IN,
    ),
]
