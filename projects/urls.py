"""The addresses of this app, each with who may use it."""

from functools import partial

from django.urls import URLPattern

from pio_portal.accounts.access import LEAD, LOGGED_IN, MANAGEMENT, PUBLIC, STAFF, route
from projects.rules import READERS
from projects.views import cpv, messages
from projects.views.applicant import documents as applicant_documents
from projects.views.applicant import evaluations as applicant_evaluations
from projects.views.applicant import procurements
from projects.views.applicant import projects as applicant
from projects.views.applicant import surveys as applicant_surveys
from projects.views.applicant import tempo as applicant_tempo
from projects.views.public import projects as public
from projects.views.public import surveys
from projects.views.staff import (
    board,
    closing,
    consultancy,
    delays,
    document,
    engagement,
    evaluation,
    factsheet,
    handover,
    origin,
    portfolio_timeline,
    preparation,
    procurement,
    project,
    proposal,
    publishing,
    start,
    task,
    templates,
    tempo,
    thresholds,
    uptake,
)

app_name = "projects"

GET = ("GET", "HEAD")
POST = ("POST",)

APPLICANT = "mijn/projecten/<ref:ref>/"
OWN_AMENDMENTS = APPLICANT + "mijlpalen/<number:pk>/afspraak/"
OWN_DOCUMENTS = APPLICANT + "documenten/"
OWN_DOCUMENT = OWN_DOCUMENTS + "<number:pk>/"
OWN_PROCUREMENTS = APPLICANT + "opdrachten/"
PROJECT = "beheer/projecten/<ref:ref>/"
ENGAGEMENTS = PROJECT + "engagementen/"
ENGAGEMENT = ENGAGEMENTS + "wijzigen/<number:pk>/"
OWN_EVALUATION = APPLICANT + "evaluaties/<number:pk>/"
EVALUATIONS = PROJECT + "evaluaties/"
EVALUATION = EVALUATIONS + "<number:pk>/"
STEP = PROJECT + "stappen/<key:kind>/"
MILESTONE = PROJECT + "mijlpalen/<number:pk>/"
AMENDMENT = MILESTONE + "afspraak/<number:amendment>/"
DOCUMENTS = PROJECT + "documenten/"
DOCUMENT = DOCUMENTS + "<number:pk>/"
REMARK = DOCUMENT + "opmerkingen/<number:remark>/"
HANDOVERS = "beheer/overdracht/"
HANDOVER = PROJECT + "overdracht/"
CONSULTANCIES = "beheer/begeleiding/"
PAYERS = STAFF | MANAGEMENT
UPTAKE = PROJECT + "gebruik/"
ADOPTERS = UPTAKE + "overnemers/"
PROCUREMENT = "beheer/opdrachten/<ref:ref>/"
TASKS = PROJECT + "taken/"
TEMPLATES = "beheer/projecten/sjablonen/"
THRESHOLDS = "beheer/drempelbedragen/"
LOTS = PROCUREMENT + "percelen/"
PARTICIPANTS = PROCUREMENT + "deelnemers/"

