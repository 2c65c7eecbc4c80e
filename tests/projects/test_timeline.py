"""The portfolio as a timeline, and why launches came later."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from pio_portal.accounts.enums import Role
from projects.enums import DelayReason, Phase, ProjectState
from projects.models import Delay, EarlyWarning, Project
from projects.views.picture import LEFT, RIGHT, Window, picture_of
from tests.factories import ground
from tests.factories import projects as make
from tests.files import text_of_pdf
from tests.pages import client_of
from tests.queries import steady

pytestmark = pytest.mark.django_db
TIMELINE = reverse("projects:staff_timeline") + "?toon=alles"
DELAYS = reverse("projects:staff_delays")
WINDOW = Window(first=date(2025, 1, 1), end=date(2026, 1, 1))


def warned(project, chance, *, days=(100, 130, 190)):
    """With an early warning: a range of days from now."""
    today = timezone.localdate()
    ends = dict(zip(("p10_on", "p50_on", "p90_on"), (today + timedelta(days=d) for d in days), strict=True))
    EarlyWarning.objects.update_or_create(
        project=project, defaults={"chance": chance, "computed_at": timezone.now()} | ends
    )
    return project


def delayed(project, reason=DelayReason.SLOW_DECISION):
    return Delay.objects.create(
        project=project, reason=reason, from_on=date(2026, 1, 1), to_on=date(2026, 2, 1), at=timezone.now()
    )


def told(client, address=DELAYS):
    """The numbers of the table, by reason and phase."""
    rows = client.get(address).context["rows"]
    phases = client.get(address).context["phases"]
    return {(str(r.label), p): c.number for r in rows for p, c in zip(phases, r.cells, strict=True) if c.number}


def test_days_stand_in_proportion_and_what_is_outside_at_the_edge():
    assert WINDOW.x(date(2025, 1, 1)) == LEFT
    assert WINDOW.x(date(2030, 1, 1)) == RIGHT
    assert WINDOW.x(date(2024, 1, 1)) == LEFT
    assert WINDOW.x(date(2025, 7, 2)) == pytest.approx((LEFT + RIGHT) / 2, abs=1)
    assert (WINDOW.shows(date(2025, 12, 31)), WINDOW.shows(date(2026, 1, 1)), WINDOW.shows(None)) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize(("monthly", "labels"), [(False, ["2025", "K2", "K3", "K4"]), (True, 12)])
def test_ticks_are_quarters_or_months(monthly, labels):
    ticks = [tick.label for tick in picture_of([], WINDOW, today=date(2025, 6, 1), monthly=monthly).ticks]

    assert ticks == labels if isinstance(labels, list) else len(ticks) == labels


def test_most_likely_to_be_late_stands_first_and_without_data_last():
    few, low, high = make.project(), warned(make.project(), 20), warned(make.project(), 70)
    EarlyWarning.objects.filter(project=few).delete()

    lines = client_of(ground.user(Role.STAFF)).get(TIMELINE).context["picture"].lines

    assert [line.project for line in lines] == [high, low, few]
    assert [str(line.word) for line in lines] == ["7 op 10 te laat", "2 op 10 te laat", "te weinig gegevens"]
    assert [line.expected is not None for line in lines] == [True, True, False]


def test_what_was_launched_says_how_late_and_expects_nothing():
    project = make.project(phase=Phase.AWARD)
    launched = project.milestones.get(is_launch=True).actual_on
    Project.objects.filter(pk=project.pk).update(target_launch_on=launched - timedelta(days=10))

    (line,) = client_of(ground.user(Role.STAFF)).get(TIMELINE).context["picture"].lines

    assert (str(line.word), line.expected) == ("gelanceerd, 10 dagen later", None)


def test_stopped_project_stands_there_only_when_asked():
    make.in_state(ProjectState.STOPPED)
    client = client_of(ground.user(Role.STAFF))

    assert client.get(TIMELINE).context["picture"].lines == []
    assert len(client.get(f"{TIMELINE}&state=stopped").context["picture"].lines) == 1


@pytest.mark.parametrize("address", [TIMELINE, DELAYS])
def test_pages_ask_as_much_with_few_as_with_many(address):
    delayed(warned(make.project(), 50))

    with steady(client_of(ground.user(Role.STAFF)), address, at_most=12):
        for _ in range(4):
            delayed(warned(make.project(), 50))


@pytest.mark.parametrize("asked", ["rond=1900-01-01", "rond=2100-12-31", "rond=x&zoom=y", "page=99&zoom=kwartaal"])
def test_any_address_of_the_timeline_is_a_page(asked):
    make.project()

    assert client_of(ground.user(Role.STAFF)).get(f"{TIMELINE}&{asked}").status_code == 200


def test_timeline_on_paper_names_its_projects():
    project = warned(make.project(), 70)

    paper = client_of(ground.user(Role.STAFF)).get(reverse("projects:timeline_pdf")).content

    assert project.ref in text_of_pdf(paper)
    assert "7 op 10 te laat" in text_of_pdf(paper)


def test_delays_are_counted_by_reason_and_by_the_phase_of_that_day():
    early, further = make.project(), make.project(phase=Phase.AWARD)
    delayed(early), delayed(early), delayed(further, DelayReason.MARKET)

    found = told(client_of(ground.user(Role.STAFF)))

    assert found == {("Trage besluitvorming", Phase.INTAKE): 2, ("Markt", Phase.AWARD): 1}


def test_number_opens_its_cases_and_a_kind_of_organisation_narrows_all():
    mine, other = make.project(), make.project()
    delayed(mine), delayed(other, DelayReason.BUDGET)
    client = client_of(ground.user(Role.STAFF))

    cases = client.get(f"{DELAYS}?reden=budget&fase=intake").context["page"]
    none = next(kind for kind in client.get(DELAYS).context["kinds"][1:] if not told(client, DELAYS + kind.url))

    assert [case.project for case in cases] == [other]
    assert client.get(DELAYS + none.url).context["page"].paginator.count == 0


def test_delay_of_three_years_ago_does_not_count():
    old = delayed(make.project())
    Delay.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=1100))

    assert told(client_of(ground.user(Role.STAFF))) == {}


def test_work_of_each_colleague_counts_running_projects_and_those_likely_late():
    lead = ground.user(Role.STAFF)
    for chance in (80, 20):
        Project.objects.filter(pk=warned(make.project(), chance).pk).update(lead=lead)
    Project.objects.filter(pk=make.in_state(ProjectState.STOPPED).pk).update(lead=lead)

    (person,) = client_of(lead).get(DELAYS).context["work"]

    assert (person, person.running, person.likely_late) == (lead, 2, 1)


def test_full_page_of_the_timeline_fits_on_one_of_paper():
    for _ in range(26):
        make.project()

    paper = client_of(ground.user(Role.STAFF)).get(reverse("projects:timeline_pdf")).content

    assert len(PdfReader(BytesIO(paper)).pages) == 1
