"""What an official letter says: to whom, by whom and when, about what, and how a refusal is contested."""

import pytest

from calls.application.signature import Signature
from calls.application.submission import submit_application
from calls.assessment.handling import assign_handler, declare_eligible
from calls.enums import ApplicationStatus as Status
from calls.selection.decision import declare_ineligible, refuse_application, select_application
from calls.selection.letters import file_decision_letter
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.workflow.wording import reword_mail
from pio_portal.documents.models import Document
from pio_portal.formats import NBSP
from tests.factories import assessment as make
from tests.factories import calls
from tests.factories.ground import member, organisation, user
from tests.files import text_of_pdf

pytestmark = pytest.mark.django_db

WORD = ("Hemelwaterinfiltratievoorzieningen" * 5)[:150]
SAID = "Dat zegt d’Aelst, Écht."
VERBS = {
    Status.SELECTED: select_application,
    Status.NOT_SELECTED: refuse_application,
    Status.INELIGIBLE: declare_ineligible,
}
USUAL = (
    "De behoefte is reëel, maar de markt biedt al oplossingen die met een gewone aankoop kunnen worden verworven. "
    "Het innovatieve deel is te klein."
)
REFUSED = [Status.NOT_SELECTED, Status.INELIGIBLE]
APPEAL = [
    "Bent u het niet eens met deze beslissing?",
    "Raad van State, afdeling Bestuursrechtspraak",
    "binnen 60 dagen nadat u deze brief kreeg",
    "Wetenschapsstraat 33, 1040 Brussel",
]


def decided(outcome: Status, *, title: str = f"D’Hoppe’s plan {WORD}", grounds: str = SAID, **known) -> str:
    """The letter about an application that Élodie D’Haese signed for her town, as it can be read."""
    town = {
        "name": "Gemeente ’s-Gravenwezel-Écaussinnes",
        "street": "Kerkstraat 12",
        "postcode": "2970",
        "municipality": "Schilde",
    }
    client = organisation(**town | known)
    manager = member(client, name="Karel Maes")
    ready = calls.application(of=client, by=manager, within=calls.call(rounds=make.ROUNDS), complete=True, title=title)
    signed = Signature(name="Élodie D’Haese", function="algemeen directeur", declaration=("Juist.",))
    handed_in = submit_application(application=ready, by=manager, at=make.AT, signature=signed)
    staff = user(Role.STAFF, name="An Peeters", email="an@pio.test")
    handed_in = assign_handler(application=handed_in, handler=staff, by=staff, at=make.AT + make.HOUR)
    if outcome != Status.INELIGIBLE:
        handed_in = declare_eligible(application=handed_in, by=staff, at=make.AT + make.DAY)
    told = {"grounds": grounds, "decided_on": make.TODAY, "at": make.LATER}
    if outcome == Status.NOT_SELECTED:
        told["feedback"] = "Bevraag drie leveranciers."
    lead = user(Role.LEAD, name="Léa De Smet", function="Afdelingshoofd")
    VERBS[outcome](application=handed_in, by=lead, **told)
    file_decision_letter(application=handed_in.pk)
    return text_of_pdf(Document.objects.get(kind="decision_letter").read()).replace(NBSP, " ")


@pytest.mark.parametrize("outcome", VERBS)
def test_a_letter_says_to_whom_by_whom_when_and_about_what(outcome):
    text = decided(outcome)

    assert (
        "Gemeente ’s-Gravenwezel-Écaussinnes t.a.v. Élodie D’Haese, algemeen directeur Kerkstraat 12 2970 Schilde Datum"
        in text
    )
    assert "Datum 12 maart 2026 Ons kenmerk A-2026-" in text
    assert "ingediend op 2 maart 2026" in text
    assert "Vragen aan An Peeters, an@pio.test" in text
    assert "Ondernemingsnummer" in text
    assert "Geachte Élodie D’Haese," in text
    assert SAID in text
    assert f"D’Hoppe’s plan {WORD}".replace(" ", "") in text.replace(" ", "")
    assert (
        "Met vriendelijke groeten, Léa De Smet Afdelingshoofd Programma Innovatieve Overheidsopdrachten (PIO)" in text
    )


@pytest.mark.parametrize("outcome", VERBS)
def test_a_refusal_says_how_it_is_contested_and_a_selection_does_not(outcome):
    text = decided(outcome)

    assert [part in text for part in APPEAL] == [outcome in REFUSED] * len(APPEAL)


@pytest.mark.parametrize("outcome", REFUSED)
def test_the_text_about_contesting_is_pios_to_word(outcome):
    body = "Vraag eerst een herziening, binnen 30 dagen."
    reword_mail(kind="appeal", subject="Herziening vragen", body=body, version=0, by=None, at=make.AT)

    text = decided(outcome)

    assert f"Herziening vragen {body}" in text
    assert not [part for part in APPEAL if part in text]


@pytest.mark.parametrize("outcome", VERBS)
def test_a_letter_of_usual_length_is_one_page(outcome):
    letter = decided(outcome, title="Slimme waterpeilen in kleine waterlopen, fase 2", grounds=USUAL)
    assert "bladzijde 1 van 1" in letter


def test_what_is_not_known_of_the_addressee_leaves_no_hole():
    text = decided(Status.SELECTED, street="", postcode="", municipality="", kbo=None)

    assert "t.a.v. Élodie D’Haese, algemeen directeur Datum 12 maart 2026" in text
    assert "Ondernemingsnummer" not in text


def test_the_letterhead_says_where_pio_is_found(settings):
    settings.CONTACT_ADDRESS, settings.CONTACT_PHONE = "Koning Albert II-laan 15, 1210 Brussel", "02 553 00 00"

    text = decided(Status.SELECTED)

    assert "Koning Albert II-laan 15, 1210 Brussel 02 553 00 00" in text
