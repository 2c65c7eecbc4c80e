"""The addresses of this app, each with who may use it."""

from calls import urls_desk
from calls.views import applicant, filling, public, staff_calls
from pio_portal.accounts.access import LEAD, LOGGED_IN, PUBLIC, STAFF, route

app_name = "calls"
GET, POST = ("GET", "HEAD"), ("POST",)
MINE = "mijn/aanvragen/<str:ref>/"

calls = [
    route("oproepen/", public.calls, name="calls", roles=PUBLIC, methods=GET),
    route("oproepen/<str:code>/", public.call, name="call", roles=PUBLIC, methods=GET),
    route("oproepen/<str:code>/agenda.ics", public.call_calendar, name="call_calendar", roles=PUBLIC, methods=GET),
    route(
        "oproepen/<str:code>/kom-ik-in-aanmerking/",
        public.call_eligibility,
        name="call_eligibility",
        roles=PUBLIC,
        methods=GET,
    ),
    route("beheer/oproepen/", staff_calls.CallList.as_view(), name="staff_calls", roles=STAFF, methods=GET),
    route("beheer/oproepen/nieuw/", staff_calls.new, name="staff_call_new", roles=LEAD),
    route("beheer/oproepen/<str:code>/", staff_calls.call, name="staff_call", roles=STAFF, methods=GET),
    route("beheer/oproepen/<str:code>/wijzigen/", staff_calls.edit, name="staff_call_edit", roles=LEAD),
    route(
        "beheer/oproepen/<str:code>/publiceren/",
        staff_calls.publish,
        name="staff_call_publish",
        roles=LEAD,
        methods=POST,
    ),
]

applications = [
    route("mijn/aanvragen/", applicant.applications, name="my_applications", roles=LOGGED_IN, methods=GET),
    route("mijn/aanvragen/nieuw/", applicant.new, name="my_application_new", roles=LOGGED_IN),
    route(MINE, applicant.application, name="my_application", roles=LOGGED_IN, methods=GET),
    route(MINE + "basis/", applicant.basics, name="my_application_basics", roles=LOGGED_IN),
    route(MINE + "bijlagen/", filling.files, name="my_application_files", roles=LOGGED_IN),
    route(
        MINE + "bijlagen/<uuid:pk>/verwijderen/",
        filling.file_remove,
        name="my_application_file_remove",
        roles=LOGGED_IN,
        methods=POST,
    ),
    route(MINE + "controle/", filling.check, name="my_application_check", roles=LOGGED_IN),
    route(MINE + "ontvangst/", filling.receipt, name="my_application_receipt", roles=LOGGED_IN, methods=GET),
    route(MINE + "pdf/", filling.application_pdf, name="my_application_pdf", roles=LOGGED_IN, methods=GET),
    route(MINE + "verplaatsen/", applicant.move, name="my_application_move", roles=LOGGED_IN, methods=POST),
    route(MINE + "intrekken/", applicant.withdraw, name="my_application_withdraw", roles=LOGGED_IN),
    route(MINE + "<str:key>/", filling.section, name="my_application_section", roles=LOGGED_IN),
    route(MINE + "<str:key>/bewaren/", filling.autosave, name="my_application_save", roles=LOGGED_IN, methods=POST),
]

urlpatterns = [*calls, *applications, *urls_desk.urlpatterns]
