"""Each kind of wrong cell, with the place that the fault names; and that one mistake is told once."""

import pytest

from tests.reporting.tables import OTHER, faults_in, places, small, write_csv

pytestmark = pytest.mark.django_db

WRONG_CELLS = [
    ("organisaties", 0, "kbo", "0316.380.842", [("aanvragen", 2, "organisatie"), ("contracten", 2, "overheid")]),
    ("organisaties", 1, "ovo", "OVO2949", []),
    ("organisaties", 1, "ovo", "OVO002949", []),
    ("organisaties", 0, "type", "overheid", []),
    ("organisaties", 0, "nis", "1100", []),
    ("organisaties", 0, "postcode", "0999", []),
    ("organisaties", 0, "naam", "", []),
    ("oproepen", 0, "type", "gesloten", []),
    ("oproepen", 0, "jaar", "24", []),
    ("indiendata", 0, "nummer", "een", [("aanvragen", 2, "indiendatum")]),
    ("indiendata", 0, "sluit", "2024-02-01 12:00", [("aanvragen", 2, "ingediend_op")]),
    ("indiendata", 0, "opent", "2024-02-30", []),
    ("indiendata", 0, "opent", "2024-03-31 02:30", []),
    ("aanvragen", 0, "oproep", "PIO-2099", []),
    ("aanvragen", 0, "indiendatum", "4", []),
    ("aanvragen", 0, "organisatie", "0248.211.419", []),
    ("aanvragen", 0, "partners", f"{OTHER}|0248.211.419", []),
    ("aanvragen", 0, "partners", "2316.380.841", []),
    ("aanvragen", 0, "ingediend_op", "2024-03-29 12:00", []),
    ("aanvragen", 0, "ingediend_op", "2024-02-01 11:59", []),
    ("aanvragen", 0, "ingediend_op", "29-03-2024", []),
    ("aanvragen", 0, "ingediend_op", "2024-03-29 25:00", []),
    ("aanvragen", 0, "beslist_op", "2024-03-28", []),
    ("aanvragen", 0, "status", "goedgekeurd", []),
    ("aanvragen", 0, "code", "", [("projecten", 2, "aanvraag")]),
    ("aanvragen", 0, "titel", "x" * 201, []),
    ("projecten", 0, "aanvraag", "A-2099-0001", []),
    ("projecten", 0, "afgesloten_op", "2024-05-31", []),
    ("projecten", 0, "stand", "klaar", []),
    ("mijlpalen", 0, "project", "P-2099-0001", []),
    ("mijlpalen", 0, "vertraging", "regen", []),
    ("marktconsultaties", 0, "projecten", "P-2024-0001|P-2099-0001", []),
    ("marktconsultaties", 0, "inschrijvers_publiek", "-1", []),
    ("marktconsultaties", 0, "inschrijvers_publiek", "veel", []),
    ("opdrachten", 0, "procedure", "35", []),
    ("opdrachten", 0, "cpv", "7310000-3", []),
    ("opdrachten", 0, "raming", "1.234", []),
    ("opdrachten", 0, "raming", "12,345.00", []),
    ("opdrachten", 0, "raming", "duizend", []),
    ("opdrachten", 0, "raming", "-5,00", []),
    ("opdrachten", 0, "herlancering_van", "O-2099-0001", []),
    ("opdrachten", 0, "herlancering_van", "O-2024-0001", []),
    ("opdrachten", 0, "opgeleverd_op", "2024-10-14", []),
    ("opdrachten", 0, "gelanceerd_op", "15/13/2024", []),
    ("deelnemers", 0, "rol", "winnaar", []),
    ("deelnemers", 0, "kbo", "0248211418", []),
    ("deelnemers", 0, "land", "België", []),
    ("cofinanciering", 1, "opdracht", "O-2099-0001", [("cofinanciering", 3, "soort")]),
    ("cofinanciering", 1, "bedrag", "", []),
    ("cofinanciering", 0, "orgaan", "minister", []),
    ("activiteiten", 0, "soort", "feest", []),
    ("inschrijvingen", 0, "doel", "E-2099-0001", []),
    ("inschrijvingen", 0, "email", "an.voorbeeld.be", []),
    ("inschrijvingen", 0, "wachtlijst", "misschien", []),
    ("inschrijvingen", 0, "sector", "kerk", []),
    ("contracten", 0, "innovatief", "1", []),
    ("contracten", 0, "bedrag", "5,000.00", []),
]


@pytest.mark.parametrize("wrong", WRONG_CELLS, ids=lambda wrong: f"{wrong[0]}-{wrong[2]}-{wrong[3][:20]}")
def test_a_wrong_cell_is_named(tmp_path, wrong):
    table, index, column, cell, also = wrong
    programme = small()
    programme[table][index][column] = cell

    faults = faults_in(write_csv(tmp_path, programme))

    assert places(faults) == [(table, index + 2, column), *also]
    assert all("Verwacht: " in fault.message for fault in faults)


