"""What counts as an answer, and what is kept of what does not."""

import pytest

from calls.enums import FieldKind
from calls.questionnaire import answers, default_form, definition
from calls.questionnaire.definition import DefinitionError
from calls.questionnaire.question import Question, Section


def question(kind, **more):
    return Question(key="q", label="Vraag?", kind=FieldKind(kind), **more)


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("money", "1.234,50", "1234.50"),
        ("money", "€ 360 000", "360000.00"),
        ("money", "360.000", "360000.00"),
        ("number", "12,50", "12.5"),
        ("number", "100", "100"),
        ("date", "31/12/2026", "2026-12-31"),
        ("date", "2026-12-31", "2026-12-31"),
        ("text", "  Karel\n Maes ", "Karel Maes"),
        ("long", "een\r\ntwee\x00", "een\ntwee"),
        ("yes_no", "ja", "ja"),
        ("long", "", ""),
    ],
)
def test_read_gives_one_way_of_writing(kind, typed, stored):
    assert answers.read(question(kind), typed) == stored


@pytest.mark.parametrize(
    ("asked", "typed", "sentence"),
    [
        (question("money"), "veel", "Schrijf het bedrag in cijfers, bijvoorbeeld 1.234,50."),
        (question("money"), "12 😀", "Schrijf het bedrag in cijfers, bijvoorbeeld 1.234,50."),
        (question("money"), "NaN", "Schrijf het bedrag in cijfers, bijvoorbeeld 1.234,50."),
        (question("money"), "-5", "Schrijf een bedrag dat niet onder nul ligt."),
        (question("money", min=1), "0", "Vul minstens 1 in."),
        (question("number", max=10), "11", "Vul hoogstens 10 in."),
        (question("date"), "31/02/2026", "Schrijf een bestaande datum, bijvoorbeeld 31/12/2026."),
        (question("long", max_length=5), "abcdefgh", "Gebruik hoogstens 5 tekens. U hebt er nu 8."),
        (question("long", min_length=50), "Te veel lichtverlies", "Gebruik minstens 50 tekens. U hebt er nu 20."),
        (question("yes_no"), "misschien", "Kies een van de antwoorden uit de lijst."),
        (question("long"), "x" * 100_001, "Deze tekst is te lang om te bewaren. Voeg hem toe als bijlage."),
    ],
)
def test_read_says_how_to_put_it_right(asked, typed, sentence):
    with pytest.raises(answers.NotAnAnswer) as error:
        answers.read(asked, typed)
    assert str(error.value) == sentence


def test_keep_loses_nothing_of_what_is_no_answer_yet():
    assert answers.keep(question("money"), "ongeveer 5000") == "ongeveer 5000"


def test_state_of_a_section_follows_its_answers():
    section = Section(
        key="s", title="S", fields=(question("text"), Question("r", "Rest?", FieldKind.LONG, required=False))
    )
    assert [answers.state_of(section, v) for v in ({}, {"r": "iets"}, {"q": "ja"})] == ["todo", "busy", "done"]


def test_default_form_is_a_form():
    form = definition.parse(default_form.DEFINITION)
    assert [s.key for s in form.sections] == ["contact", "behoefte", "markt", "impact", "middelen"]
    assert [(group, len(sections)) for group, sections in form.groups()] == [
        ("Uw organisatie", 1),
        ("Uw uitdaging", 3),
        ("Uw aanpak", 1),
    ]
    assert form.after("contact").key == "behoefte"
    assert form.after("middelen") is None


GOOD = {"key": "v", "label": "Vraag?", "kind": "text"}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ([{**GOOD, "key": "Met spatie"}], "geen geldige sleutel"),
        ([{**GOOD, "kind": "foto"}], "de soort “foto” bestaat niet"),
        ([{**GOOD, "kind": "choice"}], "een keuze heeft antwoorden"),
        ([{**GOOD, "label": ""}], "heeft geen tekst"),
        ([GOOD, GOOD], "dubbele sleutel v"),
        ([{**GOOD, "kleur": "rood"}], "onbekende eigenschap kleur"),
        ([{**GOOD, "min_length": 9, "max_length": 3}], "het minimum is groter"),
        ([], "heeft geen vragen"),
    ],
)
def test_parse_names_what_is_wrong(fields, message):
    with pytest.raises(DefinitionError, match=message):
        definition.parse({"sections": [{"key": "s", "title": "S", "fields": fields}]})


def test_parse_refuses_a_section_named_like_a_page():
    with pytest.raises(DefinitionError, match="voorbehouden"):
        definition.parse({"sections": [{"key": "controle", "title": "S", "fields": [GOOD]}]})
