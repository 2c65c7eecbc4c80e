"""The addresses of this app, each with who may use it."""

from consultations.views import public, staff
from pio_portal.accounts.access import PUBLIC, STAFF, route

app_name = "consultations"
GET, POST = ("GET", "HEAD"), ("POST",)
CONSULTATIONS = "beheer/marktconsultaties/"
ONE = f"{CONSULTATIONS}<ref:ref>/"

urlpatterns = [
    route("marktconsultaties/", public.occasions.occasions, name="consultations", roles=PUBLIC, methods=GET),
    route("marktconsultaties/<slug:slug>/", public.consultation, name="consultation", roles=PUBLIC, methods=GET),
    route("marktconsultaties/<slug:slug>/inschrijven/", public.occasions.register, name="register", roles=PUBLIC),
    route(
        "marktconsultaties/<slug:slug>/inschrijven/mailbox/",
        public.occasions.registration_sent,
        name="registration_sent",
        roles=PUBLIC,
        methods=GET,
    ),
    route(CONSULTATIONS, staff.ConsultationList.as_view(), name="staff_consultations", roles=STAFF, methods=GET),
    route(f"{CONSULTATIONS}nieuw/", staff.create, name="create", roles=STAFF),
    route(ONE, staff.consultation, name="staff_consultation", roles=STAFF, methods=GET),
    route(f"{ONE}bewerken/", staff.edit, name="edit", roles=STAFF),
    route(f"{ONE}publiceren/", staff.publish, name="publish", roles=STAFF, methods=POST),
    route(f"{ONE}annuleren/", staff.cancel, name="cancel", roles=STAFF),
    route(f"{ONE}conclusies/", staff.conclude, name="conclude", roles=STAFF),
    route(f"{ONE}projecten/", staff.links.link, name="link", roles=STAFF, methods=POST),
    route(f"{ONE}projecten/<ref:project>/ontkoppelen/", staff.links.unlink, name="unlink", roles=STAFF, methods=POST),
    route(f"{ONE}documenten/", staff.add_document, name="add_document", roles=STAFF, methods=POST),
    route(
        f"{ONE}documenten/<uuid:pk>/weghalen/",
        staff.remove_document,
        name="remove_document",
        roles=STAFF,
        methods=POST,
    ),
    route(f"{ONE}inschrijvingen/", staff.occasions.registrations, name="registrations", roles=STAFF),
    route(
        f"{ONE}inschrijvingen/<number:pk>/annuleren/",
        staff.occasions.cancel_registration,
        name="registration_cancel",
        roles=STAFF,
        methods=POST,
    ),
    route(f"{ONE}geteld/", staff.occasions.counted, name="counted", roles=STAFF),
]
