"""The library of standard mails, and the demo's mailbox."""

import pytest
from django.test import override_settings
from post_office.models import Email

from pio_portal.correspondence import outbox, wording
from pio_portal.correspondence.models import MailTemplate
from tests.factories.ground import AT
from tests.queries import steady

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def example():
    """A kind of mail that only these tests know."""
    wording.register_mail(
        "voorbeeld",
        title="Voorbeeldmail",
        subject="Dossier {{ ref }}",
        body="Beste {{ recipient_name }}, het gaat over {{ ref }}.",
        variables={"ref": "Referentie"},
        sample={"ref": "A-2026-0001"},
    )
    yield
    del wording.KINDS["voorbeeld"]


def test_library_lists_every_mail(desk):
    assert "Voorbeeldmail" in desk.get("/beheer/sjablonen/").content.decode()


def test_mail_is_shown_with_a_preview_on_sample_data(desk):
    page = desk.get("/beheer/sjablonen/voorbeeld/").content.decode()

    assert "Beste Karel Maes, het gaat over A-2026-0001." in page


def test_new_wording_is_kept(desk):
    answer = desk.post("/beheer/sjablonen/voorbeeld/", {"subject": "Over {{ ref }}", "body": "Dag", "version": 0})

    assert answer.status_code == 302
    assert MailTemplate.objects.get().subject == "Over {{ ref }}"


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ({"body": "Dag {{ wie }}"}, "Onbekende plaats: wie"),
        ({"version": 3}, "Een collega paste deze mail intussen aan"),
    ],
)
def test_wrong_wording_says_why_and_keeps_what_was_typed(desk, typed, advice):
    page = desk.post("/beheer/sjablonen/voorbeeld/", {"subject": "Mijn onderwerp", "body": "Dag", "version": 0} | typed)

    text = page.content.decode()
    assert page.status_code == 422
    assert advice in text
    assert "Mijn onderwerp" in text
    assert MailTemplate.objects.count() == 0


def test_restore_goes_back_to_the_default(desk):
    MailTemplate.objects.create(kind="voorbeeld", subject="x", body="y", changed_at=AT)

    desk.post("/beheer/sjablonen/voorbeeld/herstellen/")

    assert MailTemplate.objects.count() == 0


def test_unknown_mail_does_not_exist(desk):
    assert desk.get("/beheer/sjablonen/bestaat-niet/").status_code == 404


def test_mailbox_shows_what_was_sent(client):
    outbox.post_mail("voorbeeld", to="an@voorbeeld.test", about=None, context={"ref": "A-2026-0009"})

    page = client.get("/postvak/?aan=an@").content.decode()
    mail = client.get(f"/postvak/{Email.objects.get().pk}/").content.decode()

    assert "Dossier A-2026-0009" in page
    assert "het gaat over A-2026-0009" in mail


@override_settings(PIO_DEMO=False)
def test_mailbox_does_not_exist_outside_the_demo(client):
    outbox.post_mail("voorbeeld", to="an@voorbeeld.test", about=None, context={"ref": "A-2026-0009"})

    assert client.get("/postvak/").status_code == 404
    assert client.get(f"/postvak/{Email.objects.get().pk}/").status_code == 404


def test_pages_need_as_many_queries_for_thirty_mails_as_for_one(desk):
    def post(number):
        for n in range(number):
            outbox.post_mail("voorbeeld", to=f"p{n}@voorbeeld.test", about=None, context={"ref": "A"})

    post(1)
    with steady(desk, "/postvak/", at_most=6), steady(desk, "/beheer/sjablonen/", at_most=4):
        post(29)
