"""One page of each kind, with the demo programme on it: axe finds nothing, and nothing is wider than its window.

Every title, name and file name has a word of a hundred letters: what people write never makes a page wider.
"""

import pytest
from django.db import connection

from pio_portal.accounts.demo import DEMO_ACCOUNTS
from pio_portal.accounts.models import User
from tests.eyes import faults_of, one_of_each, too_wide
from tests.pages import client_of, with_session_of
from tests.plugins.browser import DESKTOP, PHONE, ZOOMED

pytestmark = pytest.mark.complaints("status of 4")  # a page that does not exist is looked at too
STARTS = {"": ["/", "/inloggen/", "/aanmelden/", "/bestaat-niet/"], "aanvrager": ["/mijn/"], "collega": ["/mijn/"]}
WORD = "hulpverleningszonebeschermingsuitrusting" * 2 + "vernieuwingstraject!"
WRITTEN = [  # table, column, its longest
    ("calls_call", "title", 200),
    ("calls_application", "title", 200),
    ("projects_project", "title", 200),
    ("projects_procurement", "title", 200),
    ("projects_milestone", "name", 120),
    ("registrations_occasion", "title", 200),
    ("outreach_story", "title", 200),
    ("documents_document", "title", 200),
    ("documents_document", "filename", 200),
    ("organisations_organisation", "name", 200),
    ("accounts_user", "name", 150),
]
OUTSIDE = ["", "aanvrager", "collega", "beoordelaar"]
INSIDE = [account.key for account in DEMO_ACCOUNTS if account.key not in OUTSIDE]
WALKS = {  # who walks, the kinds of page they find, and how one looks at 320 pixels: who works inside sits at a desk
    "outside": (OUTSIDE, 45, faults_of),
    "inside": (INSIDE, 105, too_wide),
}


@pytest.fixture
def long_words(programme, transactional_db):
    """In what people wrote stands a word of a hundred letters."""
    with connection.cursor() as cursor:
        for table, column, longest in WRITTEN:  # without triggers: no history, only what is shown
            longer = f"UPDATE {table} SET {column} = left({column}, {longest - 101}) || ' {WORD}'"  # noqa: S608 - our own
            cursor.execute(
                f"ALTER TABLE {table} DISABLE TRIGGER USER; {longer}; ALTER TABLE {table} ENABLE TRIGGER USER"
            )


@pytest.mark.parametrize("walk", WALKS)
def test_every_kind_of_page_is_for_everyone(walk, long_words, new_page, live_server):
    """Who comes first to a kind of page looks at it; a walk that stops early is no proof."""
    keys, at_least, zoomed = WALKS[walk]
    looked_at, wrong = set(), []
    for key in keys:
        page = new_page()
        if key:
            log_in(page, live_server, f"{key}@demo.pio.test")
        for name, address in one_of_each(page.context, STARTS.get(key, ["/start/"])).items():
            if name in looked_at:
                continue
            looked_at.add(name)
            page.set_viewport_size(DESKTOP)
            page.goto(address)
            for width, look in ((DESKTOP, faults_of), (PHONE, too_wide), (ZOOMED, zoomed)):
                if name.startswith("admin:") and width != DESKTOP:
                    continue  # Django's own page, for a desk
                page.set_viewport_size(width)
                wrong += [f"{key} {width['width']} {address}: {fault}" for fault in look(page)]
        page.context.close()
    assert not wrong, "\n" + "\n".join(wrong)
    assert len(looked_at) >= at_least


def log_in(page, live_server, email):
    with_session_of(client_of(User.objects.get(email=email)), page, live_server)
