"""The client is asked by itself: at each moment, once, and never of what is long past."""

import datetime as dt

import pytest

from pio_portal.accounts.enums import Role
from pio_portal.correspondence.models import SentMail
from pio_portal.organisations.enums import Level
from projects.enums import Phase, ProjectState, SurveyKind, SurveyStatus
from projects.models import PhaseEntry, Procurement, Survey
from projects.survey import tasks
from projects.survey.asking import LATEST, ask_survey, months_before
from projects.survey.tasks import ask_clients
from tests.factories import ground, projects
from tests.factories.projects import AT

pytestmark = pytest.mark.django_db
DELIVERED = dt.date(2026, 2, 28)  # on the last of a month, which six months later is no last one


def moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC)


@pytest.fixture
def project():
    made = projects.project(phase=Phase.DELIVERY)
    Procurement.objects.update(delivered_on=DELIVERED)
    PhaseEntry.objects.all().delete()  # only the use is asked about here
    return made


def asked() -> list[str]:
    return list(Survey.objects.order_by("asked_at").values_list("kind", flat=True))


def test_the_client_is_asked_six_twelve_and_twenty_four_months_after_the_last_delivery(project):
    for day in (dt.date(2026, 8, 27), dt.date(2026, 8, 28), dt.date(2026, 9, 2), dt.date(2027, 2, 27)):
        ask_clients(moment(day))
    assert asked() == [SurveyKind.USE_6]
    assert Survey.objects.get().asked_at == moment(dt.date(2026, 8, 28))
    for day in (dt.date(2027, 2, 28), dt.date(2028, 2, 28), dt.date(2028, 2, 29)):
        ask_clients(moment(day))
    assert asked() == [SurveyKind.USE_6, SurveyKind.USE_12, SurveyKind.USE_24]
    assert list(Survey.objects.order_by("asked_at").values_list("status", flat=True)) == ["lapsed", "lapsed", "asked"]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (dt.date(2026, 8, 31), 6, dt.date(2026, 2, 28)),
        (dt.date(2028, 8, 30), 6, dt.date(2028, 2, 29)),
        (dt.date(2026, 3, 15), 24, dt.date(2024, 3, 15)),
        (dt.date(2026, 12, 1), 12, dt.date(2025, 12, 1)),
    ],
)
def test_months_are_those_of_the_calendar(day, months, expected):
    assert months_before(day, months) == expected


def test_a_later_delivery_moves_the_moments_along(project):
    other = projects.project(phase=Phase.DELIVERY)
    PhaseEntry.objects.all().delete()
    Procurement.objects.filter(project=other).update(project=project, delivered_on=dt.date(2026, 7, 1))
    ask_clients(moment(dt.date(2026, 8, 28)))
    assert asked() == []


def test_what_is_long_past_is_not_asked_any_more(project):
    ask_clients(moment(dt.date(2026, 9, 1) + LATEST))
    assert asked() == []


@pytest.mark.parametrize("state", [ProjectState.SUSPENDED, ProjectState.STOPPED])
def test_a_project_that_is_on_hold_or_was_stopped_is_not_asked(state):
    projects.in_state(state, phase=Phase.DELIVERY)
    Procurement.objects.update(delivered_on=DELIVERED)
    PhaseEntry.objects.all().delete()
    ask_clients(moment(dt.date(2026, 8, 28)))
    assert asked() == []


def test_the_mail_goes_once_to_who_may_answer_with_the_secret_link(project):
    manager, editor = (ground.member(project.organisation, level) for level in (Level.MANAGER, Level.EDITOR))
    ground.member(project.organisation, Level.VIEWER)
    confirmed = {*SentMail.objects.values_list("pk", flat=True)}
    for _again in range(2):
        ask_clients(moment(dt.date(2026, 8, 28)))
    sent = SentMail.objects.exclude(pk__in=confirmed).filter(kind="uptake_asked")
    addresses = {address for to in sent.values_list("email__to", flat=True) for address in to}
    assert {manager.email, editor.email} <= addresses
    assert len(addresses) == sent.count()
    assert f"/bevraging/{Survey.objects.get().token}/" in sent.first().email.message


def test_one_project_that_fails_holds_up_none_of_the_others(project, monkeypatch):
    other = projects.project(phase=Phase.DELIVERY)
    PhaseEntry.objects.all().delete()
    Procurement.objects.update(delivered_on=DELIVERED)

    def breaks_once(*, project, kind, at):
        if project.pk != other.pk:
            raise RuntimeError
        return ask_survey(project=project, kind=kind, at=at)

    monkeypatch.setattr(tasks, "ask_survey", breaks_once)
    ask_clients(moment(dt.date(2026, 8, 28)))
    monkeypatch.undo()
    assert Survey.objects.count() == 1
    ask_clients(moment(dt.date(2026, 8, 28)))
    assert Survey.objects.count() == 2


def test_the_guidance_is_asked_about_a_day_after_its_phase_and_at_closing():
    made = projects.project(phase=Phase.CLOSED)
    ask_clients(AT)
    assert asked() == []
    ask_clients(AT + dt.timedelta(days=1))
    kinds = [SurveyKind.PREPARATION, SurveyKind.AWARD, SurveyKind.CLOSING]
    assert set(Survey.objects.filter(project=made).values_list("kind", flat=True)) >= set(kinds)
    assert list(Survey.objects.about_guidance().filter(status=SurveyStatus.ASKED).values_list("kind", flat=True)) == [
        SurveyKind.CLOSING
    ]


def test_nobody_is_asked_twice_when_two_workers_ask_at_once(project):
    first = ask_survey(project=project, kind=SurveyKind.USE_6, at=AT)
    assert ask_survey(project=project, kind=SurveyKind.USE_6, at=AT) == first
    assert not ground.user(Role.STAFF).has_perm("projects.answer_survey", first)
