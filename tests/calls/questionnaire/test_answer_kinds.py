"""The kinds of question that are more than one text: several choices, organisations, tables of costs, files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.enums import FieldKind
from calls.questionnaire import answers, costs
from calls.questionnaire.definition import Definition
from calls.questionnaire.question import Condition, Question, Section

CHOICES = (("a", "Eerste"), ("b", "Tweede"), ("c", "Derde"))
ONE, TWO = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"


def question(kind, **more):
    if kind in ("choice", "multiple"):
        more.setdefault("choices", CHOICES)
    return Question(key="q", label="Vraag?", kind=FieldKind(kind), **more)


def table(*rows):
    return costs.as_text(costs.Row(*row) for row in rows)


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("multiple", "c|a", "a|c"),
        ("multiple", "b|b", "b"),
        ("multiple", "|", ""),
        ("organisation", "BE 0316.380.841", "0316380841"),
        ("organisation", "316.380.841", "0316380841"),
        ("file", f"{TWO}|{ONE}|{TWO}", f"{TWO}|{ONE}"),
        ("costs", table(("Ontwikkeling", "12.000"), ("", ""), ("Beheer", "€ 2 500,50")), table(("Ontwikkeling", "12000.00"), ("Beheer", "2500.50"))),
        ("costs", table(("", ""), ("", "")), ""),
        ("costs", "", ""),
        ("number", "0,125", "0.1250"),
        ("number", "1.250", "1250"),
        ("text", "Word\u00ad\x00 zet\u200b \x0been \u201cregel\u201d", "Word zet een “regel”"),
        ("long", "een\x0btwee\u2003drie", "een\ntwee drie"),
    ],
)  # fmt: skip
def test_read_gives_one_way_of_writing(kind, typed, stored):
    assert answers.read(question(kind), typed) == stored
    assert answers.read(question(kind), stored) == stored


AMOUNT = "Schrijf het bedrag in cijfers, bijvoorbeeld 1.234,50."


@pytest.mark.parametrize(
    ("asked", "typed", "sentence"),
    [
        (question("multiple"), "a|d", "Kies alleen antwoorden uit de lijst."),
        (question("organisation"), "0316.380.842", "De controlecijfers van 0316.380.842 kloppen niet: 42 past niet bij de cijfers ervoor. Kijk het nummer na."),
        (question("file"), "plan.pdf", "Voeg het bestand opnieuw toe."),
        (question("file", most=1), f"{ONE}|{TWO}", "Bij deze vraag kunt u hoogstens 1 bestanden toevoegen."),
        (question("costs"), table(("Werk", "10"), ("Rest", "12 😀")), f"Rij 2: {AMOUNT}"),
        (question("costs"), table(("Werk", "10"), ("", ""), ("Rest", "veel")), f"Rij 3: {AMOUNT}"),
        (question("costs"), table(("", "10"), ("Rest", "")), f"Rij 1: Schrijf waarvoor dit bedrag dient. Rij 2: {AMOUNT}"),
        (question("costs"), table(("Werk", "-1")), "Rij 1: Schrijf een bedrag dat niet onder nul ligt."),
        (question("costs"), table(("x" * 251, "1")), "Rij 1: Gebruik hoogstens 250 tekens. U hebt er nu 251."),
        (question("costs", most=1), table(("a", "1"), ("b", "2")), "Gebruik hoogstens 1 rijen. Voeg kleine kosten samen."),
        (question("costs", max=10), table(("a", "6"), ("b", "6")), "Vul hoogstens 10 in."),
        (question("costs"), table(("x" * 100_001, "1")), "Deze tekst is te lang om te bewaren. Voeg hem toe als bijlage."),
        (question("number"), "１２😀", "Schrijf een getal in cijfers, bijvoorbeeld 12,5."),
    ],
)  # fmt: skip
def test_read_says_how_to_put_it_right(asked, typed, sentence):
    with pytest.raises(answers.NotAnAnswer) as error:
        answers.read(asked, typed)
    assert str(error.value) == sentence


def test_wrong_amount_is_kept_as_typed_beside_the_right_ones():
    typed = table(("Werk", "1.250"), ("", ""), ("Rest", "veel 😀"))
    assert answers.keep(question("costs"), typed) == table(("Werk", "1250.00"), ("Rest", "veel 😀"))


def test_a_long_cell_is_kept_up_to_what_is_kept_of_any_answer():
    kept = answers.keep(question("costs"), table(("x" * 150_000, "1")))
    assert costs.rows_of(kept) == [costs.Row("x" * 100_000, "")]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("multiple", "Kies minstens één antwoord bij “Vraag?”."),
        ("costs", "Vul minstens één rij in bij “Vraag?”."),
        ("file", "Voeg minstens één bestand toe bij “Vraag?”."),
        ("organisation", "Geef een antwoord op “Vraag?”."),
    ],
)
def test_what_is_missing_is_said_for_its_kind(kind, sentence):
    assert answers.fault_of(question(kind), "") == sentence


# Whatever is typed

PIECES = st.sampled_from(
    ["|", "a", "b", "0316380841", ONE, "1.234,50", "-", "€", "12", "2026-02-30", "31/12/2026", '["x","1"]', "[[", "]]", "\\ud800",
     "\x00", "\x0b", "\u00ad", "😀", "\u200d", "\u2028", "NaN", "1e999999", "1e-999999", '"', "{}", "\u0661", "é", " "]
)  # fmt: skip
TYPED = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=8).map("".join),
    st.lists(st.tuples(st.text(max_size=8) | PIECES, st.text(max_size=8) | PIECES), max_size=5).map(
        lambda r: table(*r)
    ),
)
LIMITS = st.fixed_dictionaries(
    {},
    optional={
        "min_length": st.integers(1, 5), "max_length": st.integers(5, 9), "min": st.integers(0, 5), "max": st.integers(6, 99),
        "most": st.integers(1, 3),
    },
)  # fmt: skip


@given(kind=st.sampled_from(FieldKind), typed=TYPED, limits=LIMITS)
def test_anything_can_be_typed(kind, typed, limits):
    """Reading refuses only with a sentence; what is kept is kept the same when it is read again."""
    asked = question(kind, **limits)
    kept = answers.keep(asked, typed)
    assert answers.keep(asked, kept) == kept
    kept.encode()
    assert "\x00" not in kept
    refused = ""
    try:
        read = answers.read(asked, typed)
    except answers.NotAnAnswer as error:
        refused = str(error)
    assert refused or (read, answers.read(asked, read), read and answers.fault_of(asked, read)) == (kept, read, "")


@pytest.mark.parametrize("kind", FieldKind)
@pytest.mark.parametrize("typed", ["x" * 300_000, "[" * 100_000, "9" * 100_000, "a|" * 60_000])
def test_a_flood_is_refused_with_a_sentence_and_cut(kind, typed):
    kept = answers.keep(question(kind), typed)
    assert len(kept) <= 100_010
    assert answers.keep(question(kind), kept) == kept


# Conditions

ASKS = Definition(
    (
        Section("s", "S", (
            Question("soort", "Soort?", FieldKind.MULTIPLE, choices=CHOICES),
            Question("meer", "Meer?", FieldKind.TEXT, when=Condition("s", "soort", ("b",))),
            Question("nog", "Nog?", FieldKind.YES_NO, when=Condition("s", "soort", ("b", "c"))),
        )),
        Section("t", "T", (Question("w", "Waarom?", FieldKind.TEXT, when=Condition("s", "nog", ("ja",))), Question("x", "X?", FieldKind.TEXT))),
        Section("u", "U", (Question("y", "Y?", FieldKind.TEXT),), when=Condition("s", "nog", ("nee",))),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ["soort", "x"]),
        ({"soort": "a", "meer": "blijft staan"}, ["x"]),
        ({"soort": "a|b"}, ["meer", "nog", "x"]),
        ({"soort": "c", "nog": "ja"}, ["w", "x"]),
        ({"soort": "c", "nog": "nee"}, ["x", "y"]),
        ({"soort": "a", "nog": "nee"}, ["x"]),  # hidden itself, so it hides what looks at it
    ],
)
def test_faults_are_of_what_is_asked(given, missing):
    assert [fault.question.key for fault in answers.faults(ASKS, {"s": given})] == missing


@pytest.mark.parametrize(
    ("section", "given", "shown"),
    [
        ("s", {}, ["soort", "meer", "nog"]),  # its own answers can still change on the page
        ("t", {"soort": "c", "nog": "ja"}, ["w", "x"]),
        ("t", {"soort": "c", "nog": "nee"}, ["x"]),
        ("u", {"soort": "c", "nog": "ja"}, None),
        ("u", {"soort": "c", "nog": "nee"}, ["y"]),
    ],
)
def test_page_of_a_section_has_what_other_sections_leave(section, given, shown):
    page = ASKS.page(section, {"s": given})
    assert (page and [q.key for q in page.fields]) == shown


def test_condition_is_told_in_words():
    told = "Alleen als u bij “Soort?” “Tweede” of “Derde” antwoordde."
    assert ASKS.sentence(ASKS.section("s").question("nog").when) == told
    assert ASKS.sentence(None) == ""
