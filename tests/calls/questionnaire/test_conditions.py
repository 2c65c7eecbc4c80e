"""What a condition leaves out is nowhere asked, counted, shown or frozen; and it is not lost."""

import pytest

from calls.application.content import content_of
from calls.application.revisions import submitted_version
from calls.application.submission import Incomplete, submit_application
from calls.application.writing import save_section
from calls.models import Revision, SectionAnswer
from tests.calls.pages import at
from tests.factories import calls as make
from tests.factories import questions as forms
from tests.factories.ground import organisation
from tests.files import text_of_pdf
from tests.pages import text
from tests.queries import steady

AT = make.AT
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT)]


def answer(draft, by, **values):
    version = SectionAnswer.objects.get(application=draft, section="plan").version
    save_section(application=draft, section="plan", values=values, version=version, by=by, at=AT)


def asked(draft) -> list[str]:
    return [a["key"] for section in content_of(draft)["sections"] for a in section["answers"]]


def test_hidden_answers_are_kept_but_are_no_content(rich_draft, manager):
    assert asked(rich_draft) == ["soort", "samen", "kosten", "studie", "geheim", "geheim_stuk", "naam"]
    answer(rich_draft, manager, soort="b")
    assert asked(rich_draft) == ["soort", "bouw", "samen", "kosten", "studie", "geheim", "geheim_stuk", "naam", "extra"]
    assert "verborgen antwoord" in str(content_of(rich_draft))


def test_task_list_leaves_out_a_section_that_is_not_asked(client, rich_draft, manager):
    page = text(client.get(at(rich_draft)))
    assert "De partner" not in page
    assert "2 van 3 onderdelen zijn volledig." in page
    answer(rich_draft, manager, samen="ja", met=organisation().kbo)
    page = text(client.get(at(rich_draft)))
    assert "De partner Nog te doen" in page
    assert "2 van 4 onderdelen zijn volledig." in page


def test_section_that_is_not_asked_has_no_page_and_is_passed_over(client, rich_draft, manager):
    assert client.get(at(rich_draft, "partner/")).status_code == 404
    assert client.post(at(rich_draft, "stukken/"), {"geheim": "x", "_version": "0"}).url == at(rich_draft)
    answer(rich_draft, manager, samen="ja")
    assert client.get(at(rich_draft, "partner/")).status_code == 200
    assert client.post(at(rich_draft, "stukken/"), {"geheim": "y", "_version": "1"}).url == at(rich_draft, "partner/")


def test_question_that_another_section_leaves_out_is_not_on_the_page(client, rich_draft, manager):
    assert "Extra stuk over de bouw?" not in text(client.get(at(rich_draft, "stukken/")))
    answer(rich_draft, manager, soort="b")
    assert "Extra stuk over de bouw?" in text(client.get(at(rich_draft, "stukken/")))


def test_check_page_asks_and_shows_only_what_is_asked(client, rich_draft, manager):
    page = text(client.get(at(rich_draft, "controle/")))
    assert "Wat bouwt u?" not in page
    assert "verborgen antwoord" not in page
    assert "nog niet in orde" not in page
    for shown in ("Welk soort? Aankoop Cijfers", "Werk € 1.000,00", "Totaal € 1.250,50"):
        assert shown in page
    answer(rich_draft, manager, samen="ja", soort="b")
    page = client.get(at(rich_draft, "controle/")).content.decode()
    for fault in ("met", "extra"):
        assert f"#id_{fault}" in page


def test_submitting_asks_only_what_is_asked_and_freezes_only_that(rich_draft, manager):
    answer(rich_draft, manager, samen="ja")
    with pytest.raises(Incomplete) as refused:
        submit_application(application=rich_draft, by=manager, at=AT)
    assert [f.question.key for f in refused.value.faults] == ["met", "rol"]
    answer(rich_draft, manager, samen="nee")
    submit_application(application=rich_draft, by=manager, at=AT)
    frozen = Revision.objects.get().content
    assert "verborgen antwoord" not in frozen
    assert "De partner" not in frozen


def test_organisation_is_frozen_with_its_name_and_number(rich_draft, manager):
    known = organisation(name="Stad Halle")
    answer(rich_draft, manager, samen="ja", met=known.kbo)
    save_section(application=rich_draft, section="partner", values={"rol": "Medebouwer"}, version=0, by=manager, at=AT)
    submit_application(application=rich_draft, by=manager, at=AT)
    (met,) = [a for s in submitted_version(rich_draft).content["sections"] for a in s["answers"] if a["key"] == "met"]
    assert (met["value"], met["shown"]) == (known.kbo, f"Stad Halle ({known.kbo_display})")


def test_organisation_that_is_not_known_is_its_number(rich_draft, manager):
    answer(rich_draft, manager, samen="ja", met="0316380841")
    (met,) = [a for s in content_of(rich_draft)["sections"] for a in s["answers"] if a["key"] == "met"]
    assert met["shown"] == "0316.380.841"


def test_pdf_has_the_table_the_choices_and_nothing_hidden(client, rich_draft):
    paper = text_of_pdf(client.get(at(rich_draft, "pdf/")).content)
    for shown in ("Aankoop", "Cijfers", "Werk", "1.000,00", "Totaal", "1.250,50"):
        assert shown in paper
    assert "verborgen antwoord" not in paper


def test_call_page_says_when_a_question_is_asked(client):
    page = text(client.get(f"/oproepen/{forms.call().code}/"))
    assert "Wat bouwt u? Alleen als u bij “Welk soort?” “Bouw” antwoordde." in page
    assert "De partner 1 vraag Alleen als u bij “Doet u het samen?” “Ja” antwoordde." in page


def test_section_page_keeps_a_wrong_answer_to_a_question_that_is_not_asked(client, rich_draft):
    page = client.post(at(rich_draft, "plan/"), {"samen": "nee", "met": "geen nummer", "_version": "1"})
    assert page.status_code == 302
    assert SectionAnswer.objects.get(section="plan").values["met"] == "geen nummer"


def test_costs_with_a_wrong_row_stand_as_typed_with_their_fault(client, rich_draft):
    sent = {"kosten_post": ["Werk", "Rest"], "kosten_bedrag": ["1.000", "veel 😀"], "_version": "1"}
    for page in (client.post(at(rich_draft, "plan/"), sent), client.get(at(rich_draft, "plan/"))):
        assert 'value="veel 😀"' in page.content.decode()
        assert 'value="1.000' in page.content.decode()
    assert "Rij 2: Schrijf het bedrag in cijfers, bijvoorbeeld 1.234,50." in text(
        client.get(at(rich_draft, "controle/"))
    )


@pytest.mark.parametrize(
    ("page", "at_most"),
    [("plan/", 10), ("stukken/", 11), ("stukken/bestanden/studie/", 9), ("controle/", 13), ("", 20)],
)
def test_pages_with_every_kind_of_question(client, manager, page, at_most):
    """One query for the names of organisations and one for files, however many questions there are."""
    draft = forms.application(manager, plan=forms.PLAN | {"samen": "ja", "met": organisation().kbo})
    forms.study(draft, manager, "a.png")
    with steady(client, at(draft, page), at_most=at_most):
        forms.study(draft, manager, "b.png")
        forms.study(draft, manager, question="geheim_stuk")
