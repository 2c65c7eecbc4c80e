"""What an application is found by: every name and answer it was submitted with, and typing errors are forgiven."""

import json
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calls.application.completion import request_info
from calls.application.submission import submit_application
from calls.application.writing import save_section
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Revision
from pio_portal.accounts.enums import Role
from pio_portal.references import as_reference
from tests.factories import assessment as make
from tests.factories import calls
from tests.factories.ground import organisation, user

pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.LATER)]
LIST = "/beheer/aanvragen/"


@pytest.fixture
def lamp():
    """An application with the answers of the default form."""
    return make.application(title="Slimme vuilnisbakken", of=organisation(name="Stad Halle"))


def found(q):
    return list(Application.objects.matching(q))


@pytest.fixture
def shown(client):
    """The list as staff sees it at a query string: its page and its references in order."""
    client.force_login(user(Role.STAFF))

    def ask(**query):
        context = client.get(LIST, query).context
        return [row.record.ref for row in context["table"].paginated_rows], context

    return ask


@pytest.mark.parametrize(
    "q",
    [
        "vuilnisbak",
        "VUILNISBAKKEN",
        "halle",
        "vuilnisbakken halle",
        "lichthinder",
        '"open data"',
        "vuilnisbak -mechelen",
        "mechelen OR halle",
        "a 2026 1",
        "A-2026-0001",
        "2026/0001",
    ],
)
def test_an_application_is_found_by(lamp, q):
    assert found(q) == [lamp]


@pytest.mark.parametrize(
    "q", ["mechelen", "vuilnisbak -halle", '"data open"', "P-2026-0001", "a 2026 2", "de het een", '"', "-", "&|!():*"]
)
def test_an_application_is_not_found_by(lamp, q):
    assert found(q) == []


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("a 2026 12", "A-2026-0012"),
        (" A2026-0012 ", "A-2026-0012"),
        ("2026-12", "A-2026-0012"),
        ("a/2026/12345", "A-2026-12345"),
        ("p 2026 12", ""),
        ("2026", ""),
        ("1 2026 12", ""),
        ("a 202 12", ""),
        ("a ２０２６ 12", ""),
    ],
)
def test_a_reference_is_read_however_it_was_typed(typed, reference):
    assert as_reference(typed, prefix="A") == reference


def test_partners_reach_it_and_leave_it(lamp):
    partner = organisation(name="Zorggroep Zilverlinde")
    lamp.partners.add(partner)
    assert found("zilverlinde") == [lamp]

    lamp.partners.remove(partner)
    assert found("zilverlinde") == []


def test_a_renamed_organisation_reaches_it_as_applicant_and_as_partner(lamp):
    other = make.application(title="Koelkledij")
    partner = organisation(name="Oud")
    other.partners.add(partner)
    for who, name in ((lamp.organisation, "Gemeente Nieuwerkerken"), (partner, "Gemeente Nieuwerkerken-Waas")):
        who.name = name
        who.save()

    assert set(found("nieuwerkerken")) == {lamp, other}
    assert found("halle") == []


def test_a_new_submission_takes_the_place_of_the_answers_before(lamp):
    request_info(application=lamp, reason="Meer.", due_on=make.TODAY, by=user(Role.STAFF), at=make.AT)
    lamp = Application.objects.get(pk=lamp.pk)
    values = calls.COMPLETE["behoefte"] | {"vandaag": "Nu telt een ijsvogel de bakken."}
    held = lamp.answers.get(section="behoefte")
    save_section(
        application=lamp, section="behoefte", values=values, version=held.version, by=lamp.submitted_by, at=make.AT
    )
    assert found("ijsvogel") == []  # a draft is nobody's business

    submit_application(application=lamp, by=lamp.submitted_by, at=make.AT)
    assert found("ijsvogel") == [lamp]
    assert found("klok") == []  # it was in the answer that was replaced


@pytest.mark.parametrize("content", ["geen json", '{"sections": [{"answers": [{"shown": "a\\u0000b"}]}]}', "[]"])
def test_a_revision_that_cannot_be_read_is_kept_all_the_same(lamp, content):
    Revision.objects.create(application=lamp, number=2, content=content, sha256="0" * 64, submitted_at=make.AT)

    assert found("vuilnisbak") == [lamp]


