"""Asking for a signature, and signing."""

import datetime as dt
import json

import pytest

from calls.application.signature import Signature, declaration
from calls.application.signing import ask_signature
from calls.application.submission import Incomplete, OutsideRound, submit_application
from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import SentMail
from pio_portal.organisations.enums import Level
from tests.factories import calls as make
from tests.factories.ground import member, organisation

AT, DAY = make.AT, make.DAY
MINUTE = dt.timedelta(minutes=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def nora(ready):
    return member(ready.organisation, Level.EDITOR, name="Nora Claes")


def test_ask_mails_the_managers_with_a_link_to_the_answers(ready, nora):
    asked = ask_signature(application=ready, by=nora, at=AT)
    assert (asked.sign_asked_at, asked.sign_asked_by) == (AT, nora)
    mail = SentMail.objects.get(kind="signature_asked").email
    assert mail.to == [ready.created_by.email]
    assert mail.subject == f"Onderteken aanvraag {ready.ref} en dien ze in"
    assert f"/mijn/aanvragen/{ready.ref}/controle/" in mail.message
    assert "Nora Claes vraagt u" in mail.message


def test_ask_again_is_refused_within_the_hour(ready, nora):
    ask_signature(application=ready, by=nora, at=AT)
    with pytest.raises(Refused, match=r"al gevraagd op 2 mrt 2026 om 10\.00 uur .* vanaf 2 mrt 2026 om 11\.00 uur"):
        ask_signature(application=ready, by=nora, at=AT + 59 * MINUTE)
    ask_signature(application=ready, by=nora, at=AT + 60 * MINUTE)
    assert SentMail.objects.filter(kind="signature_asked").count() == 2


def test_ask_may_also_an_editor_of_a_partner(ready):
    partner = organisation()
    ready.partners.add(partner)
    assert ask_signature(application=ready, by=member(partner, Level.EDITOR), at=AT).sign_asked_at == AT


def test_ask_by_a_viewer_or_a_stranger_is_not_permitted(ready):
    for by in (member(ready.organisation, Level.VIEWER), member()):
        with pytest.raises(NotPermitted):
            ask_signature(application=ready, by=by, at=AT)


def test_ask_for_what_is_incomplete_late_or_submitted_is_refused(ready, nora):
    draft = make.application(of=ready.organisation, by=nora)
    with pytest.raises(Incomplete):
        ask_signature(application=draft, by=nora, at=AT)
    with pytest.raises(OutsideRound):
        ask_signature(application=ready, by=nora, at=ready.round.closes_at)
    submit_application(application=ready, by=ready.created_by, at=AT)
    with pytest.raises(Refused, match="er valt niets meer te ondertekenen"):
        ask_signature(application=ready, by=nora, at=AT)


def test_ask_without_a_manager_says_whom_to_call():
    of = organisation()
    editor = member(of, Level.EDITOR)
    ready = make.application(of=of, by=editor, complete=True)
    with pytest.raises(Refused, match="Uw organisatie heeft nog geen beheerder"):
        ask_signature(application=ready, by=editor, at=AT)


def signature(**changes):
    return Signature(**({"name": "Els Peeters", "function": "Directeur", "declaration": ("Juist.",)} | changes))


def test_submit_freezes_the_signature_and_ends_the_question(ready, nora):
    ask_signature(application=ready, by=nora, at=AT)
    submit_application(application=ready, by=ready.created_by, at=AT, signature=signature())
    assert json.loads(ready.revisions.get().content)["signature"] == {
        "name": "Els Peeters",
        "function": "Directeur",
        "declaration": ["Juist."],
    }
    assert Application.objects.get().sign_asked_at is None


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name": " "}, "signer_name", "Vul de naam in van wie ondertekent."),
        ({"function": ""}, "signer_function", "Vul de functie in van wie ondertekent."),
        ({"declaration": ()}, "agreed", "Vink de verklaring aan"),
    ],
)
def test_submit_without_a_part_of_the_signature_is_refused(ready, changes, field, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        submit_application(application=ready, by=ready.created_by, at=AT, signature=signature(**changes))
    assert refused.value.field == field
    assert Application.objects.get().status == Status.DRAFT


def test_history_that_is_told_again_goes_without(ready):
    submit_application(application=ready, by=ready.created_by, at=AT)
    assert json.loads(ready.revisions.get().content)["signature"] is None


def test_declaration_speaks_in_the_name_of_the_organisation():
    assert declaration("Stad Halle")[0] == (
        "Ik mag Stad Halle vertegenwoordigen en in haar naam een aanvraag indienen."
    )
