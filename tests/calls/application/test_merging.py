"""Two people on two sections, in any order of typing, autosave, button, fault and conflict: no change is lost unseen."""

import re
from dataclasses import dataclass, field
from html import unescape
from http import HTTPStatus

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from calls.application.writing import Stale, save_section
from calls.models import SectionAnswer
from pio_portal.organisations.enums import Level
from tests.calls.pages import at
from tests.factories import calls as make
from tests.factories.ground import member
from tests.pages import client_of, hidden, text

pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.AT)]
HTMX = {"HX-Request": "true"}
QUESTIONS = {"behoefte": ("probleem", "vandaag", "gebruikers"), "markt": ("gezocht", "tekort")}
PAGES = [(who, section) for who in ("Karel", "Nora") for section in QUESTIONS]
LONG_ENOUGH = "en dat is lang genoeg om een antwoord te zijn op de vraag die hier wordt gesteld."


def boxes_of(answer, section):
    """What stands in the boxes of a section's page."""
    page = answer.content.decode()
    found = {key: re.search(rf'<textarea name="{key}"[^>]*>([^<]*)</textarea>', page) for key in QUESTIONS[section]}
    return {key: unescape(match[1]).strip() for key, match in found.items()}


def stored(draft, section):
    row = SectionAnswer.objects.filter(application=draft, section=section).first()
    return {key: row.values.get(key, "") if row else "" for key in QUESTIONS[section]}


@dataclass
class Window:
    """A section as one person has it open: its boxes, and which texts the page ever showed of each."""

    who: str
    section: str
    boxes: dict[str, str]
    version: str
    token: str
    typed: set[str] = field(default_factory=set)  # the boxes that differ from what the page knows to be saved
    seen: dict[str, set[str]] = field(default_factory=dict)
    theirs: dict[str, str] = field(default_factory=dict)  # the version to go on from, after a conflict

    def sent(self, *keys, version=""):
        return {key: self.boxes[key] for key in keys} | {"_version": version or self.version, "_page": self.token}


