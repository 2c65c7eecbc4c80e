"""Conflicts of interest: who has one, for whom the dossier is gone, and what becomes of what they did."""

from itertools import product

import pytest
from django.utils.html import escape

from calls.assessment import today
from calls.assessment.advice import assign_adviser
from calls.assessment.conflicts import declare_interest
from calls.assessment.handling import assign_handler, declare_eligible
from calls.enums import ApplicationStatus as Status
from calls.enums import AssignmentStatus
from calls.models import Application, Assignment, Conflict, Score
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.audit.models import Entry
from pio_portal.change import NotPermitted, Refused
from pio_portal.documents.models import Document
from pio_portal.documents.workflow import file_bytes
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership
from tests.factories import assessment as make
from tests.factories import calls
from tests.factories.ground import member, organisation, user
from tests.pages import client_of

AT, LATER, TODAY = make.AT, make.LATER, make.TODAY
pytestmark = pytest.mark.django_db


# The rule of one application and the query of many are the same

ROLES = [(), (Role.ADVISER,), (Role.STAFF,), (Role.LEAD,), (Role.ADVISER, Role.STAFF), (Role.MANAGEMENT,)]
MEMBERSHIPS = [None, "applicant", "partner", "left"]
ASKED = [
    None,
    AssignmentStatus.ASSIGNED,
    AssignmentStatus.DECLARED,
    AssignmentStatus.ADVISED,
    AssignmentStatus.WITHDRAWN,
]


def stage(adviser, application, status):
    when = {"assigned_at": AT, "assigned_by": adviser}
    if status in (AssignmentStatus.DECLARED, AssignmentStatus.ADVISED, AssignmentStatus.CONFLICTED):
        when |= {"declared_at": AT}
    if status == AssignmentStatus.ADVISED:
        when |= {"advised_at": AT, "advice": "select"}
    if status == AssignmentStatus.WITHDRAWN:
        when |= {"withdrawn_at": AT, "withdrawn_by": adviser}
    return Assignment(application=application, adviser=adviser, status=status, **when)


def everybody(application):
    """Somebody of every role × membership × declaration × stage of an assignment on this application."""
    partner, memberships, conflicts, assignments = application.partners.get(), [], [], []
    people = []
    for roles, membership, declared, asked in product(ROLES, MEMBERSHIPS, [False, True], ASKED):
        person = user(*roles)
        people.append(person)
        if membership:
            place = partner if membership == "partner" else application.organisation
            status = MembershipStatus.ENDED if membership == "left" else MembershipStatus.ACTIVE
            ended = {"ended_at": AT, "ended_by": person} if membership == "left" else {}
            row = Membership(organisation=place, user=person, level=Level.VIEWER, status=status, requested_at=AT)
            row.decided_at, row.decided_by = AT, person
            memberships.append(row)
            for name, value in ended.items():
                setattr(row, name, value)
        if declared:
            conflicts.append(Conflict(application=application, user=person, reason="x", declared_at=AT))
        if asked:
            assignments.append(stage(person, application, asked))
    for model, rows in ((Membership, memberships), (Conflict, conflicts), (Assignment, assignments)):
        model.objects.bulk_create(rows)
    return people


def test_what_the_rule_says_of_one_the_query_says_of_many():
    application = make.application(Status.ELIGIBLE, partners=[organisation()])
    draft, other = make.application(Status.DRAFT, of=application.organisation), make.application()
    wrong, people = [], everybody(application)
    rows = [Application.objects.get(pk=row.pk) for row in (application, draft, other)]  # with what was declared since
    for person in people:
        known = User.objects.get(pk=person.pk)
        seen = set(Application.objects.visible_to(known))
        judged = set(Assignment.objects.visible_to(known))
        own = set(Application.objects.of_applicant(known))
        if own != seen & set(Application.objects.of_member(known)):
            wrong.append((known.roles, "of_applicant"))
        for row in rows:
            readable = row in seen and not (known.is_pio and row.status == Status.DRAFT)  # PIO sees that a draft exists
            if known.has_perm("calls.view_application", row) is not readable:
                wrong.append((known.roles, row.ref, "view_application"))
            if known.has_perm("calls.handle_application", row) is not (known.is_pio and row in seen):
                wrong.append((known.roles, row.ref, "handle_application"))
        for assignment in Assignment.objects.filter(adviser=known).select_related("application"):
            expected = assignment in judged and (known.is_pio or known.has_role(Role.ADVISER))
            if known.has_perm("calls.view_assignment", assignment) is not expected:
                wrong.append((known.roles, assignment.status, "view_assignment"))
    assert wrong == []


