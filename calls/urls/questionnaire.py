"""The addresses of the forms and their versions, each with who may use it. They come before those of one call."""

from calls.views.applicant import newer_questions
from calls.views.staff import questionnaire_editor, questionnaire_preview, questionnaires
from pio_portal.accounts.access import LEAD, LOGGED_IN, STAFF, route

GET, POST = ("GET", "HEAD"), ("POST",)
FORMS = "beheer/oproepen/formulieren/"
ONE = f"{FORMS}<number:pk>/"
PART = f"{ONE}onderdeel/<key:key>/"

urlpatterns = [
    route(FORMS, questionnaires.FormList.as_view(), name="staff_forms", roles=STAFF, methods=GET),
    route(ONE, questionnaires.overview, name="staff_form", roles=STAFF, methods=GET),
    route(f"{ONE}verschillen/", questionnaires.changes, name="staff_form_changes", roles=STAFF, methods=GET),
    route(f"{ONE}voorbeeld/", questionnaire_preview.preview, name="staff_form_preview", roles=STAFF),
    route(f"{ONE}kopie/", questionnaires.copy, name="staff_form_copy", roles=STAFF),
    route(f"{ONE}publiceren/", questionnaires.publish, name="staff_form_publish", roles=LEAD),
    route(f"{ONE}weggooien/", questionnaires.discard, name="staff_form_discard", roles=STAFF, methods=POST),
    route(f"{ONE}vooraf/", questionnaire_editor.checks, name="staff_form_checks", roles=STAFF, methods=GET),
    route(f"{ONE}vooraf/nieuw/", questionnaire_editor.check, name="staff_form_check_new", roles=STAFF),
    route(f"{ONE}vooraf/<key:key>/", questionnaire_editor.check, name="staff_form_check", roles=STAFF),
    route(f"{ONE}nieuw-onderdeel/", questionnaire_editor.head, name="staff_form_head_new", roles=STAFF),
    route(PART, questionnaire_editor.section, name="staff_form_section", roles=STAFF, methods=GET),
    route(f"{PART}kop/", questionnaire_editor.head, name="staff_form_head", roles=STAFF),
    route(f"{PART}nieuwe-vraag/", questionnaire_editor.question, name="staff_form_question_new", roles=STAFF),
    route(f"{PART}vraag/<key:asked>/", questionnaire_editor.question, name="staff_form_question", roles=STAFF),
    route(
        f"{ONE}verplaatsen/<key:place>/", questionnaire_editor.move, name="staff_form_move", roles=STAFF, methods=POST
    ),
    route(
        f"{ONE}wegnemen/<key:place>/", questionnaire_editor.remove, name="staff_form_remove", roles=STAFF, methods=POST
    ),
    route(
        "mijn/aanvragen/<ref:ref>/versie/",
        newer_questions.version,
        name="applicant_application_version",
        roles=LOGGED_IN,
    ),
]
