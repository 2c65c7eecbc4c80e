"""Recording and skipping the steps of the preparation."""

import datetime as dt

import pytest

from projects.enums import Phase, StepKind
from projects.models import PreparationStep
from tests.factories import projects
from tests.pages import refusal

pytestmark = pytest.mark.django_db


def test_a_step_is_recorded_on_its_page(client, staff):
    project = projects.project(phase=Phase.PREPARATION)
    url = f"/beheer/projecten/{project.ref}/stappen/needs_analysis/"
    assert "wanneer de stap begon" in refusal(client.post(url, {"ended_on": "2025-03-01"}))
    answer = client.post(url, {"started_on": "2025-02-01"})
    assert answer.headers["Location"] == f"/beheer/projecten/{project.ref}/voortraject/"
    assert PreparationStep.objects.get(kind=StepKind.NEEDS_ANALYSIS).started_on == dt.date(2025, 2, 1)
    assert "al begonnen" in refusal(client.post(url + "overslaan/", {"reason": "Niet nodig"}))


def test_a_kind_of_step_that_is_none_does_not_exist(client, staff):
    project = projects.project(phase=Phase.PREPARATION)
    assert client.get(f"/beheer/projecten/{project.ref}/stappen/koffie/").status_code == 404
