"""Asking advisers, declaring interests, scoring and advising."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.db import IntegrityError, connections

from calls.assessment import advice as workflow
from calls.assessment.advice import (
    advise,
    assign_adviser,
    assign_advisers,
    declare_conflict,
    declare_no_conflict,
    move_due,
    save_scores,
)
from calls.enums import Advice, AssignmentStatus
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Assignment, Conflict, Score
from calls.selection.decision import select_application
from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import SentMail
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership
from tests.factories import assessment as make
from tests.factories.ground import member, organisation, user
from tests.mails import leave_together
from tests.pages import markup, refusal
from tests.patience import LONGEST

AT, LATER, TODAY = make.AT, make.LATER, make.TODAY
pytestmark = pytest.mark.django_db


def eligible(**fields):
    return make.application(Status.ELIGIBLE, **fields)


def test_assign_keeps_who_when_and_until_and_tells_the_adviser():
    application, adviser, staff = eligible(), user(Role.ADVISER), user(Role.STAFF)

    assignment = assign_adviser(application=application, adviser=adviser, by=staff, at=AT, due_on=TODAY)

    saved = Assignment.objects.get()
    assert saved == assignment
    assert (saved.status, saved.assigned_at, saved.assigned_by, saved.due_on) == (
        AssignmentStatus.ASSIGNED,
        AT,
        staff,
        TODAY,
    )
    leave_together()
    mail = SentMail.objects.get(kind="adviser_assigned").email
    assert mail.to == [adviser.email]
    assert f"/beheer/beoordelingen/{assignment.pk}/" in mail.message


TODAY_AT = AT.date()
OUT_OF_SIGHT = TODAY_AT + 367 * make.DAY


@pytest.mark.parametrize("due_on", [TODAY_AT - make.DAY, dt.date(2020, 1, 1), OUT_OF_SIGHT, dt.date(9999, 12, 31)])
def test_an_advice_is_asked_for_a_day_that_comes_within_a_year(due_on):
    application = eligible()
    with pytest.raises(Refused, match="Kies een dag van vandaag tot en met") as refused:
        assign_adviser(application=application, adviser=user(Role.ADVISER), by=user(Role.STAFF), at=AT, due_on=due_on)
    assert refused.value.field == "due_on"
    asked = make.assignment(application)
    with pytest.raises(Refused, match="Kies een dag"):
        move_due(assignment=asked, due_on=due_on, by=user(Role.STAFF), at=AT)


@pytest.mark.parametrize("due_on", [TODAY_AT, OUT_OF_SIGHT - make.DAY])
def test_today_and_a_year_from_now_are_days_to_advise(due_on):
    lent = {"application": eligible(), "adviser": user(Role.ADVISER), "by": user(Role.STAFF), "at": AT}
    assert assign_adviser(**lent, due_on=due_on).due_on == due_on


def test_the_database_keeps_no_advice_that_was_due_before_it_was_asked():
    asked = make.assignment()
    rows = Assignment.objects.filter(pk=asked.pk)
    with pytest.raises(IntegrityError, match="assignment_due_after_it_was_asked"):
        rows.update(due_on=asked.assigned_at.date() - make.DAY)


@pytest.mark.parametrize("stage", [make.assignment, make.declared])
def test_an_awaited_advice_is_asked_for_another_day_and_its_adviser_is_told(stage):
    asked = stage()
    day = LATER.date() + 5 * make.DAY

    move_due(assignment=asked, due_on=day, by=user(Role.STAFF), at=LATER)

    assert Assignment.objects.get().due_on == day
    assert "nu voor 17 mrt 2026" in " ".join(line.sentence for line in timeline(asked.application))
    mail = SentMail.objects.get(kind="advice_due_moved").email
    assert (mail.to, "17 maart 2026" in mail.message) == ([asked.adviser.email], True)


@pytest.mark.parametrize("stage", [make.advised, make.withdrawn])
def test_what_is_not_awaited_is_not_moved(stage):
    with pytest.raises(Refused, match="stand is intussen"):
        move_due(assignment=stage(), due_on=LATER.date(), by=user(Role.STAFF), at=LATER)


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.STAFF, Role.LEAD)])
def test_moving_by_others_is_not_permitted(role):
    with pytest.raises(NotPermitted):
        move_due(assignment=make.assignment(), due_on=LATER.date(), by=user(role), at=LATER)


@pytest.mark.moment(LATER)
def test_an_advice_is_moved_from_the_page_with_the_advisers(desk):
    asked = make.assignment(due_on=TODAY)
    address = f"/beheer/aanvragen/{asked.application.ref}/"
    assert f"beoordelaars/{asked.pk}/verschuiven/" in markup(desk.get(f"{address}beoordeling/"))
    move = f"{address}beoordelaars/{asked.pk}/verschuiven/"
    assert "Kies een dag" in refusal(desk.post(move, {"due_on": "2020-01-01"}))
    desk.post(move, {"due_on": "2026-03-20"})
    assert Assignment.objects.get().due_on == dt.date(2026, 3, 20)


@pytest.mark.parametrize("status", [s for s in Status if s != Status.ELIGIBLE])
def test_assign_outside_the_assessment_is_refused(status):
    application = make.application(status)
    with pytest.raises(Refused, match="zodra de aanvraag ontvankelijk"):
        assign_adviser(application=application, adviser=user(Role.ADVISER), by=user(Role.LEAD), at=AT)


def test_assign_someone_who_is_no_adviser_is_refused():
    with pytest.raises(Refused, match="is geen beoordelaar"):
        assign_adviser(application=eligible(), adviser=user(Role.STAFF), by=user(Role.STAFF), at=AT)


@pytest.mark.parametrize("role", ["applicant", "partner"])
def test_assign_a_member_of_an_organisation_concerned_is_refused_with_its_name(role):
    concerned = organisation(name="Stad Halle")
    application = eligible(of=concerned) if role == "applicant" else eligible(partners=[concerned])
    adviser = member(concerned, Level.VIEWER, roles=[Role.ADVISER])

    with pytest.raises(Refused, match="werkt bij Stad Halle") as refused:
        assign_adviser(application=application, adviser=adviser, by=user(Role.STAFF), at=AT)

    assert refused.value.field == "advisers"
    assert not Assignment.objects.exists()


def test_assign_who_left_the_organisation_is_allowed():
    application = eligible()
    adviser = member(application.organisation, roles=[Role.ADVISER])
    Membership.objects.filter(user=adviser).update(status=MembershipStatus.ENDED, ended_at=AT, ended_by=adviser)

    assert assign_adviser(application=application, adviser=adviser, by=user(Role.STAFF), at=AT).adviser == adviser


def test_assign_twice_is_refused():
    first = make.assignment()
    with pytest.raises(Refused, match="is al toegewezen"):
        assign_adviser(application=first.application, adviser=first.adviser, by=user(Role.STAFF), at=AT)


def test_assign_several_of_whom_one_cannot_assigns_nobody():
    with pytest.raises(Refused):
        assign_advisers(application=eligible(), advisers=[user(Role.ADVISER), user()], by=user(Role.STAFF), at=AT)
    assert not Assignment.objects.exists()
    assert not SentMail.objects.filter(kind="adviser_assigned").exists()


@pytest.mark.parametrize("role", [Role.ADVISER, Role.MANAGEMENT, Role.ADMINISTRATOR, Role.COMMITTEE])
def test_assign_by_others_than_pio_is_not_permitted(role):
    with pytest.raises(NotPermitted):
        assign_adviser(application=eligible(), adviser=user(Role.ADVISER), by=user(role), at=AT)


def test_nothing_is_visible_before_the_declaration():
    asked = make.assignment()
    assert not Application.objects.visible_to(asked.adviser).exists()
    assert not asked.adviser.has_perm("calls.view_application", asked.application)

    declare_no_conflict(assignment=asked, by=asked.adviser, at=AT)

    assert Application.objects.visible_to(asked.adviser).get() == asked.application
    assert asked.adviser.has_perm("calls.view_application", asked.application)


def test_conflict_hides_everything_and_takes_the_scores_out():
    scored = make.scored()

    declare_conflict(assignment=scored, reason="Mijn vrouw werkt er", by=scored.adviser, at=LATER)

    saved = Assignment.objects.get()
    assert (saved.status, saved.declared_at) == (AssignmentStatus.CONFLICTED, LATER)
    conflict = Conflict.objects.get()
    assert (conflict.user, conflict.application, conflict.reason, conflict.declared_at) == (
        scored.adviser,
        scored.application,
        "Mijn vrouw werkt er",
        LATER,
    )
    assert not Score.objects.exists()
    assert not Application.objects.visible_to(scored.adviser).exists()
    assert not scored.adviser.has_perm("calls.view_application", scored.application)


def test_conflict_of_a_programme_lead_hides_the_dossier_and_its_decision():
    application, lead = eligible(), user(Role.LEAD, Role.ADVISER)
    make.conflicted(application, lead)

    assert not Application.objects.visible_to(lead).exists()
    with pytest.raises(NotPermitted):
        select_application(application=application, decided_on=TODAY, grounds="Goed", by=lead, at=LATER)


def test_conflict_without_a_reason_is_refused():
    asked = make.assignment()
    with pytest.raises(Refused, match="welk belang"):
        declare_conflict(assignment=asked, reason="  ", by=asked.adviser, at=AT)


def test_declare_by_another_adviser_is_not_permitted():
    with pytest.raises(NotPermitted):
        declare_no_conflict(assignment=make.assignment(), by=user(Role.ADVISER), at=AT)


def test_who_became_a_member_meanwhile_cannot_declare_to_be_free():
    asked = make.assignment()
    Membership.objects.create(
        organisation=asked.application.organisation,
        user=asked.adviser,
        status=MembershipStatus.ACTIVE,
        requested_at=AT,
        decided_at=AT,
        decided_by=asked.adviser,
    )
    with pytest.raises(Refused, match="heeft dus een belang"):
        declare_no_conflict(assignment=asked, by=asked.adviser, at=AT)


def scores_of(assignment):
    return {(s.criterion_id, s.points, s.comment) for s in Score.objects.filter(assignment=assignment)}


def test_scores_are_a_draft_that_each_save_replaces():
    free = make.declared()
    first, second, *_rest = free.application.call.criteria.all()
    save_scores(assignment=free, scores={first.pk: (3, "Goed"), second.pk: (1, "")}, by=free.adviser, at=AT)

    save_scores(assignment=free, scores={first.pk: (5, "Beter")}, by=free.adviser, at=LATER)

    assert scores_of(free) == {(first.pk, 5, "Beter")}
    assert Assignment.objects.get().status == AssignmentStatus.DECLARED


@pytest.mark.parametrize("points", [-1, 6, 100])
def test_scores_off_the_scale_are_refused(points):
    free = make.declared()
    criterion = free.application.call.criteria.first()
    with pytest.raises(Refused, match="0 tot 5"):
        save_scores(assignment=free, scores={criterion.pk: (points, "")}, by=free.adviser, at=AT)
    assert not Score.objects.exists()


def test_scores_on_a_criterion_of_another_call_are_refused():
    free, other = make.declared(), eligible()
    with pytest.raises(Refused, match="hoort niet bij deze oproep"):
        save_scores(assignment=free, scores={other.call.criteria.first().pk: (3, "")}, by=free.adviser, at=AT)


@pytest.mark.parametrize("stage", [make.assignment, make.conflicted, make.advised])
def test_scores_before_the_declaration_or_after_the_advice_are_refused(stage):
    assignment = stage()
    before = scores_of(assignment)
    with pytest.raises(Refused, match="Dit kan niet meer"):
        save_scores(assignment=assignment, scores={}, by=assignment.adviser, at=AT)
    assert scores_of(assignment) == before


def test_scores_by_another_adviser_are_not_permitted():
    with pytest.raises(NotPermitted):
        save_scores(assignment=make.declared(), scores={}, by=user(Role.ADVISER), at=AT)


def test_advise_keeps_what_and_when():
    scored = make.scored()
    advise(assignment=scored, advice=Advice.DOUBT, text=" Nog niet rijp ", by=scored.adviser, at=LATER)

    saved = Assignment.objects.get()
    assert (saved.status, saved.advice, saved.advice_text, saved.advised_at) == (
        AssignmentStatus.ADVISED,
        Advice.DOUBT,
        "Nog niet rijp",
        LATER,
    )


def test_advise_names_the_criteria_without_points():
    free = make.declared()
    first, second, *_rest = free.application.call.criteria.all()
    save_scores(assignment=free, scores={first.pk: (3, "")}, by=free.adviser, at=AT)

    with pytest.raises(Refused, match=second.name) as refused:
        advise(assignment=free, advice=Advice.SELECT, text="Doen", by=free.adviser, at=LATER)

    assert first.name not in str(refused.value)


@pytest.mark.parametrize(
    ("advice", "text", "field"), [("misschien", "x", "advice"), (Advice.SELECT, " ", "advice_text")]
)
def test_advise_without_a_conclusion_or_reason_is_refused(advice, text, field):
    scored = make.scored()
    with pytest.raises(Refused) as refused:
        advise(assignment=scored, advice=advice, text=text, by=scored.adviser, at=LATER)
    assert refused.value.field == field


def test_after_the_decision_the_assessment_is_over():
    scored = make.scored()
    select_application(application=scored.application, decided_on=TODAY, grounds="Goed", by=user(Role.LEAD), at=LATER)

    for late in (
        lambda: advise(assignment=scored, advice=Advice.SELECT, text="Doen", by=scored.adviser, at=LATER),
        lambda: save_scores(assignment=scored, scores={}, by=scored.adviser, at=LATER),
        lambda: declare_conflict(assignment=scored, reason="x", by=scored.adviser, at=LATER),
    ):
        with pytest.raises(Refused, match="De beoordeling is afgesloten"):
            late()


def test_waiting_and_late_are_only_of_applications_in_assessment():
    asked = make.assignment(due_on=TODAY)
    make.advised()
    withdrawn = make.assignment(due_on=TODAY)
    select_application(application=withdrawn.application, decided_on=TODAY, grounds="x", by=user(Role.LEAD), at=LATER)

    assert list(Assignment.objects.waiting()) == [asked]
    assert set(Assignment.objects.over()) == set(Assignment.objects.exclude(pk=asked.pk))
    assert list(Assignment.objects.late(TODAY)) == []
    assert list(Assignment.objects.late(TODAY + make.DAY)) == [asked]


def test_the_timeline_tells_applicants_nothing_of_the_assessment():
    advised = make.advised()
    verbs = set(Entry.objects.filter(about_id=advised.application_id).values_list("verb", flat=True))
    assert {"adviser_assigned", "no_conflict_declared", "scores_saved", "advice_given"} <= verbs

    told = " ".join(line.sentence for line in timeline(advised.application, public_only=True))
    assert advised.adviser.name not in told
    assert "advies" not in told


def race(assignment):
    def once(_n):
        try:
            advise(assignment=assignment, advice=Advice.SELECT, text="Doen", by=assignment.adviser, at=LATER)
        except Refused:
            return "refused"
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        return sorted(pool.map(once, range(4)))


@pytest.mark.django_db(transaction=True)
def test_advise_at_once_happens_once():
    assert race(make.scored()) == ["done"] + ["refused"] * 3
    assert Entry.objects.filter(verb="advice_given").count() == 1


@pytest.mark.django_db(transaction=True)
def test_advise_at_once_needs_the_lock():
    """Negative control: without the lock all four read before the first one writes."""
    scored = make.scored()
    all_have_read = threading.Barrier(4)

    def unlocked(instance, *_related):
        row = type(instance).objects.get(pk=instance.pk)
        if isinstance(instance, Assignment):
            all_have_read.wait(timeout=LONGEST)
        return row

    with mock.patch.object(workflow, "locked", unlocked):
        assert race(scored) == ["done"] * 4
