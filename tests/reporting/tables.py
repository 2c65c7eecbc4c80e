"""Small programmes as import tables, for the tests: written as CSV or XLSX, in any of the accepted ways."""

import csv
import io
from pathlib import Path

import xlsxwriter
from django.utils import timezone

from reporting.importing.faults import Fault, Faulty
from reporting.importing.programme import import_programme
from reporting.importing.tables import BY_NAME, TABLES

EXAMPLE = Path(__file__).parent.parent / "data" / "import-example"

CLIENT, OTHER, ENTERPRISE = "0316.380.841", "0207.499.430", "0248.211.419"


def small() -> dict[str, list[dict]]:
    """One dossier from call to delivery, with a row in each table; a test bends what it is about."""
    return {
        "organisaties": [
            {"kbo": CLIENT, "ovo": "OVO002949", "naam": "Agentschap A", "type": "vlaamse_overheid", "nis": "11002", "postcode": "1000"},
            {"kbo": OTHER, "naam": "Stad B", "type": "lokaal_bestuur", "postcode": "9000"},
        ],
        "oproepen": [{"code": "PIO-2024", "titel": "Oproep 2024", "type": "open", "jaar": "2024", "thema": "energie"}],
        "indiendata": [{"oproep": "PIO-2024", "nummer": "1", "opent": "2024-02-01 12:00", "sluit": "2024-03-29 12:00"}],
        "aanvragen": [
            {
                "code": "A-2024-0001", "oproep": "PIO-2024", "indiendatum": "1", "titel": "Slim", "organisatie": CLIENT, "partners": OTHER,
                "thema": "energie", "beleidsdomein": "Omgeving", "ingediend_op": "2024-03-29 11:59", "status": "geselecteerd",
                "beslist_op": "2024-05-01",
            },
        ],
        "projecten": [{"code": "P-2024-0001", "aanvraag": "A-2024-0001", "titel": "Slim", "gestart_op": "2024-06-01", "stand": "actief"}],
        "mijlpalen": [
            {"project": "P-2024-0001", "naam": "Lancering", "afgesproken_op": "2024-10-01", "verwacht_op": "2024-11-01", "vertraging": "markt"}
        ],
        "marktconsultaties": [
            {"code": "MC-2024-0001", "projecten": "P-2024-0001", "titel": "Consultatie", "datum": "2024-08-01", "inschrijvers_publiek": "3"}
        ],
        "opdrachten": [
            {
                "code": "O-2024-0001", "project": "P-2024-0001", "titel": "Opdracht", "procedure": "40", "cpv": "73100000-3",
                "raming": "1.234,50", "gelanceerd_op": "2024-10-15", "offertes_tot": "2024-12-01 11:00", "gegund_op": "2025-01-10",
                "gunningsbedrag": "1 234,50", "opgeleverd_op": "2025-06-01", "stand": "opgeleverd",
            },
        ],
        "deelnemers": [{"opdracht": "O-2024-0001", "kbo": ENTERPRISE, "land": "BE", "rol": "gegund"}],
        "cofinanciering": [
            {"code": "CF-1", "opdracht": "O-2024-0001", "soort": "toekenning", "bedrag": "100.000,00", "besluit_op": "2024-09-01", "orgaan": "delegatie"},
            {"code": "CF-2", "opdracht": "O-2024-0001", "soort": "wijziging", "bedrag": "80000.00", "besluit_op": "2025-02-01"},
        ],
        "activiteiten": [
            {"code": "E-2024-0001", "titel": "Sessie", "soort": "partnersessie", "datum": "2024-09-01", "projecten": "P-2024-0001", "partners": "HFB|VVSG"}
        ],
        "inschrijvingen": [{"doel": "E-2024-0001", "email": "an@voorbeeld.be", "ingeschreven_op": "2024-08-01 09:00", "wachtlijst": "nee"}],
        "contracten": [{"jaar": "2024", "nummer": "C1", "overheid": CLIENT, "bedrag": "500", "gegund_op": "2024-04-01", "innovatief": "ja"}],
    }  # fmt: skip


def write_csv(
    folder: Path, programme: dict[str, list[dict]], *, delimiter: str = ";", encoding: str = "utf-8-sig"
) -> Path:
    """A file per table, each row with every column."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in programme.items():
        out = io.StringIO()
        writer = csv.DictWriter(out, list(BY_NAME[name].by_name), delimiter=delimiter, restval="")
        writer.writeheader()
        writer.writerows(rows)
        (folder / f"{name}.csv").write_bytes(out.getvalue().encode(encoding))
    return folder


def write_xlsx(path: Path, programme: dict[str, list[dict]], *, typed: bool = False) -> Path:
    """A sheet per table; `typed` writes what the reader understands as real dates and numbers."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy hh:mm", "remove_timezone": True}) as book:
        for table in TABLES:
            sheet = book.add_worksheet(table.name)
            sheet.write_row(0, 0, list(table.by_name))
            for number, row in enumerate(programme.get(table.name, []), 1):
                for place, column in enumerate(table.columns):
                    cell = row.get(column.name, "")
                    if cell == "":
                        continue
                    if (
                        typed
                        and not column.many
                        and column.type.split("(")[0] in {"date", "timestamptz", "numeric", "integer"}
                    ):
                        sheet.write(number, place, column.read(cell))
                    elif typed and column.name in {"kbo", "postcode", "procedure"}:
                        sheet.write_number(number, place, int(cell.replace(".", "")))
                    else:
                        sheet.write_string(number, place, cell)
    return path


def import_small(folder: Path, programme: dict[str, list[dict]]):
    """Import; give the counts."""
    return import_programme(path=write_csv(folder, programme), at=timezone.now())


def faults_in(path: Path) -> list[Fault]:
    """The faults that the import finds; none when it succeeds."""
    try:
        import_programme(path=path, at=timezone.now())
    except Faulty as error:
        return error.faults
    return []


def places(faults: list[Fault]) -> list[tuple[str, int, str]]:
    return [(fault.table, fault.row, fault.column) for fault in faults]
