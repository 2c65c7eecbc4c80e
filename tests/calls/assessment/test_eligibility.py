"""The check of eligibility, before the assessment."""

import pytest

from calls.assessment.eligibility import Finding, check_eligibility
from calls.assessment.handling import declare_eligible
from calls.enums import ApplicationStatus as Status
from calls.enums import CheckOutcome
from calls.models import Application, EligibilityCheck
from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.change import NotPermitted, Refused
from tests.factories import assessment as make
from tests.factories.ground import user

AT, LATER = make.AT, make.LATER
pytestmark = pytest.mark.django_db
MET, NOT_MET, UNCLEAR = CheckOutcome.MET, CheckOutcome.NOT_MET, CheckOutcome.UNCLEAR


def with_points(status=Status.SUBMITTED, *texts):
    application = make.application(status)
    return application, make.points(application, *texts)


def check(application, by=None, at=LATER, **findings):
    by = by or user(Role.STAFF)
    return check_eligibility(
        application=application, findings={int(pk[1:]): f for pk, f in findings.items()}, by=by, at=at
    )


def test_a_check_keeps_what_who_and_when():
    application, (first, _second) = with_points()
    staff = user(Role.STAFF)

    check(application, staff, **{f"p{first.pk}": Finding(UNCLEAR, " Wie is de opdrachtgever? ")})

    row = EligibilityCheck.objects.get()
    assert (row.point, row.outcome, row.note, row.at, row.by) == (
        first,
        UNCLEAR,
        "Wie is de opdrachtgever?",
        LATER,
        staff,
    )
    assert Entry.objects.filter(verb="eligibility_checked").count() == 1


def test_what_did_not_change_keeps_who_found_it():
    application, (first, second) = with_points()
    one, other = user(Role.STAFF), user(Role.STAFF)
    check(application, one, at=AT, **{f"p{first.pk}": Finding(MET)})

    both = {f"p{first.pk}": Finding(MET, seen=AT), f"p{second.pk}": Finding(MET)}
    check(application, other, at=LATER, **both)

    assert set(EligibilityCheck.objects.values_list("point", "by", "at")) == {
        (first.pk, one.pk, AT),
        (second.pk, other.pk, LATER),
    }


def test_what_a_colleague_found_since_is_not_overwritten():
    application, (first, _second) = with_points()
    check(application, at=AT, **{f"p{first.pk}": Finding(NOT_MET, "Het is een onderneming.")})

    with pytest.raises(Refused, match="intussen na") as refused:
        check(application, **{f"p{first.pk}": Finding(MET)})

    assert refused.value.field == f"outcome_{first.pk}"
    assert EligibilityCheck.objects.get().outcome == NOT_MET


@pytest.mark.parametrize("status", [s for s in Status if s not in (Status.SUBMITTED, Status.INFO_REQUESTED)])
def test_a_check_outside_its_phase_is_refused(status):
    application, (first, _second) = with_points(status)
    with pytest.raises(Refused, match="wordt niet meer nagekeken"):
        check(application, **{f"p{first.pk}": Finding(MET)})


def test_a_check_while_the_applicant_completes_is_possible():
    application, (first, _second) = with_points(Status.INFO_REQUESTED)
    assert check(application, **{f"p{first.pk}": Finding(MET)})


def test_a_condition_of_another_call_or_an_unknown_outcome_is_refused():
    application, (first, _second) = with_points()
    _other, (foreign, _rest) = with_points()
    with pytest.raises(Refused, match="hoort niet bij deze oproep"):
        check(application, **{f"p{foreign.pk}": Finding(MET)})
    with pytest.raises(Refused, match="Kies een uitkomst"):
        check(application, **{f"p{first.pk}": Finding("misschien")})
    assert not EligibilityCheck.objects.exists()


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.STAFF, Role.LEAD)])
def test_a_check_by_others_is_not_permitted(role):
    application, (first, _second) = with_points()
    with pytest.raises(NotPermitted):
        check(application, user(role), **{f"p{first.pk}": Finding(MET)})