def test_who_sees_an_application_is_who_should():
    """The same generated people, against the sentence of the plan instead of against each other."""
    application = make.application(Status.ELIGIBLE, partners=[organisation()])
    people = iter(everybody(application))
    for roles, membership, declared, asked in product(ROLES, MEMBERSHIPS, [False, True], ASKED):
        person = next(people)
        works_there = membership in ("applicant", "partner")
        pio = {Role.STAFF, Role.LEAD} & set(roles)
        judges = Role.ADVISER in roles and asked in (AssignmentStatus.DECLARED, AssignmentStatus.ADVISED)
        expected = not declared and (not works_there if pio else works_there or judges)
        found = Application.objects.visible_to(person).filter(pk=application.pk).exists()
        assert found is bool(expected), (roles, membership, declared, asked)


# Declaring


def test_declaring_keeps_who_what_and_when_and_is_written_in_the_timeline():
    application, staff = make.application(), user(Role.STAFF)

    declare_interest(application=application, reason=" Mijn broer werkt er ", by=staff, at=LATER)

    row = Conflict.objects.get()
    assert (row.application, row.user, row.reason, row.declared_at) == (
        application,
        staff,
        "Mijn broer werkt er",
        LATER,
    )
    assert Entry.objects.filter(verb="conflict_declared", by=staff).count() == 1


def test_declaring_takes_the_handling_away():
    application, staff = make.application(), user(Role.STAFF)
    assign_handler(application=application, handler=staff, by=staff, at=AT)

    declare_interest(application=application, reason="Mijn broer", by=staff, at=LATER)

    assert Application.objects.get().handler is None
    assert Entry.objects.filter(verb="handler_left").count() == 1
    with pytest.raises(Refused, match="verklaarde een belangenconflict") as refused:
        assign_handler(application=application, handler=staff, by=user(Role.LEAD), at=LATER)
    assert refused.value.field == "handler"


@pytest.mark.parametrize("made", [make.assignment, make.scored, make.advised])
def test_declaring_takes_out_what_the_same_person_scored_and_advised(made):
    both = user(Role.STAFF, Role.ADVISER)
    application = made(adviser=both).application

    declare_interest(application=application, reason="Mijn broer", by=both, at=LATER)

    row = Assignment.objects.get()
    assert (row.status, row.advice, row.advice_text, row.advised_at) == (AssignmentStatus.CONFLICTED, "", "", None)
    assert not Score.objects.exists()


@pytest.mark.parametrize("status", [s for s in Status if s != Status.DRAFT])
def test_declaring_is_possible_at_any_time(status):
    application = make.application(status)
    declare_interest(application=application, reason="Mijn broer", by=user(Role.LEAD), at=LATER)
    assert Conflict.objects.count() == 1


def test_declaring_without_a_reason_is_refused():
    with pytest.raises(Refused, match="welk belang") as refused:
        declare_interest(application=make.application(), reason=" ", by=user(Role.STAFF), at=AT)
    assert refused.value.field == "reason"


def test_declaring_twice_is_not_permitted_any_more():
    application, staff = make.application(), user(Role.STAFF)
    declare_interest(application=application, reason="Mijn broer", by=staff, at=AT)
    with pytest.raises(NotPermitted):
        declare_interest(application=application, reason="Nog iets", by=staff, at=AT)


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.STAFF, Role.LEAD)])
def test_declaring_by_others_than_pio_is_not_permitted(role):
    with pytest.raises(NotPermitted):
        declare_interest(application=make.application(), reason="x", by=user(role), at=AT)


