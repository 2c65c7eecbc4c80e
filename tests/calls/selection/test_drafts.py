"""Decisions in preparation."""

import pytest

from calls.enums import ApplicationStatus as Status
from calls.models import Application, Decision
from calls.selection.decision import select_application
from calls.selection.drafts import Outdated, discard_draft, draft_decision
from pio_portal.accounts.enums import Role
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import SentMail
from tests.factories import assessment as make
from tests.factories.ground import user
from tests.pages import client_of, refusal
from tests.queries import steady

AT, LATER, TODAY = make.AT, make.LATER, make.TODAY
pytestmark = pytest.mark.django_db


def draft(application, outcome=Status.SELECTED, **fields):
    fields = {"grounds": "Sterk.", "feedback": "", "version": 0, "by": user(Role.STAFF), "at": LATER} | fields
    return draft_decision(application=application, outcome=outcome, **fields)


def test_a_draft_keeps_what_who_and_when_and_tells_nobody():
    application, staff = make.application(Status.ELIGIBLE), user(Role.STAFF)

    draft(application, Status.NOT_SELECTED, grounds=" Te vroeg. ", feedback=" Bevraag. ", by=staff)

    row = Decision.objects.get()
    assert (row.outcome, row.grounds, row.feedback, row.version) == ("not_selected", "Te vroeg.", "Bevraag.", 1)
    assert (row.prepared_at, row.prepared_by) == (LATER, staff)
    assert Application.objects.get().status == Status.ELIGIBLE
    assert not SentMail.objects.filter(kind__startswith="application_not").exists()
    assert "bereidde" not in " ".join(line.sentence for line in timeline(application, public_only=True))


def test_a_draft_may_still_lack_grounds_and_feedback():
    assert draft(make.application(Status.ELIGIBLE), Status.NOT_SELECTED, grounds="", feedback="").version == 1


def test_saving_again_is_a_new_version_and_saving_the_same_is_not():
    application = make.application(Status.ELIGIBLE)
    draft(application)
    assert draft(application, version=1).version == 1
    assert draft(application, grounds="Beter.", version=1).version == 2


@pytest.mark.parametrize("version", [0, 2])
def test_what_a_colleague_saved_since_is_not_overwritten(version):
    application = make.application(Status.ELIGIBLE)
    first = draft(application)

    with pytest.raises(Outdated) as refused:
        draft(application, grounds="Anders.", version=version)

    assert refused.value.current == first
    assert Decision.objects.get().grounds == "Sterk."


POSSIBLE = {
    Status.SUBMITTED: [Status.INELIGIBLE],
    Status.ELIGIBLE: [Status.SELECTED, Status.NOT_SELECTED],
}


@pytest.mark.parametrize("status", [s for s in Status if s != Status.DRAFT])
@pytest.mark.parametrize("outcome", Status.decided())
def test_only_what_can_be_decided_can_be_drafted(status, outcome):
    application = make.application(status)
    if outcome in POSSIBLE.get(status, []):
        assert draft(application, outcome).outcome == outcome
        return
    with pytest.raises(Refused) as refused:
        draft(application, outcome)
    assert refused.value.field == "outcome"


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.STAFF, Role.LEAD)])
def test_drafting_by_others_is_not_permitted(role):
    with pytest.raises(NotPermitted):
        draft(make.application(Status.ELIGIBLE), by=user(role))


def test_the_decision_takes_its_draft_along():
    made = make.drafted()
    select_application(application=made.application, decided_on=TODAY, grounds="x", by=user(Role.LEAD), at=LATER)
    assert not Decision.objects.drafts().exists()


def test_discarding_needs_the_version_that_was_seen():
    made = make.drafted()
    with pytest.raises(Outdated):
        discard_draft(application=made.application, version=9, by=user(Role.STAFF), at=LATER)
    discard_draft(application=made.application, version=1, by=user(Role.STAFF), at=LATER)
    assert not Decision.objects.drafts().exists()


# From the dossier


def one(application, page="ontwerp/"):
    return f"/beheer/aanvragen/{application.ref}/{page}"


def test_staff_prepares_and_the_lead_finds_it_when_deciding(desk, client):
    application = make.advised().application
    data = {"outcome": "selected", "grounds": "Uit het ontwerp.", "version": 0}
    assert desk.post(one(application), data).status_code == 302
    assert "Uit het ontwerp." in desk.get(one(application, "beoordeling/")).content.decode()

    lead = client_of(user(Role.LEAD))
    html = lead.get(one(application, "beslissing/")).content.decode()

    assert "Uit het ontwerp." in html
    assert 'value="selected" id="id_outcome_0" required checked' in html or "checked" in html