def test_an_endless_answer_is_kept_all_the_same(lamp):
    dice = random.Random(1)  # noqa: S311
    words = " ".join("".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=9)) for _ in range(200_000))
    content = json.dumps({"sections": [{"answers": [{"shown": words}, {"shown": ["lijst", {"diep": "zeewier"}]}]}]})
    Revision.objects.create(application=lamp, number=2, content=content, sha256="0" * 64, submitted_at=make.AT)

    assert found(words[:9]) == [lamp]


def test_answers_of_every_form_are_words(lamp):
    content = json.dumps({"sections": [{"answers": [{"shown": ["lijst", {"diep": "zeewier", "getal": 4711}]}]}]})
    Revision.objects.create(application=lamp, number=2, content=content, sha256="0" * 64, submitted_at=make.AT)

    assert found("zeewier") == found("4711") == [lamp]


def test_history_says_nothing_of_what_only_searching_needs(lamp):
    events = Application.pgh_event_model.objects.filter(pgh_obj_id=lamp.pk)
    before = events.count()
    lamp.organisation.name = "Elders"
    lamp.organisation.save()

    assert events.count() == before


# The list


def test_best_matches_stand_first(shown):
    answers = make.application(title="Koelkledij", of=organisation(name="Stad Gent"))
    name = make.application(title="Geschenkbon", of=organisation(name="Netbeheerder Lichthinder"))
    title = make.application(title="Minder lichthinder", of=organisation(name="Stad Aalst"))
    refs, context = shown(q="lichthinder")

    assert refs == [title.ref, name.ref, answers.ref]
    assert context["caption"] == "3 aanvragen, wat het best past eerst"
    assert shown(q="lichthinder", sort="ref")[0] == [answers.ref, name.ref, title.ref]


@pytest.mark.parametrize("q", ["vuilnsbakken", "vuilnsbak", "slime vuilnisbakken", "hallle", "vuilnisb"])
def test_a_typing_error_is_forgiven(shown, lamp, q):
    refs, context = shown(q=q)

    assert refs == [lamp.ref]
    assert context["list"].guess_text() == f"Niets gevonden voor “{q}”. Dit lijkt erop:"


def test_what_is_found_outside_the_filter_is_no_typing_error(shown, lamp):
    refs, context = shown(q="vuilnisbak", behandelaar="geen", status=Status.SELECTED)
    assert refs == []
    refs, context = shown(q="vuilnisbak", soort="zorg")
    assert (refs, context["list"].is_guess) == ([], False)


@pytest.mark.parametrize("q", ["de het een", "!!!", "&"])
def test_a_question_without_words_says_so(client, lamp, q):
    client.force_login(user(Role.STAFF))
    html = client.get(LIST, {"q": q}).content.decode()

    assert "bevat geen woord waarop we kunnen zoeken" in html


@pytest.mark.parametrize("q", ["x" * 5000, "'; drop table", "%", "_", "((", '"open', "𝄞 ünïcode", "a:*"])
def test_anything_that_is_typed_is_answered(client, lamp, q):
    client.force_login(user(Role.STAFF))

    assert client.get(LIST, {"q": q}).status_code == 200


def test_nothing_of_others_is_guessed(shown, lamp):
    hidden = make.conflicted(make.application(Status.ELIGIBLE, title="Vuilnisbakken op zee"))
    hidden.adviser.roles = [Role.STAFF, Role.ADVISER]
    hidden.adviser.save()
    seen = Application.objects.visible_to(hidden.adviser).submitted()

    assert list(seen.similar("vuilnsbakken")) == [lamp]


def test_the_indexes_can_answer(lamp):
    """With sequential scans forbidden, both kinds of search use their index."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        full = Application.objects.matching("vuilnisbak").explain()
        alike = Application.objects.filter(names__trigram_word_similar="vuilnsbakken").explain()

    assert "application_search" in full
    assert "application_names_trigram" in alike


def test_a_guess_with_every_filter_in_use_stays_within_twelve_queries(client, lamp):
    client.force_login(user(Role.STAFF))
    query = {
        "q": "vuilnsbakken",
        "oproep": lamp.call_id,
        "indiendatum": lamp.round_id,
        "behandelaar": "geen",
        "ingediend_van": "2026-01-01",
        "soort": lamp.organisation.type,
    }
    client.get(LIST, query)
    with CaptureQueriesContext(connection) as captured:
        refs = [row.record.ref for row in client.get(LIST, query).context["table"].paginated_rows]

    assert refs == [lamp.ref]
    assert len(captured) <= 12
