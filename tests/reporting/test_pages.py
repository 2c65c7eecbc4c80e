"""The pages of figures, reports and imports, for those who may see them."""

import zipfile
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from calls.models import Application
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.models import OutboxTask
from pio_portal.correspondence.outbox import TASKS
from pio_portal.documents.models import Document
from projects.models import Procurement
from reporting.enums import ImportStatus, ReportStatus
from reporting.importing.tables import TABLES
from reporting.models import ImportRun, Report, Target
from tests.factories.ground import user
from tests.pages import text
from tests.reporting.tables import import_small, small, write_csv, write_xlsx

pytestmark = pytest.mark.django_db

HOME = "/beheer/rapporten/"
YEARS = "?van=2022&tot=2025&stand=2026-01-15"


@pytest.fixture
def as_role(client):
    def log_in(*roles):
        client.force_login(user(*roles))
        return client

    return log_in


def run_waiting_tasks() -> None:
    """What the worker would do now."""
    for row in OutboxTask.objects.filter(done_at=None):
        TASKS[row.task](**row.arguments)
        OutboxTask.objects.filter(pk=row.pk).delete()


def test_overview_tells_every_indicator(as_role, tmp_path):
    import_small(tmp_path, small())

    page = as_role(Role.MANAGEMENT).get(HOME + YEARS).content.decode()

    assert page.count('<svg class="chart"') == 12
    assert "In 2025 is netto €\xa0-20.000,00 toegekend" in page


@pytest.mark.parametrize("query", ["?van=2025&tot=2024", "?tot=²", "?van=1&tot=2024", "?stand=gisteren", "?tot=x"])
def test_overview_with_a_senseless_period_says_so(as_role, query):
    answer = as_role(Role.STAFF).get(HOME + query)

    assert answer.status_code == 200
    assert "Kies jaren die op elkaar volgen" in answer.content.decode()


def test_a_figure_opens_its_rows(as_role, tmp_path):
    import_small(tmp_path, small())

    page = as_role(Role.STAFF).get(f"{HOME}I06/{YEARS}&jaar=2025").content.decode()

    assert "O-2024-0001" in page
    assert "CF-2" in page
    assert "CF-1" not in page


def test_rows_can_be_split_by_a_dimension(as_role, tmp_path):
    import_small(tmp_path, small())
    client = as_role(Role.STAFF)

    assert "Omgeving" in client.get(f"{HOME}I01/?tot=2024&deel=policy_domain").content.decode()
    assert "A-2024-0001" in client.get(f"{HOME}I01/?tot=2024&deel=policy_domain&waarde=Omgeving").content.decode()
    assert "A-2024-0001" not in client.get(f"{HOME}I01/?tot=2024&deel=policy_domain&waarde=Ander").content.decode()


def test_what_is_unknown_in_a_dimension_can_be_opened_too(as_role, tmp_path):
    programme = small()
    programme["aanvragen"][0]["beleidsdomein"] = ""
    import_small(tmp_path, programme)
    client = as_role(Role.STAFF)

    assert 'waarde=-">onbekend' in client.get(f"{HOME}I01/?tot=2024&deel=policy_domain").content.decode()
    assert "A-2024-0001" in client.get(f"{HOME}I01/?tot=2024&deel=policy_domain&waarde=-").content.decode()
    assert "Innovatiepartnerschap" in client.get(f"{HOME}I04/?tot=2024&deel=procedure").content.decode()


@pytest.mark.parametrize("address", [f"{HOME}I99/", f"{HOME}I01/?tot=x"])
def test_what_does_not_exist_is_not_found(as_role, address):
    assert as_role(Role.STAFF).get(address).status_code == 404


def test_figures_download_as_json_and_csv(as_role, tmp_path):
    import_small(tmp_path, small())
    client = as_role(Role.COMMUNICATION)

    document = client.get(f"{HOME}cijfers.json{YEARS}").json()
    csv = client.get(f"{HOME}cijfers.csv{YEARS}").content.decode("utf-8-sig")

    assert (document["from"], document["to"], document["as_of"]) == (2022, 2025, "2026-01-15")
    assert "I01;Ingediende projectaanvragen;2024;value;1" in csv.splitlines()


