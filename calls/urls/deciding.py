"""The addresses of checking, ranking and deciding, each with who may use it."""

from calls.views import adviser, decisions, directing, drafts, eligibility, ranking
from pio_portal.accounts.access import ADVISERS, LEAD, STAFF, route

GET, POST = ("GET", "HEAD"), ("POST",)
ONE = "beheer/aanvragen/<ref:ref>/"
ROUND = "beheer/oproepen/<ref:code>/indiendata/<number:number>/"
JUDGE = "beheer/beoordelingen/<number:pk>/"

urlpatterns = [
    route(ONE + "ontvankelijkheid/", eligibility.eligibility, name="staff_application_eligibility", roles=STAFF),
    route(ONE + "belang/", eligibility.own_interest, name="declare_own_interest", roles=STAFF),
    route(ONE + "ontwerp/", drafts.draft, name="draft_decision", roles=STAFF),
    route(ONE + "ontwerp/weggooien/", drafts.discard, name="discard_draft", roles=STAFF, methods=POST),
    route(ONE + "beoordelaars/<number:pk>/heropenen/", directing.reopen, name="reopen_advice", roles=LEAD),
    route(ONE + "beoordelaars/<number:pk>/intrekken/", directing.take_back, name="withdraw_assignment", roles=LEAD),
    route(
        "beheer/belangenconflicten/",
        directing.ConflictList.as_view(),
        name="staff_conflicts",
        roles=LEAD,
        methods=GET,
    ),
    route(
        ROUND + "rangschikking/",
        ranking.RoundRanking.as_view(),
        name="staff_round_ranking",
        roles=STAFF,
        methods=GET,
    ),
    route(ROUND + "ontwerpen/", drafts.round_drafts, name="staff_round_drafts", roles=STAFF),
    route(ROUND + "beslissingen/", decisions.decisions, name="staff_round_decisions", roles=STAFF, methods=GET),
    route(ROUND + "beslissingen/publiceren/", decisions.publish, name="publish_decisions", roles=LEAD, methods=POST),
    route(ROUND + "beslissingen/voortgang/", decisions.letters, name="staff_round_letters", roles=STAFF, methods=GET),
    route(ROUND + "beslissingen/<ref:ref>/", decisions.preview, name="staff_round_decision", roles=STAFF, methods=GET),
    route(
        ROUND + "beslissingen/<ref:ref>/brief/",
        decisions.preview_pdf,
        name="staff_round_decision_letter",
        roles=STAFF,
        methods=GET,
    ),
    route(JUDGE + "ontwerp/", adviser.autosave, name="save_judgement", roles=ADVISERS, methods=POST),
    route(JUDGE + "belang/", adviser.later_conflict, name="declare_conflict_later", roles=ADVISERS),
]
