"""The addresses of organisations, each with who may use it."""

from pio_portal.accounts.access import LOGGED_IN, STAFF, route
from pio_portal.organisations.views import applicant, staff

app_name = "organisations"
GET, POST = ("GET", "HEAD"), ("POST",)
APPLICANT = "mijn/organisaties/"

urlpatterns = [
    route(APPLICANT, applicant.organisations, name="applicant_organisations", roles=LOGGED_IN, methods=GET),
    route(f"{APPLICANT}zoeken/", applicant.search, name="search", roles=LOGGED_IN, methods=GET),
    route(f"{APPLICANT}nieuw/", applicant.add, name="add", roles=LOGGED_IN),
    route(f"{APPLICANT}<number:pk>/", applicant.detail, name="applicant_organisation", roles=LOGGED_IN, methods=GET),
    route(f"{APPLICANT}<number:pk>/adres/", applicant.address, name="applicant_address", roles=LOGGED_IN),
    route(f"{APPLICANT}<number:pk>/toegang/", applicant.join, name="join", roles=LOGGED_IN, methods=POST),
    route(f"{APPLICANT}uitnodiging/<token:key>/", applicant.invitation, name="invitation", roles=LOGGED_IN),
    route(f"{APPLICANT}<number:pk>/uitnodigen/", applicant.invite, name="invite", roles=LOGGED_IN, methods=POST),
    route(f"{APPLICANT}leden/<number:pk>/aanvaarden/", applicant.accept, name="accept", roles=LOGGED_IN, methods=POST),
    route(f"{APPLICANT}leden/<number:pk>/weigeren/", applicant.refuse, name="refuse", roles=LOGGED_IN, methods=POST),
    route(f"{APPLICANT}leden/<number:pk>/niveau/", applicant.level, name="level", roles=LOGGED_IN, methods=POST),
    route(f"{APPLICANT}leden/<number:pk>/beeindigen/", applicant.end, name="end", roles=LOGGED_IN, methods=POST),
    route("beheer/relaties/", staff.OrganisationList.as_view(), name="relations", roles=STAFF, methods=GET),
    route("beheer/relaties/<number:pk>/maildomein/", staff.mail_domain, name="mail_domain", roles=STAFF),
    route("beheer/relaties/<number:pk>/adres/", staff.address, name="address", roles=STAFF),
    route("beheer/relaties/<number:pk>/", staff.detail, name="relation", roles=STAFF, methods=GET),
]
