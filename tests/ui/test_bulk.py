"""One verb for many rows: tried beforehand, done once each by the worker, with the rights of that moment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from unittest import mock
from uuid import uuid4

import pytest
from django.db import OperationalError, connections, transaction
from django.utils import timezone

from pio_portal.accounts.access import STAFF
from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused, locked
from pio_portal.correspondence.models import OutboxTask
from pio_portal.correspondence.tasks import run_task
from pio_portal.organisations.models import Organisation
from pio_portal.ui import bulk_actions as registry
from pio_portal.ui.bulk_actions import BulkAction, Plan
from pio_portal.ui.models import BulkJob, BulkStatus
from pio_portal.ui.workflow import bulk_jobs as workflow
from pio_portal.ui.workflow.bulk_jobs import KEPT, forget_old_jobs
from tests.factories import calls as make
from tests.factories.ground import organisation, user
from tests.patience import LONGEST

pytestmark = pytest.mark.django_db
AT = make.AT


@transaction.atomic
def add_mark(row, *, by, at, mark="!"):
    """The verb of these tests: each run is seen in the name; a row that says so refuses."""
    held = locked(row)
    if "weigert" in held.name:
        raise Refused("Deze wil niet.")
    if "stuk" in held.name:
        raise ZeroDivisionError
    held.name += mark
    held.save()


ACTION = BulkAction(
    name="tests.mark",
    label="Merken",
    run=add_mark,
    queryset=lambda _user: Organisation.objects.exclude(name__startswith="onzichtbaar"),
    roles=STAFF,
)


@pytest.fixture(autouse=True)
def _registered(monkeypatch):
    monkeypatch.setitem(registry.BULK, ACTION.name, ACTION)


@pytest.fixture
def staff():
    return user(Role.STAFF, name="An")


def rows(*names):
    return [organisation(name=name) for name in names]


def start(chosen, by, **more):
    fields = {"action": ACTION, "given": {row.pk: {} for row in chosen}, "back": "/beheer/", "key": uuid4(), "at": AT}
    return workflow.start_job(by=by, **(fields | more))


def finish(job):
    while workflow.work_on(job=job.pk) is not None:
        pass
    job.refresh_from_db()
    return job


def names():
    return list(Organisation.objects.order_by("pk").values_list("name", flat=True))


# The preflight


def test_preflight_asks_the_verb_and_changes_nothing(staff):
    chosen = rows("A", "weigert B", "C", "weigert D")
    found = workflow.preflight(
        action=ACTION,
        rows=chosen,
        plan=Plan(given={r.pk: {} for r in chosen}, shown={chosen[0].pk: "!"}),
        by=staff,
        at=AT,
    )

    assert found.can == [(chosen[0], "!"), (chosen[2], "")]
    assert found.refused == {"Deze wil niet.": ["weigert B", "weigert D"]}
    assert (found.total, found.cannot) == (4, 2)
    assert names() == ["A", "weigert B", "C", "weigert D"]


# The job


def test_job_does_each_row_once_and_keeps_what_was_refused(staff):
    chosen = rows("A", "weigert B", "C")
    job = finish(start(chosen, staff))

    assert names() == ["A!", "weigert B", "C!"]
    assert (job.status, job.done, job.percent) == (BulkStatus.DONE, 3, 100)
    assert job.refused == [["weigert B", "Deze wil niet."]]
    assert job.finished_at is not None
    assert workflow.work_on(job=job.pk) is None
    assert names() == ["A!", "weigert B", "C!"]


def test_each_row_gets_its_own_arguments(staff):
    a, b = rows("A", "B")
    finish(start([a, b], staff, given={a.pk: {"mark": "1"}, b.pk: {"mark": "2"}}))

    assert names() == ["A1", "B2"]


def test_a_double_click_makes_one_job(staff):
    chosen, key = rows("A"), uuid4()
    first, second = start(chosen, staff, key=key), start(chosen, staff, key=key)

    assert first == second
    assert OutboxTask.objects.filter(task="ui.run_bulk_job").count() == 1


def test_a_job_of_someone_else_is_not_taken_over(staff):
    chosen, key = rows("A"), uuid4()
    start(chosen, staff, key=key)
    with pytest.raises(NotPermitted):
        start(chosen, user(Role.STAFF), key=key)


def test_who_may_not_starts_nothing(staff):
    with pytest.raises(NotPermitted):
        start(rows("A"), user(Role.COMMUNICATION))
    with pytest.raises(Refused, match="Kies minstens één rij en hoogstens 500"):
        start([], staff)
    with pytest.raises(Refused):
        start([], staff, given={n: {} for n in range(501)})
    assert not BulkJob.objects.exists()


def test_a_killed_worker_goes_on_where_it_was(staff):
    chosen = rows(*"ABCDE")
    job = start(chosen, staff)
    assert workflow.work_on(job=job.pk, most=2) == 2
    assert names() == ["A!", "B!", "C", "D", "E"]

    with mock.patch.object(BulkJob, "save", side_effect=SystemExit), pytest.raises(SystemExit):
        workflow.do_next(job=job.pk, at=AT)  # killed after the verb, before the count was kept
    assert names() == ["A!", "B!", "C", "D", "E"]

    finish(job)
    assert names() == ["A!", "B!", "C!", "D!", "E!"]


def test_the_outbox_works_through_it_in_pieces(staff, monkeypatch):
    monkeypatch.setattr(workflow, "AT_ONCE", 2)
    monkeypatch.setattr("pio_portal.ui.tasks.work_on", lambda job: workflow.work_on(job=job, most=2))
    job = start(rows(*"ABCDE"), staff)
    while (waiting := OutboxTask.objects.filter(done_at=None).order_by("pk")).exists():
        run_task(waiting.first().pk)
        if waiting.exists():
            run_task(waiting.first().pk)
    job.refresh_from_db()

    assert names() == ["A!", "B!", "C!", "D!", "E!"]
    assert list(OutboxTask.objects.order_by("pk").values_list("key", flat=True)) == [
        f"bulk:{job.pk}:{done}" for done in (0, 2, 4)
    ]
    assert job.status == BulkStatus.DONE


def test_who_lost_the_role_on_the_way_is_refused_the_rest(staff):
    job = start(rows(*"AB"), staff)
    workflow.work_on(job=job.pk, most=1)
    staff.roles = [Role.COMMUNICATION]
    staff.save()
    finish(job)

    assert names() == ["A!", "B"]
    assert job.refused == [["Rij 2", "U hebt geen rechten voor deze handeling."]]


def test_who_left_is_refused(staff):
    job = start(rows("A"), staff)
    staff.is_active = False
    staff.save()

    assert finish(job).refused == [["Rij 1", "U hebt geen rechten voor deze handeling."]]
    assert names() == ["A"]


def test_a_row_that_is_seen_no_more_is_not_named(staff):
    [row] = rows("A")
    job = start([row], staff)
    Organisation.objects.filter(pk=row.pk).update(name="onzichtbaar")

    assert finish(job).refused == [["Rij 1", "Deze rij bestaat niet meer, of u mag ze niet meer zien."]]


def test_an_action_that_is_gone_is_refused(staff, monkeypatch):
    job = start(rows("A"), staff)
    monkeypatch.delitem(registry.BULK, ACTION.name)

    assert finish(job).status == BulkStatus.DONE
    assert names() == ["A"]


def test_a_fault_in_one_row_holds_up_no_other(staff, caplog):
    job = finish(start(rows("A", "stuk", "C"), staff))

    assert names() == ["A!", "stuk", "C!"]
    assert job.refused == [["stuk", "Dit lukte niet door een fout in het portaal. Probeer het bij deze rij apart."]]
    assert "failed on row" in caplog.text


def test_a_row_is_tried_again_when_the_database_was_away(staff, monkeypatch):
    def away(*_args, **_kwargs):
        raise OperationalError

    job = start(rows("A"), staff)
    monkeypatch.setitem(registry.BULK, ACTION.name, BulkAction(**{**vars(ACTION), "run": away}))
    with pytest.raises(OperationalError):
        workflow.do_next(job=job.pk, at=AT)
    monkeypatch.setitem(registry.BULK, ACTION.name, ACTION)

    assert finish(job).refused == []
    assert names() == ["A!"]


# Two workers on one job


@contextmanager
def at_once(work, number=2):
    def closing_after(_turn):
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        yield list(pool.map(closing_after, range(number)))


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_no_row_twice(staff):
    job = start(rows(*"ABCDEFGH"), staff)
    with at_once(lambda: workflow.work_on(job=job.pk)):
        pass

    assert names() == [f"{letter}!" for letter in "ABCDEFGH"]
    assert BulkJob.objects.get().done == 8


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_workers_would(staff, monkeypatch):
    """Negative control: both have read how far the job is before the first one writes it down."""
    job = start(rows("A", "B"), staff)
    both_have_read = threading.Barrier(2)
    plain = BulkJob.objects.get_queryset

    def read_together(*_args, **_kwargs):
        rows_ = plain()

        class Unlocked:
            @staticmethod
            def get(**asked):
                found = rows_.get(**asked)
                both_have_read.wait(timeout=LONGEST)
                return found

        return Unlocked

    monkeypatch.setattr(type(BulkJob.objects), "select_for_update", read_together, raising=False)
    monkeypatch.setattr("tests.ui.test_bulk.locked", lambda row: type(row).objects.get(pk=row.pk))
    with at_once(lambda: workflow.do_next(job=job.pk, at=AT)):
        pass

    assert BulkJob.objects.get().done == 1  # two turns, one row counted: A was done twice
    assert names()[1] == "B"


def test_reports_of_jobs_are_forgotten_after_three_months_and_not_while_they_run(staff):
    now = timezone.now()
    for name, status, finished in (
        ("old", BulkStatus.DONE, now - KEPT - timedelta(minutes=1)),
        ("fresh", BulkStatus.DONE, now - KEPT + timedelta(minutes=1)),
        ("waiting", BulkStatus.WAITING, None),
    ):
        BulkJob.objects.create(
            action=name, status=status, finished_at=finished, created_at=now - KEPT * 2, created_by=staff
        )
    forget_old_jobs(now)
    assert sorted(BulkJob.objects.values_list("action", flat=True)) == ["fresh", "waiting"]
