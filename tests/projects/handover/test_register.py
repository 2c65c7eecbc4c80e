"""The hand-over register: who is in it, what becomes of a file, and who may open it."""

import datetime as dt

import pytest
from django.utils import timezone

from pio_portal.accounts.enums import Role
from pio_portal.change import Refused
from pio_portal.correspondence.models import OutboxTask
from pio_portal.documents.models import Document
from projects.enums import HandoverStatus, Phase, ProjectState
from projects.handover.tasks import keep_the_register, make
from projects.handover.workflow import hand_over, make_file, queue_handover
from projects.models import Handover
from projects.survey.uptake import add_adopter
from tests.factories import ground, projects, states
from tests.factories.ground import AT, user
from tests.pages import client_of, markup, refusal, text
from tests.queries import steady

pytestmark = pytest.mark.django_db
LIST = "/beheer/overdracht/"


def page_of(handover) -> str:
    return f"/beheer/projecten/{handover.project.ref}/overdracht/"


def run_tasks(now=AT) -> None:
    """What the worker does within a minute."""
    keep_the_register(now)
    for task in OutboxTask.objects.filter(task="projects.make_handover", done_at=None):
        make(**task.arguments)
        OutboxTask.objects.filter(pk=task.pk).update(done_at=now)


@pytest.mark.parametrize("state", [ProjectState.CLOSED, ProjectState.STOPPED])
def test_a_project_that_is_over_comes_in_by_itself_with_its_file(state):
    project = projects.in_state(state)
    run_tasks()
    run_tasks()
    made = Handover.objects.get()
    assert (made.project, made.status, made.queued_at) == (project, HandoverStatus.QUEUED, AT)
    (document,) = Document.objects.of(made)
    assert (document.filename, document.sha256) == (f"{project.ref}.zip", made.sha256)


@pytest.mark.parametrize("state", [ProjectState.ACTIVE, ProjectState.SUSPENDED])
def test_a_project_that_goes_on_stays_out(state):
    project = projects.in_state(state)
    run_tasks()
    assert not Handover.objects.exists()
    with pytest.raises(Refused, match="voorbij"):
        queue_handover(project=project, at=AT)


def test_imported_history_stays_out():
    project = projects.project(phase=Phase.CLOSED)
    type(project).objects.update(imported=True)
    run_tasks()
    assert not Handover.objects.exists()


@pytest.mark.parametrize("status", [HandoverStatus.HANDED_OVER, HandoverStatus.ACKNOWLEDGED])
def test_a_later_change_of_the_dossier_is_seen_and_makes_a_new_file(status):
    made = states.handover(status)
    before = made.sha256
    later = timezone.now() + dt.timedelta(seconds=5)
    add_adopter(
        project=made.project, name="Stad Gent", since_on=AT.date(), source="Krant", by=user(Role.STAFF), at=later
    )
    run_tasks(later)
    changed = Handover.objects.get()
    assert changed.status == HandoverStatus.CHANGED
    assert changed.sha256 != before
    assert Document.objects.of(changed).get().sha256 == changed.sha256


def test_a_file_made_anew_without_a_change_leaves_the_register_as_it_is():
    made = states.handover(HandoverStatus.ACKNOWLEDGED)
    make_file(handover=made, at=timezone.now())
    assert Handover.objects.get().status == HandoverStatus.ACKNOWLEDGED
    assert Document.objects.of(made).count() == 1


def test_handing_over_does_not_change_what_is_handed_over():
    made = states.handover(HandoverStatus.QUEUED)
    before = made.sha256
    hand_over(handover=made, reference="KRIS-9", by=user(Role.STAFF), at=AT)
    make_file(handover=made, at=timezone.now())
    assert (Handover.objects.get().sha256, Handover.objects.get().status) == (before, HandoverStatus.HANDED_OVER)


def test_nothing_is_handed_over_before_its_file_is_made():
    made = queue_handover(project=projects.project(phase=Phase.CLOSED), at=AT)
    with pytest.raises(Refused, match="nog gemaakt"):
        hand_over(handover=made, reference="KRIS-9", by=user(Role.STAFF), at=AT)


def test_pio_records_the_whole_way_on_the_page(client, staff):
    made = states.handover(HandoverStatus.QUEUED)
    page = page_of(made)
    refusal(client.post(page + "vastleggen/", {"reference": ""}))
    client.post(page + "vastleggen/", {"reference": "KRIS-2026-7"})
    assert "KRIS-2026-7" in text(client.get(page))
    client.post(page + "weigering/", {"reason": "Onleesbaar"})
    assert "Onleesbaar" in text(client.get(page))
    client.post(page + "vastleggen/", {"reference": "KRIS-2026-8"})
    client.post(page + "ontvangen/")
    assert Handover.objects.get().status == HandoverStatus.ACKNOWLEDGED
    assert "Overdracht vastleggen" not in text(client.get(page))


@pytest.mark.parametrize("status", HandoverStatus)
def test_the_page_of_each_state_names_it(client, staff, status):
    made = states.handover(status)
    assert str(status.label) in text(client.get(page_of(made)))


def test_vandaag_and_the_list_lead_to_what_is_waiting(client, staff):
    made = states.handover(HandoverStatus.REJECTED)
    assert "over aan KRIS" in text(client.get("/beheer/"))
    assert made.project.ref in text(client.get(LIST))
    assert made.project.ref in text(client.get(LIST + "?status=rejected&end=closed"))
    assert made.project.title not in text(client.get(LIST + "?end=stopped"))


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.STAFF, Role.LEAD)])
def test_nobody_else_reads_the_register_or_opens_a_file(role):
    made = states.handover(HandoverStatus.QUEUED)
    browser = client_of(user(role))
    document = Document.objects.of(made).get()
    for address in (LIST, page_of(made), f"/documenten/{document.pk}/"):
        assert browser.get(address).status_code in (403, 404)


def test_the_client_never_gets_the_file():
    made = states.handover(HandoverStatus.ACKNOWLEDGED)
    browser = client_of(ground.member(made.project.organisation))
    document = Document.objects.of(made).get()
    assert browser.get(f"/documenten/{document.pk}/").status_code == 404
    assert "overdracht" not in markup(browser.get(f"/mijn/projecten/{made.project.ref}/")).lower()


def test_the_list_asks_as_much_for_many(client, staff):
    states.handover(HandoverStatus.HANDED_OVER)

    with steady(client, LIST, at_most=14):
        for _n in range(10):
            queue_handover(project=projects.project(phase=Phase.CLOSED), at=AT)
