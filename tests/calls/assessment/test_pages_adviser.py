"""The adviser's pages: declaration first, then scores and advice; and nothing after a conflict."""

import pytest
from django.urls import reverse

from calls.application.writing import withdraw_application
from calls.enums import ApplicationStatus as Status
from calls.enums import AssignmentStatus
from calls.models import Assignment, Score
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.models import SentMail
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Membership
from tests.factories import assessment as make
from tests.factories.ground import user
from tests.pages import client_of, crawl, markup

pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.LATER)]
LIST = "/beheer/beoordelingen/"
SECRET = "Gesprekken met drie leveranciers"


def to(name, assignment) -> str:
    return reverse(f"calls:{name}", args=[assignment.pk])


def answers(assignment, points="4", **changes):
    criteria = list(assignment.application.call.criteria.all())
    data = {f"points_{c.pk}": points for c in criteria} | {f"comment_{c.pk}": f"Over {c.name}" for c in criteria}
    return data | {"advice": "select", "advice_text": "Doen"} | changes


def test_nothing_of_the_content_before_the_declaration():
    asked = make.assignment()
    client = client_of(asked.adviser)
    html = markup(client.get(to("assignment", asked)))
    assert "Eerst uw belangenverklaring" in html
    assert asked.application.organisation.name in html  # without it nobody can say
    assert SECRET not in html
    assert client.post(to("judge", asked), answers(asked)).status_code == 404


def test_after_declaring_to_be_free_the_answers_and_the_form_are_there():
    asked = make.assignment()
    client = client_of(asked.adviser)
    client.post(to("declare_interest", asked), {"declaration": "vrij"})
    html = markup(client.get(to("assignment", asked)))
    assert SECRET in html
    assert "Advies geven" in html


def test_after_a_conflict_nothing_exists_any_more():
    asked = make.assignment()
    client = client_of(asked.adviser)
    client.post(to("declare_interest", asked), {"declaration": "conflict", "reason": "Mijn zus werkt er"})

    assert Assignment.objects.get().status == AssignmentStatus.CONFLICTED
    assert client.get(to("assignment", asked)).status_code == 404
    for name in ("declare_interest", "judge"):
        assert client.post(to(name, asked), answers(asked)).status_code == 404
    html = markup(client.get(LIST))
    assert asked.application.title not in html
    assert asked.application.ref not in html


@pytest.mark.parametrize(
    ("data", "sentence"),
    [({}, "Kies een antwoord bij"), ({"declaration": "conflict", "reason": " "}, "welk belang u hebt")],
)
def test_an_incomplete_declaration_is_explained(data, sentence):
    asked = make.assignment()
    response = client_of(asked.adviser).post(to("declare_interest", asked), data)
    assert response.status_code == 422
    assert sentence in markup(response)
    assert Assignment.objects.get().status == AssignmentStatus.ASSIGNED


def test_for_who_became_a_member_meanwhile_the_question_does_not_exist():
    asked = make.assignment()
    Membership.objects.create(
        organisation=asked.application.organisation,
        user=asked.adviser,
        status="active",
        requested_at=make.AT,
        decided_at=make.AT,
        decided_by=asked.adviser,
        level=Level.VIEWER,
    )
    client = client_of(asked.adviser)
    assert client.get(to("assignment", asked)).status_code == 404
    assert client.post(to("declare_interest", asked), {"declaration": "vrij"}).status_code == 404
    assert asked.application.title not in markup(client.get(LIST))
    assert client.get(f"/mijn/aanvragen/{asked.application.ref}/").status_code == 200  # as a member of it


@pytest.mark.parametrize("status", ["assigned", "declared", "advised"])
def test_another_adviser_gets_404_everywhere(status):
    theirs = {"assigned": make.assignment, "declared": make.declared, "advised": make.advised}[status]()
    client = client_of(user(Role.ADVISER))
    assert client.get(to("assignment", theirs)).status_code == 404
    for name in ("declare_interest", "judge"):
        assert client.post(to(name, theirs), answers(theirs)).status_code == 404
    assert theirs.application.title not in markup(client.get(LIST))


@pytest.mark.parametrize("role", [r for r in Role if r != Role.ADVISER])
def test_other_roles_are_refused(role):
    asked = make.assignment()
    client = client_of(user(role))
    assert client.get(LIST).status_code == 403
    assert client.get(to("assignment", asked)).status_code == 403
    assert client.post(to("judge", asked)).status_code == 403


def test_draft_is_kept_and_comes_back():
    free = make.declared()
    first, *_rest = free.application.call.criteria.all()
    client = client_of(free.adviser)
    response = client.post(
        to("judge", free), {f"points_{first.pk}": "2", f"comment_{first.pk}": "Mager", "advice_text": "Nog even"}
    )
    assert response.status_code == 302
    assert list(Score.objects.values_list("points", "comment")) == [(2, "Mager")]
    html = markup(client.get(to("assignment", free)))
    assert "Mager" in html
    assert "Nog even" in html
    assert Assignment.objects.get().status == AssignmentStatus.DECLARED


