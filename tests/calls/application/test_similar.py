"""What looks like an application, and for whom."""

import pytest

from calls.application.successors import copy_application
from calls.application.writing import discard_application
from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from pio_portal.ui.similarity import Subject, find_doubles, find_similar
from projects.models import Project
from tests.factories import assessment
from tests.factories import calls as make
from tests.factories import projects as make_project
from tests.factories.ground import member, organisation, user

AT = make.AT
pytestmark = pytest.mark.django_db
TITLE = "Slimme straatverlichting in de binnenstad"


def titles(found):
    return [one.title for one in found]


def similar(who, application, *, staff=False):
    return titles(find_similar(who, Subject.of(application), staff=staff, limit=10))


def doubles(who, application, *, staff=False):
    return titles(find_doubles(who, Subject.of(application), staff=staff))


@pytest.fixture
def home():
    return organisation()


@pytest.fixture
def manager(home):
    return member(home)


@pytest.fixture
def mine(home, manager):
    return make.application(of=home, by=manager, title=TITLE)


def published(title, **fields):
    made = make_project.project(of={"title": title}, **fields)
    Project.objects.filter(pk=made.pk).update(published=True, need="x")
    return made


def test_double_of_the_own_organisation_is_found_by_letters_and_by_words(mine, home, manager):
    make.application(of=home, by=manager, title="Slimme straat-verlichting binnenstad")
    make.application(of=home, by=manager, title="De straatverlichting van onze binnenstad wordt slimmer en zuiniger")
    make.application(of=home, by=manager, title="Warmte uit rioolwater")
    assert set(doubles(manager, mine)) == {
        "Slimme straat-verlichting binnenstad",
        "De straatverlichting van onze binnenstad wordt slimmer en zuiniger",
    }


def test_double_of_somebody_else_is_no_double_for_an_applicant(mine, manager):
    make.submitted(title=TITLE)
    assert doubles(manager, mine) == []


def test_what_it_comes_from_and_what_was_thrown_away_is_no_double(mine, home, manager):
    copied = copy_application(application=mine, round=mine.round, by=manager, at=AT).application
    assert (doubles(manager, mine), doubles(manager, copied)) == ([], [])
    gone = make.application(of=home, by=manager, title=TITLE + " 2")
    discard_application(application=gone, by=manager, at=AT)
    assert doubles(manager, mine) == []


def test_double_of_a_partner_is_for_staff_only():
    partner, staff = organisation(), user(Role.STAFF)
    other = make.submitted(of=partner, title=TITLE)
    mine = make.submitted(title=TITLE + " bis", partners=[partner])
    assert doubles(staff, mine, staff=True) == [other.title]
    assert doubles(mine.created_by, mine) == []


def test_project_of_the_own_organisation_is_a_double_published_or_not(mine, home, manager):
    make_project.project(client=home, of={"title": TITLE + " nu"})
    assert doubles(manager, mine) == [TITLE + " nu"]


def test_similar_for_applicants_is_the_catalogue_and_their_own(mine, home, manager):
    published("Straatverlichting die meet")
    make_project.project(of={"title": "Straatverlichting die zwijgt"})
    make.submitted(title="Straatverlichting van een ander")
    make.application(of=home, by=manager, title="Straatverlichting van ons")
    assert set(similar(manager, mine)) == {"Straatverlichting die meet", "Straatverlichting van ons"}


def test_similar_for_staff_is_everything_that_was_handed_in():
    staff = user(Role.STAFF)
    mine = make.submitted(title=TITLE)
    make_project.project(of={"title": "Straatverlichting die zwijgt"})
    make.submitted(title="Straatverlichting van een ander")
    make.application(title="Straatverlichting in opmaak")
    found = set(similar(staff, mine, staff=True))
    assert {"Straatverlichting die zwijgt", "Straatverlichting van een ander"} <= found
    assert "Straatverlichting in opmaak" not in found


def test_nobody_with_a_conflict_sees_that_it_is_similar():
    mine = make.submitted(title=TITLE)
    other = assessment.application(Status.ELIGIBLE, title=TITLE + " bis")
    staff = user(Role.STAFF, Role.ADVISER)
    assert TITLE + " bis" in similar(staff, mine, staff=True)
    assessment.conflicted(other, adviser=staff)
    assert TITLE + " bis" not in similar(staff, mine, staff=True)
    assert TITLE + " bis" not in doubles(staff, mine, staff=True)


def test_closest_comes_first(mine, manager, home):
    make.application(of=home, by=manager, title="Straatverlichting")
    make.application(of=home, by=manager, title=TITLE + " en daarbuiten")
    assert similar(manager, mine)[0] == TITLE + " en daarbuiten"


@pytest.mark.parametrize("title", ["?!", "'; DROP TABLE x; --", '"or" & | !', "x" * 200, "🚲 🚲 🚲", "a b c"])
def test_odd_titles_are_no_server_error(home, manager, title):
    odd = make.application(of=home, by=manager, title=title)
    Application.objects.filter(pk=odd.pk).update(title=title)
    assert similar(manager, odd) == []
    assert doubles(manager, odd) == []


def test_viewer_sees_the_own_organisation_only(mine, home):
    viewer = member(home, Level.VIEWER)
    make.application(title=TITLE)
    assert similar(viewer, mine) == []