urlpatterns: list[URLPattern] = [
    route("projecten/", public.catalogue, name="catalogue", roles=PUBLIC, methods=GET),
    route("projecten/<slug:slug>/", public.project, name="project", roles=PUBLIC, methods=GET),
    route("bevraging/<token:token>/", surveys.survey, name="survey", roles=PUBLIC),
    route("cpv/", cpv.cpv, name="cpv", roles=LOGGED_IN, methods=GET),
    # For the client
    route("mijn/projecten/", applicant.projects, name="applicant_projects", roles=LOGGED_IN, methods=GET),
    route(APPLICANT, applicant.project, name="applicant_project", roles=LOGGED_IN, methods=GET),
    route(APPLICANT + "berichten/", messages.applicant_messages, name="applicant_project_messages", roles=LOGGED_IN),
    route(OWN_DOCUMENTS + "nieuw/", applicant_documents.add, name="applicant_add_document", roles=LOGGED_IN),
    route(OWN_DOCUMENT, applicant_documents.document, name="applicant_document", roles=LOGGED_IN, methods=GET),
    route(
        OWN_DOCUMENT + "opmerkingen/<number:remark>/",
        applicant_documents.answer,
        name="answer_remark",
        roles=LOGGED_IN,
    ),
    route(
        OWN_DOCUMENT + "versie/",
        applicant_documents.version,
        name="applicant_add_version",
        roles=LOGGED_IN,
    ),
    route(OWN_DOCUMENT + "wijzigen/", applicant_documents.change, name="applicant_change_document", roles=LOGGED_IN),
    route(OWN_DOCUMENT + "weghalen/", applicant_documents.remove, name="applicant_remove_document", roles=LOGGED_IN),
    route(
        APPLICANT + "taken/<number:pk>/gedaan/",
        applicant.finish,
        name="applicant_finish_task",
        roles=LOGGED_IN,
        methods=POST,
    ),
    route(APPLICANT + "bevestigen/", applicant.confirm, name="applicant_confirm", roles=LOGGED_IN, methods=POST),
    route(
        APPLICANT + "engagementen/<number:number>/",
        applicant.version,
        name="applicant_version",
        roles=LOGGED_IN,
        methods=GET,
    ),
    route(APPLICANT + "mijlpalen/<number:pk>/", applicant_tempo.forecast, name="applicant_forecast", roles=LOGGED_IN),
    route(OWN_AMENDMENTS, applicant_tempo.amendments, name="applicant_amendments", roles=LOGGED_IN, methods=GET),
    route(
        OWN_AMENDMENTS + "<number:amendment>/bevestigen/",
        applicant_tempo.agree,
        name="applicant_agree",
        roles=LOGGED_IN,
        methods=POST,
    ),
    route(
        OWN_AMENDMENTS + "<number:amendment>/afwijzen/",
        applicant_tempo.decline,
        name="applicant_decline",
        roles=LOGGED_IN,
        methods=POST,
    ),
    route(APPLICANT + "bevraging/<number:pk>/", applicant_surveys.survey, name="applicant_survey", roles=LOGGED_IN),
    route(OWN_EVALUATION, applicant_evaluations.evaluation, name="applicant_evaluation", roles=LOGGED_IN),
    route(
        OWN_EVALUATION + "pdf/",
        applicant_evaluations.paper,
        name="applicant_evaluation_pdf",
        roles=LOGGED_IN,
        methods=GET,
    ),
    route(OWN_PROCUREMENTS + "nieuw/", procurements.record, name="applicant_record_procurement", roles=LOGGED_IN),
    route(
        OWN_PROCUREMENTS + "<ref:procurement>/",
        procurements.procurement,
        name="applicant_procurement",
        roles=LOGGED_IN,
        methods=GET,
    ),
    route(
        OWN_PROCUREMENTS + "<ref:procurement>/documenten/",
        applicant_documents.add,
        name="applicant_add_procurement_document",
        roles=LOGGED_IN,
    ),
    route(
        OWN_PROCUREMENTS + "<ref:procurement>/<key:what>/",
        procurements.change,
        name="applicant_change_procurement",
        roles=LOGGED_IN,
    ),
    # For staff, about projects
    route("beheer/projecten/", project.ProjectList.as_view(), name="staff_projects", roles=READERS, methods=GET),
    route("beheer/projecten/bord/", board.Board.as_view(), name="staff_board", roles=READERS, methods=GET),
    route("beheer/projecten/bord/<ref:ref>/verder/", board.advance, name="board_advance", roles=STAFF, methods=POST),
    route(
        "beheer/projecten/tijdlijn/",
        portfolio_timeline.Timeline.as_view(),
        name="staff_timeline",
        roles=READERS,
        methods=GET,
    ),
    route(
        "beheer/projecten/tijdlijn/pdf/",
        portfolio_timeline.TimelinePdf.as_view(),
        name="timeline_pdf",
        roles=READERS,
        methods=GET,
    ),
    route("beheer/projecten/vertragingen/", delays.delays, name="staff_delays", roles=READERS, methods=GET),
    route("beheer/projecten/nieuw/", start.to_start, name="to_start", roles=STAFF, methods=GET),
    route("beheer/projecten/nieuw/<ref:ref>/", start.start, name="start", roles=STAFF),
    route("beheer/oproepen/<ref:code>/engagementen/", proposal.engagements, name="propose_engagements", roles=STAFF),
    route("beheer/oproepen/<ref:code>/mijlpalen/", proposal.milestones, name="propose_milestones", roles=STAFF),
    route(TEMPLATES, templates.templates, name="templates", roles=READERS, methods=GET),
    route(TEMPLATES + "nieuw/", templates.add, name="add_template", roles=STAFF),
    route(TEMPLATES + "<number:pk>/weghalen/", templates.remove, name="remove_template", roles=STAFF, methods=POST),
    route(PROJECT, project.overview, name="staff_project", roles=READERS, methods=GET),
    route(ENGAGEMENTS, engagement.engagements, name="staff_engagements", roles=READERS, methods=GET),
    route(PROJECT + "voortraject/", preparation.preparation, name="staff_preparation", roles=READERS, methods=GET),
    route(
        PROJECT + "opdrachten/", procurement.of_project, name="staff_project_procurements", roles=READERS, methods=GET
    ),
    route(TASKS, task.tasks, name="staff_tasks", roles=READERS, methods=GET),
    route(TASKS + "nieuw/", task.add, name="add_task", roles=STAFF),
    route(TASKS + "<number:pk>/gedaan/", task.finish, name="finish_task", roles=STAFF, methods=POST),
    route(TASKS + "<number:pk>/schrappen/", task.drop, name="drop_task", roles=STAFF, methods=POST),
    route(TASKS + "<number:pk>/heropenen/", task.reopen, name="reopen_task", roles=STAFF, methods=POST),
    route(DOCUMENTS, document.documents, name="staff_documents", roles=READERS, methods=GET),
    route(PROJECT + "berichten/", messages.staff_messages, name="staff_project_messages", roles=STAFF),
    route(PROJECT + "berichten/afgehandeld/", messages.settle, name="settle_messages", roles=STAFF, methods=POST),
    route(PROJECT + "notities/", messages.staff_notes, name="staff_project_notes", roles=STAFF),
    route(PROJECT + "notities/<number:pk>/", messages.staff_note, name="staff_project_note", roles=STAFF),
    route(PROJECT + "aanvraag/", origin.application, name="staff_project_application", roles=STAFF, methods=GET),
    route(PROJECT + "verloop/", project.history, name="staff_history", roles=READERS, methods=GET),
    route(ENGAGEMENTS + "nieuw/", engagement.add, name="add_engagement", roles=STAFF),
    route(ENGAGEMENTS + "nagaan/", engagement.check, name="check_engagements", roles=STAFF),
    route(ENGAGEMENTS + "<number:number>/", engagement.version, name="staff_version", roles=READERS, methods=GET),
    route(ENGAGEMENT, engagement.edit, name="edit_engagement", roles=STAFF),
    route(ENGAGEMENT + "weghalen/", engagement.remove, name="remove_engagement", roles=STAFF, methods=POST),
    route(ENGAGEMENTS + "bevestigen/", engagement.confirm, name="confirm", roles=STAFF, methods=POST),
    route(EVALUATIONS, evaluation.evaluations, name="staff_evaluations", roles=READERS, methods=GET),
    route(EVALUATIONS + "plannen/", evaluation.plan, name="plan_evaluation", roles=STAFF),
    route(EVALUATION, evaluation.evaluation, name="staff_evaluation", roles=READERS, methods=GET),
    route(EVALUATION + "pdf/", evaluation.paper, name="evaluation_pdf", roles=READERS, methods=GET),
    route(EVALUATION + "agenda/", evaluation.draft, name="draft_agenda", roles=STAFF, methods=POST),
    route(EVALUATION + "punt/", evaluation.point, name="add_point", roles=STAFF),
    route(EVALUATION + "verslag/", evaluation.minutes, name="write_minutes", roles=STAFF),
    route(EVALUATION + "afspraak/", evaluation.decision, name="add_decision", roles=STAFF),
    route(EVALUATION + "afsluiten/", evaluation.hold, name="hold_evaluation", roles=STAFF),
    route(PROJECT + "fiche/", factsheet.factsheet, name="factsheet", roles=READERS, methods=GET),
    route(PROJECT + "vooruit/", project.advance, name="advance", roles=STAFF, methods=POST),
    route(PROJECT + "opschorten/", project.suspend, name="suspend", roles=STAFF),
    route(PROJECT + "langer-opschorten/", project.postpone, name="postpone_review", roles=STAFF),
    route(PROJECT + "hervatten/", project.resume, name="resume", roles=STAFF, methods=POST),
    route(PROJECT + "stopzetten/", project.stop, name="stop", roles=STAFF),
    route(PROJECT + "afsluiten/", closing.close, name="close", roles=STAFF),
    route(PROJECT + "afsluiten/voorstellen/", closing.propose, name="propose_closing", roles=STAFF, methods=POST),
    route(PROJECT + "afsluiten/intrekken/", closing.withdraw, name="withdraw_closing", roles=STAFF, methods=POST),
    route(PROJECT + "vrijstelling/", closing.waive, name="waive", roles=LEAD),
    route(PROJECT + "begeleider/", project.lead, name="assign_lead", roles=STAFF),
    route(PROJECT + "publiek/", publishing.public_texts, name="public_texts", roles=STAFF),
    route(PROJECT + "publiceren/", publishing.publish, name="publish", roles=STAFF, methods=POST),
    route(PROJECT + "intrekken/", publishing.unpublish, name="unpublish", roles=STAFF, methods=POST),
    route(DOCUMENTS + "nieuw/", document.add, name="add_document", roles=STAFF),
    route(DOCUMENT, document.document, name="staff_document", roles=READERS, methods=GET),
    route(DOCUMENT + "opmerkingen/nieuw/", document.remark, name="write_remark", roles=STAFF),
    route(REMARK + "oplossen/", document.resolve, name="resolve_remark", roles=STAFF, methods=POST),
    route(REMARK + "heropenen/", document.reopen, name="reopen_remark", roles=STAFF),
    route(DOCUMENT + "versie/", document.version, name="add_version", roles=STAFF),
    route(DOCUMENT + "wijzigen/", document.change, name="change_document", roles=STAFF),
    route(DOCUMENT + "weghalen/", document.remove, name="remove_document", roles=STAFF),
    route(PROJECT + "opdrachten/nieuw/", procurement.record, name="record_procurement", roles=STAFF),
    route(STEP, preparation.record, name="step", roles=STAFF),
    route(STEP + "overslaan/", preparation.skip, name="skip_step", roles=STAFF),
    route(PROJECT + "mijlpalen/nieuw/", tempo.add, name="add_milestone", roles=STAFF),
    route(MILESTONE + "verwachting/", tempo.forecast, name="forecast", roles=STAFF),
    route(MILESTONE + "volgorde/", tempo.follows, name="follows", roles=STAFF),
    route(MILESTONE + "volgorde/<number:link>/weghalen/", tempo.unfollow, name="unfollow", roles=STAFF, methods=POST),
    route(MILESTONE + "afspraak/", tempo.amendments, name="amendments", roles=STAFF),
    route(AMENDMENT + "bevestigen/", tempo.agree, name="agree_amendment", roles=LEAD, methods=POST),
    route(AMENDMENT + "afwijzen/", tempo.decline, name="decline_amendment", roles=STAFF, methods=POST),
    route(MILESTONE + "bereikt/", tempo.reach, name="reach", roles=STAFF),
    route(HANDOVERS, handover.HandoverList.as_view(), name="staff_handovers", roles=STAFF, methods=GET),
    route(HANDOVER, handover.handover, name="staff_handover", roles=STAFF, methods=GET),
    route(HANDOVER + "vastleggen/", handover.deliver, name="hand_over", roles=STAFF),
    route(HANDOVER + "ontvangen/", handover.acknowledge, name="acknowledge_handover", roles=STAFF, methods=POST),
    route(HANDOVER + "weigering/", handover.reject, name="reject_handover", roles=STAFF),
    route(CONSULTANCIES, consultancy.ConsultancyList.as_view(), name="staff_consultancies", roles=PAYERS, methods=GET),
    route(PROJECT + "begeleiding/nieuw/", consultancy.order, name="order_consultancy", roles=STAFF),
    route(PROJECT + "begeleiding/<number:pk>/", consultancy.change, name="change_consultancy", roles=STAFF),
    route(UPTAKE, uptake.uptake, name="staff_uptake", roles=READERS, methods=GET),
    route(UPTAKE + "<number:pk>/goedkeuren/", uptake.approve, name="approve_uptake", roles=STAFF),
    route(UPTAKE + "<number:pk>/terugnemen/", uptake.take_back, name="take_back_uptake", roles=STAFF, methods=POST),
    route(ADOPTERS + "nieuw/", uptake.add, name="add_adopter", roles=STAFF),
    route(ADOPTERS + "<number:pk>/", uptake.change, name="change_adopter", roles=STAFF),
    route(ADOPTERS + "<number:pk>/weghalen/", uptake.remove, name="remove_adopter", roles=STAFF, methods=POST),
    # For staff, about procurements
    route(
        "beheer/opdrachten/",
        procurement.ProcurementList.as_view(),
        name="staff_procurements",
        roles=READERS,
        methods=GET,
    ),
    route(THRESHOLDS, thresholds.thresholds, name="thresholds", roles=READERS, methods=GET),
    route(THRESHOLDS + "nieuw/", thresholds.add, name="add_threshold", roles=STAFF),
    route(THRESHOLDS + "<number:pk>/", thresholds.change, name="change_threshold", roles=STAFF),
    route(PROCUREMENT, procurement.procurement, name="staff_procurement", roles=READERS, methods=GET),
    route(PROCUREMENT + "wijzigen/", partial(procurement.change, what="edit"), name="edit_procurement", roles=STAFF),
    route(PROCUREMENT + "lanceren/", partial(procurement.change, what="launch"), name="launch", roles=STAFF),
    route(PROCUREMENT + "gunnen/", partial(procurement.change, what="award"), name="award", roles=STAFF),
    route(PROCUREMENT + "opleveren/", partial(procurement.change, what="deliver"), name="deliver", roles=STAFF),
    route(PROCUREMENT + "annuleren/", partial(procurement.change, what="cancel"), name="cancel", roles=STAFF),
    route(
        PROCUREMENT + "geen-offertes/", partial(procurement.change, what="no_tenders"), name="no_tenders", roles=STAFF
    ),
    route(PROCUREMENT + "beeindigen/", partial(procurement.change, what="terminate"), name="terminate", roles=STAFF),
    route(PROCUREMENT + "herlanceren/", procurement.relaunch, name="relaunch", roles=STAFF, methods=POST),
    route(
        PROCUREMENT + "innovatie/",
        partial(procurement.change, what="innovation"),
        name="describe_innovation",
        roles=STAFF,
    ),
    route(PROCUREMENT + "aankondiging/", partial(procurement.change, what="notice"), name="change_notice", roles=STAFF),
    route(PROCUREMENT + "contract/", partial(procurement.change, what="contract"), name="sign_contract", roles=STAFF),
    route(
        PROCUREMENT + "wijzigingen/", partial(procurement.change, what="amendment"), name="amend_contract", roles=STAFF
    ),
    route(PROCUREMENT + "delen/", partial(procurement.change, what="part"), name="deliver_part", roles=STAFF),
    route(PROCUREMENT + "lessen/", partial(procurement.change, what="lessons"), name="note_lessons", roles=STAFF),
    route(
        PROCUREMENT + "documenten/",
        document.add_to_procurement,
        name="add_procurement_document",
        roles=STAFF,
    ),
    route(LOTS, partial(procurement.change, what="lot"), name="add_lot", roles=STAFF),
    route(LOTS + "<number:pk>/", procurement.lot_change, name="change_lot", roles=STAFF),
    route(LOTS + "<number:pk>/gunnen/", procurement.lot_award, name="award_lot", roles=STAFF),
    route(LOTS + "<number:pk>/weghalen/", procurement.lot_remove, name="remove_lot", roles=STAFF, methods=POST),
    route(PARTICIPANTS, partial(procurement.change, what="participant"), name="add_participant", roles=STAFF),
    route(
        PARTICIPANTS + "<number:pk>/weghalen/",
        procurement.participant_remove,
        name="remove_participant",
        roles=STAFF,
        methods=POST,
    ),
]
