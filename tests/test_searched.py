"""All that is searched and sorted has one form; columns that only a search looks at stay in the database."""

import ast
import re
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from calls.models import Application
from outreach.models import Story
from pio_portal.accounts.enums import Role
from pio_portal.organisations.models import Organisation
from pio_portal.searched import Sorted, normal, sorting
from projects.models import Procurement, Project
from tests.factories import calls as make
from tests.factories import ground, outreach, projects

pytestmark = pytest.mark.django_db

WRITTEN = st.text(
    st.characters(max_codepoint=0x24F, exclude_characters="\0", exclude_categories=["Cs"])
    | st.sampled_from("‘’‚“”„′–—…€\u00a0\u200b\u202f\u0301\u0308ﬁ²№✓😀×ßẞŒœÆØĲ")
)

# How it stands in the dossier, and how it is asked.
WAYS = [
    ("Onze “afvalstraat” wordt slim", "afvalstraat"),
    ("Onze straatverlichting… dimt", "straatverlichting"),
    ("Slimme straat – verlichting", "straat – verlichting"),
    ("Gemeente Écaussinnes", "ecaussinnes"),
    ("Gemeente Ecaussinnes", "Écaussinnes"),
    ("Bureau Ömer", "omer"),
    ("Stad ’s-Gravenwezel", "'s-Gravenwezel"),
    ("Stad 's-Gravenwezel", "’s-Gravenwezel"),
    (unicodedata.normalize("NFD", "Coöperatie privé"), "coöperatie privé"),
    ("Coöperatie privé", unicodedata.normalize("NFD", "coöperatie privé")),
    ("Œuvre in de Straße", "oeuvre strasse"),
    ("Vijf\u00a0€5000\u00a0per\u00a0jaar", "5000 per jaar"),
]


class TestOneForm(TestCase):
    @given(WRITTEN)
    def test_python_and_the_database_give_the_same(self, text):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pio_normal(%s), pio_sorting(%s)", [text, text])
            assert cursor.fetchone() == (normal(text), sorting(text))

    @given(WRITTEN)
    def test_the_form_of_a_form_is_itself(self, text):
        assert normal(normal(text)) == normal(text)


@pytest.mark.parametrize(("written", "asked"), WAYS)
def test_an_application_is_found_however_it_is_written(written, asked):
    application = make.application(title=written)

    assert list(Application.objects.matching(asked)) == [application]
    assert list(Application.objects.similar(asked))[:1] == [application]


@pytest.mark.parametrize(("written", "asked"), WAYS)
def test_a_project_is_found_however_it_is_written(written, asked):
    project = projects.project(of={"title": written})

    assert list(Project.objects.matching(asked)) == [project]


@pytest.mark.parametrize(("written", "asked"), WAYS)
def test_a_name_and_a_story_are_found_however_they_are_written(written, asked):
    organisation = ground.organisation(name=written)
    story = outreach.story(title=written)

    assert list(Organisation.objects.search(asked)) == [organisation]
    assert list(Story.objects.search(asked)) == [story]


def test_a_sign_of_a_pattern_is_only_a_sign():
    ground.organisation(name="Stad Halle")

    assert list(Organisation.objects.filter(name__has="%")) == []
    assert list(Organisation.objects.filter(name__has="S_ad")) == []


NAMES = ["aalter", "Écaussinnes", "“Ekeren”", "de Lijn", "De Panne", "’s-Gravenwezel", "Stad Ieper", "Zwevegem"]
IN_ORDER = ["aalter", "de Lijn", "De Panne", "Écaussinnes", "“Ekeren”", "’s-Gravenwezel", "Stad Ieper", "Zwevegem"]


def test_lists_stand_in_dutch_order(client):
    for name in NAMES:
        ground.organisation(name=name)
    client.force_login(ground.user(Role.STAFF))

    def shown(**query):
        rows = client.get("/beheer/relaties/", query).context["table"].paginated_rows
        return [row.record.name for row in rows]

    assert shown() == IN_ORDER
    assert shown(sort="-name") == IN_ORDER[::-1]
    assert sorted(NAMES, key=sorting) == IN_ORDER
    assert list(Organisation.objects.order_by(Sorted("name")).values_list("name", flat=True)) == IN_ORDER


def test_the_order_and_the_search_of_names_use_their_index():
    ground.organisation(name="Stad Halle")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        assert "organisation_by_name" in Organisation.objects.order_by(Sorted("name")).explain()
        assert "organisation_name_trigram" in Organisation.objects.filter(name__has="halle").explain()


ORDERED = re.compile(r"-?(\w+__)?(name|title)")
SEARCHED = re.compile(r"\w*(name|title|summary|lead|body)__i?contains")


def raw_texts(source: str) -> list[str]:
    """What is ordered by, or searched in, as it was written."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    ordered = [arg for call in calls if getattr(call.func, "attr", "") == "order_by" for arg in call.args]
    named = [str(arg.value) for arg in ordered if isinstance(arg, ast.Constant)]
    asked = [keyword.arg or "" for call in calls for keyword in call.keywords]
    return [*filter(ORDERED.fullmatch, named), *filter(SEARCHED.fullmatch, asked)]


def test_no_text_is_searched_or_sorted_as_it_was_written():
    """What people write is asked with `has` and ordered with `Sorted`."""
    folders = ("calls", "projects", "consultations", "cofinancing", "outreach", "reporting", "pio_portal")
    sources = (path for folder in folders for path in Path(settings.BASE_DIR, folder).rglob("*.py"))

    assert {p.name: raw for p in sources if (raw := raw_texts(p.read_text("utf-8")))} == {}


@pytest.mark.parametrize("model", [Application, Project, Procurement])
def test_search_columns_are_not_read(model):
    assert '"search"' not in str(model.objects.all().query)


def test_a_row_that_is_saved_whole_keeps_its_search_columns():
    application = make.application()
    Application.objects.get(pk=application.pk).save()
    assert Application.objects.filter(pk=application.pk, search__isnull=False).exclude(names="").exists()
