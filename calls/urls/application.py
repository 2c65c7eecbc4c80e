"""The addresses of applicants, each with who may use it. The address of a section comes last: it takes any word."""

from calls.views.applicant import applications, section, submit
from pio_portal.accounts.access import LOGGED_IN, route

GET, POST = ("GET", "HEAD"), ("POST",)
MINE = "mijn/aanvragen/<ref:ref>/"

urlpatterns = [
    route("mijn/aanvragen/", applications.applications, name="my_applications", roles=LOGGED_IN, methods=GET),
    route("mijn/aanvragen/nieuw/", applications.new, name="my_application_new", roles=LOGGED_IN),
    route(MINE, applications.application, name="my_application", roles=LOGGED_IN, methods=GET),
    route(MINE + "basis/", applications.basics, name="my_application_basics", roles=LOGGED_IN),
    route(MINE + "controle/", submit.check, name="my_application_check", roles=LOGGED_IN),
    route(MINE + "ontvangst/", submit.receipt, name="my_application_receipt", roles=LOGGED_IN, methods=GET),
    route(MINE + "pdf/", submit.application_pdf, name="my_application_pdf", roles=LOGGED_IN, methods=GET),
    route(MINE + "verplaatsen/", applications.move, name="my_application_move", roles=LOGGED_IN, methods=POST),
    route(MINE + "intrekken/", applications.withdraw, name="my_application_withdraw", roles=LOGGED_IN),
    route(MINE + "<key:key>/", section.section, name="my_application_section", roles=LOGGED_IN, holds=True),
    route(MINE + "<key:key>/bewaren/", section.save_answer, name="my_application_save", roles=LOGGED_IN, methods=POST),
    route(MINE + "<key:key>/aanwezig/", section.presence, name="my_application_presence", roles=LOGGED_IN, methods=GET),
]
