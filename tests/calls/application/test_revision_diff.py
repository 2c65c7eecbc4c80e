"""What changed between two revisions: complete, readable, and never slow."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calls.application.revision_diff import (
    MOST_EDITS,
    MOST_ROWS,
    Comparison,
    Effort,
    Piece,
    Row,
    compare,
    compare_files,
    compare_texts,
)

WORDS = st.lists(st.sampled_from(["de", "lampen", " ", "\n", ".", "\n\n", "é", "straat", "  "]), max_size=40).map(
    "".join
)


def sides(rows):
    """The two texts with the marks taken off."""
    return "".join(p.text for row in rows for p in row.left), "".join(p.text for row in rows for p in row.right)


@settings(max_examples=300)
@given(st.one_of(WORDS, st.text(max_size=60)), st.one_of(WORDS, st.text(max_size=60)))
def test_without_the_marks_both_texts_are_back_exactly(old, new):
    rows = compare_texts(old, new)
    assert sides(rows) == (old, new)
    assert all(row.same for row in rows) is (old == new)
    assert {p.mark for row in rows for p in row.left} <= {"", "removed"}
    assert {p.mark for row in rows for p in row.right} <= {"", "added"}


@settings(max_examples=100)
@given(WORDS, WORDS, st.integers(0, 30))
def test_without_effort_left_nothing_is_lost(old, new, steps):
    assert sides(compare_texts(old, new, Effort(steps=steps, most_edits=2))) == (old, new)


def test_words_are_marked_within_a_paragraph_that_changed():
    old = "De lampen branden de hele nacht.\nZo is het."
    new = "De lampen doven de hele nacht.\nZo is het.\nEn beter."
    assert compare_texts(old, new) == (
        Row(
            (Piece("De lampen "), Piece("branden", "removed"), Piece(" de hele nacht.\n")),
            (Piece("De lampen "), Piece("doven", "added"), Piece(" de hele nacht.\n")),
        ),
        Row((Piece("Zo is het."),), (Piece("Zo is het."), Piece("\n", "added"))),
        Row((), (Piece("En beter.", "added"),)),
    )


def test_a_paragraph_that_is_another_one_is_marked_as_a_whole():
    (row,) = compare_texts("Wij zoeken lampen.", "Elke bewoner krijgt een brief thuis")
    assert row == Row(
        (Piece("Wij zoeken lampen.", "removed"),), (Piece("Elke bewoner krijgt een brief thuis", "added"),)
    )


def test_a_stretch_that_stayed_is_one_row():
    text = "\n".join(f"Regel {n}" for n in range(50))
    first, rest = compare_texts(text, text.replace("Regel 0", "Zin 0", 1))
    assert (first.same, rest.same) == (False, True)


LONG = "\n".join(f"alinea {n} met de lampen in de straat en de nacht" for n in range(2_200))[:100_000]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (LONG, LONG.replace("lampen", "sensoren")),
        (LONG.replace("\n", " "), LONG[::-1]),
        ("a\n" * 50_000, "b\n" * 50_000),
        ("a b " * 25_000, "b a " * 25_000),
        (LONG, ""),
    ],
)
def test_a_hundred_thousand_characters_are_compared_within_bounds(old, new):
    """The work is counted, not timed: it ends when the effort is spent, and what is shown stays readable."""
    effort = Effort()
    rows = compare_texts(old, new, effort)
    assert effort.steps > -MOST_EDITS
    assert len(rows) <= 2_500
    assert sides(rows) == (old, new)


def test_very_many_paragraphs_are_one_row():
    rows = compare_texts("a\n" * (MOST_ROWS + 1), "b\n" * (MOST_ROWS + 1))
    assert len(rows) == 1


def content(title="Licht", attachments=(), **sections):
    return {
        "title": title,
        "partners": ["Stad Aalst"],
        "sections": [
            {
                "key": key,
                "title": key.title(),
                "answers": [{"key": "q", "question": f"Vraag {key}?", "kind": "long", "value": value, "shown": value}],
            }
            for key, value in sections.items()
        ],
        "attachments": [{"document": name, "title": name} for name in attachments],
    }


def compared(old, new) -> Comparison:
    basics = {"title": "Titel", "partners": "Partners"}
    return compare(old, new, basics=basics, written=lambda answer: answer["shown"], title="Titel en thema")


def test_compare_names_what_changed_and_what_did_not():
    found = compared(
        content(behoefte="Oud", markt="Zelfde", weg="Was er", attachments=["a", "b"]),
        content("Licht 2", behoefte="Nieuw", markt="Zelfde", erbij="Is er", attachments=["b", "c"]),
    )
    assert [section.title for section in found.changed] == ["Titel en thema", "Behoefte", "Erbij", "Weg"]
    assert [section.title for section in found.unchanged] == ["Markt"]
    assert found.changed[0].unchanged == ("Partners",)
    assert [f["title"] for f in found.files.added + found.files.removed + found.files.kept] == ["c", "a", "b"]
    assert not found.is_empty


def test_compare_of_equal_contents_is_empty():
    same = content(behoefte="Zelfde", attachments=["a"])
    assert compared(same, same).is_empty


def test_the_same_file_under_another_name_is_the_same():
    files = compare_files([{"document": "1", "title": "a"}], [{"document": "1", "title": "b"}])
    assert (files.added, files.removed, len(files.kept)) == ((), (), 1)


def test_a_number_changes_as_a_whole():
    (row,) = compare_texts("Werk: €\u00a0100.000,00 per jaar", "Werk: €\u00a0120.000,00 per jaar")
    assert [piece.text for piece in row.left if piece.mark] == ["€\u00a0100.000,00"]
    assert [piece.text for piece in row.right if piece.mark] == ["€\u00a0120.000,00"]