class TwoWriters(RuleBasedStateMachine):
    """What the browsers of two colleagues do, and what must hold after each thing they do."""

    draft, clients = None, {}

    @initialize()
    def begin(self):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.draft = make.application()
        people = {name: member(self.draft.organisation, Level.EDITOR, name=name) for name in dict(PAGES)}
        self.clients = {name: client_of(person) for name, person in people.items()}
        self.windows, self.late, self.count = {}, [], 0
        for who, section in PAGES:
            self.open(who, section)

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    # What they do

    @precondition(lambda self: len(self.windows) < len(PAGES))
    @rule(data=st.data())
    def open_again(self, data):
        self.open(*data.draw(st.sampled_from([page for page in PAGES if page not in self.windows])))

    def open(self, who, section):
        answer = self.clients[who].get(at(self.draft, f"{section}/"))
        self.show(who, section, answer)
        assert self.windows[who, section].boxes == stored(self.draft, section)

    @precondition(lambda self: self.windows)
    @rule(data=st.data(), good=st.booleans(), is_saved=st.booleans())
    def type(self, data, good, is_saved):
        window = self.window(data)
        key = self.put(window, data, LONG_ENOUGH if good else "")
        if is_saved:
            self.send_one(window, key, window.sent(key), answered=True)

    @precondition(lambda self: any(window.typed for window in self.windows.values()))
    @rule(data=st.data())
    def autosave_unheard(self, data):
        """It arrives, and its answer gets lost: the browser does not know that it was saved."""
        window = self.window(data, typed=True)
        key = data.draw(st.sampled_from(sorted(window.typed)))
        self.send_one(window, key, window.sent(key), answered=False)

    @precondition(lambda self: any(window.theirs for window in self.windows.values()))
    @rule(data=st.data())
    def keep_mine(self, data):
        window = data.draw(st.sampled_from([window for window in self.windows.values() if window.theirs]))
        key = data.draw(st.sampled_from(sorted(window.theirs)))
        self.send_one(window, key, window.sent(key, version=window.theirs[key]), answered=True)

    @precondition(lambda self: self.windows)
    @rule(data=st.data(), is_faulty=st.booleans())
    def save(self, data, is_faulty):
        window = self.window(data)
        if is_faulty:
            self.put(window, data, "te kort")
        before, sent = stored(self.draft, window.section), window.sent(*window.boxes)
        answer = self.clients[window.who].post(at(self.draft, f"{window.section}/"), sent)
        now = self.nothing_is_lost(window, before)
        self.late += [(window, key, window.sent(key)) for key in window.typed]
        del self.windows[window.who, window.section]
        if answer.status_code == HTTPStatus.FOUND:
            assert {key: now[key] for key in window.typed} == {key: window.boxes[key] for key in window.typed}
            return
        self.show(window.who, window.section, answer)
        for key, box in self.windows[window.who, window.section].boxes.items():
            if box != now[key]:
                assert answer.status_code == HTTPStatus.CONFLICT
                assert key in window.typed  # who typed nothing sees what stands
                assert now[key] in text(answer)  # and who did sees both

    @precondition(lambda self: self.late)
    @rule(data=st.data())
    def arrive_late(self, data):
        """An autosave of a page that was saved by its button meanwhile."""
        window, key, sent = data.draw(st.sampled_from(self.late))
        before = stored(self.draft, window.section)
        self.clients[window.who].post(at(self.draft, f"{window.section}/bewaren/?veld={key}"), sent, headers=HTMX)
        assert stored(self.draft, window.section) == before

    # What holds

    def put(self, window, data, text_):
        """Type something new in a box."""
        key = data.draw(st.sampled_from(QUESTIONS[window.section]))
        self.count += 1
        window.boxes[key] = f"{window.who} {self.count} {text_}".strip()
        window.typed.add(key)
        return key

    def window(self, data, *, typed=False):
        return data.draw(st.sampled_from([window for window in self.windows.values() if window.typed or not typed]))

    def show(self, who, section, answer):
        boxes = boxes_of(answer, section)
        now, page = stored(self.draft, section), text(answer)
        seen = {key: {box} | ({now[key]} if now[key] in page else set()) for key, box in boxes.items()}
        typed = {key for key, box in boxes.items() if box != now[key]}
        window = Window(who, section, boxes, hidden(answer, "_version"), hidden(answer, "_page"), typed, seen)
        self.windows[who, section] = window

    def send_one(self, window, key, sent, *, answered):
        before = stored(self.draft, window.section)
        url = at(self.draft, f"{window.section}/bewaren/?veld={key}")
        answer = self.clients[window.who].post(url, sent, headers=HTMX)
        now = self.nothing_is_lost(window, before)
        assert (answer.status_code == HTTPStatus.OK) == (now[key] == window.boxes[key])
        if not answered:
            return
        if answer.status_code == HTTPStatus.OK:
            window.typed.discard(key)
            window.theirs.pop(key, None)
        else:
            assert now[key] in text(answer)
            window.seen[key].add(now[key])
            window.theirs[key] = re.search(r'"_version": "(\d+)"', unescape(answer.content.decode()))[1]

    def nothing_is_lost(self, window, before):
        """What was overwritten was seen on the page from which it was. Gives what stands now."""
        now = stored(self.draft, window.section)
        for key, text_now in now.items():
            if text_now != before[key]:
                assert before[key] in {"", *window.seen[key]}
                assert text_now == window.boxes[key]
                window.seen[key].add(text_now)
        return now


