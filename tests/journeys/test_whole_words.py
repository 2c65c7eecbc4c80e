"""No ordinary word is broken where it could stand whole: in a phase line, and in the facts beside a dossier."""

import pytest
from django.utils import timezone

from pio_portal.accounts.enums import Role
from projects.project.publishing import edit_public_texts, publish_project
from tests.factories import assessment, projects
from tests.factories.ground import organisation, user
from tests.pages import client_of, with_session_of
from tests.plugins.browser import DESKTOP

pytestmark = pytest.mark.django_db(transaction=True)
BROKEN = """() => {
  const broken = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const word of walker.currentNode.data.matchAll(/[^\\s\\u2011-]+/g)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""


def test_the_phases_of_a_project_are_whole_words(new_page):
    project, now = projects.project(), timezone.now()
    edit_public_texts(project=project, need="Lampen.", approach="", lessons="", by=None, at=now)
    publish_project(project=project, by=None, at=now)
    page = new_page(viewport=DESKTOP)
    page.goto(project.get_absolute_url())
    assert page.locator(".phases").get_by_text("Opdrachtdocumenten").is_visible()
    assert page.evaluate(BROKEN) == []


def test_the_facts_beside_a_dossier_are_whole_words(new_page, live_server):
    application = assessment.application(of=organisation(name="Hulpverleningszone Zuidwest"))
    page = with_session_of(client_of(user(Role.STAFF)), new_page(viewport=DESKTOP), live_server)
    page.goto(application.get_staff_url())
    assert page.locator(".facts").get_by_text("Hulpverleningszone").first.is_visible()
    assert page.evaluate(BROKEN) == []
