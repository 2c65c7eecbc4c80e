"""Who writes along hears what is told to the others: from the page that causes a mail to the mail server."""

import email
import email.policy
from collections import defaultdict

import pytest

from calls.models import Application
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.tasks import sweep_outbox
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Membership
from tests.calls.pages import at
from tests.correspondence.sink import smtp_sink
from tests.factories import calls as make
from tests.factories.ground import member, user
from tests.mails import leave_together
from tests.pages import client_of, sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.AT)]
IS_COPY = "U krijgt deze kopie omdat u meewerkt aan dit dossier."
SIGNED = {"signer_name": "Els Peeters", "signer_function": "Algemeen directeur", "agreed": "on"}


@pytest.fixture
def mail_server(settings):
    with smtp_sink(settings) as server:
        yield server


@pytest.fixture
def team(ready):
    """People of the applicant by name: two who wrote an answer, one who only may, and one who wrote and left."""
    people = {}
    for name in ("keen", "calm", "idle", "gone"):
        people[name] = member(ready.organisation, Level.EDITOR, email=f"{name}@halle.test")
        if name != "idle":
            write(people[name], ready, "contact", telefoon=f"02 553 00 0{len(people)}")
    Membership.objects.filter(user=people["gone"]).delete()
    client_of(people["calm"]).post("/account/mails/", {"gets_reminders": "on", "reminder_delay": "0"})  # and no copies
    return people


def write(person, application, section, **values):
    """Change answers on the page of a section."""
    client, address = client_of(person), at(application, f"{section}/")
    answer = client.post(address, sent_by(client.get(address), having=next(iter(values)), **values))
    assert answer.status_code == 302


def submit(manager, application):
    client, address = client_of(manager), at(application, "controle/")
    answer = client.post(address, sent_by(client.get(address), having="seen", **SIGNED))
    assert answer.url == at(application, "ontvangst/")


def ask(application, page, **data):
    answer = client_of(user(Role.STAFF)).post(f"/beheer/aanvragen/{application.ref}/{page}/", data)
    assert answer.status_code == 302


def told(mail_server) -> dict[str, dict[str, bool]]:
    """What arrived: of each mail, by the name of its addressee, whether it says that it is a copy."""
    leave_together()
    sweep_outbox()
    arrived = defaultdict(dict)
    for raw in mail_server.mails:
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        text = mail.get_body(("plain",)).get_content()
        arrived[mail["Subject"]][mail["To"].partition("@")[0]] = IS_COPY in text
    return arrived


def test_who_writes_along_gets_copies_of_submission_message_and_completion_unless_switched_off(
    ready, manager, team, mail_server
):
    ref, own = ready.ref, manager.email.partition("@")[0]
    everyone = {own: False, "keen": True}

    submit(manager, ready)
    ask(ready, "berichten", text="Klopt de raming?", key="k1")
    ask(ready, "aanvulling", sections=["contact"], reason="Wie neemt op?", due_on="2026-04-01")
    write(team["keen"], ready, "contact", telefoon="02 553 00 09")
    submit(manager, Application.objects.get())

    assert told(mail_server) == {
        f"Uw aanvraag {ref} is ingediend": everyone,
        f"Bericht van PIO over {ref}": everyone,
        f"Vul uw aanvraag {ref} aan, ten laatste op 1 april 2026": everyone,
        f"Uw aanvulling van {ref} is ingediend": everyone,
    }
