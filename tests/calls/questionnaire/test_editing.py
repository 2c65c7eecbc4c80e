"""Small changes to the data of a form: keys that stay, conditions that hold."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.questionnaire import default_form, editing
from calls.questionnaire.definition import KEY, DefinitionError, parse

FORM = {
    "sections": [
        {
            "key": "plan",
            "title": "Plan",
            "fields": [
                {"key": "budget", "label": "Is er budget?", "kind": "yes_no"},
                {
                    "key": "bedrag",
                    "label": "Hoeveel?",
                    "kind": "money",
                    "when": {"question": "plan.budget", "is": ["ja"]},
                },
            ],
        },
        {
            "key": "markt",
            "title": "Markt",
            "when": {"question": "plan.budget", "is": ["ja", "nee"]},
            "fields": [{"key": "wie", "label": "Wie?", "kind": "text"}],
        },
    ]
}


def labels(data):
    return [[q["label"] for q in s["fields"]] for s in data["sections"]]


def test_the_default_form_is_a_form_with_five_checks():
    assert len(parse(default_form.DEFINITION).checks) == 5
    assert editing.faults(default_form.DEFINITION) == []


@pytest.mark.parametrize(
    ("text", "taken", "key"),
    [
        ("Wie is de projectleider?", [], "wie_is_de_projectleider"),
        ("Wie is de projectleider dan wel?", ["wie_is_de_projectleider"], "wie_is_de_projectleider_2"),
        ("Één vraag", [], "een_vraag"),
        ("3D-printen", [], "v_3d_printen"),
        ("???", [], "v"),
        ("Versie", [], "versie_2"),
        ("Checks", [], "checks_2"),
    ],
)
def test_a_key_is_made_from_what_people_read(text, taken, key):
    assert editing.key_from(text, taken) == key


@given(st.text(max_size=80), st.lists(st.sampled_from(["v", "v_2", "a"])))
def test_a_key_is_always_valid_and_free(text, taken):
    key = editing.key_from(text, taken)
    assert KEY.match(key)
    assert key not in taken


def test_a_changed_label_keeps_its_key():
    data, key = editing.put_question(FORM, "markt", {"label": "Welke leveranciers?", "kind": "text"}, "wie")
    assert (key, labels(data)[1]) == ("wie", ["Welke leveranciers?"])


def test_a_new_question_comes_last_and_leaves_the_original_alone():
    before = copy.deepcopy(FORM)
    data, key = editing.put_question(FORM, "plan", {"label": "Wanneer?", "kind": "date", "help": "", "min": None})
    assert data["sections"][0]["fields"][-1] == {"key": "wanneer", "label": "Wanneer?", "kind": "date"}
    assert (key, before) == ("wanneer", FORM)


def test_a_new_section_may_wait_for_its_questions():
    data, key = editing.put_section(FORM, {"title": "Wat nog"})
    assert data["sections"][-1] == {"key": "wat_nog", "title": "Wat nog", "fields": []}
    assert editing.faults(data) == [
        "Het onderdeel “Wat nog” heeft nog geen vragen. Voeg er een toe, of verwijder het onderdeel."
    ]
    assert key == "wat_nog"


def test_a_head_is_changed_without_its_questions():
    data, _key = editing.put_section(FORM, {"title": "Het plan", "help": "Kort."}, "plan")
    assert (data["sections"][0]["title"], labels(data)) == ("Het plan", labels(FORM))


@pytest.mark.parametrize(
    ("place", "step", "first"), [("plan.bedrag", 1, "Is er budget?"), ("plan.budget", -1, "Is er budget?")]
)
def test_at_the_end_it_stays(place, step, first):
    assert labels(editing.move(FORM, place, step))[0][0] == first


@pytest.mark.parametrize(("place", "step"), [("plan.budget", 1), ("plan.bedrag", -1), ("plan", 1), ("markt", -1)])
def test_nothing_moves_before_what_it_depends_on(place, step):
    with pytest.raises(editing.InUse, match="staat altijd na de vraag waar ze naar kijkt"):
        editing.move(FORM, place, step)


def test_a_question_that_a_condition_looks_at_cannot_go():
    with pytest.raises(editing.InUse) as refused:
        editing.remove(FORM, "plan.budget")
    assert str(refused.value) == (
        "Dit kan nog niet weg: het bepaalt of “Hoeveel?” en “Markt” gevraagd wordt, of klopt. "
        "Verander of verwijder eerst die voorwaarde."
    )
    with pytest.raises(editing.InUse, match="“Markt”"):
        editing.remove(FORM, "plan")


def test_an_answer_that_a_condition_looks_at_cannot_go():
    with pytest.raises(editing.InUse, match="Het antwoord “ja” bepaalt of “Hoeveel\\?” gevraagd wordt"):
        editing.put_question(FORM, "plan", {"label": "Budget?", "kind": "text"}, "budget")


def test_without_its_dependents_it_can_go():
    data = editing.remove(editing.remove(FORM, "plan.bedrag"), "markt")
    assert labels(editing.remove(data, "plan.budget")) == [[]]


def test_what_is_gone_cannot_be_changed():
    with pytest.raises(DefinitionError, match="een collega nam het intussen weg"):
        editing.put_question(FORM, "plan", {"label": "x", "kind": "text"}, "weg")
    with pytest.raises(DefinitionError, match="een collega nam het intussen weg"):
        editing.remove(FORM, "weg.weg")


def test_checks_are_added_moved_and_taken_away():
    data, first = editing.put_check(FORM, {"question": "Bent u een overheid?", "hard": True})
    data, second = editing.put_check(data, {"question": "Is er haast?", "hard": False})
    assert [c["key"] for c in editing.move(data, f"checks.{second}", -1)["checks"]] == [second, first]
    assert [c["key"] for c in editing.remove(data, f"checks.{first}")["checks"]] == [second]


def test_a_fingerprint_changes_with_the_part_and_with_nothing_else():
    data, _key = editing.put_question(FORM, "markt", {"label": "Anders", "kind": "text"}, "wie")
    assert editing.fingerprint(data, "plan.budget") == editing.fingerprint(FORM, "plan.budget")
    assert editing.fingerprint(data, "markt") == editing.fingerprint(FORM, "markt")
    assert editing.fingerprint(data, "markt.wie") != editing.fingerprint(FORM, "markt.wie")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["move", "remove"]),
        st.sampled_from(["plan", "markt", "plan.budget", "plan.bedrag", "markt.wie"]),
        st.sampled_from([-1, 1]),
    ),
    max_size=8,
)


@given(STEPS)
def test_whatever_is_done_it_stays_a_form(steps):
    data = FORM
    for what, place, step in steps:
        try:
            data = editing.move(data, place, step) if what == "move" else editing.remove(data, place)
        except DefinitionError:
            continue
        editing.check(data)