def test_two_colleagues_at_once_see_both_versions_and_nothing_is_lost(desk):
    made = make.drafted(grounds="Van de collega.")
    data = {"outcome": "selected", "grounds": "Van mij.", "version": 0}

    answer = desk.post(one(made.application), data)

    text = refusal(answer)
    assert "Van de collega." in text
    assert "Van mij." in text
    assert 'name="version" value="1"' in text  # saving again is a choice
    assert desk.post(one(made.application), data | {"version": 1}).status_code == 302
    assert Decision.objects.get().grounds == "Van mij."


def test_a_decision_from_a_draft_that_changed_since_is_refused_and_both_are_shown():
    application = make.drafted(make.advised().application, grounds="Versie een.").application
    lead = client_of(user(Role.LEAD))
    data = {"outcome": "selected", "decided_on": "2026-03-12", "grounds": "Van mij.", "feedback": "", "version": "1"}
    draft(application, grounds="Versie twee.", version=1)

    answer = lead.post(one(application, "beslissing/"), data | {"confirm": "1"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Versie twee." in text
    assert "Van mij." in text
    assert Application.objects.get().status == Status.ELIGIBLE
    assert lead.post(one(application, "beslissing/"), data | {"version": "2", "confirm": "1"}).status_code == 302
    assert Application.objects.get().decision.grounds == "Van mij."


def test_discarding_on_the_page(desk):
    made = make.drafted()
    desk.post(one(made.application, "ontwerp/weggooien/"), {"version": "x"})
    assert Decision.objects.exists()
    desk.post(one(made.application, "ontwerp/weggooien/"), {"version": "1"})
    assert not Decision.objects.drafts().exists()


def test_a_decided_application_has_nothing_to_prepare(desk):
    application = make.application(Status.SELECTED)
    assert desk.get(one(application)).status_code == 302


# Row by row for a round


def of_round(application):
    return f"/beheer/oproepen/{application.call.code}/indiendata/{application.round.number}/ontwerpen/"


def two_of_a_round():
    first = make.application(Status.ELIGIBLE)
    return first, make.application(Status.ELIGIBLE, within=first.call)


def row(application, **fields):
    values = {"outcome": "", "grounds": "", "feedback": "", "version": "0"} | fields
    return {f"a{application.pk}-{name}": value for name, value in values.items()}


def test_rows_are_saved_together_and_an_empty_one_is_left(desk):
    first, second = two_of_a_round()
    answer = desk.post(of_round(first), row(first, outcome="selected", grounds="Sterk.") | row(second), follow=True)
    assert "1 ontwerp bewaard." in answer.content.decode()
    assert list(Decision.objects.values_list("application", "outcome")) == [(first.pk, "selected")]


def test_a_row_that_cannot_be_saved_stays_with_what_was_typed_and_the_others_are_saved(desk):
    first, second = two_of_a_round()
    make.drafted(second, grounds="Van de collega.")
    data = row(first, outcome="selected", grounds="Sterk.") | row(second, outcome="not_selected", grounds="Van mij.")

    answer = desk.post(of_round(first), data)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Niet alles is bewaard" in text
    assert "Van de collega." in text
    assert "Van mij." in text
    assert Decision.objects.get(application=first).grounds == "Sterk."
    assert Decision.objects.get(application=second).grounds == "Van de collega."


def test_a_row_that_was_decided_meanwhile_is_explained(desk):
    first, _second = two_of_a_round()
    select_application(application=first, decided_on=TODAY, grounds="x", by=user(Role.LEAD), at=LATER)
    answer = desk.post(of_round(first), row(first, outcome="selected", grounds="Sterk."))
    assert answer.status_code == 422
    assert "Sterk." in answer.content.decode()


def test_a_text_without_a_decision_is_explained(desk):
    first, _second = two_of_a_round()
    answer = desk.post(of_round(first), row(first, grounds="Sterk."))
    assert "Kies een beslissing bij uw tekst." in answer.content.decode()


def test_the_table_needs_the_same_queries_for_one_row_and_many(desk):
    first = make.advised().application
    with steady(desk, of_round(first), at_most=11):
        for _n in range(5):
            make.drafted(make.advised(make.application(Status.ELIGIBLE, within=first.call)).application)
