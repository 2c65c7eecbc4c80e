"""Which answers travel from one form to another, and what is said of the others."""

from hypothesis import given
from hypothesis import strategies as st

from calls.enums import FieldKind
from calls.questionnaire import default_form
from calls.questionnaire.carry_over import TEXTS, carried_answers, may_hold
from calls.questionnaire.definition import Definition, parse
from calls.questionnaire.question import Question, Section

CHOICES = [["a", "Eerste"], ["b", "Tweede"], ["c", "Derde"]]


def asked(key, kind="text", **more):
    with_choices = {"choices": CHOICES} if kind in ("choice", "multiple") and "choices" not in more else {}
    return {"key": key, "label": f"Vraag {key}", "kind": kind, **with_choices, **more}


def form(**sections):
    return parse({"sections": [{"key": k, "title": k.title(), "fields": fields} for k, fields in sections.items()]})


def moved(old, new, **values):
    """Answer `een.vraag` in the old form; give what stands there in the new one, and what was lost."""
    carried, lost = carried_answers(form(een=[old]), form(een=[new]), {"een": {"vraag": values["value"]}})
    return carried.get("een", {}).get("vraag", ""), [one.value for one in lost]


def test_the_same_form_carries_everything():
    default = parse(default_form.DEFINITION)
    texts = {s.key: {q.key: f"antwoord op {q.key}" for q in s.fields if q.kind in TEXTS} for s in default.sections}
    stored = texts | {"impact": texts["impact"] | {"kennis": "ja"}}
    carried, lost = carried_answers(default, default, stored)
    assert (carried, lost) == (stored, ())


def test_an_answer_stays_in_its_place_before_it_goes_elsewhere():
    old = form(een=[asked("naam")], twee=[asked("naam")])
    new = form(twee=[asked("naam")], drie=[asked("naam")])
    carried, lost = carried_answers(old, new, {"een": {"naam": "Els"}, "twee": {"naam": "Karel"}})
    assert carried == {"twee": {"naam": "Karel"}, "drie": {"naam": "Els"}}
    assert lost == ()


def test_an_answer_follows_its_question_to_another_section():
    carried, lost = carried_answers(
        form(een=[asked("naam")]), form(twee=[asked("iets"), asked("naam", "long")]), {"een": {"naam": "Els"}}
    )
    assert (carried, lost) == ({"twee": {"naam": "Els"}}, ())


def test_an_answer_to_a_question_that_is_gone_is_named():
    _carried, lost = carried_answers(form(een=[asked("weg", "choice")]), form(een=[asked("x")]), {"een": {"weg": "b"}})
    assert [(one.section.title, one.question.label, one.value) for one in lost] == [("Een", "Vraag weg", "Tweede")]


def test_what_was_never_asked_in_the_old_form_comes_back_when_the_new_one_asks_it():
    carried, lost = carried_answers(form(een=[asked("x")]), form(een=[asked("oud")]), {"een": {"oud": "van vroeger"}})
    assert (carried, lost) == ({"een": {"oud": "van vroeger"}}, ())


def test_kinds_that_fit():
    assert moved(asked("vraag"), asked("vraag", "long"), value="tekst") == ("tekst", [])
    assert moved(asked("vraag", "choice"), asked("vraag", "long"), value="b") == ("Tweede", [])
    assert moved(asked("vraag", "multiple"), asked("vraag"), value="a|c") == ("Eerste, Derde", [])
    assert moved(asked("vraag", "choice"), asked("vraag", "multiple"), value="b") == ("b", [])
    assert moved(asked("vraag", "multiple"), asked("vraag", "choice"), value="b") == ("b", [])
    assert moved(asked("vraag"), asked("vraag", "number"), value="12,50") == ("12.5", [])
    assert moved(asked("vraag", "number"), asked("vraag", "money"), value="12.5") == ("12.50", [])
    assert moved(asked("vraag"), asked("vraag", "date"), value="31/12/2026") == ("2026-12-31", [])


def test_kinds_and_answers_that_do_not_fit_are_named():
    assert moved(asked("vraag"), asked("vraag", "number"), value="een dozijn") == ("", ["een dozijn"])
    assert moved(asked("vraag"), asked("vraag", "choice"), value="a") == ("", ["a"])
    assert moved(asked("vraag", "date"), asked("vraag", "number"), value="2026-01-01") == ("", ["2026-01-01"])
    assert moved(asked("vraag", "multiple"), asked("vraag", "choice"), value="a|b") == ("", ["Eerste, Tweede"])
    less = asked("vraag", "multiple", choices=CHOICES[:1])
    assert moved(asked("vraag", "multiple"), less, value="a|c") == ("a", ["Derde"])
    assert moved(asked("vraag", "choice"), asked("vraag", "choice", choices=CHOICES[:2]), value="c") == ("", ["Derde"])


def test_a_half_answer_travels_as_it_was_typed():
    assert moved(asked("vraag", "money"), asked("vraag", "money"), value="ongeveer 3.000") == ("ongeveer 3.000", [])


# Any two forms

KEYS = st.sampled_from(["naam", "doel", "kost", "plan"])
QUESTIONS = st.builds(
    lambda key, kind: Question(
        key=key,
        label=f"Vraag {key}",
        kind=kind,
        choices=tuple(map(tuple, CHOICES)) if kind in ("choice", "multiple") else (),
    ),
    KEYS,
    st.sampled_from(FieldKind),
)
FORMS = st.lists(
    st.tuples(st.sampled_from(["een", "twee", "drie"]), st.lists(QUESTIONS, min_size=1, unique_by=lambda q: q.key)),
    unique_by=lambda pair: pair[0],
    max_size=3,
).map(lambda rows: Definition(tuple(Section(key, key.title(), tuple(fields)) for key, fields in rows)))
VALUES = st.sampled_from(["", "a", "a|b", "ja", "12.50", "2026-01-01", "gewone tekst"])
STORED = st.dictionaries(st.sampled_from(["een", "twee", "drie", "oud"]), st.dictionaries(KEYS, VALUES))


def places(definition):
    return {(s.key, q.key): q for s in definition.sections for q in s.fields}


@given(FORMS, FORMS, STORED)
def test_no_answer_disappears_without_a_word(old, new, stored):
    carried, lost = carried_answers(old, new, stored)
    named = {(one.section.key, one.question.key) for one in lost}
    kept = [key for values in carried.values() for key in values]
    for section, key in places(old):
        if stored.get(section, {}).get(key):
            assert (section, key) in named or key in kept


@given(FORMS, FORMS, STORED)
def test_only_questions_of_the_new_form_are_filled_and_only_with_something(old, new, stored):
    carried, _lost = carried_answers(old, new, stored)
    filled = {(section, key): value for section, values in carried.items() for key, value in values.items()}
    assert set(filled) <= set(places(new))
    assert all(filled.values())


@given(FORMS, STORED)
def test_carrying_to_the_same_form_and_again_changes_nothing_more(form_, stored):
    once, _lost = carried_answers(form_, form_, stored)
    twice, lost = carried_answers(form_, form_, once)
    assert (twice, lost) == (once, ())


@given(QUESTIONS)
def test_a_question_holds_its_own_answers(question):
    assert may_hold(question, question)
