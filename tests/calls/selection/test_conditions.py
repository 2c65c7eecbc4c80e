"""The conditions of a selection: in the letter, the mail, the decision page and the dossier; never with a refusal."""

import pytest
from django.db import IntegrityError, transaction

from calls.enums import ApplicationStatus as Status
from calls.models import Decision
from calls.selection.decision import refuse_application, select_application
from calls.selection.letters import file_decision_letter
from calls.selection.publishing import publish_decisions
from pio_portal.accounts.enums import Role
from pio_portal.change import Refused
from pio_portal.correspondence.models import SentMail
from pio_portal.documents.models import Document
from projects.handover.contents import Dossier
from tests.factories import assessment as make
from tests.factories import projects
from tests.factories.ground import user
from tests.files import text_of_pdf
from tests.pages import client_of, text

LATER, TODAY = make.LATER, make.TODAY
CONDITIONS = "De gemeente stelt een projectleider aan vóór 1 maart."
pytestmark = pytest.mark.django_db


def select(application, **given):
    given = {"grounds": "Sterk.", "conditions": CONDITIONS, "by": user(Role.LEAD), "at": LATER} | given
    return select_application(application=application, decided_on=TODAY, **given)


@pytest.mark.parametrize("conditions", [CONDITIONS, ""], ids=["with", "without"])
def test_they_stand_in_the_letter_the_mail_and_on_the_page_of_the_applicant(conditions):
    application = select(make.application(Status.ELIGIBLE), conditions=conditions)
    file_decision_letter(application.pk)
    letter = text_of_pdf(Document.objects.of(application).get(kind="decision_letter").read())
    mail = SentMail.objects.get(kind="application_selected").email.message
    page = text(client_of(application.created_by).get(f"/mijn/aanvragen/{application.ref}/"))
    told = [f"Voorwaarden {CONDITIONS}" in letter, f"Voorwaarden: {CONDITIONS}" in mail, CONDITIONS in page]
    assert told == [bool(conditions)] * 3
    assert "Voorwaarden" not in letter or conditions
    assert "\n\n\n" not in mail


def test_what_was_prepared_with_the_decision_leaves_with_it():
    draft = make.drafted(conditions=CONDITIONS)
    application = draft.application
    page = text(client_of(user(Role.STAFF)).get(f"/beheer/aanvragen/{application.ref}/beoordeling/"))
    assert CONDITIONS in page
    publish_decisions(round=application.round, seen={application.pk: 1}, decided_on=TODAY, by=user(Role.LEAD), at=LATER)
    assert Decision.objects.get().conditions == CONDITIONS


def test_the_dossier_of_the_project_and_its_hand_over_tell_them():
    project = projects.project(application=select(make.application(Status.ELIGIBLE)), started_on=TODAY)
    page = client_of(user(Role.STAFF)).get(f"/beheer/projecten/{project.ref}/aanvraag/")
    assert f"Voorwaarden van de selectie {CONDITIONS}" in text(page)
    assert Dossier(project).told["application"]["decision"]["conditions"] == CONDITIONS


def test_a_refusal_has_none_by_verb_form_and_database():
    application, lead = make.application(Status.ELIGIBLE), user(Role.LEAD)
    with pytest.raises(Refused, match="Alleen een selectie heeft voorwaarden") as refused:
        make.drafted(application, Status.NOT_SELECTED, conditions=CONDITIONS)
    assert refused.value.field == "conditions"
    sent = {"outcome": "not_selected", "grounds": "x", "feedback": "x", "conditions": CONDITIONS, "version": 0}
    for url, more in (("ontwerp/", {}), ("beslissing/", {"decided_on": TODAY.isoformat()})):
        answer = client_of(lead).post(f"/beheer/aanvragen/{application.ref}/{url}", sent | more)
        assert answer.status_code == 422
        assert "Alleen een selectie heeft voorwaarden" in text(answer)
    refuse_application(application=application, decided_on=TODAY, grounds="x", feedback="x", by=lead, at=LATER)
    made = make.drafted(outcome=Status.NOT_SELECTED)
    with pytest.raises(IntegrityError, match="decision_conditions_are_of_a_selection"), transaction.atomic():
        Decision.objects.filter(pk=made.pk).update(conditions="x")
