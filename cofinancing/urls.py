"""The addresses of co-financing, each with who may use it. Nothing here is for applicants."""

from cofinancing.rules import OFFICE, READERS
from cofinancing.views import decisions, envelopes, meetings, requests
from pio_portal.accounts.access import COMMITTEE, LEAD, SECRETARY, STAFF, route

app_name = "cofinancing"
GET, POST = ("GET", "HEAD"), ("POST",)
AT = "beheer/cofinanciering/"

urlpatterns = [
    route(AT, requests.RequestList.as_view(), name="requests", roles=READERS, methods=GET),
    route(f"{AT}nieuw/", requests.create, name="request_new", roles=STAFF),
    route(f"{AT}<number:pk>/", requests.detail, name="request", roles=READERS | COMMITTEE, methods=GET),
    route(f"{AT}<number:pk>/agenderen/", requests.schedule, name="schedule", roles=OFFICE, methods=POST),
    route(f"{AT}<number:pk>/van-agenda/", requests.unschedule, name="unschedule", roles=OFFICE, methods=POST),
    route(f"{AT}<number:pk>/verplaatsen/", meetings.move, name="move", roles=OFFICE, methods=POST),
    route(f"{AT}<number:pk>/intrekken/", requests.withdraw, name="withdraw", roles=STAFF, methods=POST),
    route(f"{AT}<number:pk>/beslissen/", decisions.decide, name="decide", roles=SECRETARY),
    route(f"{AT}opdracht/<ref:ref>/wijzigen/", decisions.amend, name="amend", roles=SECRETARY),
    route(f"{AT}opdracht/<ref:ref>/intrekken/", decisions.revoke, name="revoke", roles=SECRETARY),
    route(f"{AT}vergaderingen/", meetings.MeetingList.as_view(), name="meetings", roles=STAFF | COMMITTEE, methods=GET),
    route(f"{AT}vergaderingen/nieuw/", meetings.create, name="meeting_new", roles=OFFICE),
    route(f"{AT}vergaderingen/<number:pk>/", meetings.detail, name="meeting", roles=STAFF | COMMITTEE, methods=GET),
    route(f"{AT}vergaderingen/<number:pk>/gehouden/", meetings.hold, name="hold", roles=OFFICE, methods=POST),
    route(f"{AT}enveloppe/", envelopes.envelope, name="envelope", roles=READERS, methods=GET),
    route(f"{AT}enveloppe/instellen/", envelopes.set_amount, name="envelope_set", roles=LEAD),
]