def test_who_declared_is_not_asked_as_an_adviser():
    both = user(Role.STAFF, Role.ADVISER)
    application = make.application(Status.ELIGIBLE)
    declare_interest(application=application, reason="Mijn broer", by=both, at=AT)
    with pytest.raises(Refused, match="verklaarde een belangenconflict"):
        assign_adviser(application=application, adviser=both, by=user(Role.LEAD), at=AT)


@pytest.mark.parametrize("place", ["applicant", "partner"])
def test_who_works_for_an_applicant_neither_sees_nor_handles_it(place):
    concerned = organisation(name="Stad Halle")
    fields = {"of": concerned} if place == "applicant" else {"partners": [concerned]}
    application, staff = make.application(**fields), member(concerned, Level.VIEWER, roles=[Role.STAFF])

    assert not Application.objects.visible_to(staff).exists()
    with pytest.raises(NotPermitted):
        declare_eligible(application=application, by=staff, at=AT)
    with pytest.raises(Refused, match="werkt bij Stad Halle"):
        assign_handler(application=application, handler=staff, by=user(Role.LEAD), at=AT)


def test_who_handles_applications_makes_none():
    staff = member(level=Level.MANAGER, roles=[Role.STAFF])
    with pytest.raises(NotPermitted):
        calls.application(of=staff.memberships.get().organisation, by=staff)


def test_the_lead_reads_that_an_adviser_came_to_work_for_the_applicant():
    given = make.advised()
    row = Membership(organisation=given.application.organisation, user=given.adviser, status=MembershipStatus.ACTIVE)
    row.requested_at = row.decided_at = AT
    row.decided_by = given.adviser
    row.save()
    text = client_of(user(Role.LEAD)).get(f"/beheer/aanvragen/{given.application.ref}/beoordeling/").content.decode()
    assert "Werkt bij de aanvrager" in text


# Every window


def dossier_of(application):
    """Every address of staff about one application."""
    one, round_ = f"/beheer/aanvragen/{application.ref}/", application.round
    decisions = f"/beheer/oproepen/{application.call.code}/indiendata/{round_.number}/beslissingen/{application.ref}/"
    tabs = ["", "antwoorden/", "ontvankelijkheid/", "beoordeling/", "documenten/", "verloop/"]
    forms = ["aanvulling/", "behandelaar/", "beoordelaars/", "nietig/", "ontwerp/", "belang/", "beslissing/"]
    return [one + page for page in tabs + forms] + [decisions, decisions + "brief/"]


def lists_of(application):
    """Every page on which a row of it would stand."""
    rounds = f"/beheer/oproepen/{application.call.code}/indiendata/{application.round.number}/"
    return [
        "/beheer/",
        "/beheer/aanvragen/",
        "/beheer/aanvragen/?export=csv",
        f"/beheer/zoeken/?q={application.title.split()[0]}",
        f"{rounds}rangschikking/",
        f"{rounds}rangschikking/?export=csv",
        f"{rounds}ontwerpen/",
        f"{rounds}beslissingen/",
        "/beheer/belangenconflicten/",
    ]


def text_of(response) -> str:
    content = response.getvalue() if response.streaming else response.content
    return content.decode()


def biased_lead_and_other(application):
    biased, other = user(Role.LEAD), user(Role.LEAD)
    declare_interest(application=application, reason="GEHEIM-BELANG", by=biased, at=LATER)
    return client_of(biased), client_of(other)


def in_every_window():
    application = make.advised().application
    make.drafted(application)
    letter = file_bytes(owner=application, kind="attachment", title="x", filename="x.pdf", content=b"%PDF-", at=AT)
    return application, letter


def test_the_dossier_is_gone_on_every_page():
    application, letter = in_every_window()
    biased, other = biased_lead_and_other(application)
    for address in [*dossier_of(application), f"/documenten/{letter.pk}/"]:
        shown = other.get(address)
        if shown.streaming:
            shown.getvalue()  # read to the end: only then is the file closed
        assert shown.status_code == 200, address  # negative control
        assert biased.get(address).status_code == 404, address


