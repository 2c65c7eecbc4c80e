"""What speaks against a decision is told beside it, counted before it leaves, and gone against with a reason only."""

import pytest
from django.db import IntegrityError, transaction
from post_office.models import Email

from calls.enums import ApplicationStatus as Status
from calls.enums import Doubt
from calls.models import Application, Decision
from calls.selection.decision import declare_ineligible, refuse_application, select_application
from calls.selection.drafts import draft_decision
from calls.selection.evidence import evidence_of
from calls.selection.letters import file_decision_letter
from calls.selection.publishing import drafts_of, look_over, publish_decisions, summary_of
from pio_portal.accounts.enums import Role
from pio_portal.audit.workflow import timeline
from pio_portal.change import Refused
from pio_portal.documents.models import Document
from tests.calls.pages import page_of
from tests.factories import assessment as make
from tests.factories import calls
from tests.factories.ground import user
from tests.files import text_of_pdf
from tests.pages import client_of, markup, refusal, text

AT, LATER, TODAY = make.AT, make.LATER, make.TODAY
pytestmark = [pytest.mark.django_db, pytest.mark.moment(LATER)]
LOW, OPEN, MISSING = Doubt.BELOW_THRESHOLD, Doubt.ROUND_OPEN, Doubt.ADVICE_MISSING
REASON = "De jury herzag dit punt mondeling."


def knocked_out(**fields):
    return make.advised(make.application(Status.ELIGIBLE, **fields), points=1).application


def in_open_round():
    """Advised well, and its round takes applications in for ten more days."""
    return make.advised(make.application(Status.ELIGIBLE, within=calls.call())).application


def sound():
    return make.advised().application


def awaited():
    half = sound()
    make.assignment(half)
    return half


def take(verb, application, **fields):
    decision = {"decided_on": TODAY, "grounds": "Om deze reden.", "by": user(Role.LEAD), "at": LATER} | fields
    if verb is refuse_application:
        decision.setdefault("feedback", "Bevraag de markt.")
    return verb(application=application, **decision)


@pytest.mark.parametrize(
    ("made", "selecting", "refusing"),
    [
        (sound, [], []),
        (knocked_out, [LOW], []),
        (in_open_round, [OPEN], [OPEN]),
        (awaited, [MISSING], [MISSING]),
        (lambda: make.application(Status.ELIGIBLE), [MISSING], [MISSING]),
    ],
)
def test_what_speaks_against_which_decision(made, selecting, refusing):
    evidence = evidence_of(made(), at=LATER)
    assert evidence.doubts(Status.SELECTED) == selecting
    assert evidence.doubts(Status.NOT_SELECTED) == refusing
    assert evidence.doubts(Status.INELIGIBLE) == []


def test_who_declared_an_interest_or_is_not_asked_any_more_is_not_waited_for():
    application = sound()
    make.conflicted(application)
    make.withdrawn(application)
    evidence = evidence_of(Application.objects.get(pk=application.pk), at=LATER)
    assert (evidence.given, evidence.asked, evidence.awaited) == (1, 1, ())


@pytest.mark.parametrize(
    ("made", "verb", "words"),
    [
        (knocked_out, select_application, "Onder de uitsluitingsdrempel: Behoefte"),
        (in_open_round, select_application, "De indiendatum is nog open tot 22 maart 2026"),
        (in_open_round, refuse_application, "De indiendatum is nog open tot 22 maart 2026"),
    ],
)
@pytest.mark.parametrize("despite", ["", "  "])
def test_against_something_serious_one_decides_with_a_reason_only(made, verb, words, despite):
    application = made()
    with pytest.raises(Refused, match=words) as refused:
        take(verb, application, despite=despite)
    assert refused.value.field == "despite"
    assert "Schrijf waarom u toch zo beslist." in str(refused.value)
    assert Application.objects.get(pk=application.pk).status == Status.ELIGIBLE


