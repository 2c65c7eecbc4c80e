"""The factsheet: a project on one page, whatever is in it."""

import io

import pypdf
import pytest
from django.urls import reverse

from pio_portal.accounts.enums import Role
from projects.enums import Phase
from projects.models import Milestone, Project
from tests.factories import ground
from tests.factories import projects as make
from tests.files import text_of_pdf
from tests.pages import client_of

pytestmark = pytest.mark.django_db
WORD = "Hemelwaterinfiltratievoorziening" * 4


def sheet(project, person=None):
    return client_of(person or ground.user(Role.STAFF)).get(reverse("projects:factsheet", args=[project.ref]))


def test_factsheet_says_who_when_and_what():
    project = make.project(phase=Phase.EXECUTION)

    text = text_of_pdf(sheet(project).content)

    launch = project.milestones.get(is_launch=True)
    for told in (project.ref, project.title, project.organisation.name, launch.name, project.procurements.get().ref):
        assert told in text


def test_factsheet_is_one_page_with_long_words_and_many_milestones():
    project = make.project()
    Project.objects.filter(pk=project.pk).update(title=WORD, need=f"{WORD} " * 20)
    for number in range(30):
        Milestone.objects.create(project=project, name=f"{WORD[:100]} {number}", position=number + 10)

    paper = sheet(project).content

    assert len(pypdf.PdfReader(io.BytesIO(paper)).pages) == 1
    assert "Mijlpalen die hier niet staan" in text_of_pdf(paper)


def test_who_may_not_see_the_project_gets_no_factsheet():
    assert sheet(make.project(), ground.user(Role.ADVISER)).status_code == 403