def test_the_small_programme_itself_is_right(tmp_path):
    assert faults_in(write_csv(tmp_path, small())) == []


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("organisaties", "kbo"),
        ("aanvragen", "code"),
        ("indiendata", "nummer"),
        ("mijlpalen", "naam"),
        ("contracten", "nummer"),
        ("cofinanciering", "code"),
    ],
)
def test_a_key_stands_once(tmp_path, table, column):
    programme = small()
    programme[table].append(dict(programme[table][0]))
    if table == "organisaties":
        programme[table][-1]["ovo"] = ""

    faults = faults_in(write_csv(tmp_path, programme))

    assert places(faults) == [(table, len(programme[table]) + 1, column)]
    assert "rij 2" in faults[0].message


def test_a_late_application_with_grounds_is_accepted(tmp_path):
    programme = small()
    programme["aanvragen"][0] |= {"ingediend_op": "2024-04-02 09:00", "motivering": "Storing bij de indiening"}

    assert faults_in(write_csv(tmp_path, programme)) == []


def test_a_project_needs_a_selected_application(tmp_path):
    programme = small()
    programme["aanvragen"][0]["status"] = "niet_geselecteerd"

    assert places(faults_in(write_csv(tmp_path, programme))) == [("projecten", 2, "aanvraag")]


def test_an_amendment_needs_an_earlier_grant(tmp_path):
    programme = small()
    programme["cofinanciering"][0]["soort"] = "weigering"
    programme["cofinanciering"][0]["bedrag"] = ""
    programme["cofinanciering"].append(
        {"code": "CF-3", "opdracht": "O-2024-0001", "soort": "toekenning", "bedrag": "5", "besluit_op": "2025-03-01"}
    )

    assert places(faults_in(write_csv(tmp_path, programme))) == [("cofinanciering", 3, "soort")]


@pytest.mark.parametrize(
    ("kind", "amount"), [("weigering", "5"), ("intrekking", "5"), ("intrekking", ""), ("toekenning", "")]
)
def test_the_amount_fits_the_decision(tmp_path, kind, amount):
    programme = small()
    programme["cofinanciering"][1] |= {"soort": kind, "bedrag": amount}

    assert places(faults_in(write_csv(tmp_path, programme))) == [("cofinanciering", 3, "bedrag")]


def test_every_fault_is_told_in_one_run_in_the_order_of_the_tables(tmp_path):
    programme = small()
    programme["contracten"][0]["jaar"] = "x"
    programme["aanvragen"][0] |= {"status": "x", "beslist_op": "2024-01-01"}
    programme["organisaties"][0]["nis"] = "x"

    assert places(faults_in(write_csv(tmp_path, programme))) == [
        ("organisaties", 2, "nis"), ("aanvragen", 2, "status"), ("aanvragen", 2, "beslist_op"), ("contracten", 2, "jaar"),
    ]  # fmt: skip


def rewritten(folder, table, change):
    path = write_csv(folder, small()) / f"{table}.csv"
    path.write_bytes(change(path.read_bytes()))
    return folder


def test_a_missing_column_is_told_without_what_follows_from_it(tmp_path):
    folder = rewritten(
        tmp_path,
        "organisaties",
        lambda text: text.replace(b"kbo;", b"").replace(b"0316.380.841;", b"").replace(b"0207.499.430;", b""),
    )

    assert places(faults_in(folder)) == [("organisaties", 1, "kbo")]


def test_an_unknown_column_and_an_unknown_table_are_told(tmp_path):
    folder = rewritten(tmp_path, "oproepen", lambda text: text.replace(b"thema", b"budget", 1))
    (folder / "facturen.csv").write_text("nummer;bedrag\n1;2\n")

    assert places(faults_in(folder)) == [("oproepen", 1, "budget"), ("oproepen", 1, "thema"), ("facturen", 1, "*")]


def test_a_byte_that_is_no_utf8_names_its_cell(tmp_path):
    folder = rewritten(tmp_path, "organisaties", lambda text: text.replace(b"Stad B", b"Stad Li\xebr"))

    faults = faults_in(folder)

    assert places(faults) == [("organisaties", 3, "naam")]
    assert "UTF-8" in faults[0].message


def test_utf16_and_an_open_quote_are_told_once(tmp_path):
    folder = rewritten(tmp_path, "oproepen", lambda text: text.decode("utf-8-sig").encode("utf-16"))
    path = folder / "activiteiten.csv"
    path.write_bytes(path.read_bytes().replace(b"Sessie", b'"Sessie'))

    assert places(faults_in(folder)) == [("oproepen", 1, "*"), ("activiteiten", 2, "*")]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path):
    programme = small()
    programme["organisaties"][0]["naam"] = "Twee\nregels"
    programme["organisaties"][1]["postcode"] = "x"
    folder = rewritten(tmp_path, "organisaties", lambda text: text)
    path = write_csv(folder, programme) / "organisaties.csv"
    path.write_bytes(path.read_bytes().replace(b"\r\n0207", b"\r\n;;;;;\r\n\r\n0207"))

    assert places(faults_in(folder)) == [("organisaties", 5, "postcode")]


def test_too_many_and_too_few_cells_are_told(tmp_path):
    folder = rewritten(tmp_path, "oproepen", lambda text: text.replace(b";energie", b""))
    path = folder / "indiendata.csv"
    path.write_bytes(path.read_bytes().replace(b"2024-03-29 12:00", b"2024-03-29 12:00;extra"))

    assert places(faults_in(folder)) == [("oproepen", 2, "thema"), ("indiendata", 2, "*")]
