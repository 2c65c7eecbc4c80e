"""Whether both sides keep what they promised."""

import datetime as dt

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from pio_portal.accounts.enums import Role
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from pio_portal.organisations.enums import Level
from projects.engagement.checks import Found, check_engagements
from projects.enums import Outcome, Phase, ProjectState, Side
from projects.models import Engagement, EngagementCheck, Project
from tests.factories import ground, projects
from tests.factories.projects import AT, DAY, STARTED
from tests.pages import markup

pytestmark = pytest.mark.django_db
WHY = "De directie besliste pas na tien weken."


def check(project, outcome, note=WHY, *, on=DAY, by=None, engagement=None):
    engagement = engagement or project.engagements.filter(side=Side.CLIENT).first()
    return check_engagements(project=project, checked_on=on, found={engagement.pk: Found(outcome, note)}, by=by, at=AT)


@pytest.fixture
def project():
    return projects.project(phase=Phase.PREPARATION)


def test_the_latest_check_counts_and_the_others_stay(project):
    check(project, Outcome.BROKEN, on=DAY)
    assert list(Project.objects.with_broken_engagements()) == [project]

    check(project, Outcome.KEPT, "", on=DAY - dt.timedelta(days=1))
    assert list(Project.objects.with_broken_engagements()) == [project]
    check(project, Outcome.KEPT, "", on=DAY)
    assert list(Project.objects.with_broken_engagements()) == []
    assert EngagementCheck.objects.count() == 3


def test_partly_kept_is_no_breach(project):
    check(project, Outcome.PARTLY)
    assert not Engagement.objects.broken().exists()


def test_a_breach_is_told_to_the_client_with_its_note(project):
    check(project, Outcome.BROKEN)
    text = project.engagements.first().text
    assert f"Niet nagekomen, “{text}”: {WHY}" in [line.sentence for line in timeline(project, public_only=True)]


@pytest.mark.parametrize("outcome", [Outcome.PARTLY, Outcome.BROKEN])
def test_what_was_not_kept_says_why(project, outcome):
    engagement = project.engagements.first()
    with pytest.raises(Refused, match="Zeg waarom") as refused:
        check(project, outcome, " ", engagement=engagement)
    assert refused.value.field == f"note_{engagement.pk}"
    with pytest.raises(IntegrityError, match="engagement_not_kept_says_why"), transaction.atomic():
        EngagementCheck.objects.create(engagement=engagement, outcome=outcome, checked_on=DAY, at=AT)


@pytest.mark.parametrize("day", [DAY + dt.timedelta(days=1), STARTED - dt.timedelta(days=1)])
def test_a_check_on_a_day_that_cannot_be_is_refused(project, day):
    with pytest.raises(Refused) as refused:
        check(project, Outcome.KEPT, "", on=day)
    assert refused.value.field == "checked_on"


def test_nothing_is_checked_before_both_confirmed_nor_in_a_project_that_does_not_run():
    with pytest.raises(Refused, match="zodra beide kanten"):
        check(projects.put_to_client(projects.project()), Outcome.KEPT)
    with pytest.raises(Refused, match="opgeschort"):
        check(projects.in_state(ProjectState.SUSPENDED), Outcome.KEPT)


def test_an_engagement_of_another_project_is_not_checked(project):
    with pytest.raises(Refused, match="minstens één"):
        check(project, Outcome.KEPT, engagement=projects.project().engagements.first())


def test_the_client_checks_nothing(project):
    with pytest.raises(NotPermitted):
        check(project, Outcome.KEPT, by=ground.member(project.organisation))


def test_a_check_never_changes(project):
    check(project, Outcome.BROKEN)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        EngagementCheck.objects.update(outcome=Outcome.KEPT)


def test_a_promise_is_to_check_from_the_day_after_its_own_until_somebody_did(project):
    project.engagements.filter(side=Side.CLIENT, position=1).update(due_on=DAY)
    first = project.engagements.get(side=Side.CLIENT, position=1)
    assert list(Engagement.objects.to_check(DAY)) == []
    after = DAY + dt.timedelta(days=1)
    check(project, Outcome.KEPT, on=DAY - dt.timedelta(days=1), engagement=first)
    assert list(Engagement.objects.to_check(after)) == [first]
    check(project, Outcome.KEPT, on=DAY, engagement=first)
    assert list(Engagement.objects.to_check(after)) == []


def test_what_nobody_confirmed_yet_is_not_to_check():
    projects.put_to_client(projects.project()).engagements.update(due_on=DAY)
    assert not Engagement.objects.to_check(DAY + dt.timedelta(days=9)).exists()


# On the pages


def test_staff_checks_at_an_evaluation_and_a_breach_stands_everywhere(client, staff, project):
    first, second = project.engagements.filter(side=Side.CLIENT)[:2]
    url = project.get_staff_url() + "engagementen/nagaan/"
    answer = client.post(url, {"checked_on": "2026-03-01", f"outcome_{first.pk}": "broken"})
    assert answer.status_code == 422
    assert "Zeg waarom dit engagement" in markup(answer)

    sent = {"checked_on": "2026-03-01", f"outcome_{first.pk}": "broken", f"note_{first.pk}": WHY}
    client.post(url, sent | {f"outcome_{second.pk}": "kept"})
    assert [c.engagement for c in EngagementCheck.objects.order_by("pk")] == [first, second]

    assert "Engagement niet nagekomen" in markup(client.get(project.get_staff_url()))
    page = markup(client.get(project.get_staff_url() + "engagementen/"))
    assert WHY in page
    assert page.count("Niet nagekomen") == 1
    assert "Engagement niet nagekomen" in markup(client.get("/beheer/"))
    other = projects.project(phase=Phase.PREPARATION)
    listed = markup(client.get("/beheer/projecten/?engagements=broken"))
    assert project.ref in listed
    assert other.ref not in listed

    client.force_login(ground.member(project.organisation, Level.VIEWER))
    assert WHY in markup(client.get(project.get_applicant_url()))


def test_a_promise_that_is_due_stands_on_vandaag_until_it_is_checked(client, project):
    lead = ground.user(Role.STAFF)
    Project.objects.update(lead=lead)
    engagement = project.engagements.first()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Engagement.objects.filter(pk=engagement.pk).update(due_on=yesterday)
    client.force_login(lead)
    assert f"Nagekomen? {engagement.text}" in markup(client.get("/beheer/"))

    url = project.get_staff_url() + "engagementen/nagaan/"
    client.post(url, {"checked_on": timezone.localdate().isoformat(), f"outcome_{engagement.pk}": "kept"})
    assert "Nagekomen? " not in markup(client.get("/beheer/"))


def test_the_page_to_check_is_for_staff(client, project):
    client.force_login(ground.member(project.organisation))
    assert client.get(project.get_staff_url() + "engagementen/nagaan/").status_code == 403
