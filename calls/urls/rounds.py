"""The addresses of one submission round for staff, each with who may use it."""

from calls.views import staff_rounds
from pio_portal.accounts.access import LEAD, STAFF, route

GET, POST = ("GET", "HEAD"), ("POST",)
ROUND = "beheer/oproepen/<ref:code>/indiendata/<number:number>/"

urlpatterns = [
    route(ROUND, staff_rounds.round_, name="staff_round", roles=STAFF, methods=GET),
    route(f"{ROUND}verlengen/", staff_rounds.extend, name="staff_round_extend", roles=LEAD),
    route(f"{ROUND}uitstel/<ref:ref>/", staff_rounds.extend_one, name="staff_round_extend_application", roles=STAFF),
    route(f"{ROUND}aankondigen/", staff_rounds.news, name="staff_round_announce", roles=STAFF),
    route(
        f"{ROUND}aankondigingen/<number:pk>/wegnemen/",
        staff_rounds.news_withdraw,
        name="staff_round_announcement_withdraw",
        roles=STAFF,
        methods=POST,
    ),
    route(f"{ROUND}herinneringen/", staff_rounds.reminders, name="staff_round_reminders", roles=LEAD),
]
