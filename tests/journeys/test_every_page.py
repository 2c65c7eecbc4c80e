"""The demo programme, walked link by link as every role: no dead links, no page that asks too much, nothing leaks.

Then one page of each kind in the browser: axe finds nothing, and nothing is wider than its window. Every title, name
and file name has a word of a hundred letters there: what people write never makes a page wider.
"""

from functools import cache

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings

from demo import words
from pio_portal.accounts.demo import DEMO_ACCOUNTS
from pio_portal.accounts.models import User
from pio_portal.documents import typesetting
from reporting.views import public as figures
from tests.eyes import faults_of, look_at_many, squeezed, too_wide
from tests.pages import client_of, with_session_of
from tests.plugins.browser import DESKTOP, PHONE, ZOOMED
from tests.walks import Walk

HOUR = 3600
ANONYMOUS = ""
STARTS = {"aanvrager": "/mijn/", "collega": "/mijn/", ANONYMOUS: "/"}
BESIDES = {  # kinds of page that no walk reads: where no link leads, and Django's own
    ANONYMOUS: {"bestaat-niet": "/bestaat-niet/", "ui:search": "/zoeken/?q=water"},
    "medewerker": {"ui:gallery": "/beheer/stijl/", "ui:staff_search": "/beheer/zoeken/?q=water"},
    "beheerder": {"admin:index": "/admin/"},
}
INTERNAL = [
    words.COMMENTS[1],
    "De markt lijkt verder te staan dan de aanvraag zegt.",
    "Ik werkte tot vorig jaar voor deze organisatie.",
    words.NOTE,
]
WORD = "hulpverleningszonebeschermingsuitrusting" * 2 + "vernieuwingstraject!"
WRITTEN = [  # table, column, its longest
    ("calls_call", "title", 200),
    ("calls_application", "title", 200),
    ("projects_project", "title", 200),
    ("projects_procurement", "title", 200),
    ("projects_milestone", "name", 120),
    ("projects_projectdocument", "title", 200),
    ("registrations_occasion", "title", 200),
    ("outreach_story", "title", 200),
    ("documents_document", "title", 200),
    ("documents_document", "filename", 200),
    ("organisations_organisation", "name", 200),
    ("accounts_user", "name", 150),
]
OUTSIDE = [ANONYMOUS, "aanvrager", "collega", "beoordelaar"]
INSIDE = [account.key for account in DEMO_ACCOUNTS if account.key not in OUTSIDE]
WALKS = {  # who walks, the kinds of page they find, and how one looks at 320 pixels: who works inside sits at a desk
    "outside": (OUTSIDE, 55, faults_of),
    "inside": (INSIDE, 150, too_wide),
}


@pytest.fixture(scope="module", params=WALKS)
def group(request):
    """Those who walk in this test: the tests of one group stand together, so that each walks once."""
    return request.param


@pytest.fixture(scope="module")
def walks(group, programme, django_db_blocker):
    """What everybody of the group finds who follows every link: {who: walk}."""
    keys, _at_least, _zoomed = WALKS[group]
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(MENU_COUNT_SECONDS=HOUR),  # counted once by everybody, however long the walks take
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(figures, "KEPT_SECONDS", HOUR)
        patch.setattr(typesetting, "typeset", once(typesetting.typeset))
        found = {key: Walk(browser_of(key), [STARTS.get(key, "/start/"), "/"]) for key in keys}
        transaction.set_rollback(True)
    return found


def once(typeset):
    """The same letter is typeset once, whoever opens it."""
    kept = cache(lambda html, attachments: typeset(html, list(attachments)))
    return lambda html, attachments: kept(html, tuple(attachments))


def browser_of(key):
    return client_of(person(key)) if key else Client()


def person(key):
    return User.objects.get(email=f"{key}@demo.pio.test")


def test_every_page_that_a_role_can_reach(walks):
    wrong = [f"{key}: {fault}" for key, walk in walks.items() for fault in walk.wrong]
    wrong += [
        f"{key}: {address} shows {text}"
        for key in STARTS.keys() & walks.keys()
        for address, page in walks[key].read.items()
        for text in INTERNAL
        if text in page
    ]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.fixture
def long_words(programme, transactional_db):
    """In what people wrote stands a word of a hundred letters."""
    with connection.cursor() as cursor:
        for table, column, longest in WRITTEN:  # without triggers: no history, only what is shown
            longer = f"UPDATE {table} SET {column} = left({column}, {longest - 101}) || ' {WORD}'"  # noqa: S608 - our own
            cursor.execute(
                f"ALTER TABLE {table} DISABLE TRIGGER USER; {longer}; ALTER TABLE {table} ENABLE TRIGGER USER"
            )


@pytest.mark.complaints("status of 4")  # a page that does not exist is looked at too
def test_every_kind_of_page_is_for_everyone(group, walks, long_words, new_page, live_server):
    """Who comes first to a kind of page looks at it; a walk that stops early is no proof."""
    _keys, at_least, zoomed = WALKS[group]
    looked_at, wrong = set(), []
    for key in walks:
        page = new_page()
        look_at_many(page)
        if key:
            with_session_of(client_of(person(key)), page, live_server)
        for name, address in (walks[key].firsts() | BESIDES.get(key, {})).items():
            if name in looked_at:
                continue
            looked_at.add(name)
            page.set_viewport_size(DESKTOP)
            page.goto(address)
            for width, look in ((DESKTOP, faults_of), (PHONE, too_wide), (ZOOMED, zoomed)):
                if name.startswith("admin:") and width != DESKTOP:
                    continue  # Django's own page, for a desk
                page.set_viewport_size(width)
                wrong += [f"{key} {width['width']} {address}: {fault}" for fault in [*look(page), *squeezed(page)]]
        page.context.close()
    assert not wrong, "\n" + "\n".join(wrong)
    assert len(looked_at) >= at_least
