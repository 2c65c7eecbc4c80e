"""The milestones with which the projects of a call begin."""

import datetime as dt

import pytest
from django.db import IntegrityError

from pio_portal.change import NotPermitted, Refused
from projects.models import ProposedMilestone
from projects.tempo.proposal import STANDARD, Proposed, milestones_of, propose_milestones
from tests.factories import ground, projects
from tests.factories.projects import AT
from tests.pages import markup

pytestmark = pytest.mark.django_db
TWO = [Proposed(30, "Proef op straat"), Proposed(80, "Bestek")]


def propose(call, milestones=TWO, by=None):
    return propose_milestones(call=call, milestones=milestones, by=by, at=AT)


def test_a_project_begins_with_the_milestones_of_its_call_and_a_running_one_keeps_its_own():
    before = projects.project()
    propose(before.application.call)

    after = projects.project()

    assert len(before.milestones.all()) == len(STANDARD) + 1
    term = after.target_launch_on - after.started_on
    dated = [(one.name, one.baseline_on) for one in after.milestones.all()]
    assert dated == [
        ("Proef op straat", after.started_on + term * 30 / 100),
        ("Bestek", after.started_on + term * 80 / 100),
        ("Lancering van de opdracht", after.target_launch_on),
    ]
    assert [link.after.name for link in after.milestones.last().waits_for.all()] == ["Bestek"]
    assert all(day > after.started_on - dt.timedelta(days=1) for _name, day in dated)


@pytest.mark.parametrize(
    ("milestones", "sentence"),
    [
        ([], "minstens één"),
        ([Proposed(n, f"M {n}") for n in range(1, 22)], "hoogstens 20"),
        ([Proposed(0, "Start")], "van 1 tot en met 99"),
        ([Proposed(100, "Einde")], "van 1 tot en met 99"),
        ([Proposed(5, "x" * 121)], "120 tekens"),
        ([Proposed(5, "Proef"), Proposed(9, "PROEF")], "twee keer"),
        ([Proposed(5, "lancering van de opdracht")], "twee keer"),
        ([Proposed(50, "Bestek"), Proposed(40, "Proef")], "Zet ze in volgorde"),
    ],
)
def test_an_impossible_list_is_refused(milestones, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        propose(projects.selected_application().call, milestones)
    assert refused.value.field == "milestones"


def test_the_database_holds_none_after_the_launch():
    call = projects.selected_application().call
    with pytest.raises(IntegrityError, match="proposed_milestone_before_the_launch"):
        ProposedMilestone.objects.create(call=call, name="Te laat", percent=100)


def test_an_applicant_proposes_no_milestones():
    with pytest.raises(NotPermitted):
        propose(projects.selected_application().call, by=ground.member())


def test_staff_writes_the_milestones_of_a_call_from_the_standard_ones(client, staff):
    application = projects.selected_application()
    url = f"/beheer/oproepen/{application.call.code}/mijlpalen/"
    assert f'href="{url}"' in markup(client.get(f"/beheer/projecten/nieuw/{application.ref}/"))
    assert "25 Behoefteanalyse" in markup(client.get(url))

    wrong = client.post(url, {"milestones": "Proef\n80 Bestek"})
    assert wrong.status_code == 422
    assert "“Proef”: schrijf eerst een percentage" in markup(wrong)
    assert "80 Bestek" in markup(wrong)
    assert client.post(url, {"milestones": "30 % Proef op straat\n\n80 Bestek"}).status_code == 302
    assert milestones_of(application.call) == TWO
    assert client.get("/beheer/oproepen/bestaat-niet/mijlpalen/").status_code == 404
