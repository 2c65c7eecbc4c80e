"""A staff list: the query string is its whole state, and it asks the database as often for 2 rows as for 200."""

import django_filters
import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.urls import ResolverMatch

from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.organisations.enums import OrganisationType as Kind
from pio_portal.organisations.models import Organisation
from pio_portal.ui import registry
from pio_portal.ui.columns import Column, TitleColumn
from pio_portal.ui.lists import StaffList
from pio_portal.ui.tables import Table
from tests.factories import ground

pytestmark = pytest.mark.django_db


class Filter(django_filters.FilterSet):
    postcode = django_filters.CharFilter(label="Postcode")

    class Meta:
        model = Organisation
        fields = ["postcode"]


class NameTable(Table):
    name = Column(verbose_name="Naam")
    postcode = Column(verbose_name="Postcode")


class List(StaffList):
    similar_fields = ("name",)
    title = "Organisaties"
    nouns = "organisatie", "organisaties"
    queryset = staticmethod(lambda _user: Organisation.objects.order_by("name"))
    filterset_class = Filter
    table_class = NameTable
    state_field, states = "type", Kind
    search_fields = ("name",)
    page_size = 3


@pytest.fixture
def ask(rf):
    """Give the list as it is at a query string."""
    user = User.objects.create_user("an@pio.test", name="An", roles=[Role.STAFF])

    def at(query="", kind=List):
        request = rf.get(f"/lijst/{query}")
        request.user, request.resolver_match = user, ResolverMatch(kind, (), {}, url_name="lijst")
        view = kind()
        view.setup(request)
        return view

    return at


@pytest.fixture
def town():
    def make(name, kind=Kind.LOCAL_AUTHORITY, postcode="9000"):
        return Organisation.objects.create(name=name, type=kind, postcode=postcode)

    return make


def names(view):
    return [row.record.name for row in view.table.paginated_rows]


def test_pages_are_cut_and_the_last_one_stands_for_what_lies_beyond(ask, town):
    for letter in "ABCDE":
        town(letter)

    assert names(ask()) == ["A", "B", "C"]
    assert names(ask("?page=2")) == ["D", "E"]
    assert names(ask("?page=500")) == ["D", "E"]
    assert names(ask("?page=nul")) == ["A", "B", "C"]


def test_total_and_chips_come_from_one_grouped_query(ask, town):
    town("A")
    town("B")
    town("C", Kind.CARE)
    view = ask()

    with CaptureQueriesContext(connection) as queries:
        chips = view.chips()
        total = view.total

    assert len(queries) == 1
    assert total == 3
    assert [(str(chip.label), chip.count, chip.on) for chip in chips] == [
        ("Alle", 3, True),
        ("Lokaal bestuur", 2, False),
        ("Zorgorganisatie", 1, False),
    ]


def test_chip_narrows_the_list_and_keeps_the_counts(ask, town):
    town("A")
    town("C", Kind.CARE)
    view = ask("?type=zorg&q=")

    assert names(view) == ["C"]
    assert [chip.count for chip in view.chips()] == [2, 1, 1]
    assert view.caption() == "1 van 2 organisaties"


def test_unknown_chip_chooses_nothing(ask, town):
    town("A")

    assert names(ask("?type=%00bestaat-niet")) == ["A"]


def test_search_takes_every_word(ask, town):
    town("Stad Halle")
    town("Stad Gent")

    assert names(ask("?q=stad+halle")) == ["Stad Halle"]
    assert names(ask("?q=%20")) == ["Stad Gent", "Stad Halle"]


def test_filter_in_use_is_a_chip_that_takes_it_out(ask, town):
    town("A", postcode="9000")
    town("B", postcode="1000")
    view = ask("?postcode=9000&sort=-name&page=2&type=lokaal_bestuur")
    [chip] = view.filter_chips()

    assert names(view) == ["A"]
    assert chip.label == "Postcode: 9000"
    assert chip.url == "?sort=-name&type=lokaal_bestuur"


def test_search_form_carries_the_rest_of_the_state(ask, town):
    view = ask("?q=x&postcode=9000&sort=-name&page=2&type=zorg")

    assert sorted(view.hidden()) == [("sort", "-name")]  # the states are boxes of the form itself


def test_sort_turns_round_and_unknown_columns_are_ignored(ask, town):
    for letter in "ABC":
        town(letter)

    assert names(ask("?sort=-name")) == ["C", "B", "A"]
    assert names(ask("?sort=wachtwoord")) == ["A", "B", "C"]
    assert names(ask("?sort=.")) == ["A", "B", "C"]


def test_equal_keys_keep_one_order_over_the_pages(ask, town):
    for letter in "ABCDE":
        town(letter, postcode="9000")
    seen = names(ask("?sort=postcode")) + names(ask("?sort=postcode&page=2"))

    assert sorted(seen) == list("ABCDE")
    assert ask("?sort=postcode").table.data.data.query.order_by[-1] == "-pk"


def test_list_asks_as_often_for_few_rows_as_for_many(ask, monkeypatch):
    monkeypatch.setattr(registry, "registered", registry.Registry())  # the counts of the menu are not the list's

    def asked_for(rows):
        Organisation.objects.bulk_create(Organisation(name=f"O{n}", type=Kind.OTHER) for n in range(rows))
        view = ask("?q=o")
        with CaptureQueriesContext(connection) as queries:
            assert view.get(view.request).status_code == 200
        return len(queries)

    asked_for(1)  # the saved views of the menu are asked once
    few = asked_for(2)
    assert asked_for(198) == few <= 5


