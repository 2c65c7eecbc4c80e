"""CPV codes: checked against the list that is loaded, found by words, doubted when the list does not have them."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from openpyxl import Workbook

from projects.models import CpvCode, Procurement
from projects.procurement.cpv import SHIPPED, Unreadable, as_code, cpv_doubt, cpv_title, load_cpv, read_cpv
from tests.factories import ground, projects
from tests.pages import markup, refusal

pytestmark = pytest.mark.django_db


def listed(path, *rows, header="code;titel"):
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


def test_the_portal_begins_with_the_whole_list():
    divisions = [code for code, _title in read_cpv(SHIPPED) if code[2:8] == "000000"]
    assert (len(divisions), CpvCode.objects.count()) == (45, 9454)
    assert cpv_title("73100000-3") == "Onderzoek en experimentele ontwikkeling"
    assert cpv_title("34430000-0") == cpv_title("34430000") == "Fietsen"


@pytest.mark.parametrize(
    ("q", "code", "not_code"),
    [
        ("software ontwikkeling", "72212100-0", "73100000-3"),
        ("ENQUETES", "79311200", "79311000-7"),
        ("731", "73110000-6", "72000000-5"),
    ],
)
def test_words_and_first_digits_find_a_code(client, q, code, not_code):
    client.force_login(ground.user())
    page = markup(client.get("/cpv/", {"q": q}))
    assert (code in page, not_code in page) == (True, False)


def test_where_the_word_begins_one_goes_before_where_it_ends_one(client, staff):
    page = markup(client.get("/cpv/", {"q": "fietsen"}))
    assert "34311100" in page  # motorfietsen
    assert page.index("34432100") < page.index("34311100")  # banden voor fietsen


def test_the_field_gets_suggestions_of_what_is_typed(client, staff):
    answer = client.get("/cpv/", {"cpv": "straatverlichting"}, headers={"HX-Request": "true"})
    assert '<option value="34928500-3"' in markup(answer)
    assert "<html" not in markup(answer)


def test_words_that_no_code_has_lead_on(client, staff):
    assert "Geen code met “xyzzy”" in markup(client.get("/cpv/", {"q": "xyzzy"}))


def test_whoever_is_not_logged_in_logs_in_first(client):
    assert client.get("/cpv/").headers["Location"].startswith("/inloggen/")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("72000000-5", "72000000-5"),
        ("72000000-5 IT-diensten: adviezen", "72000000-5"),
        ("720000005", "72000000-5"),
        (" 72000000 ", "72000000-5"),
        ("34430000 Fietsen", "34430000"),
        ("34430000-0", "34430000-0"),
        ("99999999", "99999999"),
        ("software", "software"),
        ("", ""),
    ],
)
def test_a_code_is_read_as_people_type_it(typed, code):
    assert as_code(typed) == code


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("72000000-5", ""),
        ("", ""),
        ("72000000", ""),
        ("34430000-0", ""),
        ("72000000-4", "in de lijst staat 72000000-5"),
        ("74000000-9", "Afdeling 74 bestaat niet in de CPV van 2008"),
        ("72999999-1", "staat niet in de CPV-lijst"),
    ],
)
def test_what_is_doubtful_about_a_code_is_said(code, told):
    assert (told in cpv_doubt(code), bool(cpv_doubt(code))) == (True, bool(told))


def test_an_unlisted_code_is_asked_about_and_then_kept(client, staff):
    url = f"/beheer/projecten/{projects.project().ref}/opdrachten/nieuw/"
    data = {"title": "Lampen", "cpv": "74000000-9"}
    assert "andere editie" in refusal(client.post(url, data))
    answer = client.post(url, data | {"sure": "on"}, follow=True)
    assert "andere editie" in markup(answer), "the dossier goes on saying so"
    assert Procurement.objects.get().cpv == "74000000-9"


def test_a_code_is_shown_with_what_it_is(client, staff):
    made = projects.procurement(cpv="72000000-5")
    assert "72000000-5 IT-diensten" in markup(client.get(made.get_staff_url()))


# Loading the list


def test_a_file_is_the_whole_list(tmp_path, capsys):
    call_command("load_cpv", listed(tmp_path / "cpv.csv", "72000000-5;IT", "45000000-7;Werken"))
    assert capsys.readouterr().out == "2 CPV-codes geladen.\n"
    assert list(CpvCode.objects.values_list("code", "title")) == [("45000000-7", "Werken"), ("72000000-5", "IT")]


def test_the_official_workbook_is_read_in_dutch(tmp_path):
    book = Workbook()
    for row in (["CODE", "EN", "NL"], ["72000000-5", "IT services", "IT-diensten"], [None, None, None]):
        book.active.append(row)
    book.save(tmp_path / "cpv.xlsx")
    assert load_cpv(tmp_path / "cpv.xlsx") == 1
    assert CpvCode.objects.get().title == "IT-diensten"


@pytest.mark.parametrize(
    ("header", "rows", "told"),
    [
        ("code;naam", ["72000000-5;IT"], "geen kolom “titel of nl”"),
        ("code;titel", ["7200-5;IT"], "Rij 2"),
        ("code;titel", ["72000000-5;"], "Rij 2"),
        ("code;titel", ["72000000-5;IT", "72000000;IT"], "Rij 3: code 72000000 staat er twee keer"),
        ("code;titel", [], "geen codes"),
    ],
)
def test_a_file_that_is_no_list_changes_nothing(tmp_path, header, rows, told):
    before = CpvCode.objects.count()
    path = listed(tmp_path / "cpv.csv", *rows, header=header)
    with pytest.raises(CommandError, match=told):
        call_command("load_cpv", path)
    with pytest.raises(Unreadable):
        load_cpv(path)
    with pytest.raises(CommandError, match="geen bestand"):
        call_command("load_cpv", tmp_path / "weg.csv")
    assert CpvCode.objects.count() == before


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"code": "7200-5", "title": "x"}, "cpv_code_has_its_shape"),
        ({"code": "72999999-1"}, "cpv_code_says_what_it_is"),
    ],
)
def test_an_impossible_code_cannot_be_stored(values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CpvCode.objects.create(**values)
