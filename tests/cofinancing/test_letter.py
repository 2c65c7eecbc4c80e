import pytest
from post_office.models import Email

from cofinancing.enums import DecisionKind
from cofinancing.models import CofinancingDecision
from cofinancing.tasks import letter_context, send_letter
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.models import OutboxTask
from pio_portal.correspondence.tasks import run_task
from pio_portal.correspondence.workflow.wording import reword_mail
from pio_portal.documents import pdf
from pio_portal.documents.models import Document
from pio_portal.organisations.enums import Level
from tests.factories import cofinancing as make
from tests.factories.ground import member, organisation, user
from tests.files import text_of_pdf

pytestmark = pytest.mark.django_db


def test_the_letter_is_filed_with_the_procurement_and_sent_to_the_managers():
    make.envelope()
    client = organisation(name="Stad Halle")
    manager = member(client, email="karel@halle.test")
    member(client, Level.EDITOR)
    make.decision(
        of=make.request(of=make.procurement(client=client)), amount=80_000, grounds="Vernieuwend en haalbaar."
    )

    run_task(OutboxTask.objects.get().pk)

    assert OutboxTask.objects.get().done_at is not None
    letter = Document.objects.get()
    assert (letter.kind, letter.filename, letter.internal) == ("cofinancing_letter", "CF-2026-0001.pdf", False)
    text = text_of_pdf(letter.read())
    for part in (
        "Beslissing over cofinanciering CF-2026-0001",
        "Stad Halle",
        "2 maart 2026",
        "Vernieuwend en haalbaar.",
    ):
        assert part in text
    assert "kent uw organisatie € 80.000,00 cofinanciering toe" in text.replace("\u00a0", " ")
    mail = Email.objects.get()
    assert mail.to == [manager.email]
    assert "toekenning van €\u00a080.000,00" in mail.message
    assert [a.name for a in mail.attachments.all()] == ["CF-2026-0001.pdf"]


def test_a_letter_that_is_made_twice_is_filed_and_sent_once():
    make.envelope()
    client = organisation()
    member(client)
    made = make.decision(of=make.request(of=make.procurement(client=client)))

    send_letter(decision=made.pk)
    send_letter(decision=made.pk)

    assert (Document.objects.count(), Email.objects.count()) == (1, 1)


def test_a_refusal_says_so_and_names_no_amount():
    made = make.decision(kind=DecisionKind.REFUSAL, grounds="De markt heeft dit al.")

    send_letter(decision=made.pk)

    text = text_of_pdf(Document.objects.get().read())
    assert "niet toegekend" in text
    assert "€" not in text


@pytest.mark.parametrize("kind", DecisionKind)
def test_what_takes_away_says_how_it_is_contested_in_pios_words(kind):
    reword_mail(kind="appeal", subject="Herziening vragen", body="Binnen 30 dagen.", version=0, by=None, at=make.AT)
    made = CofinancingDecision(kind=kind, decided_on=make.AT.date(), procurement=make.procurement(), ref="CF-2026-0001")

    text = text_of_pdf(pdf.render("pdf/cofinancing_letter.html", letter_context(made)))

    assert ("Herziening vragen Binnen 30 dagen." in text) is (kind in (DecisionKind.REFUSAL, DecisionKind.REVOCATION))


def test_the_letter_is_for_the_client_and_pio_and_not_for_a_stranger(client):
    make.envelope()
    of = organisation()
    made = make.decision(of=make.request(of=make.procurement(client=of)))
    send_letter(decision=made.pk)
    url = f"/documenten/{Document.objects.get().pk}/"

    for reader in (member(of, Level.VIEWER), user(Role.STAFF)):
        client.force_login(reader)
        download = client.get(url)
        assert download.status_code == 200
        assert b"".join(download.streaming_content).startswith(b"%PDF-")
    for stranger in (member(), user(Role.ADVISER), user(Role.COMMITTEE)):
        client.force_login(stranger)
        assert client.get(url).status_code == 404


def test_the_kinds_of_decision_are_all_put_in_words():
    from cofinancing.tasks import in_words

    assert {kind for kind in DecisionKind if in_words(CofinancingDecision(kind=kind, amount=1))} == set(DecisionKind)
