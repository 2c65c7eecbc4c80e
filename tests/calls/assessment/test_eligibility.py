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
from tests.pages import hidden, markup, refusal

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

    both = {f"p{first.pk}": Finding(MET, seen=Finding(MET).mark), f"p{second.pk}": Finding(MET)}
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
    check(application, **{f"p{first.pk}": Finding(NOT_MET, "Een onderneming.")})
    data = {f"outcome_{first.pk}": "met", f"note_{first.pk}": "Toch wel"}
    answer = desk.post(address(application), data)
    page = refusal(answer)
    for words in ("intussen na", "Toch wel", "intussen:</strong>", "Een onderneming."):
        assert words in page
    again = data | {f"seen_{first.pk}": hidden(answer, f"seen_{first.pk}")}
    assert desk.post(address(application), again).status_code == 302  # a choice, with both in view
    assert EligibilityCheck.objects.get().note == "Toch wel"


def test_what_a_colleague_found_in_another_row_stays_when_this_page_is_older(desk):
    """Saving the whole page says nothing of the rows that were not touched on it."""
    application, (first, second) = with_points()
    check(application, **{f"p{first.pk}": Finding(MET)})
    page = desk.get(address(application))
    old = {f"seen_{first.pk}": hidden(page, f"seen_{first.pk}")}
    check(application, **{f"p{first.pk}": Finding(NOT_MET, "Toch niet.", seen=Finding(MET).mark)})

    data = old | {f"outcome_{first.pk}": "met", f"outcome_{second.pk}": "met"}
    assert desk.post(address(application), data).status_code == 302

    found = set(EligibilityCheck.objects.values_list("point", "outcome", "note"))
    assert found == {(first.pk, NOT_MET, "Toch niet."), (second.pk, MET, "")}


def test_a_page_that_is_refused_shows_what_colleagues_found_in_its_other_rows(desk):
    application, (first, second) = with_points()
    check(application, **{f"p{first.pk}": Finding(NOT_MET, "Van de collega."), f"p{second.pk}": Finding(UNCLEAR)})

    answer = desk.post(address(application), {f"outcome_{second.pk}": "met"})  # from before they found anything

    assert "Van de collega." in refusal(answer)
    again = {f"seen_{point.pk}": hidden(answer, f"seen_{point.pk}") for point in (first, second)} | {
        f"outcome_{first.pk}": "not_met",
        f"note_{first.pk}": "Van de collega.",
        f"outcome_{second.pk}": "met",
    }
    assert desk.post(address(application), again).status_code == 302
    found = set(EligibilityCheck.objects.values_list("point", "outcome", "note"))
    assert found == {(first.pk, NOT_MET, "Van de collega."), (second.pk, MET, "")}


@pytest.mark.parametrize("seen", ["gisteren", "9999-99-99"])
def test_a_tampered_page_is_only_refused(desk, seen):
    application, (first, _second) = with_points()
    check(application, **{f"p{first.pk}": Finding(NOT_MET)})
    data = {f"outcome_{first.pk}": "met", f"seen_{first.pk}": seen}
    assert desk.post(address(application), data).status_code == 422


def test_the_dossier_leads_to_the_check_first_and_then_to_eligible(desk):
    application, points = with_points()
    html = desk.get(address(application, "")).content.decode()
    assert "Nog 2 voorwaarden na te gaan." in html
    assert "Ontvankelijk verklaren" not in html

    check(application, **{f"p{point.pk}": Finding(MET) for point in points})

    assert "Ontvankelijk verklaren" in desk.get(address(application, "")).content.decode()


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ([], "Nog 2 voorwaarden na te gaan."),
        ([UNCLEAR], "Nog 2 voorwaarden na te gaan."),
        ([NOT_MET], "Aan één voorwaarde is niet voldaan. Nog één voorwaarde na te gaan."),
        ([NOT_MET, NOT_MET], "Aan 2 voorwaarden is niet voldaan."),
        ([MET, UNCLEAR], "Nog één voorwaarde na te gaan."),
    ],
)
def test_what_failed_and_what_nobody_looked_at_are_told_apart(desk, found, sentence):
    application, points = with_points()
    check(application, **{f"p{p.pk}": Finding(outcome) for p, outcome in zip(points, found, strict=False)})
    for page in ("", "ontvankelijkheid/"):
        assert sentence in markup(desk.get(address(application, page)))


# Saved per tick


def tick(desk, application, point, **fields):
    data = {f"{name}_{point.pk}": value for name, value in fields.items()}
    return desk.post(address(application, f"ontvankelijkheid/{point.pk}/"), data, headers={"HX-Request": "true"})


