"""The addresses of working together, signing and what comes of an application, each with who may use it."""

from calls.views.applicant import partners, signing, successors
from calls.views.staff import related
from pio_portal.accounts.access import LOGGED_IN, STAFF, route

GET, POST = ("GET", "HEAD"), ("POST",)
APPLICANT = "mijn/aanvragen/<ref:ref>/"
INVITATION = "mijn/uitnodigingen/<number:pk>/"
STAFFS = "beheer/aanvragen/<ref:ref>/"

urlpatterns = [
    route(
        APPLICANT + "partners/", partners.partners, name="applicant_application_partners", roles=LOGGED_IN, methods=GET
    ),
    route(APPLICANT + "partners/uitnodigen/", partners.invite, name="applicant_application_invite", roles=LOGGED_IN),
    route(
        APPLICANT + "partners/uitnodigingen/<number:pk>/intrekken/",
        partners.cancel,
        name="applicant_invitation_cancel",
        roles=LOGGED_IN,
        methods=POST,
    ),
    route(
        APPLICANT + "partners/<number:pk>/verwijderen/",
        partners.leave,
        name="applicant_application_partner_end",
        roles=LOGGED_IN,
        methods=POST,
    ),
    route(INVITATION, partners.invitation, name="applicant_invitation", roles=LOGGED_IN, methods=GET),
    route(INVITATION + "antwoord/", partners.answer, name="applicant_invitation_answer", roles=LOGGED_IN, methods=POST),
    route(APPLICANT + "ondertekenen/", signing.ask, name="applicant_application_sign", roles=LOGGED_IN),
    route(APPLICANT + "kopie/", successors.copy, name="applicant_application_copy", roles=LOGGED_IN),
    route(APPLICANT + "meenemen/", successors.carry, name="applicant_application_carry", roles=LOGGED_IN, methods=POST),
    route(
        APPLICANT + "verwijderen/",
        successors.discard,
        name="applicant_application_discard",
        roles=LOGGED_IN,
        methods=POST,
    ),
    route(
        APPLICANT + "vergelijkbaar/",
        successors.similar,
        name="applicant_application_similar",
        roles=LOGGED_IN,
        methods=GET,
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
