import datetime as dt

import pytest
import time_machine

from outreach.enums import EventKind, EventStatus, StoryStatus
from outreach.models import Event, Story
from outreach.today import to_mark_held
from pio_portal.accounts.enums import Role
from pio_portal.registrations.models import Registration
from projects.models import KnowledgeRecord
from tests.factories import outreach as make
from tests.factories.ground import member, user
from tests.pages import markup
from tests.queries import steady, steady_each
from tests.transitions import ROLES

AT, AFTER = make.AT, make.AFTER
TELLERS = {Role.STAFF, Role.LEAD, Role.COMMUNICATION}
PERSON = {"email": "ilse@lumen.test", "name": "Ilse", "sector": "public", "organisation_name": "Stad Halle"}
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT)]


@pytest.fixture
def desk(client):
    client.force_login(user(Role.COMMUNICATION))
    return client


# The public


def test_lists_show_what_is_public_and_no_drafts(client):
    make.event(title="Straks", partners=[make.partner()])
    make.event(title="In opmaak", status=EventStatus.DRAFT)
    make.story(title="Licht in Halle")
    make.story(title="Halve tekst", status=StoryStatus.DRAFT)

    events, stories = markup(client.get("/activiteiten/")), markup(client.get("/verhalen/"))

    assert "Straks" in events
    assert "Kennisdeling · " in events
    assert "In opmaak" not in events
    assert "Licht in Halle" in stories
    assert "Halve tekst" not in stories


def test_drafts_do_not_exist_for_the_public(client):
    event, story = make.event(status=EventStatus.DRAFT), make.story(status=StoryStatus.DRAFT)
    urls = [event.get_absolute_url(), event.get_registration_url(), story.get_absolute_url()]
    assert [client.get(url).status_code for url in urls] == [404, 404, 404]


def test_story_is_shown_with_its_markup_and_published_projects_only(client):
    public = make.client_project(title="Publiek project", published=True, need="Minder licht.")
    make.client_project(title="Geheim project")
    story = make.story(project=public, body="## Tussentitel\n\nHet **werkt**.<script>x</script>")
    story.projects.add(make.client_project(title="Ook geheim"))

    page = markup(client.get(story.get_absolute_url()))

    assert "<h2>Tussentitel</h2>" in page
    assert "<strong>werkt</strong>" in page
    assert "<script>x" not in page
    assert "Publiek project" in page
    assert "eheim" not in page


def test_home_shows_next_events_and_newest_story(client):
    make.event(title="Straks")
    make.story(title="Licht in Halle")
    page = markup(client.get("/"))
    assert "Straks" in page
    assert "Licht in Halle" in page


def test_register_for_an_event_with_the_same_pages_as_a_consultation(client):
    event = make.event()
    sent = client.post(event.get_registration_url(), PERSON, follow=True)
    assert "Controleer uw mailbox" in markup(sent)
    registration = Registration.objects.get()
    assert "Uw plaats is zeker" in markup(client.post(f"{registration.get_absolute_url()}bevestigen/", follow=True))
    assert event.title in markup(client.get(registration.get_absolute_url()))


def test_cancelled_event_says_why_and_takes_nobody(client):
    event = make.event(status=EventStatus.CANCELLED)
    assert "Geen zaal" in markup(client.get(event.get_absolute_url()))
    assert "gaat niet door" in markup(client.get(event.get_registration_url()))


# Staff and communication

EVENT_PAGES = ("", "bewerken/", "annuleren/", "inschrijvingen/", "geteld/")


@pytest.mark.parametrize("role", [*ROLES])
def test_staff_pages_are_for_the_team_and_communication(client, role):
    event, story = make.event(), make.story()
    client.force_login(user(role) if role else member())
    urls = [
        "/beheer/activiteiten/",
        "/beheer/activiteiten/nieuw/",
        *(event.get_staff_url() + path for path in EVENT_PAGES),
        "/beheer/communicatie/",
        "/beheer/communicatie/verhalen/nieuw/",
        story.get_staff_url(),
        f"{story.get_staff_url()}bewerken/",
    ]
    expected = 200 if role in TELLERS else 403
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, expected)


@pytest.mark.parametrize("role", [*ROLES])
@pytest.mark.parametrize("action", ["publiceren", "gehouden", "annuleren"])
def test_staff_actions_are_for_the_team_and_communication(client, role, action):
    event = make.event(status=EventStatus.DRAFT)
    client.force_login(user(role) if role else member())
    answer = client.post(f"{event.get_staff_url()}{action}/", {"reason": "x"})
    assert (answer.status_code != 403) is (role in TELLERS)


def test_communication_opens_no_dossiers(desk):
    assert desk.get("/beheer/marktconsultaties/").status_code == 403


def test_event_from_draft_to_held_in_the_browser(desk):
    project = make.client_project()
    filled = {
        "title": "Wat Halle leerde",
        "kind": EventKind.KNOWLEDGE,
        "starts_at": "2026-04-15T10:00",
        "partners": [make.partner().pk],
        "summary": "Halle vertelt.",
        "project": project.ref.lower(),
    }
    desk.post("/beheer/activiteiten/nieuw/", filled)
    event = Event.objects.get()
    assert list(event.projects.all()) == [project]
    assert [partner.code for partner in event.partners.all()] == ["VVSG"]

    own = event.get_staff_url()
    desk.post(f"{own}bewerken/", filled | {"capacity": "40"})
    desk.post(f"{own}publiceren/")
    assert "nog niet voorbij" in markup(desk.post(f"{own}gehouden/", follow=True))
    with time_machine.travel(AFTER, tick=False):
        assert "De activiteit ging door" in markup(desk.get(own))
        desk.post(f"{own}gehouden/")
        desk.post(f"{own}geteld/", {"total": "85", "source": "VVSG"})

    event = Event.objects.get()
    assert (event.status, event.occasion.capacity, event.occasion.counted_total) == (EventStatus.HELD, 40, 85)
    assert KnowledgeRecord.objects.get().project == project