def test_a_tick_is_saved_by_itself_and_says_how_far_the_check_is(desk, staff):
    application, (first, second) = with_points()

    answer = tick(desk, application, first, outcome="met")

    page = markup(answer)
    assert (answer.status_code, "<html" in page) == (200, False)
    assert staff.name in page
    assert "Nog één voorwaarde na te gaan." in page
    assert list(EligibilityCheck.objects.values_list("point", "outcome")) == [(first.pk, MET)]
    assert "Ontvankelijk verklaren" in markup(tick(desk, application, second, outcome="met"))


def test_a_second_tick_goes_on_from_the_first(desk):
    application, (first, _second) = with_points()
    seen = hidden(tick(desk, application, first, outcome="met"), f"seen_{first.pk}")
    assert tick(desk, application, first, outcome="not_met", note="Toch niet", seen=seen).status_code == 200
    assert EligibilityCheck.objects.get().outcome == NOT_MET


def test_a_tick_that_a_colleague_overtook_shows_theirs_and_saves_nothing(desk):
    application, (first, _second) = with_points()
    check(application, **{f"p{first.pk}": Finding(NOT_MET, "Een onderneming.")})
    answer = tick(desk, application, first, outcome="met")
    page = refusal(answer)
    assert "intussen na" in page
    assert "Een onderneming." in page
    assert EligibilityCheck.objects.get().outcome == NOT_MET
    again = tick(desk, application, first, outcome="met", seen=hidden(answer, f"seen_{first.pk}"))
    assert again.status_code == 200


def test_a_remark_without_an_outcome_is_explained_at_once(desk):
    application, (first, _second) = with_points()
    assert "Kies ook een uitkomst" in refusal(tick(desk, application, first, note="Nog bellen"))


def test_a_tick_on_a_condition_of_another_call_does_not_exist(desk):
    application, _points = with_points()
    _other, (foreign, _rest) = with_points()
    assert tick(desk, application, foreign, outcome="met").status_code == 404


# All at once


def test_all_met_is_for_what_nobody_looked_at(desk):
    application, (first, second, third) = with_points(Status.SUBMITTED, "Een", "Twee", "Drie")
    check(application, **{f"p{first.pk}": Finding(NOT_MET, "Nee.")})

    page = markup(desk.post(address(application), {f"outcome_{second.pk}": "unclear", "all": "1"}, follow=True))

    found = dict(EligibilityCheck.objects.values_list("point", "outcome"))
    assert found == {first.pk: NOT_MET, second.pk: UNCLEAR, third.pk: MET}
    assert "Aan één voorwaarde is niet voldaan. Nog één voorwaarde na te gaan." in page


def test_all_met_and_let_through_are_two_clicks(desk):
    application, points = with_points()
    page = markup(desk.post(address(application), {"all": "1"}, follow=True))
    assert EligibilityCheck.objects.filter(outcome=MET).count() == len(points)
    assert "Aan alle voorwaarden is voldaan." in page
    desk.post(address(application, "ontvankelijk/"))
    assert Application.objects.get().status == Status.ELIGIBLE


def test_what_is_not_in_order_is_proposed_as_the_text_of_a_completion(desk):
    application, (first, second, third) = with_points(Status.SUBMITTED, "Publieke organisatie", "Raming", "Thema")
    check(
        application,
        **{
            f"p{first.pk}": Finding(NOT_MET, "Voeg de volmacht toe."),
            f"p{second.pk}": Finding(UNCLEAR),
            f"p{third.pk}": Finding(MET, "In orde."),
        },
    )
    page = desk.get(address(application, "aanvulling/")).content.decode()
    text = "Deze voorwaarden zijn nog niet in orde:\n- Publieke organisatie: Voeg de volmacht toe.\n- Raming"
    assert text in page.replace("\r\n", "\n")
    assert "In orde." not in page


def test_the_conditions_stand_beside_the_answers(desk):
    application, points = with_points()
    answer = make.make.COMPLETE["behoefte"]["probleem"]
    page = markup(desk.get(address(application)))
    assert answer in page
    for point in points:
        assert page.count(f'name="note_{point.pk}"') == 1


def test_what_failed_is_proposed_as_grounds(client):
    application, (first, _second) = with_points(Status.SUBMITTED, "Publieke organisatie", "Past in de oproep")
    check(application, **{f"p{first.pk}": Finding(NOT_MET, "Het is een onderneming.")})
    client.force_login(user(Role.LEAD))
    for page in ("beslissing/", "ontwerp/"):
        html = client.get(address(application, page)).content.decode()
        assert "Niet voldaan aan de voorwaarde “Publieke organisatie”. Het is een onderneming." in html
