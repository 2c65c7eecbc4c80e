"""Applications divided over people: the plan proposes, the verb of each application decides."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from calls.assessment import distribution
from calls.assessment.advice import assign_adviser
from calls.assessment.distribution import fill_advisers, hand_to, plan_advisers, plan_handlers
from calls.assessment.handling import assign_handler
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Assignment, Conflict
from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership
from tests.factories import assessment as make
from tests.factories.ground import organisation, user
from tests.patience import LONGEST

pytestmark = pytest.mark.django_db
AT = make.LATER


def advisers(number):
    return [user(Role.ADVISER) for _ in range(number)]


def fill(application, candidates, wanted=2, **more):
    return fill_advisers(
        application=application,
        wanted=wanted,
        candidates=candidates,
        at=AT,
        **({"by": user(Role.STAFF), "due_on": make.TODAY} | more),
    )


def works_for(person, of):
    Membership.objects.create(
        organisation=of,
        user=person,
        level=Level.VIEWER,
        status=MembershipStatus.ACTIVE,
        requested_at=AT,
        decided_at=AT,
        decided_by=person,
    )


# The verb


def test_the_first_candidates_are_asked_until_there_are_enough():
    one, two, three = advisers(3)
    application = make.application(Status.ELIGIBLE)
    asked = fill(application, [two, one, three])

    assert [a.adviser for a in asked] == [two, one]
    assert {a.due_on for a in asked} == {make.TODAY}


def test_who_was_asked_before_counts_and_who_has_a_conflict_does_not():
    application = make.application(Status.ELIGIBLE)
    make.assignment(application)
    make.conflicted(application)
    asked = fill(application, advisers(2))

    assert len(asked) == 1
    with pytest.raises(Refused, match="heeft al genoeg beoordelaars"):
        fill(application, advisers(1))


def test_the_next_stands_in_for_who_may_not():
    application = make.application(Status.ELIGIBLE)
    partner = organisation()
    application.partners.add(partner)
    client, of_partner, conflicted, asked_before, free, also_free = advisers(6)
    works_for(client, application.organisation)
    works_for(of_partner, partner)
    make.conflicted(application, conflicted)
    make.assignment(application, asked_before)

    asked = fill(application, [client, of_partner, conflicted, asked_before, free, also_free], wanted=3)

    assert [a.adviser for a in asked] == [free, also_free]


def test_too_few_is_refused_with_the_reasons_and_asks_nobody():
    application = make.application(Status.ELIGIBLE)
    free, client = advisers(2)
    works_for(client, application.organisation)

    with pytest.raises(Refused) as refused:
        fill(application, [free, client])

    assert str(refused.value) == (
        "Slechts 1 van de 2 nodige beoordelaars kan deze aanvraag beoordelen. "
        f"{client.name} werkt bij {application.organisation.name} en heeft dus een belang in deze aanvraag."
    )
    assert not Assignment.objects.exists()


def test_nobody_is_refused_too():
    with pytest.raises(Refused, match="Niemand van de gekozen beoordelaars"):
        fill(make.application(Status.ELIGIBLE), [])


@pytest.mark.parametrize("status", [s for s in Status if s not in (Status.ELIGIBLE, Status.DRAFT)])
def test_an_application_that_is_not_assessed_says_so_once(status):
    with pytest.raises(Refused) as refused:
        fill(make.application(status), advisers(3))
    assert str(refused.value) == "Wijs beoordelaars toe zodra de aanvraag ontvankelijk is verklaard."


def test_who_may_not_handle_it_asks_nobody():
    with pytest.raises(NotPermitted):
        fill(make.application(Status.ELIGIBLE), advisers(2), by=user(Role.ADVISER))


def test_a_handler_is_kept_when_that_is_asked():
    staff, other = user(Role.STAFF), user(Role.STAFF)
    application = make.application()
    hand_to(application=application, handler=staff, keep=True, by=staff, at=AT)
    with pytest.raises(Refused, match="heeft al een behandelaar"):
        hand_to(application=application, handler=other, keep=True, by=staff, at=AT)
    assert hand_to(application=application, handler=other, by=staff, at=AT).handler == other


# The plan


def test_applications_are_spread_over_handlers_who_have_least():
    busy, free = user(Role.STAFF), user(Role.STAFF)
    for _ in range(2):
        assign_handler(application=make.application(), handler=busy, by=busy, at=AT)
    done = make.application(Status.SELECTED)
    assign_handler(application=done, handler=free, by=free, at=AT)  # no work any more
    rows = [make.application() for _ in range(4)]

    division = plan_handlers(rows, [busy, free])

    assert sorted(chosen[0] for chosen in division.values()) == sorted([busy.pk, free.pk, free.pk, free.pk])


def test_a_handler_with_a_conflict_is_passed_over():
    application = make.application()
    one, two = user(Role.STAFF), user(Role.STAFF)
    Conflict.objects.create(application=application, user=one, reason="x", declared_at=AT)

    assert plan_handlers([application], [one, two]) == {application.pk: [two.pk]}


def test_applications_with_a_handler_are_left_out_when_they_keep_it():
    staff = user(Role.STAFF)
    kept = assign_handler(application=make.application(), handler=staff, by=staff, at=AT)

    assert plan_handlers([kept], [staff], keep=True) == {}


def test_the_plan_never_proposes_whom_the_verb_refuses():
    """Every pair of it is accepted by the verb; every barred pair is refused by it."""
    rows = [make.application(Status.ELIGIBLE) for _ in range(4)]
    pool = advisers(4)
    works_for(pool[0], rows[0].organisation)
    partner = organisation()
    rows[1].partners.add(partner)
    works_for(pool[1], partner)
    make.conflicted(rows[2], pool[2])
    make.assignment(rows[3], pool[3])
    keys = [row.pk for row in rows]
    barred = distribution.conflicted_pairs(keys, pool) | distribution.interested_pairs(keys, pool)

    assert barred == {(rows[0].pk, pool[0].pk), (rows[1].pk, pool[1].pk), (rows[2].pk, pool[2].pk)}
    division = plan_advisers(rows, pool, wanted=2)
    people = {person.pk: person for person in pool}
    for row in rows:
        for key in division[row.pk]:
            assign_adviser(application=row, adviser=people[key], by=user(Role.STAFF), at=AT)
    assert Assignment.objects.filter(status="assigned").count() == 8
    for row_key, person in barred:
        with pytest.raises(Refused):
            assign_adviser(
                application=next(r for r in rows if r.pk == row_key),
                adviser=people[person],
                by=user(Role.STAFF),
                at=AT,
            )


# The last place, asked by two at once


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("with_lock", [True, False])
def test_two_who_fill_one_application_at_once(with_lock, monkeypatch):
    """With the lock the second finds that there are enough; without it each asks its own."""
    application, staff = make.application(Status.ELIGIBLE), user(Role.STAFF)
    pairs = [advisers(2), advisers(2)]
    both_have_counted = threading.Barrier(2)
    if not with_lock:
        monkeypatch.setattr(distribution, "locked", lambda row: Application.objects.get(pk=row.pk))
        plain = distribution.assign_adviser

        def later(**fields):
            with contextlib.suppress(threading.BrokenBarrierError):  # only the first of each waits
                both_have_counted.wait(timeout=LONGEST)
            both_have_counted.abort()
            return plain(**fields)

        monkeypatch.setattr(distribution, "assign_adviser", later)

    def work(pool):
        try:
            return len(fill(application, pool, by=staff))
        except Refused:
            return 0
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        asked = list(threads.map(work, pairs))

    assert sorted(asked) == ([0, 2] if with_lock else [2, 2])
    assert application.assignments.count() == (2 if with_lock else 4)
