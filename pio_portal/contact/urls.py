"""The addresses of this app, each with who may use it. The contact page itself is `ui:contact`."""

from pio_portal.accounts.access import PUBLIC, STAFF, route
from pio_portal.contact import views

app_name = "contact"
GET = ("GET", "HEAD")

urlpatterns = [
    route("contact/verstuurd/", views.received, name="sent", roles=PUBLIC, methods=GET),
    route("beheer/vragen/", views.EnquiryList.as_view(), name="enquiries", roles=STAFF, methods=GET),
    route("beheer/vragen/<ref:ref>/", views.enquiry, name="enquiry", roles=STAFF),
    route("beheer/vragen/<ref:ref>/afsluiten/", views.close, name="close", roles=STAFF, methods=("POST",)),
]
