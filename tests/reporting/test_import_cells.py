"""What in a file looks like a value, or like nothing, and is neither: a fault each; and what the portal owns stays."""

import re
import shutil
import zipfile
from datetime import datetime, timedelta

import pytest
import xlsxwriter
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from pio_portal.accounts.enums import Role
from pio_portal.organisations.models import Organisation
from projects.models import Procurement
from reporting import workflow
from reporting.importing import values
from reporting.importing.programme import import_programme
from reporting.importing.tables import BY_NAME
from tests.factories.ground import organisation, user
from tests.reporting.tables import CLIENT, faults_in, import_small, places, small, write_csv, write_xlsx

pytestmark = pytest.mark.django_db
PROCUREMENT = BY_NAME["opdrachten"]
PLACE = {column.name: place for place, column in enumerate(PROCUREMENT.columns)}


def workbook(path, write):
    """The small programme as a workbook, with the sheet of procurements as `write(sheet)` leaves it."""
    programme = small()
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy hh:mm"}) as book:
        for name, rows in programme.items():
            sheet = book.add_worksheet(name)
            columns = list(BY_NAME[name].by_name)
            sheet.write_row(0, 0, columns)
            for number, row in enumerate(rows, 1):
                for place, column in enumerate(columns):
                    if row.get(column):
                        sheet.write_string(number, place, row[column])
            if name == "opdrachten":
                write(sheet)
    return path


