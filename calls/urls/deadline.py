"""The addresses of one submission round for staff, each with who may use it."""

from calls.views.staff import rounds
from pio_portal.accounts.access import LEAD, STAFF, route

GET, POST = ("GET", "HEAD"), ("POST",)
ROUND = "beheer/oproepen/<ref:code>/indiendata/<number:number>/"

urlpatterns = [
    route(ROUND, rounds.overview, name="staff_round", roles=STAFF, methods=GET),
    route(f"{ROUND}verlengen/", rounds.extend, name="staff_round_extend", roles=LEAD),
    route(f"{ROUND}uitstel/<ref:ref>/", rounds.extend_one, name="staff_round_extend_application", roles=STAFF),
    route(f"{ROUND}aankondigen/", rounds.announce_news, name="staff_round_announce", roles=STAFF),
    route(
        f"{ROUND}aankondigingen/<number:pk>/wegnemen/",
        rounds.withdraw_news,
        name="staff_round_announcement_withdraw",
        roles=STAFF,
        methods=POST,
    ),
    route(f"{ROUND}herinneringen/", rounds.reminders, name="staff_round_reminders", roles=LEAD),
]
