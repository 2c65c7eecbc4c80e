"""The addresses of calls, for the public and for the programme, each with who may use it."""

from calls.views.public import calls as public_calls
from calls.views.staff import calls as staff_calls
from calls.views.staff import years
from pio_portal.accounts.access import LEAD, PUBLIC, STAFF, route

GET, POST = ("GET", "HEAD"), ("POST",)

urlpatterns = [
    route("oproepen/", public_calls.calls, name="calls", roles=PUBLIC, methods=GET),
    route("oproepen/<ref:code>/", public_calls.call, name="call", roles=PUBLIC, methods=GET),
    route(
        "oproepen/<ref:code>/agenda.ics", public_calls.call_calendar, name="call_calendar", roles=PUBLIC, methods=GET
    ),
    route(
        "oproepen/<ref:code>/kom-ik-in-aanmerking/",
        public_calls.call_eligibility,
        name="call_eligibility",
        roles=PUBLIC,
        methods=GET,
    ),
    route("beheer/oproepen/", staff_calls.CallList.as_view(), name="staff_calls", roles=STAFF, methods=GET),
    route("beheer/oproepen/nieuw/", staff_calls.new, name="staff_call_new", roles=LEAD),
    route("beheer/oproepen/jaren/", years.compare, name="staff_years", roles=STAFF, methods=GET),
    route("beheer/oproepen/<ref:code>/", staff_calls.overview, name="staff_call", roles=STAFF, methods=GET),
    route("beheer/oproepen/<ref:code>/wijzigen/", staff_calls.edit, name="staff_call_edit", roles=LEAD),
    route(
        "beheer/oproepen/<ref:code>/publiceren/",
        staff_calls.publish,
        name="staff_call_publish",
        roles=LEAD,
        methods=POST,
    ),
    route("beheer/oproepen/<ref:code>/terugnemen/", staff_calls.take_back, name="staff_call_take_back", roles=LEAD),
    route(
        "beheer/oproepen/<ref:code>/verwijderen/",
        staff_calls.discard,
        name="staff_call_discard",
        roles=LEAD,
        methods=POST,
    ),
]