def test_page_shows_chips_table_and_pages(ask, town):
    for letter in "ABCDE":
        town(letter)
    html = ask().get(ask().request).content.decode()

    assert "1–3 van 5" in html
    assert '<caption class="visually-hidden">5 organisaties</caption>' in html
    assert '<p aria-hidden="true">5 organisaties</p>' in html
    assert 'href="?page=2"' in html
    assert 'aria-current="page"' in html


def test_empty_list_explains_itself(ask):
    assert "Hier staat nog niets" in ask().get(ask().request).content.decode()


def test_search_without_result_offers_the_whole_list(ask, town):
    town("A")
    html = ask("?q=zzz").get(ask().request).content.decode()

    assert "Niets gevonden" in html
    assert "Alles tonen" in html


def test_export_gives_what_is_chosen_and_no_formulas(ask, town):
    town("Stad Gent")
    town('=HYPERLINK("x")', Kind.OTHER)
    town("Zorgpunt", Kind.CARE)
    view = ask("?export=csv&type=andere")
    answer = view.get(view.request)

    assert answer["Content-Disposition"].startswith('attachment; filename="organisaties-')
    assert b"".join(answer.streaming_content).decode() == ('\ufeffNaam;Postcode\r\n"\'=HYPERLINK(""x"")";9000\r\n')


# Several states


def test_several_states_are_chosen_together(ask, town):
    town("A")
    town("B", Kind.CARE)
    town("C", Kind.OTHER)
    view = ask("?type=zorg&type=andere&type=onzin")

    assert names(view) == ["B", "C"]
    assert view.caption() == "2 van 3 organisaties"
    assert [(str(chip.label), chip.url, chip.on) for chip in view.chips()][1:] == [
        ("Lokaal bestuur", "?type=lokaal_bestuur", False),
        ("Zorgorganisatie", "?type=andere&type=onzin", True),
        ("Andere", "?type=zorg&type=onzin", True),
    ]
    assert view.state == ""


# Columns


def columns(view):
    return [column.name for column in view.table.columns]


def test_the_usual_columns_stand_unless_others_are_asked(ask, town):
    town("A")

    assert columns(ask()) == ["name", "postcode"]
    assert columns(ask("?kolommen=postcode,name")) == ["postcode", "name"]
    assert columns(ask("?kolommen=postcode&kolommen=postcode")) == ["postcode"]
    assert columns(ask("?kolommen=wachtwoord,%00")) == ["name", "postcode"]


def test_the_choice_of_columns_goes_along_with_every_link(ask, town):
    town("A")
    view = ask("?kolommen=postcode&kolommen=name&q=&page=3")

    assert view.address(type="zorg") == "?kolommen=postcode,name&type=zorg"
    assert view.usual_columns_url() == "?toon=alles"


def test_hiding_the_column_by_which_a_list_is_sorted_leaves_its_order(ask, town):
    town("A", postcode="2000")
    town("B", postcode="1000")
    view = ask("?kolommen=name&sort=postcode")

    assert names(view) == ["B", "A"]
    assert columns(view) == ["name"]
    assert view.caption() == "2 organisaties, gesorteerd op “Postcode”"
    answer = b"".join(ask("?kolommen=name&sort=postcode&export=csv").export().streaming_content)
    assert answer.decode() == "\ufeffNaam\r\nB\r\nA\r\n"


class TitledTable(Table):
    postcode = Column(verbose_name="Postcode")
    name = TitleColumn(verbose_name="Naam", url=lambda _row: "/", reference="")
    province = Column(verbose_name="Provincie")


class TitledList(List):
    table_class = TitledTable


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("province", ["name", "province"]),
        ("postcode,province", ["postcode", "name", "province"]),
        ("province,postcode", ["province", "postcode", "name"]),
        ("name,postcode", ["name", "postcode"]),
    ],
)
def test_the_title_stays_at_its_place_when_other_columns_are_chosen(ask, town, asked, shown):
    assert columns(ask(f"?kolommen={asked}", TitledList)) == shown


# Counts


class WithMembers(List):
    """Each row brings a figure that is counted over rows of its own."""

    queryset = staticmethod(lambda _user: Organisation.objects.annotate(people=Count("memberships")))


def test_what_a_row_brings_along_is_not_counted_with_the_rows(ask, town):
    busy = town("A")
    town("B")
    ground.member(busy)
    ground.member(busy)
    view = ask("", WithMembers)

    assert (view.total, view.caption(), [chip.count for chip in view.chips()]) == (2, "2 organisaties", [2, 2])


def test_export_has_the_columns_that_are_shown(ask, town):
    town("A")
    view = ask("?export=csv&kolommen=postcode")

    assert b"".join(view.get(view.request).streaming_content).decode() == "\ufeffPostcode\r\n9000\r\n"


# Typing errors


def test_what_looks_like_the_question_is_shown_when_nothing_answers_it(ask, town):
    town("Stad Mechelen")
    town("Stad Gent")
    view = ask("?q=mechlen")

    assert names(view) == ["Stad Mechelen"]
    assert view.guess_text() == "Niets gevonden voor “mechlen”. Dit lijkt erop:"
    assert view.caption() == "1 organisatie, wat het best past eerst"
    assert ask("?q=mechelen").guess_text() == ""


@pytest.mark.parametrize("q", ["me", "zzz"])
def test_nothing_is_guessed_from_little_or_from_nothing_alike(ask, town, q):
    town("Stad Gent")

    assert (names(ask(f"?q={q}")), ask(f"?q={q}").is_guess) == ([], False)
