"""The agreed date moves when one person proposes it and another agrees."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.organisations.enums import Level
from projects.enums import AmendmentStatus, DelayReason
from projects.models import BaselineAmendment, Milestone, Project
from projects.tempo.amendments import agree_amendment, decline_amendment, propose_amendment
from projects.tempo.workflow import forecast_milestone, reach_milestone
from tests.factories import ground, projects
from tests.factories.projects import AT, DAY

pytestmark = pytest.mark.django_db
ONE_DAY = dt.timedelta(days=1)


def lead():
    return ground.user(Role.LEAD)


def test_nothing_moves_until_another_person_agrees():
    proposed = projects.amendment()
    launch, target = proposed.milestone, proposed.milestone.project.target_launch_on
    assert Milestone.objects.get(pk=launch.pk).baseline_on == proposed.from_on == target

    agree_amendment(amendment=proposed, by=lead(), at=AT)

    moved = Milestone.objects.get(pk=launch.pk)
    assert moved.baseline_on == moved.forecast_on == proposed.to_on == target + 30 * ONE_DAY
    assert Project.objects.get().target_launch_on == proposed.to_on
    saved = BaselineAmendment.objects.get()
    assert (saved.status, saved.reason, saved.decided_at) == (AmendmentStatus.AGREED, proposed.reason, AT)
    assert saved.decided_by != saved.proposed_by


def test_who_proposed_it_does_not_agree_and_the_database_says_so_too():
    launch = projects.project(started_on=DAY).milestones.get(is_launch=True)
    by = lead()
    mine = propose_amendment(milestone=launch, to_on=launch.baseline_on + ONE_DAY, reason="x", by=by, at=AT)
    with pytest.raises(Refused, match="Iemand anders"):
        agree_amendment(amendment=mine, by=by, at=AT)
    with pytest.raises(IntegrityError, match="amendment_agreed_by_another_person"), transaction.atomic():
        BaselineAmendment.objects.update(status=AmendmentStatus.AGREED, decided_by=by, decided_at=AT)


def test_the_database_moves_no_baseline_without_an_agreed_amendment():
    proposed = projects.amendment()
    rows = Milestone.objects.filter(pk=proposed.milestone_id)
    with pytest.raises(IntegrityError, match="baseline_moves_by_amendment"), transaction.atomic():
        rows.update(baseline_on=proposed.to_on)
    Project.objects.update(imported=True)
    assert rows.update(baseline_on=proposed.to_on) == 1


def test_what_is_decided_never_changes():
    projects.amendment(AmendmentStatus.DECLINED)
    with pytest.raises(IntegrityError, match="amendment_decided_never_changes"), transaction.atomic():
        BaselineAmendment.objects.update(reason="Iets anders")


@pytest.mark.parametrize("level", [None, Level.VIEWER, Level.EDITOR])
def test_who_may_not_agree(level):
    proposed = projects.amendment()
    other = ground.member(proposed.milestone.project.organisation, level) if level else projects.pio()
    with pytest.raises(NotPermitted):
        agree_amendment(amendment=proposed, by=other, at=AT)


def test_who_proposed_it_takes_it_back():
    proposed = projects.amendment()
    decline_amendment(amendment=proposed, by=proposed.proposed_by, at=AT)
    assert BaselineAmendment.objects.get().status == AmendmentStatus.DECLINED
    assert Milestone.objects.get(pk=proposed.milestone_id).baseline_on == proposed.from_on


def test_one_proposal_at_a_time_and_never_the_same_date_or_before_the_start():
    proposed = projects.amendment()
    launch, by = proposed.milestone, projects.pio()
    with pytest.raises(Refused, match="al een voorstel"):
        propose_amendment(milestone=launch, to_on=DAY + ONE_DAY, reason="x", by=by, at=AT)
    decline_amendment(amendment=proposed, by=by, at=AT)
    for day, why in ((launch.baseline_on, "al afgesproken"), (DAY - ONE_DAY, "voor de start")):
        with pytest.raises(Refused, match=why):
            propose_amendment(milestone=launch, to_on=day, reason="x", by=by, at=AT)
    with pytest.raises(Refused, match="reden"):
        propose_amendment(milestone=launch, to_on=DAY + ONE_DAY, reason=" ", by=by, at=AT)


def test_a_forecast_that_was_moved_stays_where_it_is():
    launch = projects.project(started_on=DAY).milestones.get(is_launch=True)
    other = launch.forecast_on + 99 * ONE_DAY
    forecast_milestone(milestone=launch, forecast_on=other, reason=DelayReason.BUDGET, by=None, at=AT)
    agree_amendment(amendment=projects.amendment(of=launch.project), by=lead(), at=AT)
    assert Milestone.objects.get(pk=launch.pk).forecast_on == other


def test_an_earlier_date_moves_what_follows_along():
    first, second = projects.project(started_on=DAY).milestones.all()[:2]
    to_on = first.baseline_on + 60 * ONE_DAY
    made = propose_amendment(milestone=first, to_on=to_on, reason="x", by=projects.pio(), at=AT)
    agree_amendment(amendment=made, by=lead(), at=AT)
    again = Milestone.objects.get(pk=second.pk)
    assert (again.baseline_on, again.forecast_on) == (second.baseline_on, to_on + 30 * ONE_DAY)


def test_a_milestone_that_was_reached_meanwhile_is_not_agreed_anew():
    first = projects.project(started_on=DAY).milestones.first()
    made = propose_amendment(milestone=first, to_on=DAY + 99 * ONE_DAY, reason="x", by=projects.pio(), at=AT)
    reach_milestone(milestone=first, actual_on=DAY, by=None, at=AT)
    with pytest.raises(Refused, match="al bereikt"):
        agree_amendment(amendment=made, by=lead(), at=AT)


# Pages


def test_staff_proposes_and_the_client_agrees(client, staff):
    project = projects.project(started_on=DAY)
    launch = project.milestones.get(is_launch=True)
    page = f"/beheer/projecten/{project.ref}/mijlpalen/{launch.pk}/afspraak/"
    later = (launch.baseline_on + 30 * ONE_DAY).isoformat()
    asked = client.post(page, {"to_on": later, "reason": "De raad beslist later", "sure": "on"})
    assert asked.status_code == 302
    shown = client.get(page).content.decode()
    assert "Wacht op de bevestiging van iemand anders" in shown
    assert "Deze datum bevestigen" not in shown
    made = BaselineAmendment.objects.get()
    assert client.post(f"{page}{made.pk}/bevestigen/").status_code == 403

    client.force_login(ground.member(project.organisation))
    own = f"{project.get_applicant_url()}mijlpalen/{launch.pk}/afspraak/"
    assert "PIO stelt een nieuwe datum voor" in client.get(project.get_applicant_url()).content.decode()
    assert own in client.get("/mijn/").content.decode()
    assert "Deze datum bevestigen" in client.get(own).content.decode()
    assert client.post(f"{own}{made.pk}/bevestigen/").status_code == 302
    assert BaselineAmendment.objects.get().status == AmendmentStatus.AGREED
    assert "Er ligt nu geen voorstel" in client.get(own).content.decode()


def test_the_lead_finds_the_proposal_on_vandaag(client):
    proposed = projects.amendment()
    client.force_login(lead())
    page = f"/beheer/projecten/{proposed.milestone.project.ref}/mijlpalen/{proposed.milestone_id}/afspraak/"
    assert page in client.get("/beheer/").content.decode()
    assert client.post(f"{page}{proposed.pk}/afwijzen/").status_code == 302
    assert page not in client.get("/beheer/").content.decode()


def test_a_proposal_is_only_found_under_its_own_milestone(client):
    proposed = projects.amendment()
    client.force_login(lead())
    other = proposed.milestone.project.milestones.first()
    page = f"/beheer/projecten/{proposed.milestone.project.ref}/mijlpalen/{other.pk}/afspraak/"
    assert client.post(f"{page}{proposed.pk}/bevestigen/").status_code == 404
    client.force_login(ground.member())
    own = f"{proposed.milestone.project.get_applicant_url()}mijlpalen/{proposed.milestone_id}/afspraak/"
    assert client.get(own).status_code == 404