def test_a_target_is_set_by_management_and_shown(as_role):
    client = as_role(Role.MANAGEMENT)

    client.post(f"{HOME}I01/doel/2026/", {"value": "15"})

    assert Target.objects.get().value == 15
    assert "Het doel is 15" in client.get(f"{HOME}?tot=2026").content.decode()

    client.post(f"{HOME}I01/doel/2026/", {"value": ""})

    assert not Target.objects.exists()


def test_a_target_is_not_set_by_staff(as_role):
    assert as_role(Role.STAFF).post(f"{HOME}I01/doel/2026/", {"value": "15"}).status_code == 403


def test_a_report_is_made_by_the_worker_and_downloaded(as_role, tmp_path):
    import_small(tmp_path, small())
    client = as_role(Role.MANAGEMENT)

    page = client.post(f"{HOME}maken/", {"van": "2022", "tot": "2025", "stand": "2026-01-15"}, follow=True)
    waiting = page.content.decode()
    run_waiting_tasks()
    report = Report.objects.get()

    assert "hx-get" in waiting
    assert (report.status, report.progress) == (ReportStatus.DONE, 100)
    assert report.figures["indicators"][0]["years"]["2024"] == {"value": 1, "withdrawn": 0}
    address = f"/documenten/{Document.objects.of(report).get().pk}/"
    assert address in client.get(report.get_absolute_url()).content.decode()
    answer = client.get(address)
    pdf = PdfReader(BytesIO(b"".join(answer.streaming_content)))
    answer.close()
    assert pdf.metadata.title == "Indicatorenrapport 2025"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "nl"
    assert "cijfers-2025.csv" in pdf.attachments
    assert b"O-2024-0001" in pdf.attachments["I05-2025.csv"][0]
    text = " ".join(each.extract_text() for each in pdf.pages)
    assert "bladzijde 2 van" in text
    assert "In 2025 werd 1 opdracht opgeleverd" in text


def test_a_report_twice_started_is_made_once(as_role):
    as_role(Role.LEAD).post(f"{HOME}maken/", {"van": "2025", "tot": "2025", "stand": "2026-01-15"})
    report = Report.objects.get()

    TASKS["reporting.make_report"](report=report.pk)
    TASKS["reporting.make_report"](report=report.pk)

    assert Document.objects.of(report).count() == 1


def test_a_report_for_no_years_is_refused(as_role):
    page = as_role(Role.LEAD).post(f"{HOME}maken/", {"van": "2025", "tot": "2024", "stand": "2026-01-15"}, follow=True)

    assert not Report.objects.exists()
    assert "Kies een jaar dat niet voor het eerste ligt" in page.content.decode()


def uploads(folder) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]


def zipped(folder) -> list[SimpleUploadedFile]:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in folder.iterdir():
            archive.write(path, f"tabellen/{path.name}")
    return [SimpleUploadedFile("tabellen.zip", out.getvalue())]


def workbook(folder) -> list[SimpleUploadedFile]:
    path = write_xlsx(folder.parent / "programma.xlsx", small())
    return [SimpleUploadedFile(path.name, path.read_bytes())]


@pytest.mark.parametrize("packed", [uploads, zipped, workbook])
def test_tables_are_checked_confirmed_and_imported(as_role, tmp_path, packed):
    client = as_role(Role.STAFF)
    folder = write_csv(tmp_path / "tabellen", small())

    client.post(f"{HOME}import/", {"files": packed(folder)})
    run_waiting_tasks()
    run = ImportRun.objects.get()

    assert run.status == ImportStatus.READY
    assert not Application.objects.exists()
    page = client.get(run.get_absolute_url())
    assert "Alles klopt" in page.content.decode()
    assert [table for table, *_rows in page.context["counts"]] == [t.name for t in TABLES if t.name in run.counts]

    client.post(f"{run.get_absolute_url()}bevestigen/")
    run_waiting_tasks()
    run.refresh_from_db()

    assert run.status == ImportStatus.DONE
    assert run.counts["aanvragen"] == [1, 0, 0]
    assert Application.objects.get().imported


