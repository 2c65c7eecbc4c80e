"""The programme's whole chain, from an open call to the report, as its people walk it in their browsers."""

import pytest

from calls.models import PolicyDomain, Theme
from pio_portal.accounts.enums import Role
from tests.journeys.chain import applying, buying, closing, deciding, guiding
from tests.journeys.chain.story import Story
from tests.journeys.people import step

pytestmark = pytest.mark.complaints("status of 422")  # a form that goes back with its faults


@pytest.fixture
def _reference_lists(transactional_db):
    Theme.objects.get_or_create(name="Water")
    PolicyDomain.objects.get_or_create(name="Omgeving")


def test_the_whole_chain_from_call_to_report(people, _reference_lists):
    story = Story()
    lead = people.with_role("Lea De Smet", Role.LEAD)
    with step("1: the call and its three rounds"):
        applying.make_the_call(story, lead, people.visitor())
    with step("2: signing up, applying, submitting, and coming too late"):
        applying.apply(story, people, lead)
    staff, adviser = people.with_role("Stef Maes", Role.STAFF), people.with_role("Rik Janssens", Role.ADVISER)
    with step("3: advice, selection, refusal"):
        deciding.select(story, staff, adviser, lead)
        deciding.refuse(story, staff, adviser, lead)
    with step("4: the project, its engagements, a delay"):
        guiding.start_project(story, staff)
        guiding.report_delay(story, staff)
    with step("5: the market consultation"):
        guiding.consult_the_market(story, staff, people)
        guiding.prepare(story, staff)
    secretary = people.with_role("Sam Nys", Role.SECRETARY)
    with step("6: the procurement and its co-financing"):
        buying.cofinance(story, lead, staff, secretary)
    with step("7: launched, tendered, awarded, delivered"):
        buying.buy(story, staff)
    with step("8: knowledge shared, project closed"):
        closing.close(story, staff, lead, people.with_role("Cara Wils", Role.COMMUNICATION), people.visitor())
    manager = people.with_role("Mona Dox", Role.MANAGEMENT)
    with step("9: the figures and the report"):
        closing.read_figures(story, manager)
        closing.make_report(story, manager)
        closing.see_all_mail_gone(manager)
