"""The addresses of this app, each with who may use it."""

from django.urls import URLPattern

from pio_portal.accounts.access import COMMUNICATION, LEAD, LOGGED_IN, MANAGEMENT, PUBLIC, SECRETARY, STAFF, route
from projects.views import applicant, procurement_acts, procurements, project_acts, public, staff, tempo

app_name = "projects"

READERS = STAFF | SECRETARY | MANAGEMENT | COMMUNICATION
GET = ("GET", "HEAD")
POST = ("POST",)

PROJECT = "beheer/projecten/<ref:ref>/"
MILESTONE = PROJECT + "mijlpalen/<number:pk>/"
PROCUREMENT = "beheer/opdrachten/<ref:ref>/"
MINE = "mijn/projecten/<ref:ref>/"

urlpatterns: list[URLPattern] = [
    route("projecten/", public.catalogue, name="catalogue", roles=PUBLIC, methods=GET),
    route("projecten/<slug:slug>/", public.project, name="project", roles=PUBLIC, methods=GET),
    # For the client
    route("mijn/projecten/", applicant.projects, name="my_projects", roles=LOGGED_IN, methods=GET),
    route(MINE, applicant.project, name="my_project", roles=LOGGED_IN, methods=GET),
    route(MINE + "bevestigen/", applicant.confirm, name="my_confirm", roles=LOGGED_IN, methods=POST),
    route(MINE + "mijlpalen/<number:pk>/", applicant.forecast, name="my_forecast", roles=LOGGED_IN),
    # For PIO, about projects
    route("beheer/projecten/", staff.ProjectList.as_view(), name="staff_projects", roles=READERS, methods=GET),
    route("beheer/projecten/nieuw/", staff.to_start, name="to_start", roles=STAFF, methods=GET),
    route("beheer/projecten/nieuw/<ref:ref>/", project_acts.start, name="start", roles=STAFF),
    route(PROJECT, staff.overview, name="staff_project", roles=READERS, methods=GET),
    route(PROJECT + "engagementen/", staff.engagements, name="staff_engagements", roles=READERS, methods=GET),
    route(PROJECT + "voortraject/", staff.preparation, name="staff_preparation", roles=READERS, methods=GET),
    route(PROJECT + "opdrachten/", staff.procurements, name="staff_project_procurements", roles=READERS, methods=GET),
    route(PROJECT + "documenten/", staff.documents, name="staff_documents", roles=READERS, methods=GET),
    route(PROJECT + "verloop/", staff.history, name="staff_history", roles=READERS, methods=GET),
    route(PROJECT + "engagementen/wijzigen/", project_acts.edit_engagements, name="edit_engagements", roles=STAFF),
    route(PROJECT + "engagementen/bevestigen/", project_acts.confirm, name="confirm", roles=STAFF, methods=POST),
    route(PROJECT + "vooruit/", project_acts.advance, name="advance", roles=STAFF, methods=POST),
    route(PROJECT + "opschorten/", project_acts.suspend, name="suspend", roles=STAFF),
    route(PROJECT + "hervatten/", project_acts.resume, name="resume", roles=STAFF, methods=POST),
    route(PROJECT + "stopzetten/", project_acts.stop, name="stop", roles=STAFF),
    route(PROJECT + "afsluiten/", project_acts.close, name="close", roles=STAFF),
    route(PROJECT + "vrijstelling/", project_acts.waive, name="waive", roles=LEAD),
    route(PROJECT + "begeleider/", project_acts.lead, name="assign_lead", roles=STAFF),
    route(PROJECT + "publiek/", project_acts.public_texts, name="public_texts", roles=STAFF),
    route(PROJECT + "publiceren/", project_acts.publish, name="publish", roles=STAFF, methods=POST),
    route(PROJECT + "intrekken/", project_acts.unpublish, name="unpublish", roles=STAFF, methods=POST),
    route(PROJECT + "documenten/nieuw/", project_acts.add_document, name="add_document", roles=STAFF),
    route(PROJECT + "opdrachten/nieuw/", procurement_acts.record, name="record_procurement", roles=STAFF),
    route(PROJECT + "stappen/<key:kind>/", tempo.step, name="step", roles=STAFF),
    route(PROJECT + "stappen/<key:kind>/overslaan/", tempo.skip, name="skip_step", roles=STAFF),
    route(PROJECT + "mijlpalen/nieuw/", tempo.add, name="add_milestone", roles=STAFF),
    route(MILESTONE + "verwachting/", tempo.forecast, name="forecast", roles=STAFF),
    route(MILESTONE + "afspraak/", tempo.baseline, name="baseline", roles=LEAD),
    route(MILESTONE + "bereikt/", tempo.reach, name="reach", roles=STAFF),
    # For PIO, about procurements
    route(
        "beheer/opdrachten/",
        procurements.ProcurementList.as_view(),
        name="staff_procurements",
        roles=READERS,
        methods=GET,
    ),
    route(PROCUREMENT, procurements.procurement, name="staff_procurement", roles=READERS, methods=GET),
    route(PROCUREMENT + "wijzigen/", procurement_acts.edit, name="edit_procurement", roles=STAFF),
    route(PROCUREMENT + "lanceren/", procurement_acts.launch, name="launch", roles=STAFF),
    route(PROCUREMENT + "gunnen/", procurement_acts.award, name="award", roles=STAFF),
    route(PROCUREMENT + "opleveren/", procurement_acts.deliver, name="deliver", roles=STAFF),
    route(PROCUREMENT + "annuleren/", procurement_acts.cancel, name="cancel", roles=STAFF),
    route(PROCUREMENT + "geen-offertes/", procurement_acts.no_tenders, name="no_tenders", roles=STAFF),
    route(PROCUREMENT + "beeindigen/", procurement_acts.terminate, name="terminate", roles=STAFF),
    route(PROCUREMENT + "herlanceren/", procurement_acts.relaunch, name="relaunch", roles=STAFF, methods=POST),
    route(PROCUREMENT + "deelnemers/", procurement_acts.participant, name="add_participant", roles=STAFF),
    route(
        PROCUREMENT + "deelnemers/<number:pk>/weghalen/",
        procurement_acts.take_out,
        name="remove_participant",
        roles=STAFF,
        methods=POST,
    ),
]
