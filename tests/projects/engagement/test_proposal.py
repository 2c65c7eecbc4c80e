"""The engagements with which the projects of a call begin."""

import pytest

from pio_portal.change import NotPermitted, Refused
from projects.engagement.proposal import STANDARD, propose_engagements, proposed_by
from projects.enums import Side
from tests.factories import ground, projects
from tests.factories.projects import AT
from tests.pages import markup

pytestmark = pytest.mark.django_db


def propose(call, *, client=("Wij leveren data",), pio=("Wij begeleiden",), by=None):
    return propose_engagements(call=call, client=client, pio=pio, by=by, at=AT)


def texts(project, side):
    return [engagement.text for engagement in project.engagements.filter(side=side)]


def test_a_project_begins_with_what_its_call_proposes_and_a_running_one_keeps_its_own():
    before = projects.project()
    propose(before.application.call, client=["  Eerste ", "", "Tweede"])

    after = projects.project()

    assert texts(before, Side.CLIENT) == [str(text) for text in STANDARD[Side.CLIENT]]
    assert texts(after, Side.CLIENT) == ["Eerste", "Tweede"]
    assert texts(after, Side.PIO) == ["Wij begeleiden"]


@pytest.mark.parametrize(
    ("lists", "field"),
    [
        ({"client": [" "]}, "client"),
        ({"pio": []}, "pio"),
        ({"pio": ["x"] * 21}, "pio"),
        ({"client": ["x" * 301]}, "client"),
    ],
)
def test_an_impossible_proposal_is_refused_at_its_side(lists, field):
    with pytest.raises(Refused) as refused:
        propose(projects.selected_application().call, **lists)
    assert refused.value.field == field


def test_an_applicant_proposes_nothing():
    with pytest.raises(NotPermitted):
        propose(projects.selected_application().call, by=ground.member())


def test_staff_writes_the_proposal_of_a_call_from_the_standard_one(client, staff):
    application = projects.selected_application()
    url = f"/beheer/oproepen/{application.call.code}/engagementen/"
    assert f'href="{url}"' in markup(client.get(f"/beheer/projecten/nieuw/{application.ref}/"))
    assert str(STANDARD[Side.PIO][0]) in markup(client.get(url))

    assert client.post(url, {"client": "", "pio": "Drie"}).status_code == 422
    client.post(url, {"client": "Eén\n\nTwee", "pio": "Drie"})
    assert proposed_by(application.call) == {Side.CLIENT: ["Eén", "Twee"], Side.PIO: ["Drie"]}
    assert client.get("/beheer/oproepen/bestaat-niet/engagementen/").status_code == 404
