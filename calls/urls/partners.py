"""The addresses of working together, signing and what comes of an application, each with who may use it."""

from calls.views.applicant import partners, signing, successors
from calls.views.staff import related
from pio_portal.accounts.access import LOGGED_IN, STAFF, route

GET, POST = ("GET", "HEAD"), ("POST",)
APPLICANT = "mijn/aanvragen/<ref:ref>/"
INVITATION = "mijn/uitnodigingen/<number:pk>/"
STAFFS = "beheer/aanvragen/<ref:ref>/"

urlpatterns = [
    route(APPLICANT + "partners/", partners.partners, name="my_application_partners", roles=LOGGED_IN, methods=GET),
    route(APPLICANT + "partners/uitnodigen/", partners.invite, name="my_application_invite", roles=LOGGED_IN),
    route(
        APPLICANT + "partners/uitnodigingen/<number:pk>/intrekken/",
        partners.cancel,
        name="my_invitation_cancel",
        roles=LOGGED_IN,
        methods=POST,
    ),
    route(
        APPLICANT + "partners/<number:pk>/verwijderen/",
        partners.leave,
        name="my_application_partner_end",
        roles=LOGGED_IN,
        methods=POST,
    ),
    route(INVITATION, partners.invitation, name="my_invitation", roles=LOGGED_IN, methods=GET),
    route(INVITATION + "antwoord/", partners.answer, name="my_invitation_answer", roles=LOGGED_IN, methods=POST),
    route(APPLICANT + "ondertekenen/", signing.ask, name="my_application_sign", roles=LOGGED_IN),
    route(APPLICANT + "kopie/", successors.copy, name="my_application_copy", roles=LOGGED_IN),
    route(APPLICANT + "meenemen/", successors.carry, name="my_application_carry", roles=LOGGED_IN, methods=POST),
    route(APPLICANT + "verwijderen/", successors.discard, name="my_application_discard", roles=LOGGED_IN, methods=POST),
    route(
        APPLICANT + "vergelijkbaar/", successors.similar, name="my_application_similar", roles=LOGGED_IN, methods=GET
    ),
    route(
        STAFFS + "vergelijkbaar/",
        related.staff_similar,
        name="staff_application_similar",
        roles=STAFF,
        methods=GET,
    ),
    route(STAFFS + "partners/", related.staff_partner, name="staff_application_partner", roles=STAFF),
]
