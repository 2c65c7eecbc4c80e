"""The addresses of applicants, each with who may use it. The address of a section comes last: it takes any word."""

from calls.views.applicant import applications, receipt, reopening, section, submit
from pio_portal.accounts.access import LOGGED_IN, route

GET, POST = ("GET", "HEAD"), ("POST",)
APPLICANT = "mijn/aanvragen/<ref:ref>/"

urlpatterns = [
    route("mijn/aanvragen/", applications.applications, name="applicant_applications", roles=LOGGED_IN, methods=GET),
    route("mijn/aanvragen/nieuw/", applications.new, name="applicant_application_new", roles=LOGGED_IN),
    route(APPLICANT, applications.application, name="applicant_application", roles=LOGGED_IN, methods=GET),
    route(APPLICANT + "basis/", applications.basics, name="applicant_application_basics", roles=LOGGED_IN),
    route(APPLICANT + "controle/", submit.check, name="applicant_application_check", roles=LOGGED_IN),
    route(
        APPLICANT + "ontvangst/", receipt.receipt, name="applicant_application_receipt", roles=LOGGED_IN, methods=GET
    ),
    route(APPLICANT + "pdf/", receipt.application_pdf, name="applicant_application_pdf", roles=LOGGED_IN, methods=GET),
    route(
        APPLICANT + "verplaatsen/", applications.move, name="applicant_application_move", roles=LOGGED_IN, methods=POST
    ),
    route(APPLICANT + "heropenen/", reopening.reopen, name="applicant_application_reopen", roles=LOGGED_IN),
    route(APPLICANT + "behouden/", reopening.keep, name="applicant_application_keep", roles=LOGGED_IN, methods=POST),
    route(APPLICANT + "intrekken/", applications.withdraw, name="applicant_application_withdraw", roles=LOGGED_IN),
    route(APPLICANT + "<key:key>/", section.section, name="applicant_application_section", roles=LOGGED_IN, holds=True),
    route(
        APPLICANT + "<key:key>/bewaren/",
        section.save_answer,
        name="applicant_application_save",
        roles=LOGGED_IN,
        methods=POST,
    ),
    route(
        APPLICANT + "<key:key>/aanwezig/",
        section.presence,
        name="applicant_application_presence",
        roles=LOGGED_IN,
        methods=GET,
    ),
]