def test_the_dossier_is_gone_from_every_list():
    application, _letter = in_every_window()
    biased, other = biased_lead_and_other(application)
    shown = 0
    for address in lists_of(application):
        answer = biased.get(address)
        assert answer.status_code == 200, address
        text = text_of(answer)
        assert escape(application.title) not in text, address
        assert f"/aanvragen/{application.ref}/" not in text, address
        shown += escape(application.title) in text_of(other.get(address))
    opened = f"/beheer/zoeken/?q={application.ref}"  # leads to the dossier at once
    assert (biased.get(opened).status_code, other.get(opened).status_code) == (200, 302)
    assert shown == len(lists_of(application))  # negative control: who has no conflict reads it everywhere


def test_the_rows_behind_a_figure_count_it_and_do_not_name_it():
    application, _letter = in_every_window()
    biased, other = biased_lead_and_other(application)
    address = "/beheer/rapporten/I01/?van=2026&tot=2026"
    assert escape(application.title) in text_of(other.get(address))  # negative control
    text = text_of(biased.get(address))
    assert escape(application.title) not in text
    assert application.ref not in text
    assert application.organisation.name not in text
    assert "Een aanvraag waarbij u een belang hebt" in text


def test_changes_by_post_are_gone_too():
    application, _letter = in_every_window()
    biased, _other = biased_lead_and_other(application)
    one = f"/beheer/aanvragen/{application.ref}/"
    for page in ("ontvankelijk/", "ontwerp/", "ontwerp/weggooien/", "belang/", "beslissing/", "ontvankelijkheid/"):
        assert biased.post(one + page, {}).status_code == 404, page


def test_vandaag_has_nothing_of_it():
    late = make.assignment(due_on=(AT + 3 * make.DAY).date())
    lead = user(Role.LEAD)
    assert [*today.late_advice(lead, LATER)]
    declare_interest(application=late.application, reason="x", by=lead, at=LATER)
    assert [*today.late_advice(lead, LATER)] == []


def test_the_lead_reads_who_declared_what():
    application, _letter = in_every_window()
    _biased, other = biased_lead_and_other(application)
    assert "GEHEIM-BELANG" in text_of(other.get("/beheer/belangenconflicten/"))
    assert "GEHEIM-BELANG" in text_of(other.get(f"/beheer/aanvragen/{application.ref}/beoordeling/"))


def test_declaring_on_the_page_leads_away_and_says_so():
    application, staff = make.application(), user(Role.STAFF)
    client, address = client_of(staff), f"/beheer/aanvragen/{application.ref}/belang/"
    faulty = client.post(address, {"reason": ""})
    assert (faulty.status_code, Conflict.objects.count()) == (422, 0)
    done = client.post(address, {"reason": "Mijn broer"}, follow=True)
    assert "U ziet deze aanvraag niet meer." in done.content.decode()
    assert application.title not in done.content.decode()


@pytest.mark.parametrize("made", [make.scored, make.advised])
def test_an_adviser_can_still_declare_a_conflict_later(made):
    mine = made()
    client, address = client_of(mine.adviser), f"/beheer/beoordelingen/{mine.pk}/belang/"
    assert address in client.get(mine.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": "Mijn broer"}).status_code == 302
    assert Assignment.objects.get().status == AssignmentStatus.CONFLICTED
    assert client.get(mine.get_absolute_url()).status_code == 404


def test_a_member_who_advises_reads_its_own_dossier_only_as_an_applicant():
    application = make.application(Status.ELIGIBLE)
    make.advised(application)
    adviser = member(application.organisation, Level.VIEWER, roles=[Role.ADVISER])
    client = client_of(adviser)
    assert client.get(f"/mijn/aanvragen/{application.ref}/").status_code == 200
    assert application.title not in client.get("/beheer/beoordelingen/").content.decode()
    assert not Document.objects.filter(internal=True).exists()


def test_a_verb_judges_by_what_was_declared_while_it_waited():
    """The same person in two windows: the rules of the second were tried before the first declared an interest."""
    application, person = make.application(), user(Role.LEAD)
    waiting = User.objects.get(pk=person.pk)
    assert waiting.has_perm("calls.handle_application", application)

    declare_interest(application=application, reason="Mijn zus werkt er.", by=person, at=AT)

    with pytest.raises(NotPermitted):
        declare_eligible(application=application, by=waiting, at=AT)
