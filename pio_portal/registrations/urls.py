"""The addresses of this app, each with who may use it. The link of the mail is the key to one's own registration."""

from pio_portal.accounts.access import PUBLIC, route
from pio_portal.registrations.views import own

app_name = "registrations"
GET, POST = ("GET", "HEAD"), ("POST",)

urlpatterns = [
    route("inschrijving/<token:token>/", own.own, name="own", roles=PUBLIC, methods=GET),
    route("inschrijving/<token:token>/bevestigen/", own.confirm, name="confirm", roles=PUBLIC, methods=POST),
    route("inschrijving/<token:token>/annuleren/", own.cancel, name="cancel", roles=PUBLIC, methods=POST),
    route("inschrijving/<token:token>/wijzigen/", own.change, name="change", roles=PUBLIC),
    route("inschrijving/<token:token>/agenda.ics", own.calendar, name="calendar", roles=PUBLIC, methods=GET),
]