def test_the_reason_is_kept_with_what_it_goes_against_and_stays_inside():
    application, lead = knocked_out(), user(Role.LEAD)

    take(select_application, application, despite=f" {REASON} ", by=lead)

    decision = Decision.objects.get(application=application)
    assert (decision.doubts, decision.despite) == ([LOW], REASON)
    assert Decision.pgh_event_model.objects.filter(pgh_obj=decision, despite=REASON, doubts=[LOW]).exists()
    sentence = f"{lead.name} besliste ondanks twijfel (onder de uitsluitingsdrempel). Reden: {REASON}"
    assert sentence in [line.sentence for line in timeline(application)]
    assert sentence not in [line.sentence for line in timeline(application, public_only=True)]
    assert REASON in text(client_of(user(Role.STAFF)).get(f"/beheer/aanvragen/{application.ref}/beoordeling/"))
    file_decision_letter(application.pk)
    assert REASON not in text_of_pdf(Document.objects.get(kind="decision_letter").read())
    assert not Email.objects.filter(message__contains=REASON).exists()
    assert REASON not in text(client_of(application.submitted_by).get(f"/mijn/aanvragen/{application.ref}/"))


def test_a_missing_advice_is_kept_but_asks_no_reason():
    application = awaited()
    take(select_application, application)
    decision = Decision.objects.get(application=application)
    assert (decision.doubts, decision.despite) == ([MISSING], "")


def test_a_reason_where_nothing_serious_speaks_against_it_is_not_kept():
    application = sound()
    take(select_application, application, despite=REASON)
    assert Decision.objects.get(application=application).despite == ""


def test_what_does_not_meet_the_conditions_is_decided_while_its_round_is_open():
    submitted = make.application(within=calls.call())
    assert take(declare_ineligible, submitted).status == Status.INELIGIBLE


@pytest.mark.parametrize("doubt", Doubt.serious())
def test_the_database_keeps_no_decision_against_something_serious_without_a_reason(doubt):
    application = sound()
    take(select_application, application)
    rows = Decision.objects.filter(application=application)
    with pytest.raises(IntegrityError, match="decision_against_a_serious_doubt_says_why"), transaction.atomic():
        rows.update(doubts=[doubt])
    with pytest.raises(IntegrityError, match="decision_doubts_are_known"), transaction.atomic():
        rows.update(doubts=["gevoel"], despite=REASON)


# A round of decisions


def a_round():
    """Four drafts: one sound, one below the threshold with its reason, one without any advice, one that is refused."""
    first = sound()
    low = knocked_out(within=first.call)
    bare = make.application(Status.ELIGIBLE, within=first.call)
    refused = make.advised(make.application(Status.ELIGIBLE, within=first.call), points=1).application
    make.assignment(refused)
    for application in (first, bare):
        make.drafted(application)
    make.drafted(low, despite=REASON)
    make.drafted(refused, Status.NOT_SELECTED)
    return first.round, [first, low, bare, refused]


def keys(applications):
    return [f"{a.pk}:1" for a in applications]


def test_what_leaves_is_counted():
    round_, _applications = a_round()
    lead = user(Role.LEAD)
    prepared = look_over(drafts_of(round_, by=lead), decided_on=TODAY, by=lead, at=LATER)
    assert summary_of(prepared) == (
        "4 beslissingen: 3 geselecteerd, 1 niet geselecteerd; bij 2 ontbreekt een advies; 1 onder de drempel"
    )
    assert summary_of(prepared[:1]) == "1 beslissing: 1 geselecteerd"


def test_a_draft_against_the_threshold_cannot_leave_without_its_reason():
    round_, (_first, low, *_rest) = a_round()
    Decision.objects.filter(application=low).update(despite="")
    lead = user(Role.LEAD)

    found = {p.application.pk: p for p in look_over(drafts_of(round_, by=lead), decided_on=TODAY, by=lead, at=LATER)}

    assert "Onder de uitsluitingsdrempel" in found[low.pk].obstacle
    with pytest.raises(Refused, match=f"{low.ref}: Onder de uitsluitingsdrempel"):
        publish_decisions(round=round_, seen={low.pk: 1}, decided_on=TODAY, by=lead, at=LATER)


def test_an_advice_that_came_after_the_draft_is_heard_when_it_leaves():
    application = sound()
    make.drafted(application)
    for _n in range(2):
        make.advised(application, points=0)
    with pytest.raises(Refused, match="Onder de uitsluitingsdrempel"):
        publish_decisions(
            round=application.round, seen={application.pk: 1}, decided_on=TODAY, by=user(Role.LEAD), at=LATER
        )


def test_doubtful_ones_are_not_ticked_beforehand():
    round_, (first, low, bare, refused) = a_round()
    page = markup(client_of(user(Role.LEAD)).get(page_of(round_)))
    ticked = {a.ref for a in (first, low, bare, refused) if f'value="{a.pk}:1" checked' in page}
    assert ticked == {first.ref}
    assert "4 beslissingen: 3 geselecteerd, 1 niet geselecteerd" in page
    assert "3 beslissingen waarover twijfel is, zijn niet aangekruist." in page