def rewritten(path, pattern, by):
    """The workbook with something else in the sheet of procurements."""
    other = path.with_name("anders.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        names = list(small())
        for member in old.infolist():
            content = old.read(member)
            if member.filename == f"xl/worksheets/sheet{names.index('opdrachten') + 1}.xml":
                content, count = re.subn(pattern, by, content)
                assert count == 1
            new.writestr(member, content)
    shutil.move(other, path)
    return path


def test_formula_that_was_never_worked_out_is_a_fault(tmp_path):
    path = workbook(tmp_path / "p.xlsx", lambda sheet: sheet.write_formula(1, PLACE["raming"], "=1+1"))
    rewritten(path, rb"(<f>1\+1</f>)<v>0</v>", rb"\1")

    faults = faults_in(path)

    assert places(faults) == [("opdrachten", 2, "raming")]
    assert "formule zonder resultaat" in faults[0].message


def test_formula_that_was_worked_out_is_its_result(tmp_path):
    path = workbook(tmp_path / "p.xlsx", lambda sheet: sheet.write_formula(1, PLACE["raming"], "=1000+1", value=1001))

    import_programme(path=path, at=timezone.now())

    assert Procurement.objects.get().estimate == 1001


@pytest.mark.parametrize("shown", ["#N/A", "#REF!", "#DEEL/0!", "#WAARDE!"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("column", ["titel", "raming", "gelanceerd_op"])
def test_error_of_the_spreadsheet_is_a_fault(tmp_path, kind, shown, column):
    programme = small()
    programme["opdrachten"][0][column] = shown
    path = write_csv(tmp_path, programme) if kind == "csv" else write_xlsx(tmp_path / "p.xlsx", programme)

    faults = faults_in(path)

    assert ("opdrachten", 2, column) in places(faults)
    assert f"een fout van het rekenblad ({shown})" in faults[0].message


def test_each_merged_cell_is_a_fault(tmp_path):
    def merge(sheet):
        sheet.merge_range(1, PLACE["raming"], 2, PLACE["gelanceerd_op"], "1234")
        for column, cell in {"code": "O-2024-0002", "project": "P-2024-0001", "stand": "gelanceerd"}.items():
            sheet.write_string(2, PLACE[column], cell)

    faults = faults_in(workbook(tmp_path / "p.xlsx", merge))

    assert places(faults) == [("opdrachten", row, column) for row in (2, 3) for column in ("raming", "gelanceerd_op")]
    assert all("samengevoegd" in fault.message for fault in faults)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_value_under_an_empty_header_is_a_fault(tmp_path, kind):
    if kind == "csv":
        path = write_csv(tmp_path, small())
        table = tmp_path / "opdrachten.csv"
        lines = table.read_text(encoding="utf-8-sig").splitlines()
        table.write_text(f"{lines[0]};\n{lines[1]};verloren\n", encoding="utf-8")
    else:
        path = workbook(
            tmp_path / "p.xlsx",
            lambda sheet: (
                sheet.write_string(1, len(PROCUREMENT.columns), "verloren"),
                sheet.write_string(0, len(PROCUREMENT.columns), " "),
            ),
        )

    faults = faults_in(path)

    assert places(faults) == [("opdrachten", 2, "*")]
    assert "heeft geen naam" in faults[0].message


def test_empty_column_without_a_name_is_no_fault(tmp_path):
    path = write_csv(tmp_path, small())
    table = tmp_path / "opdrachten.csv"
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    table.write_text(f"{lines[0]};\n{lines[1]};\n", encoding="utf-8")

    assert faults_in(path) == []


def test_escaped_line_break_is_a_line_break(tmp_path):
    path = workbook(
        tmp_path / "p.xlsx", lambda sheet: sheet.write_string(1, PLACE["titel"], "Een_x000D_\ntwee_x000D_drie")
    )

    import_programme(path=path, at=timezone.now())

    assert Procurement.objects.get().title == "Een\ntwee\ndrie"


def test_fraction_of_a_second_is_a_fault_and_its_rounding_is_not():
    moment = datetime(2024, 12, 1, 11, 0, 59)  # noqa: DTZ001 - as a workbook has it

    assert values.read_moment(moment + timedelta(microseconds=999)).second == 59
    assert values.read_moment(moment + timedelta(microseconds=999_500)) == values.read_moment(
        moment + timedelta(seconds=1)
    )
    for fraction in (2_000, 250_000, 500_000, 990_000):
        with pytest.raises(ValueError, match="delen van een seconde"):
            values.read_moment(moment + timedelta(microseconds=fraction))


@pytest.mark.parametrize("first", ["sep=;\r\n", "sep=;\n", "SEP=;\n", "\ufeffsep=;\r\n", '"sep=;"\r\n'])
def test_delimiter_that_the_file_names_is_understood(tmp_path, first):
    programme = small()
    programme["opdrachten"][0]["raming"] = "duizend"
    path = write_csv(tmp_path, programme)
    table = tmp_path / "opdrachten.csv"
    table.write_bytes(first.encode() + table.read_bytes().removeprefix(b"\xef\xbb\xbf"))

    assert places(faults_in(path)) == [("opdrachten", 2, "raming")]  # the row as a spreadsheet shows it


# What the portal owns


def test_empty_cell_leaves_what_the_portal_knows(tmp_path):
    ours = organisation(kbo="0316380841", type="lokaal_bestuur", postcode="9000")
    programme = {"organisaties": [{"kbo": CLIENT, "naam": "Anders"}]}

    import_programme(path=write_csv(tmp_path, programme), at=timezone.now())

    ours.refresh_from_db()
    assert (ours.type, ours.postcode, ours.imported) == ("lokaal_bestuur", "9000", False)
    assert ours.name != "Anders"


def test_cell_fills_what_the_portal_did_not_know(tmp_path):
    organisation(kbo="0316380841", type="lokaal_bestuur", postcode="")
    programme = {"organisaties": [{"kbo": CLIENT, "naam": "Anders", "postcode": "9300", "type": "zorg"}]}

    import_programme(path=write_csv(tmp_path, programme), at=timezone.now())

    ours = Organisation.objects.get(kbo="0316380841")
    assert (ours.type, ours.postcode) == ("lokaal_bestuur", "9300")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("organisaties", "type"),
        ("organisaties", "postcode"),
        ("oproepen", "titel"),
        ("oproepen", "thema"),
        ("aanvragen", "titel"),
        ("aanvragen", "beleidsdomein"),
        ("projecten", "gestart_op"),
        ("mijlpalen", "verwacht_op"),
        ("marktconsultaties", "inschrijvers_publiek"),
        ("opdrachten", "raming"),
        ("opdrachten", "procedure"),
        ("activiteiten", "datum"),
        ("contracten", "bedrag"),
    ],
)
def test_cell_that_became_empty_changes_nothing(tmp_path, table, column):
    import_small(tmp_path, small())
    programme = small()
    assert programme[table][0][column]
    programme[table][0][column] = ""

    counts = import_small(tmp_path, programme)

    assert (counts[table].new, counts[table].changed) == (0, 0)


# Signs of life


def test_upload_says_how_far_it_is(client, tmp_path, monkeypatch):
    colleague = user(Role.LEAD)
    client.force_login(colleague)
    monkeypatch.setattr("reporting.importing.progress.PAUSE", 0)
    monkeypatch.setattr("reporting.importing.staging.ROWS_BETWEEN", 1)
    table = write_csv(tmp_path, {"organisaties": small()["organisaties"]}) / "organisaties.csv"
    upload = SimpleUploadedFile(table.name, table.read_bytes())
    run = workflow.upload_tables(uploads=[upload], by=colleague, at=timezone.now())
    seen = []
    original = cache.set
    monkeypatch.setattr(
        cache, "set", lambda key, value, *a, **k: (seen.append(value), original(key, value, *a, **k))[1]
    )

    workflow.check_import(run=run, at=timezone.now())

    told = list(seen)
    percents = [percent for percent, _doing in told]
    assert percents == sorted(percents)
    assert 0 < percents[0] <= 60 < percents[-1] < 100
    assert any(doing == "organisaties: rij 2" for _percent, doing in told)
    type(run).objects.filter(pk=run.pk).update(status="checking", done_at=None)
    page = client.get(run.get_absolute_url()).content.decode()
    assert f'value="{percents[-1]}"' in page
    assert told[-1][1] in page


def test_command_says_how_far_it_is(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("reporting.importing.progress.PAUSE", 0)
    monkeypatch.setattr("reporting.importing.staging.ROWS_BETWEEN", 1)

    call_command("import_programme", str(write_csv(tmp_path, small())))

    told = capsys.readouterr().err
    assert "organisaties: rij 3" in told
    assert "60% de regels tussen de tabellen" in told