def test_advice_is_given_with_its_scores_in_one_go():
    free = make.declared()
    client = client_of(free.adviser)
    response = client.post(to("judge", free), answers(free, final="1"), follow=True)
    saved = Assignment.objects.get()
    assert (saved.status, saved.advice, saved.advice_text) == (AssignmentStatus.ADVISED, "select", "Doen")
    assert set(Score.objects.values_list("points", flat=True)) == {4}
    assert "is gegeven" in markup(response)


def test_advice_clicked_twice_is_given_once_and_says_so():
    free = make.declared()
    client = client_of(free.adviser)
    client.post(to("judge", free), answers(free, final="1"))
    again = client.post(to("judge", free), answers(free, points="0", final="1"))
    assert "de stand is intussen “Advies gegeven”" in markup(again)
    assert set(Score.objects.values_list("points", flat=True)) == {4}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"advice": ""}, "Kies een antwoord bij"),
        ({"advice": "misschien"}, "Kies een van de antwoorden"),
        ({"advice_text": ""}, "Geef een antwoord op “Waarom?”"),
        ({"points": "6"}, "Kies een van de antwoorden"),
        ({"points": "drie"}, "Kies een van de antwoorden"),
        ({"points": ""}, "Geef punten voor"),
    ],
)
def test_bad_advice_is_explained_and_keeps_what_was_typed(change, sentence):
    free = make.declared()
    response = client_of(free.adviser).post(to("judge", free), answers(free, **change, final="1"))
    assert response.status_code == 422
    assert sentence in markup(response)
    assert "Over Behoefte" in markup(response)
    assert not Score.objects.exists()


def test_a_comment_without_points_asks_for_points():
    free = make.declared()
    response = client_of(free.adviser).post(to("judge", free), answers(free, points=""))
    assert "Geef ook punten bij uw toelichting" in markup(response)
    assert "Over Behoefte" in markup(response)


def test_own_judgement_stays_readable_after_the_decision():
    done = make.advised(text="Mijn besluit")
    html = markup(client_of(done.adviser).get(to("assignment", done)))
    assert "Mijn besluit" in html
    assert "Advies geven" not in html


def test_list_separates_what_is_to_do_from_what_is_done():
    adviser = user(Role.ADVISER)
    todo, done = make.assignment(adviser=adviser), make.advised(adviser=adviser)
    before, after = markup(client_of(adviser).get(LIST)).split("Afgerond", 1)
    assert todo.application.title in before
    assert done.application.title in after
    assert done.application.title not in before


@pytest.mark.parametrize("status", [Status.ELIGIBLE, Status.SELECTED, Status.NOT_SELECTED])
def test_scores_advice_and_advisers_never_reach_applicants_or_the_public(status):
    """The canary: marks in everything internal, looked for on every page that an applicant can reach."""
    from calls.selection.decision import refuse_application, select_application

    done = make.advised(text="KANARIE-ADVIES", comment="KANARIE-SCORE", adviser=user(Role.ADVISER, name="KANARIE-NAAM"))
    make.conflicted(done.application, user(Role.ADVISER, name="KANARIE-CONFLICT"))
    decision = {"decided_on": make.TODAY, "grounds": "ZICHTBAAR", "by": user(Role.LEAD), "at": make.LATER}
    if status == Status.SELECTED:
        select_application(application=done.application, **decision)
    if status == Status.NOT_SELECTED:
        refuse_application(application=done.application, feedback="FEEDBACK-ZICHTBAAR", **decision)

    text = crawl(client_of(done.application.submitted_by))

    assert done.application.title in text
    assert "KANARIE" not in text
    assert ("FEEDBACK-ZICHTBAAR" in text) is (status == Status.NOT_SELECTED)


def test_the_canary_sings_when_it_should():
    """Negative control: on the page of staff the same marks are found."""
    done = make.advised(text="KANARIE-ADVIES", comment="KANARIE-SCORE")
    html = markup(client_of(user(Role.STAFF)).get(f"/beheer/aanvragen/{done.application.ref}/beoordeling/"))
    assert "KANARIE-ADVIES" in html
    assert "KANARIE-SCORE" in html


def test_what_was_withdrawn_or_decided_without_the_advice_is_not_needed_any_more():
    asked = make.declared()
    client = client_of(asked.adviser)

    withdraw_application(application=asked.application, by=asked.application.submitted_by, at=make.LATER, reason="x")

    page = markup(client.get("/beheer/beoordelingen/"))
    assert "Niet meer nodig" in page
    assert "Aan het beoordelen" not in page
    mail = SentMail.objects.get(kind="application_withdrawn_adviser").email
    assert (mail.to, asked.application.ref in mail.subject) == ([asked.adviser.email], True)


def test_who_advised_already_gets_no_mail_of_a_withdrawal():
    done = make.advised().application
    withdraw_application(application=done, by=done.submitted_by, at=make.LATER, reason="x")
    assert not SentMail.objects.filter(kind="application_withdrawn_adviser").exists()