def test_no_change_of_two_writers_is_lost_unseen():
    run_state_machine_as_test(
        TwoWriters,
        settings=settings(
            max_examples=15, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


# The pages that were found to undo a colleague's words


@pytest.fixture
def both(draft, writer):
    """The page of one writer, opened before a colleague changed another answer of it."""
    nora = member(draft.organisation, Level.EDITOR, name="Nora Claes")
    mine, hers = client_of(writer), client_of(nora)
    page = mine.get(at(draft, "behoefte/"))
    opened = {"_version": hidden(page, "_version"), "_page": hidden(page, "_page")}
    return mine, hers, opened


def type_as(client, draft, key, value):
    page = client.get(at(draft, "behoefte/"))
    sent = {key: value, "_version": hidden(page, "_version"), "_page": hidden(page, "_page")}
    assert client.post(at(draft, f"behoefte/bewaren/?veld={key}"), sent, headers=HTMX).status_code == HTTPStatus.OK


def again(page, **typed):
    """What the page that came back would send, with what is typed in it."""
    return boxes_of(page, "behoefte") | typed | {name: hidden(page, name) for name in ("_version", "_page")}


def test_page_that_comes_back_with_a_fault_shows_what_a_colleague_wrote_and_keeps_it(draft, both):
    mine, hers, opened = both
    type_as(hers, draft, "probleem", "Van Nora")
    empty = dict.fromkeys(QUESTIONS["behoefte"], "")
    page = mine.post(at(draft, "behoefte/"), empty | opened | {"vandaag": "Kort"})
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert boxes_of(page, "behoefte")["probleem"] == "Van Nora"
    assert "Nora Claes wijzigde intussen “Welk probleem wilt u oplossen?”. Hieronder staat wat Nora Claes" in text(page)
    mine.post(at(draft, "behoefte/"), again(page, vandaag=f"Beter, {LONG_ENOUGH}"))
    assert stored(draft, "behoefte") == {"probleem": "Van Nora", "vandaag": f"Beter, {LONG_ENOUGH}", "gebruikers": ""}


def test_conflict_page_keeps_what_is_not_contested_on_both_sides(draft, both):
    mine, hers, opened = both
    type_as(hers, draft, "probleem", "Van Nora")
    type_as(hers, draft, "vandaag", "Ook van Nora")
    sent = {"probleem": "", "vandaag": "Van mij", "gebruikers": "Alleen van mij"}
    page = mine.post(at(draft, "behoefte/"), sent | opened)
    assert page.status_code == HTTPStatus.CONFLICT
    assert stored(draft, "behoefte")["gebruikers"] == "Alleen van mij"
    assert boxes_of(page, "behoefte") == {"probleem": "Van Nora", "vandaag": "Van mij", "gebruikers": "Alleen van mij"}
    mine.post(at(draft, "behoefte/"), again(page))
    assert stored(draft, "behoefte") == boxes_of(page, "behoefte")


def test_page_that_comes_back_after_logging_in_shows_what_a_colleague_wrote(draft, both, writer):
    mine, hers, opened = both
    type_as(hers, draft, "probleem", "Van Nora")
    type_as(hers, draft, "vandaag", "Ook van Nora")
    mine.logout()
    mine.post(at(draft, "behoefte/"), opened | {"probleem": "", "vandaag": "Van mij", "gebruikers": ""})
    mine.force_login(writer)
    page = mine.get(at(draft, "behoefte/"))
    assert boxes_of(page, "behoefte") == {"probleem": "Van Nora", "vandaag": "Van mij", "gebruikers": ""}
    assert "Er staan nu twee versies" in text(page)
    assert "Ook van Nora" in text(page)


def test_going_on_says_what_a_colleague_changed_and_what_is_missing(draft, both):
    mine, hers, opened = both
    type_as(hers, draft, "vandaag", f"Van Nora, {LONG_ENOUGH}")
    sent = {"probleem": f"Van mij, {LONG_ENOUGH}", "vandaag": "", "gebruikers": ""}
    page = text(mine.post(at(draft, "behoefte/"), sent | opened, follow=True))
    assert "Nora Claes wijzigde intussen “Hoe pakt u het vandaag aan, en waar loopt dat mis?”: die tekst is" in page
    assert "“Behoefte en gebruikers” is bewaard, en nog niet volledig. Nog in te vullen: “Wie ondervindt" in page


def test_section_with_a_fault_that_was_saved_shows_it_when_it_is_opened(draft, both):
    mine, _hers, _opened = both
    type_as(mine, draft, "probleem", "Kort")
    assert "Gebruik minstens 50 tekens. U hebt er nu 4." in text(mine.get(at(draft, "behoefte/")))


def test_an_answer_that_a_colleague_changed_meanwhile_is_not_called_saved_when_it_is_sent_once_more():
    draft = make.application()
    karel, nora = (member(draft.organisation, Level.EDITOR) for _ in range(2))
    page = {"application": draft, "section": "markt", "version": 0, "page": "van-karel", "autosave": True, "by": karel}
    save_section(**page, values={"tekort": "Karel"}, at=make.AT)  # the answer to this got lost
    save_section(application=draft, section="markt", values={"tekort": "Nora"}, version=1, by=nora, at=make.AT)

    with pytest.raises(Stale):
        save_section(**page, values={"tekort": "Karel"}, at=make.AT)

    assert stored(draft, "markt")["tekort"] == "Nora"
