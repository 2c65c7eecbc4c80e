"""What is counted of the use of solutions, and of how clients found the guidance."""

import datetime as dt

import pytest

from pio_portal.accounts.enums import Role
from projects.enums import Phase, SurveyKind, SurveyStatus, Use
from projects.survey.uptake import Told
from reporting.outcomes import FEWEST, Judgement, UptakeYear, judgements, uptake_by_year
from tests.factories import ground, projects
from tests.factories.projects import AT, DAY
from tests.pages import client_of, text

pytestmark = pytest.mark.django_db
GUIDANCE = "/beheer/rapporten/begeleiding/?jaar=2026&tot=2026&stand=2026-12-31"
LATER = DAY + dt.timedelta(days=300)


def judge(number: int, **answer) -> None:
    """So many clients judge the guidance."""
    client = ground.organisation()
    for _each in range(number):
        of = projects.project(phase=Phase.STRATEGY, client=client)
        projects.survey(SurveyStatus.ANSWERED, kind=SurveyKind.PREPARATION, of=of, **answer)


def test_uptake_is_counted_per_year_as_it_was_known_on_a_day():
    projects.survey(SurveyStatus.APPROVED, adopters=[Told("Stad Gent", dt.date(2025, 5, 1), "x")])
    projects.survey(SurveyStatus.ANSWERED, use=Use.NOT_YET, adopters=[Told("Stad Aalst", DAY, "x")])
    projects.survey()
    both = [UptakeYear(year=2025, adopters=1), UptakeYear(year=2026, asked=3, answered=2, in_use=1)]
    assert uptake_by_year([2025, 2026], as_of=LATER) == both
    assert uptake_by_year([2025], as_of=DAY - dt.timedelta(days=1)) == [UptakeYear(year=2025)]


def test_fewer_than_five_answers_are_not_told_and_a_fifth_is():
    judge(FEWEST - 1, pace=2)
    assert judgements([2025, 2026], as_of=LATER) == [Judgement(year=2025), Judgement(year=2026)]
    judge(1, pace=5)
    assert judgements([2026], as_of=LATER) == [Judgement(year=2026, answers=5, means=[2.6, 4, 4, 4, 4])]
    assert judgements([2026], as_of=DAY - dt.timedelta(days=1)) == [Judgement(year=2026)]


def test_remarks_are_read_by_the_lead_and_management_alone_once_there_are_five():
    lead, staff = client_of(ground.user(Role.LEAD)), client_of(ground.user(Role.STAFF))
    judge(FEWEST - 1, remark="Een jurist erbij")
    assert "Een jurist erbij" not in text(lead.get(GUIDANCE))
    assert "minder dan 5" in text(staff.get(GUIDANCE))
    judge(1, remark="Altijd bereikbaar")
    for role in (Role.LEAD, Role.MANAGEMENT):
        page = text(client_of(ground.user(role)).get(GUIDANCE))
        assert "Altijd bereikbaar Een jurist erbij" in page
        assert "P-20" not in page
    page = text(staff.get(GUIDANCE))
    assert "Een jurist erbij" not in page
    assert "PIO hielp ons vlot vooruit. – te weinig antwoorden" in page
    assert "4,0" in page


def test_the_pages_lead_to_the_dossiers_and_a_year_that_makes_no_sense_is_said(client, staff):
    survey = projects.survey(SurveyStatus.APPROVED, adopters=[Told("Stad Gent", DAY, "De krant")], at=AT)
    page = text(client.get("/beheer/rapporten/gebruik/?tot=2026&jaar=2026&stand=2026-12-31"))
    assert f"Stad Gent, sinds 2 mrt 2026 {survey.project.title}" in page
    assert "Ja, zoals bedoeld" in page
    assert "overnemers van oplossingen" in text(client.get("/beheer/rapporten/?tot=2026&stand=2026-12-31"))
    assert "Kies jaren" in text(client.get("/beheer/rapporten/gebruik/?van=2026&tot=2020"))