@pytest.mark.parametrize("found", [None, NOT_MET, UNCLEAR])
def test_eligible_is_refused_while_a_condition_is_not_met_and_names_it(found):
    application, (first, second) = with_points(Status.SUBMITTED, "Publieke organisatie", "Past in de oproep")
    check(application, **{f"p{first.pk}": Finding(MET)})
    if found:
        check(application, **{f"p{second.pk}": Finding(found)})

    with pytest.raises(Refused, match="Past in de oproep") as refused:
        declare_eligible(application=application, by=user(Role.STAFF), at=LATER)

    assert "Publieke organisatie" not in str(refused.value)
    assert Application.objects.get().status == Status.SUBMITTED


def test_eligible_with_all_conditions_met_or_none_at_all():
    application, points = with_points()
    check(application, **{f"p{point.pk}": Finding(MET) for point in points})
    staff = user(Role.STAFF)
    assert declare_eligible(application=application, by=staff, at=LATER).status == Status.ELIGIBLE
    assert declare_eligible(application=make.application(), by=staff, at=LATER).status == Status.ELIGIBLE


# The page


def address(application, page="ontvankelijkheid/"):
    return f"/beheer/aanvragen/{application.ref}/{page}"


def test_the_page_saves_all_at_once_and_shows_who_and_when(desk):
    application, (first, second) = with_points()
    html = desk.get(address(application)).content.decode()
    assert html.count("Nog niet nagekeken") == 2

    data = {f"outcome_{first.pk}": "met", f"outcome_{second.pk}": "not_met", f"note_{second.pk}": "Te laat."}
    html = desk.post(address(application), data, follow=True).content.decode()

    assert "De ontvankelijkheid is bewaard." in html
    assert "Te laat." in html
    assert "Nog niet nagekeken" not in html


def test_the_page_takes_one_condition_and_leaves_the_rest(desk):
    application, (first, _second) = with_points()
    desk.post(address(application), {f"outcome_{first.pk}": "met"})
    assert list(EligibilityCheck.objects.values_list("point", "outcome")) == [(first.pk, "met")]


def test_a_note_without_an_outcome_is_explained_and_kept(desk):
    application, (first, _second) = with_points()
    answer = desk.post(address(application), {f"note_{first.pk}": "Nog bellen"})
    assert answer.status_code == 422
    assert "Kies ook een uitkomst" in answer.content.decode()
    assert "Nog bellen" in answer.content.decode()


def test_a_page_that_a_colleague_overtook_says_so_and_keeps_what_was_typed(desk):
    application, (first, _second) = with_points()
    check(application, **{f"p{first.pk}": Finding(NOT_MET)})
    answer = desk.post(address(application), {f"outcome_{first.pk}": "met", f"note_{first.pk}": "Toch wel"})
    assert answer.status_code == 422
    assert "intussen na" in answer.content.decode()
    assert "Toch wel" in answer.content.decode()


@pytest.mark.parametrize("seen", ["gisteren", "9999-99-99"])
def test_a_tampered_page_is_only_refused(desk, seen):
    application, (first, _second) = with_points()
    check(application, **{f"p{first.pk}": Finding(NOT_MET)})
    data = {f"outcome_{first.pk}": "met", f"seen_{first.pk}": seen}
    assert desk.post(address(application), data).status_code == 422


def test_the_dossier_leads_to_the_check_first_and_then_to_eligible(desk):
    application, points = with_points()
    html = desk.get(address(application, "")).content.decode()
    assert "Aan 2 voorwaarden is nog niet voldaan." in html
    assert "Ontvankelijk verklaren" not in html

    check(application, **{f"p{point.pk}": Finding(MET) for point in points})

    assert "Ontvankelijk verklaren" in desk.get(address(application, "")).content.decode()


def test_what_failed_is_proposed_as_grounds(client):
    application, (first, _second) = with_points(Status.SUBMITTED, "Publieke organisatie", "Past in de oproep")
    check(application, **{f"p{first.pk}": Finding(NOT_MET, "Het is een onderneming.")})
    client.force_login(user(Role.LEAD))
    for page in ("beslissing/", "ontwerp/"):
        html = client.get(address(application, page)).content.decode()
        assert "Niet voldaan aan de voorwaarde “Publieke organisatie”. Het is een onderneming." in html