def test_the_preview_names_each_row_that_stays_as_the_portal_has_it(as_role, tmp_path):
    client = as_role(Role.STAFF)
    import_small(tmp_path / "eerst", small())
    Procurement.objects.update(title="Onze titel", estimate=7)

    client.post(f"{HOME}import/", {"files": uploads(write_csv(tmp_path / "tabellen", small()))})
    run_waiting_tasks()

    page = text(client.get(ImportRun.objects.get().get_absolute_url()))
    assert "In het portaal gewijzigd: blijft" in page
    assert "opdrachten 2 titel, raming" in page


def test_faults_of_an_upload_are_listed(as_role, tmp_path):
    client = as_role(Role.STAFF)
    programme = small()
    programme["aanvragen"][0]["status"] = "goedgekeurd"

    client.post(f"{HOME}import/", {"files": uploads(write_csv(tmp_path, programme))})
    run_waiting_tasks()
    run = ImportRun.objects.get()

    page = client.get(run.get_absolute_url()).content.decode()
    assert run.status == ImportStatus.FAULTY
    assert "“goedgekeurd” staat niet in de lijst" in page
    assert "Er is 1 fout." in page
    client.post(f"{run.get_absolute_url()}bevestigen/")
    run.refresh_from_db()
    assert run.status == ImportStatus.FAULTY


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("foto.png", b"x", "Dit soort bestand kan niet."),
        ("facturen.csv", b"a;b\n", "“facturen” is geen tabel."),
        ("aanvragen.csv", b"", "Dit bestand is leeg."),
    ],
)
def test_a_wrong_upload_is_refused_kindly(as_role, name, content, advice):
    answer = as_role(Role.STAFF).post(f"{HOME}import/", {"files": [SimpleUploadedFile(name, content)]})

    assert answer.status_code == 422
    assert advice in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_damaged_workbook_is_told(as_role):
    client = as_role(Role.STAFF)
    client.post(f"{HOME}import/", {"files": [SimpleUploadedFile("programma.xlsx", b"PK kapot")]})
    run_waiting_tasks()

    assert "beschadigd" in client.get(ImportRun.objects.get().get_absolute_url()).content.decode()


def test_public_figures_show_charts_and_no_dossiers(client, tmp_path):
    import_small(tmp_path, small())

    page = client.get("/cijfers/").content.decode()

    assert page.count('<svg class="chart"') == 12
    assert "O-2024-0001" not in page
    assert "A-2024-0001" not in page


def many(programme, number):
    """The same programme with more of what the pages list."""
    for name, code in (
        ("aanvragen", "A-2024-{:04d}"),
        ("opdrachten", "O-2024-{:04d}"),
        ("activiteiten", "E-2024-{:04d}"),
    ):
        programme[name] += [{**programme[name][0], "code": code.format(n)} for n in range(2, number + 1)]
    return programme


@pytest.mark.parametrize(
    ("address", "at_most"),
    [
        (f"{HOME}{YEARS}", 20),
        (f"{HOME}I01/?tot=2024&stand=2026-01-01", 11),
        (f"{HOME}I09/?tot=2024&stand=2026-01-01", 11),
        (f"{HOME}cijfers.json{YEARS}", 23),
        (f"{HOME}cijfers.csv{YEARS}", 23),
        (f"{HOME}import/", 5),
        ("/cijfers/", 18),
    ],
)
def test_pages_ask_as_much_with_1_row_as_with_30(as_role, tmp_path, address, at_most):
    client = as_role(Role.STAFF)
    asked = []
    for number in (1, 30):
        import_small(tmp_path / str(number), many(small(), number))
        client.get(address)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1] <= at_most
