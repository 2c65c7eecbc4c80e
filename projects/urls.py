"""The addresses of this app, each with who may use it."""

from django.urls import URLPattern

from pio_portal.accounts.access import LEAD, LOGGED_IN, PUBLIC, STAFF, route
from projects.rules import READERS
from projects.views.applicant import projects as client
from projects.views.public import projects as public
from projects.views.staff import closing, engagements, preparation, procurement, procurements, project, start, tempo
from projects.views.staff import projects as dossier

app_name = "projects"

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
    route("mijn/projecten/", client.projects, name="my_projects", roles=LOGGED_IN, methods=GET),
    route(MINE, client.project, name="my_project", roles=LOGGED_IN, methods=GET),
    route(MINE + "bevestigen/", client.confirm, name="my_confirm", roles=LOGGED_IN, methods=POST),
    route(MINE + "mijlpalen/<number:pk>/", client.forecast, name="my_forecast", roles=LOGGED_IN),
    # For PIO, about projects
    route("beheer/projecten/", dossier.ProjectList.as_view(), name="staff_projects", roles=READERS, methods=GET),
    route("beheer/projecten/nieuw/", dossier.to_start, name="to_start", roles=STAFF, methods=GET),
    route("beheer/projecten/nieuw/<ref:ref>/", start.start, name="start", roles=STAFF),
    route(PROJECT, dossier.overview, name="staff_project", roles=READERS, methods=GET),
    route(PROJECT + "engagementen/", dossier.engagements, name="staff_engagements", roles=READERS, methods=GET),
    route(PROJECT + "voortraject/", dossier.preparation, name="staff_preparation", roles=READERS, methods=GET),
    route(PROJECT + "opdrachten/", dossier.procurements, name="staff_project_procurements", roles=READERS, methods=GET),
    route(PROJECT + "documenten/", dossier.documents, name="staff_documents", roles=READERS, methods=GET),
    route(PROJECT + "verloop/", dossier.history, name="staff_history", roles=READERS, methods=GET),
    route(PROJECT + "engagementen/wijzigen/", engagements.edit_engagements, name="edit_engagements", roles=STAFF),
    route(PROJECT + "engagementen/bevestigen/", engagements.confirm, name="confirm", roles=STAFF, methods=POST),
    route(PROJECT + "vooruit/", project.advance, name="advance", roles=STAFF, methods=POST),
    route(PROJECT + "opschorten/", project.suspend, name="suspend", roles=STAFF),
    route(PROJECT + "hervatten/", project.resume, name="resume", roles=STAFF, methods=POST),
    route(PROJECT + "stopzetten/", project.stop, name="stop", roles=STAFF),
    route(PROJECT + "afsluiten/", closing.close, name="close", roles=STAFF),
    route(PROJECT + "vrijstelling/", closing.waive, name="waive", roles=LEAD),
    route(PROJECT + "begeleider/", project.lead, name="assign_lead", roles=STAFF),
    route(PROJECT + "publiek/", project.public_texts, name="public_texts", roles=STAFF),
    route(PROJECT + "publiceren/", project.publish, name="publish", roles=STAFF, methods=POST),
    route(PROJECT + "intrekken/", project.unpublish, name="unpublish", roles=STAFF, methods=POST),
    route(PROJECT + "documenten/nieuw/", project.add_document, name="add_document", roles=STAFF),
    route(PROJECT + "opdrachten/nieuw/", procurement.record, name="record_procurement", roles=STAFF),
    route(PROJECT + "stappen/<key:kind>/", preparation.step, name="step", roles=STAFF),
    route(PROJECT + "stappen/<key:kind>/overslaan/", preparation.skip, name="skip_step", roles=STAFF),
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
    route(PROCUREMENT + "wijzigen/", procurement.edit, name="edit_procurement", roles=STAFF),
    route(PROCUREMENT + "lanceren/", procurement.launch, name="launch", roles=STAFF),
    route(PROCUREMENT + "gunnen/", procurement.award, name="award", roles=STAFF),
    route(PROCUREMENT + "opleveren/", procurement.deliver, name="deliver", roles=STAFF),
    route(PROCUREMENT + "annuleren/", procurement.cancel, name="cancel", roles=STAFF),
    route(PROCUREMENT + "geen-offertes/", procurement.no_tenders, name="no_tenders", roles=STAFF),
    route(PROCUREMENT + "beeindigen/", procurement.terminate, name="terminate", roles=STAFF),
    route(PROCUREMENT + "herlanceren/", procurement.relaunch, name="relaunch", roles=STAFF, methods=POST),
    route(PROCUREMENT + "deelnemers/", procurement.participant, name="add_participant", roles=STAFF),
    route(
        PROCUREMENT + "deelnemers/<number:pk>/weghalen/",
        procurement.take_out,
        name="remove_participant",
        roles=STAFF,
        methods=POST,
    ),
]
