"""The addresses of the forms and their versions, each with who may use it. They come before those of one call."""

from calls.views import form_editor, form_preview, staff_forms, versions
from pio_portal.accounts.access import LEAD, LOGGED_IN, STAFF, route

GET, POST = ("GET", "HEAD"), ("POST",)
FORMS = "beheer/oproepen/formulieren/"
ONE = f"{FORMS}<number:pk>/"
PART = f"{ONE}onderdeel/<key:key>/"

urlpatterns = [
    route(FORMS, staff_forms.FormList.as_view(), name="staff_forms", roles=STAFF, methods=GET),
    route(ONE, staff_forms.version, name="staff_form", roles=STAFF, methods=GET),
    route(f"{ONE}verschillen/", staff_forms.changes, name="staff_form_changes", roles=STAFF, methods=GET),
    route(f"{ONE}voorbeeld/", form_preview.preview, name="staff_form_preview", roles=STAFF),
    route(f"{ONE}kopie/", staff_forms.copy, name="staff_form_copy", roles=STAFF),
    route(f"{ONE}publiceren/", staff_forms.publish, name="staff_form_publish", roles=LEAD),
    route(f"{ONE}weggooien/", staff_forms.discard, name="staff_form_discard", roles=STAFF, methods=POST),
    route(f"{ONE}vooraf/", form_editor.checks, name="staff_form_checks", roles=STAFF, methods=GET),
    route(f"{ONE}vooraf/nieuw/", form_editor.check, name="staff_form_check_new", roles=STAFF),
    route(f"{ONE}vooraf/<key:key>/", form_editor.check, name="staff_form_check", roles=STAFF),
    route(f"{ONE}nieuw-onderdeel/", form_editor.head, name="staff_form_head_new", roles=STAFF),
    route(PART, form_editor.section, name="staff_form_section", roles=STAFF, methods=GET),
    route(f"{PART}kop/", form_editor.head, name="staff_form_head", roles=STAFF),
    route(f"{PART}nieuwe-vraag/", form_editor.question, name="staff_form_question_new", roles=STAFF),
    route(f"{PART}vraag/<key:asked>/", form_editor.question, name="staff_form_question", roles=STAFF),
    route(f"{ONE}verplaatsen/<key:place>/", form_editor.move, name="staff_form_move", roles=STAFF, methods=POST),
    route(f"{ONE}wegnemen/<key:place>/", form_editor.remove, name="staff_form_remove", roles=STAFF, methods=POST),
    route("mijn/aanvragen/<ref:ref>/versie/", versions.version, name="my_application_version", roles=LOGGED_IN),
]
