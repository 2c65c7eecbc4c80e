"""The addresses of checking, ranking and deciding, each with who may use it."""

from calls.views.adviser import assignments
from calls.views.staff import advice, decision_drafts, eligibility, publishing, ranking
from pio_portal.accounts.access import ADVISERS, LEAD, STAFF, route

GET, POST = ("GET", "HEAD"), ("POST",)
ONE = "beheer/aanvragen/<ref:ref>/"
ROUND = "beheer/oproepen/<ref:code>/indiendata/<number:number>/"
JUDGE = "beheer/beoordelingen/<number:pk>/"

urlpatterns = [
    route(ONE + "ontvankelijkheid/", eligibility.eligibility, name="staff_application_eligibility", roles=STAFF),
    route(
        ONE + "ontvankelijkheid/<number:pk>/",
        eligibility.check,
        name="check_eligibility",
        roles=STAFF,
        methods=POST,
    ),
    route(ONE + "ontvankelijkheid/terugnemen/", eligibility.reconsider, name="reconsider_eligibility", roles=STAFF),
    route(ONE + "beoordelaars/<number:pk>/verschuiven/", advice.move, name="move_advice", roles=STAFF),
    route(ONE + "belang/", eligibility.own_interest, name="declare_own_interest", roles=STAFF),
    route(ONE + "ontwerp/", decision_drafts.draft, name="draft_decision", roles=STAFF),
    route(ONE + "ontwerp/weggooien/", decision_drafts.discard, name="discard_draft", roles=STAFF, methods=POST),
    route(ONE + "beoordelaars/<number:pk>/heropenen/", advice.reopen, name="reopen_advice", roles=LEAD),
    route(ONE + "beoordelaars/<number:pk>/intrekken/", advice.take_back, name="withdraw_assignment", roles=LEAD),
    route(
        "beheer/belangenconflicten/",
        advice.ConflictList.as_view(),
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
    route(ROUND + "ontwerpen/", decision_drafts.round_drafts, name="staff_round_drafts", roles=STAFF),
    route(ROUND + "beslissingen/", publishing.decisions, name="staff_round_decisions", roles=STAFF, methods=GET),
    route(ROUND + "beslissingen/publiceren/", publishing.publish, name="publish_decisions", roles=LEAD, methods=POST),
    route(ROUND + "beslissingen/voortgang/", publishing.letters, name="staff_round_letters", roles=STAFF, methods=GET),
    route(ROUND + "beslissingen/<ref:ref>/", publishing.preview, name="staff_round_decision", roles=STAFF, methods=GET),
    route(
        ROUND + "beslissingen/<ref:ref>/brief/",
        publishing.preview_pdf,
        name="staff_round_decision_letter",
        roles=STAFF,
        methods=GET,
    ),
    route(JUDGE + "ontwerp/", assignments.autosave, name="save_judgement", roles=ADVISERS, methods=POST),
    route(JUDGE + "belang/", assignments.later_conflict, name="declare_conflict_later", roles=ADVISERS),
]
