"""The addresses of an application's files, each with who may use it."""

from calls.views.applicant import files
from pio_portal.accounts.access import LOGGED_IN, route

POST = ("POST",)
APPLICANT = "mijn/aanvragen/<ref:ref>/"
ANSWER = APPLICANT + "<key:key>/bestanden/<key:question>/"

urlpatterns = [
    route(APPLICANT + "bijlagen/", files.files, name="applicant_application_files", roles=LOGGED_IN),
    route(
        APPLICANT + "bijlagen/<uuid:pk>/verwijderen/",
        files.file_remove,
        name="applicant_application_file_remove",
        roles=LOGGED_IN,
        methods=POST,
    ),
    route(ANSWER, files.answer_files, name="applicant_application_answer_files", roles=LOGGED_IN),
    route(
        ANSWER + "<uuid:pk>/verwijderen/",
        files.answer_file_remove,
        name="applicant_application_answer_file_remove",
        roles=LOGGED_IN,
        methods=POST,
    ),
]
