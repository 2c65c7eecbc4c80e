"""The form of a section: what it draws, what it takes, a page at once or a question at a time."""

import pytest
from django.http import QueryDict

from calls.questionnaire import definition
from calls.questionnaire.forms.section import SectionForm
from tests.factories import questions as make
from tests.factories.ground import organisation

PLAN, PAPERS, _PARTNER = definition.parse(make.KINDS).sections


def sent(**values) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def bound(values=None, **data) -> SectionForm:
    return SectionForm(PLAN, values or {}, sent(**data))


def html(values, key) -> str:
    return SectionForm(PLAN, values)[key].as_field_group()


def test_a_whole_page_is_taken_in_one_way_of_writing():
    form = bound(
        soort=["", "c", "a"], bouw="", samen=["", "nee"], met="", kosten_post=["Werk", ""], kosten_bedrag=["1.000", ""]
    )
    assert form.is_valid()
    assert form.cleaned_data == {
        "soort": "a|c",
        "bouw": "",
        "samen": "nee",
        "met": "",
        "kosten": '[["Werk","1000.00"]]',
    }


@pytest.mark.parametrize(
    ("data", "typed"),
    [
        ({"soort": [""]}, {"soort": ""}),
        ({"soort": ["", "b", "c"]}, {"soort": "b|c"}),
        ({"samen": [""]}, {"samen": ""}),
        ({"samen": ["", "ja"]}, {"samen": "ja"}),
        ({"bouw": "Een brug"}, {"bouw": "Een brug"}),
        ({"kosten_post": ["Werk", "", "Rest"], "kosten_bedrag": ["1", "", "veel"]}, {"kosten": '[["Werk","1"],["",""],["Rest","veel"]]'}),
        ({"kosten_post": ["Werk"]}, {"kosten": '[["Werk",""]]'}),
        ({"_version": "3"}, {}),
    ],
)  # fmt: skip
def test_a_question_at_a_time_says_nothing_of_the_others(data, typed):
    assert bound(**data).typed() == typed


def test_a_plain_mapping_is_read_like_what_a_browser_sends():
    form = SectionForm(PLAN, {}, {"soort": ["a", "b"], "samen": "ja", "kosten_post": ["Werk"], "kosten_bedrag": ["5"]})
    assert form.typed() == {"soort": "a|b", "samen": "ja", "kosten": '[["Werk","5"]]'}


def test_files_are_never_taken_from_the_form():
    form = SectionForm(PAPERS, {}, sent(studie="00000000-0000-4000-8000-000000000001", geheim="x"))
    assert form.typed() == {"geheim": "x"}


def test_a_question_that_is_not_asked_has_no_fault_and_is_kept():
    form = bound(soort=["a"], bouw="x" * 300, samen="nee", met="geen nummer")
    assert form.errors == {}
    assert form.typed()["met"] == "geen nummer"


def test_a_question_that_is_asked_has_its_fault():
    form = bound(soort=["b"], bouw="x" * 300, samen="ja", met="geen nummer")
    assert sorted(form.errors) == ["bouw", "met"]


def test_one_question_is_judged_by_what_was_answered_before():
    assert bound({"samen": "ja"}, met="geen nummer").errors
    assert not bound({"samen": "nee"}, met="geen nummer").errors


def test_a_wrong_row_is_named_as_it_stands_on_the_page():
    form = bound(kosten_post=["Werk", "", "Rest"], kosten_bedrag=["10", "", "veel"])
    assert form.errors["kosten"] == ["Rij 3: Schrijf het bedrag in cijfers, bijvoorbeeld 1.234,50."]
    drawn = form["kosten"].as_field_group()
    assert 'value="veel"' in drawn
    assert 'aria-label="Bedrag in euro, rij 3"' in drawn


def test_costs_are_shown_as_people_write_them_with_room_for_more():
    drawn = html(make.PLAN, "kosten")
    assert drawn.count('name="kosten_post"') == 4
    assert 'value="250,50"' in drawn
    assert "€\xa01.250,50</output>" in drawn
    assert "€\xa00,00</output>" in html({}, "kosten")


def test_costs_that_are_full_have_no_more_rows():
    rows = ",".join('["Werk","1.00"]' for _ in range(5))
    assert html({"kosten": f"[{rows}]"}, "kosten").count('name="kosten_post"') == 5


def test_several_choices_are_one_question_with_a_sign_that_it_was_there():
    drawn = html(make.PLAN, "soort")
    assert drawn.count("<fieldset") == 1
    assert drawn.count("checked") == 2
    assert '<input type="hidden" name="soort" value="">' in drawn


def test_a_condition_is_told_in_words_and_to_script():
    drawn = html({}, "bouw")
    assert "Alleen als u bij “Welk soort?” “Bouw” antwoordde." in drawn
    assert 'data-when="soort" data-is="[&quot;b&quot;]"' in drawn
    assert "data-when" not in html({}, "samen")


def test_who_else_reads_an_answer_is_said_where_it_is_asked():
    assert "Alleen het PIO-team leest dit antwoord." in SectionForm(PAPERS, {})["geheim"].as_field_group()


def test_help_of_staff_is_text():
    section = definition.parse(
        {
            "sections": [
                {"key": "s", "title": "S", "fields": [{"key": "v", "label": "V", "kind": "text", "help": "<b>x</b>"}]}
            ]
        }
    ).sections[0]
    assert "&lt;b&gt;x" in SectionForm(section, {})["v"].as_field_group()


@pytest.mark.django_db
def test_an_organisation_that_is_known_is_named():
    known = organisation(name="Stad Halle")
    drawn = html({"met": known.kbo}, "met")
    assert "Stad Halle" in drawn
    assert f'value="{known.kbo_display}"' in drawn


@pytest.mark.django_db
def test_what_is_known_is_asked_once_for_each_kind(django_assert_num_queries):
    one, two = organisation(), organisation()
    with django_assert_num_queries(1):
        SectionForm(PLAN, {"met": one.kbo, "soort": two.kbo}).as_p()


@pytest.mark.django_db
def test_a_number_with_three_decimals_stays_what_it_is():
    section = definition.parse(
        {"sections": [{"key": "s", "title": "S", "fields": [{"key": "n", "label": "N", "kind": "number"}]}]}
    ).sections[0]
    assert 'value="0,125"' in SectionForm(section, {"n": "0.1250"})["n"].as_field_group()
    assert 'value="1.250"' in SectionForm(section, {"n": "1250"})["n"].as_field_group()
