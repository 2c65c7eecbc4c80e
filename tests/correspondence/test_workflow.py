import pytest

from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence import wording
from pio_portal.correspondence.models import MailTemplate
from pio_portal.correspondence.workflow.wording import restore_mail, reword_mail
from tests.factories.ground import AT, user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def example(monkeypatch):
    monkeypatch.setattr(wording, "KINDS", dict(wording.KINDS))
    wording.register_mail(
        "example",
        title="Voorbeeld",
        subject="Dag {{ ref }}",
        body="Tekst {{ ref }}",
        variables={"ref": "Referentie"},
        sample={"ref": "A-1"},
    )
    monkeypatch.setattr("pio_portal.correspondence.workflow.wording.KINDS", wording.KINDS)


def reword(**changes):
    return reword_mail(
        **(
            {
                "kind": "example",
                "subject": "Nieuw {{ ref }}",
                "body": "B",
                "version": 0,
                "by": user(Role.STAFF),
                "at": AT,
            }
            | changes
        )
    )


def test_reword_mail_is_used_by_the_next_mail():
    reword()

    assert wording.wording_of("example", {"ref": "A-2"}).subject == "Nieuw A-2"


def test_restore_mail_brings_the_default_back():
    reword()

    restore_mail(kind="example", by=user(Role.STAFF))

    assert wording.wording_of("example", {"ref": "A-2", "recipient_name": "An"}).subject == "Dag A-2"


@pytest.mark.parametrize(
    ("text", "advice"),
    [("Dag {{ naam }}", "Onbekende plaats: naam"), ("Dag {ref}", "twee accolades"), ("{% debug %}", "twee accolades")],
)
def test_reword_mail_with_a_wrong_place_says_how_to_put_it_right(text, advice):
    with pytest.raises(Refused, match=advice):
        reword(body=text)

    assert MailTemplate.objects.count() == 0


def test_reword_mail_from_an_old_version_is_refused():
    reword()

    with pytest.raises(Refused, match="Een collega paste deze mail intussen aan"):
        reword(subject="Nog nieuwer")

    assert MailTemplate.objects.get().subject == "Nieuw {{ ref }}"


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.STAFF, Role.LEAD)])
def test_reword_mail_is_for_pio(role):
    with pytest.raises(NotPermitted):
        reword(by=user(role))


def test_registering_a_mail_checks_its_places():
    with pytest.raises(ValueError, match="naam"):
        wording.register_mail("x", title="X", subject="{{ naam }}", body="", variables={}, sample={})


def test_every_registered_mail_fills_with_its_own_sample():
    for kind in wording.KINDS.values():
        filled = wording.wording_of(kind.kind, kind.sample)
        assert "{{" not in filled.subject + filled.text
