"""A refused application comes back in the next round: with its feedback, a partner and a signature."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from calls.application.submission import submit_application
from calls.application.writing import next_round
from calls.assessment.handling import declare_eligible
from calls.models import Application
from calls.selection.decision import refuse_application
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.formats import day_text
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership
from tests.factories import calls as make
from tests.factories.ground import PASSWORD, account, organisation, user
from tests.journeys.people import Person, step

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "Slimme rioolinspectie"
FEEDBACK = "Toon met een proef dat bestaande systemen niet volstaan."
GROUNDS = "De markt heeft dit al."
DAY = dt.timedelta(days=1)


def works_at(body, level, name) -> User:
    """Somebody with an account who works there."""
    made = account(email=f"{name.split()[0].lower()}@{body.pk}.test", name=name, password=PASSWORD)
    now = timezone.now()
    Membership.objects.create(
        organisation=body,
        user=made,
        level=level,
        status=MembershipStatus.ACTIVE,
        requested_at=now,
        decided_at=now,
        decided_by=made,
    )
    return made


def a_refused_application(city, manager, now) -> Application:
    """Submitted in the round that just closed, and not selected; the next round is open."""
    call = make.call(at=now)
    current = call.rounds.get(number=2)
    draft = make.application(of=city, by=manager, round=current, complete=True, title=TITLE, at=now)
    done = submit_application(application=draft, by=manager, at=now)
    declare_eligible(application=done, by=user(Role.STAFF), at=now)
    call.rounds.filter(number=2).update(closes_at=now)
    call.rounds.filter(number=3).update(opens_at=now)
    return refuse_application(
        application=done,
        decided_on=timezone.localdate(now),
        grounds=GROUNDS,
        feedback=FEEDBACK,
        by=user(Role.LEAD),
        at=now,
    )


@pytest.mark.complaints("422")  # a form that comes back with its faults
def test_a_refused_application_comes_back_together(new_page):
    now = timezone.now() - dt.timedelta(minutes=1)
    city, village = organisation(name="Stad Waterlinde"), organisation(name="Gemeente Beersel")
    manager = works_at(city, Level.MANAGER, "Ann Peeters")
    works_at(city, Level.EDITOR, "Nora Claes")
    works_at(village, Level.MANAGER, "Bea Bos")
    refused = a_refused_application(city, manager, now)
    ann, nora, bea = (
        Person(new_page(), f"{name.split()[0].lower()}@{body.pk}.test", name).log_in()
        for name, body in (("Ann Peeters", city), ("Nora Claes", city), ("Bea Bos", village))
    )

    with step("taken along in one click, with what PIO wrote and the answers"):
        nora.go(f"/mijn/aanvragen/{refused.ref}/").sees("Niet geselecteerd", FEEDBACK)
        target = next_round(refused, timezone.now())
        nora.press(f"Neem mee naar de indiendatum van {day_text(target.closes_at)}").sees(
            "Uw nieuwe aanvraag staat klaar"
        )
        nora.sees(f"Bij uw vorige aanvraag {refused.ref} schreef PIO:", FEEDBACK, GROUNDS, "6 van 6 onderdelen")
        nora.follow("Behoefte en gebruikers").sees_title("Behoefte en gebruikers")
        nora.page.locator("details.previous summary").click()
        expect(nora.page.get_by_text(FEEDBACK)).to_be_visible()
        expect(nora.field("Welk probleem wilt u oplossen?")).to_have_value(make.COMPLETE["behoefte"]["probleem"])
    made = Application.objects.get(origin=refused)
    address = f"/mijn/aanvragen/{made.ref}/"

    with step("a partner is invited, and accepts in its own window"):
        nora.go(address).follow("Samenwerking").sees_title("Samenwerking")
        nora.fill({"Ondernemingsnummer (KBO) of naam": "beersel"}).press("Organisatie zoeken")
        nora.follow("Uitnodigen Gemeente Beersel").sees_title("Gemeente Beersel uitnodigen")
        nora.fill({"Uw bericht": "Samen meten in onze grensstraten?"}).press("Uitnodiging versturen")
        nora.sees("De uitnodiging is verstuurd.", "Uitgenodigd")
        bea.go("/mijn/").follow(TITLE).sees_title("Doet Gemeente Beersel mee?")
        bea.sees("Samen meten in onze grensstraten?", "Wat betekent meedoen?")
        bea.sees_not(make.COMPLETE["behoefte"]["probleem"])
        bea.press("Ja, wij doen mee").sees_title(TITLE).sees("samen met Gemeente Beersel")
        nora.go(f"{address}partners/").sees("aanvaard door Bea Bos")

    with step("a colleague asks for the signature, the manager signs and submits"):
        nora.go(address).follow("Vraag een beheerder om te ondertekenen").sees("Ann Peeters")
        nora.press("Vraag om te ondertekenen").sees("Nora Claes vroeg op")
        ann.go("/mijn/").sees("Nora Claes vraagt om te ondertekenen").follow(TITLE)
        ann.sees("Ondertekenen en indienen", make.COMPLETE["behoefte"]["probleem"])
        ann.fill({"Naam van wie ondertekent": "Els Peeters", "Functie van wie ondertekent": "Algemeen directeur"})
        ann.press("Aanvraag indienen").sees("Vink de verklaring aan")
        expect(ann.field("Functie van wie ondertekent")).to_have_value("Algemeen directeur")
        ann.field("Ik verklaar dit alles").check()
        ann.press("Aanvraag indienen").sees_title("Uw aanvraag is ingediend")

    with step("the receipt names the partner and the signature"):
        ann.sees(made.ref, "Gemeente Beersel", "aanvaard door Bea Bos", "Els Peeters, Algemeen directeur")
        ann.sees("Ik mag Stad Waterlinde vertegenwoordigen")