def test_story_from_draft_to_published_in_the_browser(desk):
    project = make.client_project()
    desk.post("/beheer/communicatie/verhalen/nieuw/", {"title": "Licht", "body": "Het werkt.", "project": project.ref})
    story = Story.objects.get()
    own = story.get_staff_url()

    assert "Schrijf eerst een inleiding" in markup(desk.post(f"{own}publiceren/", follow=True))
    desk.post(f"{own}bewerken/", {"title": "Licht", "lead": "Halle leerde veel.", "body": "Het werkt."})
    desk.post(f"{own}publiceren/")

    assert Story.objects.get().status == StoryStatus.PUBLISHED
    assert KnowledgeRecord.objects.get().project == project


def test_linking_an_unknown_project_says_so_and_keeps_what_was_typed(desk):
    for thing in (make.event(), make.story()):
        page = markup(desk.post(f"{thing.get_staff_url()}projecten/", {"project": "P-1999-0001"}))
        assert "Er is geen project met referentie “P-1999-0001”" in page
        assert 'value="P-1999-0001"' in page


def test_link_and_unlink_in_the_browser(desk):
    project = make.client_project()
    for thing in (make.event(), make.story(status=StoryStatus.DRAFT)):
        own = f"{thing.get_staff_url()}projecten/"
        desk.post(own, {"project": f"{project.ref} {project.title}"})
        assert list(thing.projects.all()) == [project]
        desk.post(f"{own}{project.ref}/ontkoppelen/")
        assert list(thing.projects.all()) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": "feest"}, "Kies een van de antwoorden"),
        ({"title": "x" * 201}, "hoogstens 200 tekens"),
        ({"ends_at": "2026-04-15T09:00"}, "Het einde moet na het begin liggen."),
        ({"partners": ["999999"]}, "field error"),
    ],
)
def test_event_with_bad_input_keeps_what_was_typed(desk, changed, sentence):
    filled = {"title": "Feest", "kind": "other", "starts_at": "2026-04-15T10:00", "place": "Virginie Loveling"}
    page = markup(desk.post("/beheer/activiteiten/nieuw/", filled | changed))
    assert sentence in page
    assert "Virginie Loveling" in page
    assert not Event.objects.exists()


def test_lists_filter_and_search(desk):
    make.event(title="Met VVSG", kind=EventKind.PARTNER, partners=[make.partner()])
    make.event(title="Alleen")
    make.story(title="Licht in Halle")
    make.story(title="Warmte in Gent")

    def shown(url, title):
        return f">{title}</a>" in markup(desk.get(url))

    partner = make.partner().pk
    assert [shown(f"/beheer/activiteiten/?partners={partner}", title) for title in ("Met VVSG", "Alleen")] == [
        True,
        False,
    ]
    assert [shown("/beheer/activiteiten/?kind=partner_session", t) for t in ("Met VVSG", "Alleen")] == [True, False]
    assert [shown("/beheer/communicatie/?q=gent", t) for t in ("Licht in Halle", "Warmte in Gent")] == [False, True]
    assert b"Met VVSG" in b"".join(desk.get("/beheer/activiteiten/?export=csv").streaming_content)
    assert b"Licht in Halle" in b"".join(desk.get("/beheer/communicatie/?export=csv").streaming_content)


def test_search_finds_events_and_stories_but_no_drafts(client):
    make.event(title="Straatlicht delen")
    make.story(title="Straatlicht in Halle")
    make.story(title="Straatlicht geheim", status=StoryStatus.DRAFT)
    page = markup(client.get("/zoeken/?q=straatlicht"))
    assert "delen" in page
    assert "in Halle" in page
    assert "geheim" not in page


def test_today_asks_whether_a_past_event_was_held(desk):
    event = make.event()
    assert to_mark_held(None, AT) == []
    (task,) = to_mark_held(None, AFTER)
    assert (task.url, task.due) == (event.get_staff_url(), dt.date(2026, 4, 15))


# Queries: as many with one row as with thirty


LISTS = {
    "/activiteiten/": 6,
    "/verhalen/": 5,
    "/": 10,
    "/beheer/activiteiten/": 15,
    "/beheer/communicatie/": 14,
    "/beheer/": 13,
}


def test_lists_need_as_many_queries_with_many_rows(desk, settings):
    settings.MENU_COUNT_SECONDS = 0
    partner = make.partner()

    def more():
        project = make.client_project()
        make.registered(make.event(capacity=3, partners=[partner], project=project))
        make.story(project=project)

    more()
    with steady_each(desk, LISTS):
        for _n in range(29):
            more()


def test_pages_of_one_event_or_story_need_as_many_queries_with_many_rows(desk):
    event, story = make.event(), make.story()

    def more():
        make.registered(event)
        project = make.client_project(published=True, need="Minder licht.")
        event.projects.add(project)
        story.projects.add(project)

    urls = [
        event.get_absolute_url(),
        event.get_registration_url(),
        f"{event.get_registration_url()}mailbox/",
        story.get_absolute_url(),
        *(event.get_staff_url() + path for path in EVENT_PAGES),
        "/beheer/activiteiten/nieuw/",
        story.get_staff_url(),
        f"{story.get_staff_url()}bewerken/",
        "/beheer/communicatie/verhalen/nieuw/",
    ]
    more()
    with steady(desk, *urls, at_most=9):
        for _n in range(29):
            more()
