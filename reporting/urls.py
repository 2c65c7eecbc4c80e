"""The addresses of this app, each with who may use it."""

from pio_portal.accounts.access import COMMUNICATION, LEAD, MANAGEMENT, PUBLIC, STAFF, route
from reporting.views import imports, outcomes, public, staff

app_name = "reporting"

READ, POST = ("GET", "HEAD"), ("POST",)
LEADERS = LEAD | MANAGEMENT
READERS = STAFF | MANAGEMENT | COMMUNICATION

urlpatterns = [
    route("cijfers/", public.public_figures, name="public_figures", roles=PUBLIC, methods=READ),
    route("beheer/rapporten/", staff.overview, name="overview", roles=READERS, methods=READ),
    route("beheer/rapporten/cijfers.json", staff.as_json_file, name="json", roles=READERS, methods=READ),
    route("beheer/rapporten/cijfers.csv", staff.as_csv_file, name="csv", roles=READERS, methods=READ),
    route("beheer/rapporten/maken/", staff.make_report, name="make", roles=STAFF | MANAGEMENT, methods=POST),
    route("beheer/rapporten/pdf/<number:pk>/", staff.report, name="report", roles=READERS, methods=READ),
    route("beheer/rapporten/import/", imports.imports, name="imports", roles=STAFF),
    route("beheer/rapporten/import/<number:pk>/", imports.import_run, name="import_run", roles=STAFF, methods=READ),
    route(
        "beheer/rapporten/import/<number:pk>/bevestigen/", imports.confirm, name="confirm", roles=STAFF, methods=POST
    ),
    route("beheer/rapporten/gebruik/", outcomes.uptake, name="uptake", roles=READERS, methods=READ),
    route("beheer/rapporten/begeleiding/", outcomes.guidance, name="guidance", roles=READERS, methods=READ),
    route("beheer/rapporten/<slug:code>/", staff.indicator, name="indicator", roles=READERS, methods=READ),
    route("beheer/rapporten/<slug:code>/doel/<year:year>/", staff.target, name="target", roles=LEADERS, methods=POST),
]