def test_publishing_asks_once_with_the_count_of_what_was_chosen_and_what_speaks_against_it():
    round_, applications = a_round()
    _first, low, _bare, _refused = applications
    lead = client_of(user(Role.LEAD))
    data = {"take": keys(applications[:2]), "decided_on": "2026-03-12"}

    asked = text(lead.post(page_of(round_, "publiceren/"), data))

    assert "2 beslissingen: 2 geselecteerd; 1 onder de drempel." in asked
    assert low.title in asked
    assert "Onder de uitsluitingsdrempel: Behoefte" in asked
    assert f"Toch, omdat: {REASON}" in asked
    assert not Decision.objects.published().exists()

    assert lead.post(page_of(round_, "publiceren/"), data | {"confirm": "1"}).status_code == 302
    assert set(Decision.objects.published().values_list("application", flat=True)) == {a.pk for a in applications[:2]}


def test_a_draft_that_changed_since_it_was_read_is_told_before_the_question():
    round_, (first, *_rest) = a_round()
    lead = client_of(user(Role.LEAD))
    draft_decision(
        application=first,
        outcome=Status.SELECTED,
        grounds="Anders.",
        feedback="",
        version=1,
        by=user(Role.STAFF),
        at=LATER,
    )
    page = refusal(lead.post(page_of(round_, "publiceren/"), {"take": keys([first]), "decided_on": "2026-03-12"}))
    assert "Er is niets gepubliceerd" in page


# Beside the grounds


ON_EACH = [
    "/beheer/aanvragen/{ref}/ontwerp/",
    "/beheer/aanvragen/{ref}/beslissing/",
    "/beheer/oproepen/{code}/indiendata/{number}/ontwerpen/",
    "/beheer/oproepen/{code}/indiendata/{number}/beslissingen/{ref}/",
]


@pytest.mark.parametrize("address", ON_EACH)
def test_scores_doubts_and_remarks_stand_beside_the_grounds(address):
    application = make.advised(
        make.application(Status.ELIGIBLE, within=calls.call()), points=1, comment="Te zwak.", text="Liever niet."
    ).application
    make.assignment(application)
    make.drafted(application)
    names = {"ref": application.ref, "code": application.call.code, "number": application.round.number}

    page = text(client_of(user(Role.LEAD)).get(address.format(**names)))

    for words in (
        "Score op 5 1,00",
        "Adviezen 1 van 2",
        "Onder de uitsluitingsdrempel: Behoefte (gemiddeld 1,00, drempel 2)",
        "De indiendatum is nog open tot 22 maart 2026",
        "Het advies van",
        "Te zwak.",
        "Liever niet.",
    ):
        assert words in page


def test_the_lead_who_selects_below_the_threshold_is_asked_why_on_the_page():
    application = knocked_out()
    lead = client_of(user(Role.LEAD))
    address = f"/beheer/aanvragen/{application.ref}/beslissing/"
    assert "Waarom beslist u toch zo?" in markup(lead.get(address))
    data = {"outcome": "selected", "decided_on": "2026-03-12", "grounds": "Sterk.", "version": "0"}

    page = refusal(lead.post(address, data))
    assert "Schrijf waarom u toch zo beslist." in page
    assert "Er is nog niet beslist." in markup(lead.post(address, data | {"despite": REASON}))
    lead.post(address, data | {"despite": REASON, "confirm": "1"})

    assert Application.objects.get(pk=application.pk).decision.despite == REASON


def test_why_is_not_asked_where_nothing_serious_speaks_against_it():
    application = awaited()
    page = markup(client_of(user(Role.LEAD)).get(f"/beheer/aanvragen/{application.ref}/beslissing/"))
    assert "Waarom beslist u toch zo?" not in page


def test_a_draft_keeps_its_reason_for_who_decides():
    application = knocked_out()
    data = {"outcome": "selected", "grounds": "Sterk.", "despite": REASON, "version": 0}
    client_of(user(Role.STAFF)).post(f"/beheer/aanvragen/{application.ref}/ontwerp/", data)
    assert REASON in markup(client_of(user(Role.LEAD)).get(f"/beheer/aanvragen/{application.ref}/beslissing/"))
