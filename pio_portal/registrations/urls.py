"""The addresses of this app, each with who may use it. The link of the mail is the key to one's own registration."""

from pio_portal.accounts.access import PUBLIC, route
from pio_portal.registrations.views import registrant

app_name = "registrations"
GET, POST = ("GET", "HEAD"), ("POST",)

urlpatterns = [
    route("inschrijving/<token:token>/", registrant.registration, name="own", roles=PUBLIC, methods=GET),
    route("inschrijving/<token:token>/bevestigen/", registrant.confirm, name="confirm", roles=PUBLIC, methods=POST),
    route("inschrijving/<token:token>/annuleren/", registrant.cancel, name="cancel", roles=PUBLIC, methods=POST),
    route("inschrijving/<token:token>/wijzigen/", registrant.change, name="change", roles=PUBLIC),
    route("inschrijving/<token:token>/agenda.ics", registrant.calendar, name="calendar", roles=PUBLIC, methods=GET),
]
